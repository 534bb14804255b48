import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createScheduler } from '../adapters/agenda/scheduler.ts';
import { connectMongo } from '../adapters/mongo/connection/connect.ts';
import { startEmbedded } from '../adapters/mongo/embedded/start.ts';
import { openStores } from '../adapters/mongo/stores.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import { onCallView } from '../src/views/on-call/on-call.ts';
import { houseReader } from '../src/views/reader.ts';
import { people, schedule, team } from './escalation-team.ts';

// 10,000 armed escalations, 1,000 of them due in the same second, two processes; and `oncall` for fifty people over five
// layers. Everything on this machine, and it ends by itself.

const armed = 10_000;
const dueTogether = 1_000;
const atOnce = 50;
const hour = 3_600_000;
const limitMs = 60_000;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: console.error };

function incident(number: number, dueAt: Date): Incident {
  const person = people[number % people.length]!;
  const declared = new Date(dueAt.getTime() - hour);
  const levels = [person, people[(number + 1) % people.length]!].map(({ id }) => ({
    page: [{ person: id }],
    escalateAfterMs: hour,
  }));
  return {
    id: `bench-${number}`,
    number,
    title: `Bench ${number}`,
    severity: 'sev1',
    state: 'triggered',
    declared: { by: person.id, at: declared, via: 'web' },
    escalation: { policy: { id: 'bench', levels, repeat: 0 }, level: 0, round: 0, dueAt },
    paged: { [person.id]: declared },
    rooms: [],
    deliveries: {},
    epoch: 0,
    handled: [],
    seq: 3,
    revision: 3,
    version: 1,
  };
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function steps(uri: string): Promise<void> {
  const mongo = await connectMongo(uri, { log });
  const { incidents } = await openStores(mongo);
  const scheduler = await createScheduler({ db: mongo.db, log });
  const numbers = Array.from({ length: armed }, (_, index) => index + 1);
  const later = new Date(Date.now() + hour);
  console.log(`Arming ${armed} escalations …`);
  await inLanes(numbers.slice(dueTogether), async (number) => {
    const one = incident(number, later);
    await incidents.commit({ next: one, events: [] });
  });
  // As far ahead as arming these takes: they are all there before the first is due.
  const due = new Date(Math.ceil((Date.now() + 30_000) / 1000) * 1000);
  await inLanes(numbers.slice(0, dueTogether), async (number) => {
    const one = incident(number, due);
    await incidents.commit({ next: one, events: [] });
  });
  if (Date.now() > due.getTime()) throw new Error('This machine is too slow to arm a thousand in 30 s');

  await scheduler.wakeAt(later, 'steps');
  await scheduler.wakeAt(due, 'steps');

  const sent = new Map<string, number[]>();
  const children: ChildProcess[] = [];
  try {
    await Promise.all(
      [1, 2].map(
        () =>
          new Promise<void>((resolve, reject) => {
            const child = fork(fileURLToPath(new URL('./escalating-process.ts', import.meta.url)), {
              env: { ...process.env, MONGODB_URI: uri },
              execArgv: process.execArgv,
            });
            children.push(child);
            child.on('exit', (code) => reject(new Error(`A process ended with ${code}`)));
            child.on('message', (message: 'ready' | { key: string; at: number }) => {
              if (message === 'ready') return resolve();
              sent.set(message.key, [...(sent.get(message.key) ?? []), message.at]);
            });
          }),
      ),
    );
    const end = due.getTime() + limitMs;
    while (sent.size < dueTogether && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
    // Whatever is doubled comes soon after.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  } finally {
    for (const child of children) {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
    }
    await mongo.close();
  }
  const delays = [...sent.values()].map((times) => Math.min(...times) - due.getTime()).sort((a, b) => a - b);
  const doubled = [...sent.values()].filter((times) => times.length > 1).length;
  const at = (share: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))];
  console.log(
    `| ${dueTogether} steps due in one second, ${armed} armed, 2 processes | p50 ${at(0.5)} ms, last ${delays.at(-1)} ms | lost ${dueTogether - sent.size}, doubled ${doubled} |`,
  );
}

function onCall(): void {
  const directory = team();
  const times: number[] = [];
  for (let call = 0; call < 1_000; call += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + call * 7 * hour);
    const begin = performance.now();
    onCallView([schedule], at, { ...houseReader(directory, at), zone: 'America/New_York' });
    if (call >= 100) times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  const ms = (share: number) => times[Math.floor(times.length * share)]!.toFixed(2);
  console.log(`| oncall, 50 people over 5 layers | p50 ${ms(0.5)} ms, p99 ${ms(0.99)} ms | |`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-bench-'));
const given = process.env.MONGODB_URI;
const embedded = given ? undefined : await startEmbedded({ engine: 'auto', dataDir, log });
try {
  console.log(
    `Node ${process.version}, ${cpus().length} cores, database ${embedded ? `${embedded.engine} ${embedded.version}` : 'MONGODB_URI'}`,
  );
  onCall();
  await steps(given ?? embedded?.uri ?? '');
} finally {
  await embedded?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(0);
