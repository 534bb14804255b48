import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './alert-measure.ts';
import { figureTable, notesOn } from './alert-table.ts';
import { createAlertTargets } from './alert-targets.ts';
import { alertTeamFile } from './alert-team.ts';
import { alertmanagerVersion } from './alertmanager.ts';
import { findGoAlert } from './goalert/goalert.ts';
import { openPagedSlack, openQuietPlatforms } from './pages.ts';
import { startPoster } from './post-alerts.ts';
import { build } from './processes.ts';

// Tocsin beside Debian's Alertmanager, which keeps what it accepts in memory, and beside GoAlert on PostgreSQL, which writes it
// to disk as Tocsin does.

const plan = {
  seconds: Number(process.env.BENCH_SECONDS ?? 3),
  runs: Number(process.env.BENCH_RUNS ?? 3),
  only: process.env.BENCH_ONLY ?? '',
};

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
  const alertmanager = alertmanagerVersion();
  if (!alertmanager)
    progress('Alertmanager is not installed, so it is left out: apt-get install prometheus-alertmanager');
  const found = findGoAlert();
  if (typeof found === 'string') progress(found);
  const goalert = typeof found === 'string' ? undefined : found;
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
  const openers = {
    tocsin: {
      pages: () => open.tocsin({ TOCSIN_CONFIG: teams.pages, ...slack.settings }),
      rooms: () => open.tocsin({ TOCSIN_CONFIG: teams.rooms, ...slack.settings, ...quiet.settings }),
      demo: () => open.tocsin({ TOCSIN_CONFIG: 'demo/tocsin.yaml' }),
    },
    alertmanager: alertmanager ? await open.alertmanager() : undefined,
    goalert: goalert && (await open.goalert(goalert)),
  };

  const began = performance.now();
  const measured = await measure(openers, poster, plan);
  progress(`measured in ${Math.round((performance.now() - began) / 1_000)} s`);
  console.log(figureTable(measured, { alertmanager, goalert: goalert?.version }));
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  console.log(
    `\n${availableParallelism()} cores (${model}), Node ${process.versions.node}, database: ${measured.database.replace(/, in .*/, '')}; ` +
      `load average ${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after. Medians of ${plan.runs} runs.`,
  );
  if (goalert) console.log(`\n${notesOn(goalert)}`);
  const complaints = [...slack.complaints(), ...quiet.complaints()];
  if (complaints.length > 0) throw new Error(`A platform complains:\n${[...new Set(complaints)].join('\n')}`);
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
