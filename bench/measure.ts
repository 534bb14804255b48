import { accountOf, pagers, serviceOf, speakers } from './crowd.ts';
import type { Fake } from './fakes.ts';
import { median, percentile } from './figures.ts';
import { type Latencies, type Load, underLoad } from './load.ts';
import type { Measured } from './processes.ts';

export interface Timing {
  /** Milliseconds: of each run the percentile, of these the median. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the program for each, which a busy machine does not stretch. */
  readonly cpuMs: number;
  readonly lost: number;
}

const runs = 3;
/** Connections warm, code compiled: what comes first is measured nowhere. */
const warmUp: Load = { perSecond: 20, seconds: 1 };
/** V8 gives back what the start left behind only when there was little work for about a minute. */
const idleMs = 90_000;
const openIncidents = 20;
const lookEveryMs = 500;
/** In that time a program that only sweeps uses less. */
const quietCpuMs = 60;
const mostLooks = 60;

/** So that `list` has something to list. */
export async function declareSome({ platform, gives, arrivals }: Fake): Promise<void> {
  for (let index = 0; index < openIncidents; index += 1) {
    const paged = arrivals.next(accountOf(platform, speakers + index));
    gives(accountOf(platform, index), 'declare', { title: `Open ${index}`, service: serviceOf(index) });
    await paged;
  }
}

/** From a command to the first words that its person reads. */
export async function commandToAnswer(
  { platform, gives, arrivals }: Fake,
  load: Load,
  program: Measured,
): Promise<Timing> {
  const act = (index: number) => {
    const account = accountOf(platform, index % speakers);
    const answered = arrivals.next(account);
    gives(account, 'list', {});
    return answered;
  };
  return severalRuns(arrivals, load, act, program);
}

/** From a declaration to the page being handed to the platform that it was declared on. */
export async function declareToPage(
  { platform, gives, arrivals }: Fake,
  load: Load,
  program: Measured,
): Promise<Timing> {
  const act = (index: number) => {
    const pager = index % pagers;
    const paged = arrivals.next(accountOf(platform, speakers + pager));
    gives(accountOf(platform, index % speakers), 'declare', { title: `Load ${index}`, service: serviceOf(pager) });
    return paged;
  };
  return severalRuns(arrivals, load, act, program);
}

async function severalRuns(
  arrivals: Fake['arrivals'],
  load: Load,
  act: (index: number) => Promise<void>,
  program: Measured,
): Promise<Timing> {
  const results: Latencies[] = [];
  const cpu: number[] = [];
  await untilQuiet(program);
  await underLoad({ ...warmUp, perSecond: Math.min(load.perSecond, warmUp.perSecond) }, act);
  for (let run = 0; run < runs; run += 1) {
    arrivals.forget();
    const before = await untilQuiet(program);
    const result = await Promise.race([underLoad(load, act), program.died]);
    const after = await untilQuiet(program);
    results.push(result);
    cpu.push((after - before) / result.sorted.length);
  }
  return {
    p50: median(results.map(({ sorted }) => percentile(sorted, 50))),
    p99: median(results.map(({ sorted }) => percentile(sorted, 99))),
    cpuMs: median(cpu),
    lost: results.reduce((sum, { lost }) => sum + lost, 0),
  };
}

/** What a run leaves behind (cards and rooms still being posted) must not count for the next. Its processor time so far. */
async function untilQuiet(program: Measured): Promise<number> {
  let { cpuMs } = await program.usage();
  for (let look = 0; look < mostLooks; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    const now = (await program.usage()).cpuMs;
    if (now - cpuMs < quietCpuMs) return now;
    cpuMs = now;
  }
  return cpuMs;
}

/** Memory after it has been left alone for a while. */
export async function idleBytes(program: Measured): Promise<number> {
  await Promise.race([new Promise((resolve) => setTimeout(resolve, idleMs)), program.died]);
  return (await program.usage()).rssBytes;
}
