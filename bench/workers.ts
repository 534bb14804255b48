import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../test/chaos/database.ts';
import type { Shape } from './alert-bodies.ts';
import { alertTeamFile } from './alert-team.ts';
import { markdownTable, median } from './figures.ts';
import { openPagedSlack } from './pages.ts';
import { type Poster, startPoster } from './post-alerts.ts';
import { readUsage, type TreeUsage, usedBelow } from './process-tree.ts';
import { build, type MeasuredTocsin, startTocsin } from './processes.ts';

// A simulation of more cores than this machine has: TOCSIN_PROCESSES=1, 4 and 8, and the processor time of an alert. While
// that stays the same, twice the cores carry twice the alerts. Time on the clock says nothing here: all share the cores.
// As many programs apart, each with a database of its own, show what comes of sharing the cores alone: the difference is
// what it costs to work together.

interface Load {
  readonly label: string;
  readonly shape: Shape;
  readonly alerts: number;
}

const scale = Number(process.env.BENCH_SCALE ?? 1);
const runs = Number(process.env.BENCH_RUNS ?? 3);
const counts = (process.env.BENCH_PROCESSES ?? '1,4,8').split(',').map(Number);
const loads: readonly Load[] = [
  { label: 'an incident and a page each', shape: 'page', alerts: 800 * scale },
  { label: 'all into one incident', shape: 'group', alerts: 1_200 * scale },
];
/**
 * Of each worker: as many cores would get as many times the load. Connections go to the workers in turn. No more, since two cores
 * must do the work of eight: what waits too long for them is tried again, and costs twice.
 */
const connectionsEach = 2;
/** Of each worker: V8 compiles what runs often, and so does each process for itself. */
const warmUpEach = 150;
const idleSeconds = 10;
const longestWaitS = 60;
/** Nobody counts what is lost of these: one that is tried again must not hold up the rest. */
const warmWaitS = 20;

/** Workers of one program, or as many programs that know nothing of each other. */
type Way = 'together' | 'apart';

interface Measurement {
  readonly accepted: number;
  readonly lost: number;
  readonly doubled: number;
  /** Processor time, in milliseconds an alert: of all workers, of the process that started them, of the database. */
  readonly tocsin: number;
  readonly primary: number;
  readonly database: number;
  /** When nothing happens, in milliseconds a second. */
  readonly idle: number;
  readonly idleDatabase: number;
  readonly rssMiB: number;
}

const folder = await mkdtemp(join(tmpdir(), 'tocsin-workers-'));
const [slack, database] = [await openPagedSlack(), await openDatabase()];
const posters: readonly Poster[] = Array.from({ length: Math.max(...counts) }, startPoster);
const ways = (count: number, { shape }: Load): readonly Way[] =>
  count === 1 || shape === 'group' ? ['together'] : ['together', 'apart'];
build();
const file = join(folder, 'tocsin.yaml');
await writeFile(file, alertTeamFile('pages'));
const rows: string[][] = [];
const measured = new Map<string, Measurement[]>();
// In turn, so that what the machine does besides meets all of them alike.
for (let run = 0; run < runs; run += 1) {
  for (const load of loads) {
    for (const count of counts) {
      for (const way of ways(count, load)) {
        const one = await measure(count, way, load, `${load.shape}${way}${run * 100 + count}`);
        const key = `${load.shape} ${way} ${count}`;
        measured.set(key, [...(measured.get(key) ?? []), one]);
        console.error(`· ${load.label}, ${count} ${way}: ${JSON.stringify(one)}`);
      }
    }
  }
}
for (const load of loads)
  for (const count of counts) for (const way of ways(count, load)) rows.push(row(load, count, way));
for (const poster of posters) await poster.stop();
await slack.close();
await database.close();
await rm(folder, { recursive: true, force: true, maxRetries: 3 });
const head = ['alerts', 'processes', 'Tocsin', 'of it primary', 'database', 'alerts a core-second', 'idle', 'memory'];
console.log(markdownTable(head, rows));
const model = cpus()[0]?.model.trim() || 'unknown processor';
console.log(
  `\nProcessor time an alert, medians of ${runs}; idle: Tocsin and the database with nothing to do. ${availableParallelism()} cores (${model}), Node ${process.versions.node}, ${database.engine}; load average ${(loadavg()[0] ?? 0).toFixed(1)}.`,
);
process.exit(0);

