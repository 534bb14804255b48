import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bearer } from '../harness/api-tokens.ts';
import { freePort, startProgram } from '../harness/program.ts';

// `npm run chaos:long`: the real program on the embedded database. One incident gets 20,000 notes of 4,000 characters, another
// 20,000 alerts, while further incidents are declared and acknowledged. `NOTES` and `ALERTS` set other numbers.

const notes = Number(process.env.NOTES ?? 20_000);
const alerts = Number(process.env.ALERTS ?? 20_000);
const noteLength = 4_000;
const writers = 4;
const alertsTogether = 50;
const samplesOf = 20;
const mostMs = 1_000;
const mostRatio = 2;
const mostTimesTheText = 4;
const mostWaitMs = 120_000;
const faults: string[] = [];

const team = `
people:
  alice: { name: Alice Chen, timezone: Europe/Berlin, role: admin }
  bob: { name: Bob Okafor, timezone: Europe/Berlin }
policies:
  everyday: { levels: [ { page: [ { person: alice } ], escalateAfter: 1d } ] }
services:
  checkout: { name: Checkout, policy: everyday }
  storm: { name: Storm, policy: everyday, alerts: { groupBy: service } }
rooms:
  announce: { web: incidents }
  open: { web: channel }
`;

const folder = await mkdtemp(join(tmpdir(), 'tocsin-long-'));
const data = join(folder, 'data');
await writeFile(join(folder, 'tocsin.yaml'), team);
const program = await startProgram({
  HTTP_PORT: await freePort(),
  TOCSIN_CONFIG: join(folder, 'tocsin.yaml'),
  DATA_DIR: data,
});

async function ask(path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${program.url}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { ...bearer(), 'content-type': 'application/json' },
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (response.status === 429 && attempt < 100) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      continue;
    }
    if (response.status >= 400) faults.push(`${path}: ${response.status} ${JSON.stringify(answer).slice(0, 200)}`);
    return { status: response.status, body: answer };
  }
}

