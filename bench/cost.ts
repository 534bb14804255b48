import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shape } from './alert-bodies.ts';
import { alertTeamFile } from './alert-team.ts';
import { startBare, type Target, type Used } from './bare.ts';
import { markdownTable } from './figures.ts';
import { openPagedSlack } from './pages.ts';
import { startPoster } from './post-alerts.ts';
import { usedBelow } from './process-tree.ts';
import { build, startTocsin } from './processes.ts';

// What an alert costs in processor time, which a busy machine bends far less than the time on the clock. For docs/scale.md.
// Beside it what the least that keeps alerts and pages for them costs with the same libraries (bare.mjs).

interface Load {
  readonly label: string;
  readonly shape: Shape;
  readonly batch: number;
  readonly alerts: number;
}

const scale = Number(process.env.BENCH_SCALE ?? 1);
const loads: readonly Load[] = [
  { label: 'an incident and a page each, one a request', shape: 'page', batch: 1, alerts: 1_000 * scale },
  { label: 'an incident and a page each, 64 a request', shape: 'page', batch: 64, alerts: 1_000 * scale },
  { label: 'all into one incident, one a request', shape: 'group', batch: 1, alerts: 8_000 * scale },
  { label: 'all into one incident, 64 a request', shape: 'group', batch: 64, alerts: 40_000 * scale },
];
/** As many as in the bench of alerts: how many alerts share a write depends on it. */
const connections = 32;
/** Until then V8 has compiled what a storm runs. */
const warmUpAlerts = 1_000;
/** Done is who uses less than this in a second: what was accepted is sent by then. */
const idleMsPerSecond = 60;
const longestWaitS = 120;

const [folder, slack, poster] = [await mkdtemp(join(tmpdir(), 'tocsin-cost-')), await openPagedSlack(), startPoster()];
build();
const file = join(folder, 'tocsin.yaml');
await writeFile(file, alertTeamFile('pages'));
const rows: string[][] = [];
for (const load of loads) {
  const tocsin = await costOf(await startFull(join(folder, `data-${rows.length}`)), load);
  const bare = await costOf(await startBare(slack.settings), load);
  rows.push([load.label, tocsin.own, tocsin.database, tocsin.written, bare.own, bare.database]);
  console.error(`· ${rows.at(-1)?.join(' | ')}`);
}
await poster.stop();
await slack.close();
await rm(folder, { recursive: true, force: true, maxRetries: 3 });
console.log(markdownTable(['alerts', 'Tocsin', 'database', 'written to disk', 'bare program', 'its database'], rows));
const model = cpus()[0]?.model.trim() || 'unknown processor';
console.log(
  `\nProcessor time an alert. ${availableParallelism()} cores (${model}), Node ${process.versions.node}; load average ${(loadavg()[0] ?? 0).toFixed(1)}.`,
);
process.exit(0);

async function startFull(dataDir: string): Promise<Target> {
  const program = await startTocsin({ TOCSIN_CONFIG: file, DATA_DIR: dataDir, ...slack.settings });
  return {
    url: program.url,
    async used() {
      // The embedded database and what watches over it are below Tocsin.
      const below = usedBelow(program.pid);
      const sum = (of: (one: (typeof below)[number]) => number) => below.reduce((all, one) => all + of(one), 0);
      const { cpuMs } = await program.usage();
      return { cpuMs, databaseMs: sum(({ ms }) => ms), bytes: sum(({ bytes }) => bytes) };
    },
    stop: program.stop,
  };
}

/** Stops the program at the end. */
async function costOf(target: Target, { shape, batch, alerts }: Load) {
  const posting = { speaks: 'tocsin', origin: target.url, shape, connections, batch } as const;
  // What is compiled and opened once is no cost of an alert.
  await poster.post({ ...posting, prefix: 'warm', until: { alerts: Math.min(alerts, warmUpAlerts) } });
  const before = await settled(target);
  const { accepted, refused } = await poster.post({ ...posting, prefix: 'cost', until: { alerts } });
  if (refused > 0) throw new Error(`${refused} alerts were refused`);
  const after = await settled(target);
  await target.stop();
  const each = (used: number) => `${(used / accepted).toFixed(used / accepted < 0.1 ? 3 : 2)} ms`;
  return {
    own: each(after.cpuMs - before.cpuMs),
    database: each(after.databaseMs - before.databaseMs),
    written: `${Math.max(0, (after.bytes - before.bytes) / accepted / 1024).toFixed(1)} KiB`,
  };
}

/** Returns what was used once nothing is under way any more. */
async function settled(target: Target): Promise<Used> {
  let last = await target.used();
  for (let second = 0; second < longestWaitS; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const now = await target.used();
    if (now.cpuMs - last.cpuMs < idleMsPerSecond) return now;
    last = now;
  }
  return last;
}