function row({ label, shape }: Load, count: number, way: Way): string[] {
  const all = measured.get(`${shape} ${way} ${count}`) ?? [];
  const middle = (of: (one: Measurement) => number) => median(all.map(of));
  const tocsin = middle((one) => one.tocsin);
  const faults = all.reduce((sum, { lost, doubled }) => sum + lost + doubled, 0);
  return [
    faults === 0 ? label : `${label} (${faults} lost or doubled)`,
    way === 'together' ? String(count) : `${count} apart`,
    `${tocsin.toFixed(1)} ms`,
    `${middle((one) => one.primary).toFixed(2)} ms`,
    `${middle((one) => one.database).toFixed(1)} ms`,
    (1_000 / tocsin).toFixed(0),
    `${middle((one) => one.idle).toFixed(0)} and ${middle((one) => one.idleDatabase).toFixed(0)} ms/s`,
    `${middle((one) => one.rssMiB).toFixed(0)} MiB`,
  ];
}

async function measure(count: number, way: Way, load: Load, name: string): Promise<Measurement> {
  const start = (own: string, processes: number) =>
    startTocsin({
      TOCSIN_CONFIG: file,
      MONGODB_URI: database.uri(own),
      TOCSIN_PROCESSES: String(processes),
      ...slack.settings,
    });
  const programs =
    way === 'together'
      ? [await start(name, count)]
      : await Promise.all(Array.from({ length: count }, (_, index) => start(`${name}_${index}`, 1)));
  try {
    return await costOf(programs, count, load, name);
  } finally {
    for (const program of programs) await program.stop();
    slack.pages.forget();
  }
}

async function costOf(
  programs: readonly MeasuredTocsin[],
  count: number,
  load: Load,
  name: string,
): Promise<Measurement> {
  const { shape } = load;
  const connections = (connectionsEach * count) / programs.length;
  const post = async (prefix: string, all: number) => {
    const alerts = Math.ceil(all / programs.length);
    const posted = await Promise.all(
      programs.map(({ url }, index) => {
        const own = `${prefix}${String.fromCharCode(97 + index)}0`;
        const posting = { speaks: 'tocsin', origin: url, shape, connections, batch: 1, prefix: own } as const;
        return posters[index]!.post({ ...posting, until: { alerts } }).then(({ accepted }) => ({ own, accepted }));
      }),
    );
    const names = posted.flatMap(({ own, accepted }) => Array.from({ length: accepted }, (_, one) => `${own}-${one}`));
    return { names, accepted: names.length };
  };
  // What is compiled and opened once is no cost of an alert.
  await told(load, (await post(`warm${letters(name)}`, warmUpEach * count)).names, warmWaitS);
  const restedBefore = await used(programs);
  await seconds(idleSeconds);
  const before = await used(programs);
  const began = performance.now();
  const { names, accepted } = await post(letters(name), load.alerts);
  const { lost, doubled } = await told(load, names);
  // What is written once a page is sent.
  await seconds(2);
  const tookS = (performance.now() - began) / 1_000;
  const after = await used(programs);

  const idle = (after_: number, before_: number) => (after_ - before_) / idleSeconds;
  const idleTocsin = idle(before.tocsinMs, restedBefore.tocsinMs);
  const idleDatabase = idle(before.databaseMs, restedBefore.databaseMs);
  return {
    accepted,
    lost,
    doubled,
    tocsin: (after.tocsinMs - before.tocsinMs - idleTocsin * tookS) / accepted,
    primary: (after.primaryMs - before.primaryMs) / accepted,
    database: (after.databaseMs - before.databaseMs - idleDatabase * tookS) / accepted,
    idle: idleTocsin,
    idleDatabase,
    rssMiB: after.rssBytes / 2 ** 20,
  };
}

/** The name of an alert is letters, digits and a number, so that it is found in the text of a page. */
function letters(name: string): string {
  return name.replaceAll(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
}

/** Waits until each alert's page is sent. Those of one incident have one page, which is there already. */
async function told(
  { shape }: Load,
  names: readonly string[],
  waitS = longestWaitS,
): Promise<{ lost: number; doubled: number }> {
  if (shape === 'group') {
    await seconds(3);
    return { lost: 0, doubled: 0 };
  }
  for (let second = 0; second < waitS; second += 1) {
    if (names.every((one) => slack.pages.count(one) > 0)) break;
    await seconds(1);
  }
  return {
    lost: names.filter((one) => slack.pages.count(one) === 0).length,
    doubled: names.filter((one) => slack.pages.count(one) > 1).length,
  };
}

async function used(programs: readonly MeasuredTocsin[]) {
  const own = programs.flatMap(({ pid }) => readUsage(pid) ?? []);
  const below = programs.flatMap(({ pid }) => usedBelow(pid));
  const sum = (all: readonly TreeUsage[], of: (one: TreeUsage) => number) =>
    all.reduce((rest, one) => rest + of(one), 0);
  return {
    tocsinMs: sum([...own, ...below], ({ ms }) => ms),
    primaryMs: below.length > 0 ? sum(own, ({ ms }) => ms) : 0,
    rssBytes: sum([...own, ...below], ({ rssBytes }) => rssBytes),
    databaseMs: readUsage(await database.pid())?.ms ?? 0,
  };
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1_000));
}
