import { beforeEach, expect, it } from 'vitest';
import type { FromWorker, ToWorker, WorkerReady } from '../../../src/app/processes/messages.ts';
import { Supervisor } from '../../../src/app/processes/supervise.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { TestTicks } from '../../harness/watch.ts';

const running: WorkerReady = { url: 'http://127.0.0.1:3000', database: 'MONGODB_URI', chats: [], readyAfterMs: 1 };

/** A process that the test lets live and die. */
class FakeWorker {
  readonly number: number;
  readonly told: ToWorker[] = [];
  isKilled = false;
  says: (message: FromWorker) => void = () => undefined;
  ends: (code: number | null, signal: string | null) => void = () => undefined;

  constructor(number: number) {
    this.number = number;
  }
  send = (message: ToWorker) => void this.told.push(message);
  kill = () => {
    this.isKilled = true;
  };
  onMessage = (take: (message: FromWorker) => void) => {
    this.says = take;
  };
  onEnd = (take: (code: number | null, signal: string | null) => void) => {
    this.ends = take;
  };
  isUp(name = `worker-${this.number}`): void {
    this.says({ kind: 'alive', name });
    this.says({ kind: 'ready', running });
  }
}

let ticks: TestTicks;
let log: KeptLog;
let started: FakeWorker[];

beforeEach(() => {
  ticks = new TestTicks();
  log = new KeptLog();
  started = [];
});

function supervise(count: number): Supervisor {
  const start = (number: number) => {
    const worker = new FakeWorker(number);
    started.push(worker);
    return worker;
  };
  return new Supervisor({ count, start, log, ticks });
}

const numbers = () => started.map(({ number }) => number);

it('starts the others when the first is up, and is ready when all are', async () => {
  const supervisor = supervise(3);
  expect(numbers()).toEqual([1]);
  started[0]!.isUp();
  expect(numbers()).toEqual([1, 2, 3]);
  started[1]!.isUp();
  expect([...supervisor.running().keys()]).toEqual([1, 2]);
  started[2]!.isUp();
  expect(await supervisor.ready).toEqual(running);
});

it('ends with the code of a first worker that cannot start, and tries no other', async () => {
  const supervisor = supervise(3);
  started[0]!.ends(2, null);
  expect(await supervisor.ended).toBe(2);
  ticks.passes(120_000);
  expect(numbers()).toEqual([1]);
});

it('starts a worker again at once, then after growing pauses, and at once when it lived for a minute', () => {
  const supervisor = supervise(2);
  for (const worker of [0, 1]) started[worker]!.isUp();
  const again = () =>
    log.lines.filter(({ level }) => level === 'warn').map(({ data }) => (data as { againInMs: number }).againInMs);
  for (let death = 0; death < 7; death += 1) {
    started.at(-1)!.ends(null, 'SIGKILL');
    ticks.passes(30_000);
  }
  expect(again()).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
  const last = started.at(-1)!;
  last.isUp();
  for (let minute = 0; minute < 12; minute += 1) {
    ticks.passes(5_000);
    for (const worker of started) worker.says({ kind: 'alive' });
  }
  last.ends(1, null);
  expect(again().at(-1)).toBe(0);
  expect(supervisor.restarts().get(2)).toBe(8);
});

it('says to a living worker who is dead, and to the next that is up when none lives', () => {
  supervise(2);
  for (const worker of [0, 1]) started[worker]!.isUp();
  const [first, second] = started as [FakeWorker, FakeWorker];
  second.ends(null, 'SIGKILL');
  expect(first.told).toEqual([{ kind: 'ended', name: 'worker-2' }]);
  first.ends(null, 'SIGKILL');
  ticks.passes(0);
  const third = started.at(-1)!;
  third.isUp('worker-1-again');
  expect(third.told).toContainEqual({ kind: 'ended', name: 'worker-1' });
});

it('kills a worker that shows no sign of life for half a minute, and no other', () => {
  supervise(2);
  for (const worker of [0, 1]) started[worker]!.isUp();
  for (let looks = 0; looks < 6; looks += 1) {
    started[0]!.says({ kind: 'alive' });
    ticks.passes(5_000);
  }
  expect(started.map(({ isKilled }) => isKilled)).toEqual([false, true]);
});

it('tells all to stop, kills who does not, and starts none again', async () => {
  const supervisor = supervise(2);
  for (const worker of [0, 1]) started[worker]!.isUp();
  supervisor.stop();
  expect(started.map(({ told }) => told.at(-1))).toEqual([{ kind: 'stop' }, { kind: 'stop' }]);
  started[0]!.ends(0, null);
  ticks.passes(4_900);
  expect(started.map(({ isKilled }) => isKilled)).toEqual([false, true]);
  started[1]!.ends(null, 'SIGKILL');
  expect(await supervisor.ended).toBe(1);
  expect(numbers()).toEqual([1, 2]);
});
