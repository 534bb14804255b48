import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../adapters/mongo/embedded/start.ts';
import { markdownTable, median, mib, ms, percentile } from './figures.ts';
import { underLoad } from './load.ts';
import { type Core, startCore } from './load-core.ts';
import { fill } from './load-fill.ts';
import { plans } from './load-plans.ts';
import { serviceOf } from './load-team.ts';

// 200 commands a second with 5,000 open incidents; and what 100,000 closed ones cost. `npm run bench:load open` and
// `npm run bench:load closed` run one of the two.

const load = { perSecond: Number(process.env.LOAD_PER_SECOND ?? 200), seconds: Number(process.env.LOAD_SECONDS ?? 60) };
const manyOpen = Number(process.env.LOAD_OPEN ?? 5_000);
const fewOpen = 20;
/** So that a page of closed ones is as full, and each of the 30 days has been counted. */
const fewClosed = 30;
const manyClosed = Number(process.env.LOAD_CLOSED ?? 100_000);
const rounds = Number(process.env.LOAD_ROUNDS ?? 101);
const warmUp = 10;
const wrong = /does not answer|went wrong|Failed|no incident/;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: console.error };
const progress = (line: string) => console.error(`· ${line}`);
const average = () => (loadavg()[0] ?? 0).toFixed(1);

async function filled(uri: string, name: string, closed: number, open: number): Promise<Core> {
  const core = await startCore(uri, name, !given);
  const began = performance.now();
  await fill(core, closed, open);
  progress(`filled in ${closed} closed and ${open} open in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return core;
}

async function commandsASecond(uri: string): Promise<void> {
  const core = await filled(uri, 'tocsin_bench_open', 1, manyOpen);
  const times = new Map<string, number[]>();
  let refused = 0;
  const mix = ['list', 'show', 'list', 'ack', 'show', 'list', 'note', 'oncall', 'list', 'show'] as const;
  const lineOf = (index: number) => {
    const verb = mix[index % mix.length]!;
    // Each is acknowledged once, by the person whom it paged; the others are looked at and spoken of.
    const number = 2 + (index % manyOpen);
    if (verb === 'list') return index % 4 === 0 ? `list service:${serviceOf(index)}` : 'list';
    if (verb === 'oncall') return 'oncall';
    return verb === 'note' ? `note ${number} looked at it` : `${verb} ${number}`;
  };
  await underLoad({ perSecond: 20, seconds: 5 }, async (index) => void (await core.says('p1', lineOf(index * 2))));
  progress(`${load.perSecond} commands a second for ${load.seconds} s (load average ${average()})`);
  const { sorted, lost } = await underLoad(load, async (index) => {
    const line = lineOf(index);
    const began = performance.now();
    const text = await core.says(`p${index % 50}`, line);
    const verb = line.split(' ')[0]!;
    times.set(verb, [...(times.get(verb) ?? []), performance.now() - began]);
    if (wrong.test(text)) refused += 1;
  });
  const row = (name: string, values: readonly number[], more = '') => [
    name,
    String(values.length),
    ms(percentile(values, 50)),
    ms(percentile(values, 99)),
    more,
  ];
  const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
  const head = [`${load.perSecond} commands/s for ${load.seconds} s, ${manyOpen} open`, 'commands', 'p50', 'p99', ''];
  const each = [...times].map(([verb, values]) => row(`\`${verb}\``, ascending(values)));
  console.log(markdownTable(head, [row('all', sorted, `${lost} never answered, ${refused} not kept`), ...each]));
  console.log(`\nMemory of the core at most ${mib(core.rssBytes)}; load average ${average()}.\n`);
  await core.stop();
}

async function closedOnes(uri: string): Promise<void> {
  const empty = await filled(uri, 'tocsin_bench_empty', fewClosed, fewOpen);
  const full = await filled(uri, 'tocsin_bench_full', manyClosed, fewOpen);
  const lines: Record<string, (first: number, round: number) => string> = {
    ack: (first, round) => `${Math.floor(round / fewOpen) % 2 ? 'unack' : 'ack'} ${first + (round % fewOpen)}`,
    list: () => 'list',
    show: (first, round) => `show ${first + (round % fewOpen)}`,
    dashboard: () => 'dashboard',
    'list state:all': () => 'list state:all',
    'list state:resolved': () => 'list state:resolved',
    'list service:…': (_, round) => `list service:${serviceOf(round)}`,
  };
  const times = new Map(Object.keys(lines).map((name) => [name, { empty: [] as number[], full: [] as number[] }]));
  const sides = [['empty', empty, fewClosed + 1] as const, ['full', full, manyClosed + 1] as const];
  progress(`asking both in turn, ${rounds} rounds (load average ${average()})`);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [name, lineOf] of Object.entries(lines)) {
      // One after the other, and now this one first and now that: whatever else the machine does, it does to both.
      for (const [which, core, first] of round % 2 ? sides : sides.toReversed()) {
        const line = lineOf(first, round + warmUp);
        const began = performance.now();
        const text = await core.says('p0', line);
        if (round >= 0) times.get(name)?.[which].push(performance.now() - began);
        if (wrong.test(text)) throw new Error(`${line}: ${text}`);
        // Cards that are edited afterwards are not part of the next answer.
        await core.says('p0', '');
      }
    }
  }
  const rows = [...times].map(([name, { empty: few, full: many }]) => {
    const { low, middle, high } = ratios(few, many);
    return [`\`${name}\``, ms(median(few)), ms(median(many)), `${middle}×`, `${low} to ${high}`];
  });
  console.log(
    markdownTable(
      [
        `median of ${rounds}, one at a time`,
        `${fewOpen} open, ${fewClosed} closed`,
        `and ${manyClosed.toLocaleString('en')} closed`,
        'ratio',
        '95 %',
      ],
      rows,
    ),
  );
  console.log(`\nLoad average ${average()}. What the database looks at (executionStats):\n`);
  console.log(await plans(full, manyClosed + fewOpen, fewOpen));
  await empty.stop();
  await full.stop();
}

/** Of what was measured together: the median, and between which ranks of them it lies with 95 %. */
function ratios(few: readonly number[], many: readonly number[]): Record<'low' | 'middle' | 'high', string> {
  const each = many.map((one, index) => one / few[index]!).sort((a, b) => a - b);
  const spread = (1.96 * Math.sqrt(each.length)) / 2;
  const at = (rank: number) => each[Math.min(each.length - 1, Math.max(0, Math.round(rank)))]!.toFixed(2);
  const middle = (each.length - 1) / 2;
  return { low: at(middle - spread), middle: at(middle), high: at(middle + spread) };
}

const [only] = process.argv.slice(2);
const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
const given = process.env.MONGODB_URI;
const embedded = given ? undefined : await startEmbedded({ engine: 'auto', dataDir, log });
try {
  const engine = embedded ? `${embedded.engine} ${embedded.version}` : 'MONGODB_URI';
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, database ${engine}, load average ${average()}\n`,
  );
  const uri = given ?? embedded?.uri ?? '';
  if (only !== 'closed') await commandsASecond(uri);
  if (only !== 'open') await closedOnes(uri);
} finally {
  await embedded?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);
