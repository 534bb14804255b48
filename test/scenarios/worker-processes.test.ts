import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bearer } from '../harness/api-tokens.ts';
import { freshDatabase } from '../harness/database.ts';
import { type FakeTelegram, startFakeTelegram } from '../harness/fake-telegram/server.ts';
import { freePort, type Program, runVerbProcess, startProgram } from '../harness/program.ts';
import { eventually } from '../harness/wait.ts';

const token = '900:AA-planted-token';
const bob = 1002;
/** The 10 s that are promised, and as many again for a busy machine. */
const takeoverMs = 20_000;
const count = 3;

const team = `
people:
  bob: { name: Bob Okafor, timezone: Europe/Berlin, role: admin, accounts: { telegram: "${bob}" } }
policies:
  default: { levels: [ { page: [ { person: bob } ], escalateAfter: 1h } ] }
services:
  checkout: { name: Checkout, policy: default, severity: sev2 }
`;

let telegram: FakeTelegram;
let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
const programs: Program[] = [];

beforeAll(async () => {
  telegram = await startFakeTelegram({ token });
  telegram.addPerson({ id: bob, first_name: 'Bob', username: 'bob' });
  folder = await mkdtemp(join(tmpdir(), 'tocsin-workers-'));
  await writeFile(join(folder, 'tocsin.yaml'), team);
  database = await freshDatabase();
});
afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
});
afterAll(async () => {
  await telegram.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<Program> {
  const program = await startProgram({
    HTTP_PORT: await freePort(),
    MONGODB_URI: database.uri,
    TOCSIN_CONFIG: join(folder, 'tocsin.yaml'),
    TOCSIN_PROCESSES: String(count),
    TELEGRAM_TOKEN: token,
    TELEGRAM_API_ROOT: telegram.url,
    ...settings,
  });
  programs.push(program);
  return program;
}

type Line = Readonly<Record<string, unknown>>;
const linesOf = (program: Program, message: string) =>
  program
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
    .filter(({ msg }) => msg === message);
const isUp = (program: Program) =>
  eventually('all workers are up', () => linesOf(program, 'Tocsin is running').length > 0);
/** The process that is this worker now. */
const pidOf = (program: Program, worker: number) =>
  Number(linesOf(program, 'worker process is running').findLast((line) => line.worker === worker)?.pid);
const pagesOf = (title: string) =>
  telegram.told(bob).filter(({ text }) => text.includes(title) && text.includes('You are paged'));

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function metricsOf(program: Program, accept = 'text/plain'): Promise<string> {
  return (await fetch(`${program.url}/metrics`, { headers: { accept, connection: 'close' } })).text();
}

/** The workers that show this sample, each with its value. */
function samples(text: string, name: string): { readonly worker: number; readonly value: number }[] {
  return text.split('\n').flatMap((line) => {
    const worker = /worker="(\d+)"/.exec(line)?.[1];
    return line.startsWith(`${name}{`) && worker ? [{ worker: Number(worker), value: Number(line.split(' ')[1]) }] : [];
  });
}

async function post(dispatch: Client | string, title: string): Promise<number> {
  const request = {
    method: 'POST' as const,
    path: '/v1/alerts',
    headers: { ...bearer(), 'content-type': 'application/json' },
    body: JSON.stringify({ title, service: 'checkout', key: title }),
  };
  if (typeof dispatch !== 'string') return (await dispatch.request(request)).statusCode;
  const headers = { ...request.headers, connection: 'close' };
  return (await fetch(`${dispatch}${request.path}`, { method: 'POST', headers, body: request.body })).status;
}

/** A connection that this worker answers: they get connections in turn. */
async function connectTo(program: Program, worker: number): Promise<Client> {
  return eventually(`worker ${worker} answers`, async () => {
    const client = new Client(program.url);
    const { body } = await client.request({ method: 'GET', path: '/health/ready' });
    const ready = (await body.json()) as { worker: number };
    if (ready.worker === worker) return client;
    await client.close();
    return undefined;
  });
}

it('shares a port among workers, and starts one again that is killed while another sends what it had claimed', async () => {
  const program = await start();
  await isUp(program);
  expect(linesOf(program, 'Tocsin is starting')).toMatchObject([{ processes: count }]);
  expect(linesOf(program, 'Tocsin is running')).toMatchObject([{ processes: count, url: program.url }]);
  // Each writes its own lines, and the last may come after that of the primary process.
  const running = () => linesOf(program, 'worker process is running').map(({ worker }) => Number(worker));
  await eventually('each worker says that it runs', () => new Set(running()).size === count);
  expect(running().sort()).toEqual([1, 2, 3]);

  // All of them take alerts, and each counts its own.
  const titles = Array.from({ length: 12 }, (_, index) => `alert ${index + 10}`);
  for (const title of titles) expect(await post(program.url, title)).toBe(202);
  // A token has all of its rate, whichever of them it asks.
  const { headers } = await fetch(`${program.url}/v1/incidents`, { headers: { ...bearer(), connection: 'close' } });
  expect(headers.get('ratelimit-limit')).toBe('600');
  const shown = await metricsOf(program);
  const received = samples(shown, 'tocsin_alerts_received_total');
  expect(received.length).toBeGreaterThan(1);
  expect(received.reduce((sum, { value }) => sum + value, 0)).toBe(titles.length);
  expect(samples(shown, 'process_resident_memory_bytes').map(({ worker }) => worker)).toEqual([1, 2, 3]);
  expect(samples(shown, 'tocsin_worker_up').map(({ value }) => value)).toEqual([1, 1, 1]);
  expect(shown.match(/^# TYPE tocsin_alerts_received_total /gm)).toHaveLength(1);
  const open = await metricsOf(program, 'application/openmetrics-text;version=1.0.0');
  expect(open.match(/^# EOF$/gm)).toHaveLength(1);
  expect(open.endsWith('# EOF\n')).toBe(true);

  // One of them listens to Telegram. It is killed while it sends a page.
  const hears = await eventually('one of them listens', async () =>
    samples(await metricsOf(program), 'tocsin_platform_hears').find(({ value, worker }) => value === 1 && worker > 0),
  );
  await eventually('all pages are sent', () => titles.every((title) => pagesOf(title).length > 0));
  const { worker } = hears;
  const connection = await connectTo(program, worker);
  telegram.becomes('hanging');
  expect(await post(connection, 'The tap drips')).toBe(202);
  await eventually('the page is being sent', () =>
    telegram.calls.some(({ params }) => String(params.text).includes('The tap drips')),
  );
  const killed = performance.now();
  const pid = pidOf(program, worker);
  process.kill(pid, 'SIGKILL');
  telegram.becomes('well');
  await eventually('the port stays open', async () => (await fetch(`${program.url}/health/live`)).ok);
  await eventually('another sends the page', () => pagesOf('The tap drips').length > 0);
  expect(performance.now() - killed).toBeLessThan(takeoverMs);
  telegram.writes(bob, bob, 'note 1 the tap is fine again');
  await eventually('another listens', () => telegram.told(bob).some(({ text }) => text.startsWith('Note added to')));
  expect(performance.now() - killed).toBeLessThan(takeoverMs);
  await eventually('it is started again', () => pidOf(program, worker) !== pid);
  expect(linesOf(program, 'worker process ended; starting it again')).toMatchObject([{ worker, signal: 'SIGKILL' }]);
  await connection.destroy();

  // Told to stop, all of them stop.
  const pids = [1, 2, 3].map((number) => pidOf(program, number));
  // By systemd, and by a terminal, each of them is told as well.
  for (const one of pids) process.kill(one, 'SIGINT');
  program.kill('SIGTERM');
  for (const one of pids) process.kill(one, 'SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(pids.filter(lives)).toEqual([]);
  expect(linesOf(program, 'Stopping')).toHaveLength(1);
  expect(linesOf(program, 'worker process ended; starting it again')).toHaveLength(1);
  for (const title of [...titles, 'The tap drips']) expect(pagesOf(title)).toHaveLength(1);
  expect(telegram.refused.filter((one) => one.startsWith('getUpdates'))).toEqual([]);
  telegram.verify();
}, 120_000);

it('says a mistake of the settings once, and ends with its code', async () => {
  const embedded = await runVerbProcess([], { env: { TOCSIN_PROCESSES: '4' } });
  expect(embedded).toMatchObject({ code: 2, stdout: '' });
  expect(embedded.stderr).toContain(
    'TOCSIN_PROCESSES: needs a MongoDB server, since the embedded database serves one process; set MONGODB_URI',
  );

  // One that only a worker meets: the port for mail is taken.
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const program = await start({ SMTP_IN_PORT: String(port) });
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr().match(new RegExp(String(port), 'g'))).toHaveLength(1);
  expect(linesOf(program, 'worker process ended; starting it again')).toEqual([]);
  await new Promise((resolve) => taken.close(resolve));
}, 60_000);

it('shares the port for mail, passes SIGHUP on, and leaves no worker behind when its own process is killed', async () => {
  const mailPort = await freePort();
  const program = await start({ TOCSIN_PROCESSES: '2', SMTP_IN_PORT: mailPort });
  await isUp(program);
  for (let connection = 0; connection < 4; connection += 1) {
    const socket = connect(Number(mailPort), '127.0.0.1').setEncoding('utf8');
    const [greeting] = await once(socket, 'data');
    expect(greeting).toMatch(/^220 /);
    socket.destroy();
  }
  program.kill('SIGHUP');
  const rereads = () => linesOf(program, 'configuration file reloaded').map(({ worker }) => worker);
  await eventually('each worker has read the file again', () => new Set(rereads()).size === 2);
  const pids = [1, 2].map((number) => pidOf(program, number));
  program.kill('SIGKILL');
  await program.ended;
  await eventually('both workers have ended', () => !pids.some(lives));
}, 60_000);

it('leaves no worker behind that was still starting when its own process was killed', async () => {
  const program = await start();
  await eventually('the first is up', () => linesOf(program, 'worker process is running').length > 0);
  const pids = await eventually('the others are starting', () => {
    const children = readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').trim().split(' ');
    return children.length === count && children.map(Number);
  });
  program.kill('SIGKILL');
  await program.ended;
  await eventually('all workers have ended', () => !pids.some(lives));
}, 60_000);
