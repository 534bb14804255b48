import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFakes } from './fakes.ts';
import { markdownTable, mib } from './figures.ts';
import { build, type MeasuredTocsin, startTocsin } from './processes.ts';
import { type Point, slope } from './slope.ts';
import { signIn } from './soak-readers.ts';
import { soakTeamFile, webPeople } from './soak-team.ts';
import { startWork } from './soak-work.ts';

// Whether memory stays flat: the compiled program with Slack, Discord, Telegram and the web chat, with work going on all the
// time. `npm run bench:soak 30` is half an hour; with nothing said it is that.

const minutes = Number(process.argv[2] ?? 30);
const sampleMs = 10_000;
/** What the start leaves behind, and what fills up once. */
const settling = Math.min(600, minutes * 20);
const rows = 12;
/** Steeper than this, and it is not flat. MiB an hour. */
const flat = { rss: 20, heap: 10 };
const mebibyte = 1024 * 1024;
const progress = (line: string) => console.error(`· ${line}`);

interface Sample {
  readonly seconds: number;
  readonly rss: number;
  readonly heap: number;
  readonly database: number;
}

// However it is ended, the program does not outlive it (`endWithUs`).
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const folder = await mkdtemp(join(tmpdir(), 'tocsin-soak-'));
build();
const fakes = await openFakes();
await writeFile(join(folder, 'team.yaml'), soakTeamFile());
const settings: Record<string, string> = Object.assign(
  { TOCSIN_CONFIG: join(folder, 'team.yaml'), DATA_DIR: join(folder, 'data') },
  ...fakes.map((fake) => fake.settings),
);
const tocsin = await startTocsin(settings, { tellCollections: true });
try {
  await soak(tocsin);
} finally {
  await tocsin.stop();
  await Promise.all(fakes.map((fake) => fake.close()));
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
process.exit(process.exitCode ?? 0);

async function soak(program: MeasuredTocsin): Promise<void> {
  const slack = fakes.find(({ platform }) => platform === 'slack')!;
  const cookies: string[] = [];
  for (const person of webPeople) cookies.push(await signIn(program.url, slack, person));
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, database ${program.database}, ${minutes} minutes\n`,
  );
  const work = startWork(program.url, fakes, cookies);
  const samples: Sample[] = [];
  const began = performance.now();
  while (performance.now() - began < minutes * 60_000) {
    await Promise.race([new Promise((resolve) => setTimeout(resolve, sampleMs)), program.died]);
    const sample = { seconds: (performance.now() - began) / 1_000, ...(await memoryOf(program)) };
    samples.push(sample);
    if (samples.length % 6 === 0)
      progress(
        `${(sample.seconds / 60).toFixed(0)} min: RSS ${mib(sample.rss)}, heap ${mib(sample.heap)}, database ${mib(sample.database)}`,
      );
  }
  await work.stop();
  const { alerts, commands, resolved, visits, heard, wrong } = work.done;
  tell(
    samples,
    program.collections.map(({ at, bytes }) => ({ seconds: (at - began) / 1_000, bytes })),
  );
  console.log(
    `\n${alerts} alerts, ${commands} commands, ${resolved} incidents resolved by the API, ${visits} visits to the web chat that heard ${heard} events; load average ${(loadavg()[0] ?? 0).toFixed(1)}.`,
  );
  const complaints = fakes.flatMap((fake) => fake.complaints());
  const told = [...wrong, ...program.trouble].map(([what, times]) => `${times} times: ${what}`);
  if (told.length + complaints.length > 0)
    console.log(`\nNot as it should be:\n${[...told, ...complaints].join('\n')}`);
}

function tell(samples: readonly Sample[], collections: readonly Point[]): void {
  const each = Math.max(1, Math.floor(samples.length / rows));
  const shown = samples.filter((_, index) => index % each === each - 1);
  console.log(
    markdownTable(
      ['minute', 'RSS', 'heap after the last full collection', 'database RSS'],
      shown.map(({ seconds, rss, database }) => {
        const left = collections.filter((one) => one.seconds <= seconds).at(-1);
        return [(seconds / 60).toFixed(1), mib(rss), left ? mib(left.bytes) : '', mib(database)];
      }),
    ),
  );
  const settled = samples.filter(({ seconds }) => seconds > settling);
  const points = (which: 'rss' | 'database') =>
    settled.map((one): Point => ({ seconds: one.seconds, bytes: one[which] }));
  const anHour = (found: readonly Point[]) => (slope(found) * 3_600) / mebibyte;
  const [rss, heap, database] = [
    anHour(points('rss')),
    anHour(collections.filter(({ seconds }) => seconds > settling)),
    anHour(points('database')),
  ];
  const isFlat = rss <= flat.rss && !(heap > flat.heap);
  if (!isFlat) process.exitCode = 1;
  const signed = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(1)} MiB an hour`;
  console.log(
    `\nAfter the first ${(settling / 60).toFixed(0)} minutes (Theil-Sen): RSS ${signed(rss)}; heap after full garbage collections ${signed(heap)}; the database's RSS ${signed(database)}.`,
  );
  console.log(`Memory is ${isFlat ? 'flat' : 'NOT flat'} (at most ${flat.rss} and ${flat.heap} MiB an hour).`);
}

async function memoryOf({ url, pid }: MeasuredTocsin): Promise<Omit<Sample, 'seconds'>> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);
  return {
    rss: value('process_resident_memory_bytes'),
    heap: value('nodejs_heap_size_used_bytes'),
    database: belowBytes(pid),
  };
}

/** What the processes that it started hold: the embedded database. */
function belowBytes(pid: number): number {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [child, parent] of all) {
      if (!family.has(parent) || family.has(child)) continue;
      family.add(child);
      grown = true;
    }
  }
  return all.filter(([one]) => one !== pid && family.has(one)).reduce((sum, [, , kib]) => sum + kib * 1_024, 0);
}