async function waitFor(what: string, met: () => Promise<boolean | undefined>): Promise<void> {
  const until = Date.now() + mostWaitMs;
  while (!(await met())) {
    if (Date.now() > until) throw new Error(`It never happened: ${what}\n${program.stdout()}\n${program.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** How long another incident takes meanwhile: declared, which pages, and acknowledged. */
const other = () =>
  timed(async () => {
    const made = await ask('/v1/incidents', { by: 'bob', title: 'Another', service: 'checkout' });
    await ask(`/v1/incidents/${String(made.body.number)}/ack`, { by: 'alice' });
  });

interface ReviewSummary {
  /** Milliseconds of one write into the long incident, and of another incident, in order. */
  readonly writes: number[];
  readonly others: number[];
}

async function inParallel(count: number, write: (index: number) => Promise<unknown>): Promise<ReviewSummary> {
  const course: ReviewSummary = { writes: [], others: [] };
  let next = 0;
  let written = 0;
  async function writer(): Promise<void> {
    while (next < count) {
      const index = next;
      next += 1;
      course.writes.push(await timed(() => write(index)));
      written += 1;
      const done = written;
      if (done % Math.max(1, Math.floor(count / 100)) === 0) course.others.push(await other());
      if (done % Math.max(1, Math.floor(count / 10)) === 0) {
        console.log(`  ${done} of ${count}: ${tell(course)}, folder ${mb(await sizeOf(data))}`);
      }
    }
  }
  await Promise.all(Array.from({ length: writers }, writer));
  return course;
}

function tell({ writes, others }: ReviewSummary): string {
  return `write ${median(writes.slice(-200)).toFixed(0)} ms, other incident ${median(others.slice(-samplesOf)).toFixed(0)} ms`;
}

function judge(what: string, values: readonly number[]): void {
  const share = Math.max(1, Math.floor(values.length / 5));
  const [first, last] = [median(values.slice(0, share)), median(values.slice(-share))];
  console.log(`${what}: median ${first.toFixed(1)} ms in the first fifth, ${last.toFixed(1)} ms in the last`);
  if (last > first * mostRatio) faults.push(`${what} took ${(last / first).toFixed(1)} times as long at the end`);
}

async function within(what: string, work: () => Promise<unknown>): Promise<void> {
  const ms = await timed(work);
  console.log(`${what}: ${ms.toFixed(0)} ms`);
  if (ms > mostMs) faults.push(`${what} took ${ms.toFixed(0)} ms`);
}

async function timelineOf(number: unknown): Promise<number> {
  let [count, after] = [0, 0];
  for (;;) {
    const { body } = await ask(`/v1/incidents/${String(number)}/timeline?limit=100&after=${after}`);
    count += (body.items as unknown[]).length;
    if (typeof body.next !== 'number') return count;
    after = body.next;
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  const parts = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return parts.reduce((sum, one) => sum + one, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const words = (seed: number) =>
  Array.from({ length: 500 }, (_, index) => (((seed + 1) * (index + 7919)) % 1_679_616).toString(36)).join(' ');

try {
  await waitFor(
    'the program is ready',
    async () => (await fetch(`${program.url}/health/ready`).catch(() => undefined))?.ok,
  );
  const before = await sizeOf(data);
  const { number } = (await ask('/v1/incidents', { by: 'bob', title: 'A long one', service: 'checkout' })).body;
  console.log(`${notes} notes of ${noteLength} characters on #${String(number)}`);
  const written = await inParallel(notes, (index) => {
    const text = `${index} ${words(index)} ${words(index + 1)}`.slice(0, noteLength).padEnd(noteLength, 'x');
    return ask(`/v1/incidents/${String(number)}/notes`, { by: 'bob', text });
  });
  judge('A note', written.writes);
  judge('Another incident', written.others);
  await within('Acknowledging the long one', () => ask(`/v1/incidents/${String(number)}/ack`, { by: 'alice' }));
  await within('A page of its timeline', () => ask(`/v1/incidents/${String(number)}/timeline?limit=100&after=50`));
  await within('Resolving it', () => ask(`/v1/incidents/${String(number)}/resolve`, { by: 'alice' }));
  const events = await timelineOf(number);
  if (events < notes) faults.push(`Its timeline has ${events} events`);
  const grown = (await sizeOf(data)) - before;
  console.log(`The data folder grew by ${mb(grown)} for ${mb(notes * noteLength)} of text`);
  if (grown > mostTimesTheText * notes * noteLength) faults.push(`The data folder grew by ${mb(grown)}`);

  console.log(`${alerts} alerts in one incident, ${alertsTogether} in a request`);
  const alert = (host: number, status: string) => ({
    status,
    title: `Latency on host ${host}`,
    key: `host-${host}`,
    service: 'storm',
  });
  const batch = (index: number, status: string) =>
    Array.from({ length: alertsTogether }, (_, one) => alert(index * alertsTogether + one, status));
  const fired = await inParallel(alerts / alertsTogether, (index) => ask('/v1/alerts', batch(index, 'firing')));
  judge('A request with alerts', fired.writes);
  judge('Another incident', fired.others);
  const [storm] = (await ask('/v1/incidents?service=storm')).body.items as { number: number }[];
  await within('Acknowledging the storm', () => ask(`/v1/incidents/${storm?.number}/ack`, { by: 'alice' }));
  const over = await inParallel(alerts / alertsTogether, (index) => ask('/v1/alerts', batch(index, 'resolved')));
  judge('A request with resolved alerts', over.writes);
  const { body } = await ask(`/v1/incidents/${storm?.number}`);
  console.log(`The storm is ${String(body.state)}`);
  if (body.state !== 'resolved') faults.push(`The storm is ${String(body.state)} after all of its alerts are resolved`);
} finally {
  program.kill('SIGTERM');
  await program.ended;
  await rm(folder, { recursive: true, force: true });
}
console.log(faults.length === 0 ? 'All as it should be' : `BROKEN: ${[...new Set(faults)].slice(0, 8).join('\n')}`);
process.exitCode = faults.length === 0 ? 0 : 1;
