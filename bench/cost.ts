import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shape } from './alert-bodies.ts';
import { alertTeamFile } from './alert-team.ts';
import { markdownTable } from './figures.ts';
import { openPagedSlack } from './pages.ts';
import { type Poster, startPoster } from './post-alerts.ts';
import { usedBelow } from './process-tree.ts';
import { build, type MeasuredTocsin, startTocsin } from './processes.ts';

// What an alert costs in processor time, which a busy machine bends far less than the time on the clock. For docs/scale.md.

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
  const data = join(folder, `data-${rows.length}`);
  const program = await startTocsin({ TOCSIN_CONFIG: file, DATA_DIR: data, ...slack.settings });
  rows.push(await costOf(program, poster, load));
  console.error(`· ${rows.at(-1)?.join(' | ')}`);
  await program.stop();
}
await poster.stop();
await slack.close();
await rm(folder, { recursive: true, force: true, maxRetries: 3 });
console.log(markdownTable(['alerts', 'accepted', 'Tocsin', 'database', 'written to disk'], rows));
const model = cpus()[0]?.model.trim() || 'unknown processor';
console.log(
  `\nProcessor time an alert. ${availableParallelism()} cores (${model}), Node ${process.versions.node}; load average ${(loadavg()[0] ?? 0).toFixed(1)}.`,
);
process.exit(0);

async function costOf(program: MeasuredTocsin, by: Poster, load: Load): Promise<string[]> {
  const { shape, batch, alerts, label } = load;
  const posting = { speaks: 'tocsin', origin: program.url, shape, connections, batch } as const;
  // What is compiled and opened once is no cost of an alert.
  await by.post({ ...posting, prefix: 'warm', until: { alerts: Math.min(alerts, warmUpAlerts) } });
  const before = await settled(program);
  const { accepted } = await by.post({ ...posting, prefix: 'cost', until: { alerts } });
  const after = await settled(program);
  const each = (used: number) => `${(used / accepted).toFixed(2)} ms`;
  const bytes = (after.bytes - before.bytes) / accepted;
  return [
    label,
    String(accepted),
    each(after.cpuMs - before.cpuMs),
    each(after.databaseMs - before.databaseMs),
    `${Math.max(0, bytes / 1024).toFixed(1)} KiB`,
  ];
}

/** What was used once nothing is under way any more. */
async function settled(program: MeasuredTocsin) {
  let last = await used(program);
  for (let second = 0; second < longestWaitS; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const now = await used(program);
    if (now.cpuMs - last.cpuMs < idleMsPerSecond) return now;
    last = now;
  }
  return last;
}

async function used(program: MeasuredTocsin) {
  const { cpuMs } = await program.usage();
  return { cpuMs, ...databaseOf(program.pid) };
}

/** The embedded database and what watches over it are below Tocsin. */
function databaseOf(program: number): { readonly databaseMs: number; readonly bytes: number } {
  const below = usedBelow(program);
  const sum = (of: (one: (typeof below)[number]) => number) => below.reduce((all, one) => all + of(one), 0);
  return { databaseMs: sum(({ ms }) => ms), bytes: sum(({ bytes }) => bytes) };
}
