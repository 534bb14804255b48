import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  acceptedToTold,
  type Burst,
  burst,
  type PageTimes,
  type RushResult,
  type Target,
  type WritePressure,
  writePressure,
} from './alert-loads.ts';
import { figureTable, type Measurements } from './alert-table.ts';
import { alertTeamFile } from './alert-team.ts';
import { alertmanagerVersion, startAlertmanager } from './alertmanager.ts';
import { openPagedSlack, openWebhook } from './pages.ts';
import { type Poster, startPoster } from './post-alerts.ts';
import { build, startTocsin } from './processes.ts';

// Tocsin beside Debian's Alertmanager, which keeps what it accepts in memory: each load on both, one after the other, in turns.

const rushes: readonly WritePressure[] = [
  { label: 'one alert a request, 32 connections, all different', batch: 1 },
  { label: 'one alert a request, 32 connections, 100 known ones', batch: 1, known: 100 },
  { label: 'batches of 64, 32 connections, all different', batch: 64 },
];
/** Of one run. */
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const runs = Number(process.env.BENCH_RUNS ?? 3);
const pagesPerSecond = 20;
const storm = 5_000;
const warmUpSeconds = 1;
const pauseMs = 1_000;

const progress = (line: string) => console.error(`· ${line}`);
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs));

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
  const poster = startPoster();
  shutdownSteps.push(() => poster.stop());
  const team = join(folder, 'team.yaml');
  await writeFile(team, alertTeamFile());
  let starts = 0;
  const openTocsin = async () => {
    starts += 1;
    const program = await startTocsin({
      TOCSIN_CONFIG: team,
      DATA_DIR: join(folder, `data-${starts}`),
      ...slack.settings,
    });
    shutdownSteps.push(() => program.stop());
    const target: Target = {
      name: 'Tocsin',
      speaks: 'tocsin',
      origin: program.url,
      pages: slack.pages,
      died: program.died,
      rssBytes: async () => (await program.usage()).rssBytes,
    };
    return { target, database: program.database, stop: () => program.stop() };
  };
  const openAlertmanager = async (): Promise<Target> => {
    const webhook = await openWebhook();
    shutdownSteps.push(() => webhook.close());
    const program = await startAlertmanager(folder, webhook.url);
    shutdownSteps.push(() => program.stop());
    const { url: origin, died, rssBytes } = program;
    return { name: 'Alertmanager', speaks: 'alertmanager', origin, pages: webhook.pages, died, rssBytes };
  };

  const tocsin = await openTocsin();
  const alertmanager = version ? await openAlertmanager() : undefined;
  const targets = [tocsin.target, ...(alertmanager ? [alertmanager] : [])];
  const measured = await measureSteady(targets, poster);
  await tocsin.stop();
  const bursts = new Map<string, Burst[]>();
  for (let number = 1; number <= runs; number += 1) {
    // The memory of five thousand open incidents is to be that of these, and not of all that came before.
    const fresh = await openTocsin();
    for (const target of [fresh.target, ...(alertmanager ? [alertmanager] : [])]) {
      const result = await burst(target, poster, storm);
      progress(`${target.name}: burst: ${JSON.stringify(result)}`);
      bursts.set(target.name, [...(bursts.get(target.name) ?? []), result]);
    }
    await fresh.stop();
  }
  console.log(figureTable(rushes, { ...measured, bursts }, version));
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  console.log(
    `\n${availableParallelism()} cores (${model}), Node ${process.versions.node}, database: ${tocsin.database.replace(/, in .*/, '')}; ` +
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after. Medians of ${runs} runs.`,
  );
  const complaints = slack.complaints();
  if (complaints.length > 0) throw new Error(`The platform complains:\n${[...new Set(complaints)].join('\n')}`);
}

async function measureSteady(targets: readonly Target[], poster: Poster): Promise<Omit<Measurements, 'bursts'>> {
  const rushed = new Map<string, RushResult[]>();
  const paged = new Map<string, PageTimes[]>();
  for (const load of rushes) {
    for (const target of targets) await writePressure(target, poster, load, warmUpSeconds);
    for (let number = 1; number <= runs; number += 1) {
      for (const target of targets) {
        await pause();
        const result = await writePressure(target, poster, load, seconds);
        progress(`${target.name}: ${load.label}: ${JSON.stringify(result)}`);
        const key = `${target.name} ${load.label}`;
        rushed.set(key, [...(rushed.get(key) ?? []), result]);
      }
    }
  }
  for (const target of targets) await acceptedToTold(target, pagesPerSecond, warmUpSeconds);
  for (let number = 1; number <= runs; number += 1) {
    for (const target of targets) {
      await pause();
      const result = await acceptedToTold(target, pagesPerSecond, seconds * 2);
      progress(`${target.name}: accepted to told: ${JSON.stringify(result)}`);
      paged.set(target.name, [...(paged.get(target.name) ?? []), result]);
    }
  }
  return { rushed, paged };
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
