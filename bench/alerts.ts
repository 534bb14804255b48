import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acceptedToTold,
  type Burst,
  burst,
  type PageTimes,
  type Storm,
  type StormResult,
  stormOf,
  type Target,
} from './alert-loads.ts';
import { figureTable } from './alert-table.ts';
import { type Benched, createAlertTargets } from './alert-targets.ts';
import { alertTeamFile } from './alert-team.ts';
import { alertmanagerVersion } from './alertmanager.ts';
import { openPagedSlack, openQuietPlatforms } from './pages.ts';
import { type Poster, startPoster } from './post-alerts.ts';
import { build } from './processes.ts';

// Tocsin beside Debian's Alertmanager, which keeps what it accepts in memory: each load on both, one after the other, in turns.

const separate: Storm = {
  label: 'one alert a request, each an incident and a page',
  shape: 'page',
  batch: 1,
  pagesOthers: true,
};
const withRooms: Storm = { label: '… with cards and rooms on Slack, Discord and Telegram', shape: 'page', batch: 1 };
const inDemo: Storm = { label: '… in the demo (web chat)', shape: 'demo', batch: 1 };
const grouped: Storm = { label: 'one alert a request, all into one incident', shape: 'group', batch: 1 };
const batched: Storm = { label: 'batches of 64, all into one incident', shape: 'group', batch: 64 };

/** Of one run. */
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const runs = Number(process.env.BENCH_RUNS ?? 3);
/** Part of the labels to be measured; all when empty. */
const only = process.env.BENCH_ONLY ?? '';
const pagesPerSecond = 20;
const alertsInBurst = 5_000;
const warmUpSeconds = 1;

const progress = (line: string) => console.error(`· ${line}`);

async function run(stopped: Promise<never>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
  const shutdownSteps: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];
  try {
    await Promise.race([measureAll(folder, shutdownSteps), stopped]);
  } finally {
    for (const work of shutdownSteps.splice(0).reverse()) await work().catch((err: unknown) => console.error(err));
  }
}

async function measureAll(folder: string, shutdownSteps: (() => Promise<unknown>)[]): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const version = alertmanagerVersion();
  if (!version) progress('Alertmanager is not installed, so it is left out: apt-get install prometheus-alertmanager');
  progress('building');
  build();
  const slack = await openPagedSlack();
  shutdownSteps.push(() => slack.close());
  const quiet = await openQuietPlatforms();
  shutdownSteps.push(() => quiet.close());
  const poster = startPoster();
  shutdownSteps.push(() => poster.stop());
  const teams = { pages: join(folder, 'pages.yaml'), rooms: join(folder, 'rooms.yaml') };
  await writeFile(teams.pages, alertTeamFile('pages'));
  await writeFile(teams.rooms, alertTeamFile('rooms'));
  const open = createAlertTargets(folder, slack.pages, shutdownSteps);
  const tocsin = {
    pages: () => open.tocsin({ TOCSIN_CONFIG: teams.pages, ...slack.settings }),
    rooms: () => open.tocsin({ TOCSIN_CONFIG: teams.rooms, ...slack.settings, ...quiet.settings }),
    demo: () => open.tocsin({ TOCSIN_CONFIG: 'demo/tocsin.yaml' }),
  };
  const alertmanager = version ? await open.alertmanager() : undefined;

  const measured = await measure(tocsin, alertmanager, poster);
  console.log(figureTable(measured, version));
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  console.log(
    `\n${availableParallelism()} cores (${model}), Node ${process.versions.node}, database: ${measured.database.replace(/, in .*/, '')}; ` +
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after. Medians of ${runs} runs.`,
  );
  const complaints = [...slack.complaints(), ...quiet.complaints()];
  if (complaints.length > 0) throw new Error(`A platform complains:\n${[...new Set(complaints)].join('\n')}`);
}

type Openers = Readonly<Record<'pages' | 'rooms' | 'demo', () => Promise<Benched>>>;

async function measure(tocsin: Openers, alertmanager: Target | undefined, poster: Poster) {
  const storms = new Map<string, Map<string, StormResult[]>>();
  const paged = new Map<string, PageTimes[]>();
  const bursts = new Map<string, Burst[]>();
  const peers = alertmanager ? [alertmanager] : [];
  let database = '';
  const plan: readonly { readonly load: Storm; readonly where: keyof Openers; readonly beside: readonly Target[] }[] = [
    { load: separate, where: 'pages', beside: peers },
    { load: withRooms, where: 'rooms', beside: [] },
    { load: inDemo, where: 'demo', beside: [] },
    { load: grouped, where: 'pages', beside: peers },
    { load: batched, where: 'pages', beside: peers },
  ];
  for (const { load, where, beside } of plan.filter(({ load: { label } }) => label.includes(only))) {
    const results = new Map<string, StormResult[]>();
    storms.set(load.label, results);
    for (let number = 1; number <= runs; number += 1) {
      // What a run leaves to be sent must not slow the next: each has a program of its own.
      const program = await tocsin[where]();
      database = program.database;
      for (const target of [program.target, ...beside]) {
        await stormOf(target, poster, { ...load, pagesOthers: false }, warmUpSeconds);
        const result = await stormOf(target, poster, load, seconds);
        progress(`${target.name}: ${load.label}: ${JSON.stringify(result)}`);
        add(results, target.name, result);
      }
      await program.stop();
    }
  }
  if (only) return { storms, paged, bursts, database };
  for (let number = 1; number <= runs; number += 1) {
    // The memory of five thousand open incidents is to be that of these, and not of all that came before.
    const program = await tocsin.pages();
    for (const target of [program.target, ...peers]) {
      await acceptedToTold(target, pagesPerSecond, warmUpSeconds);
      add(paged, target.name, await acceptedToTold(target, pagesPerSecond, seconds * 2));
      const result = await burst(target, poster, alertsInBurst);
      progress(`${target.name}: burst: ${JSON.stringify(result)}`);
      add(bursts, target.name, result);
    }
    await program.stop();
  }
  return { storms, paged, bursts, database };
}

function add<T>(results: Map<string, T[]>, name: string, result: T): void {
  results.set(name, [...(results.get(name) ?? []), result]);
}

/** Fails when somebody stops this, so that everything it has started is stopped as well. */
function stopSignal(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`Stopped by ${signal}`)));
  });
}

await run(stopSignal());
process.exit(0);
