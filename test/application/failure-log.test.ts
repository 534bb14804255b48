import { beforeEach, expect, it } from 'vitest';
import { createDispatcher } from '../../src/application/delivery/dispatcher.ts';
import { unlimited } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import { createFailureLog, type FailureLog } from '../../src/application/runtime/failure-log.ts';
import { KeptLog } from '../harness/kept-log.ts';

let log: KeptLog;
let failures: FailureLog;
let timers: { at: number; work: () => void }[];
let now: number;

beforeEach(() => {
  log = new KeptLog();
  timers = [];
  now = 0;
  failures = createFailureLog(log, {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  });
});

function passes(ms: number): void {
  now += ms;
  const due = timers.filter(({ at }) => at <= now);
  timers = timers.filter(({ at }) => at > now);
  for (const { work } of due) work();
}

const away = () => new Error('The database did not answer');
const fail = (delivery: string, err: unknown = away()) => failures.failed({ delivery }, err, 'delivery stopped short');

it('logs the first failure with its stack, and the others of ten seconds as one number', () => {
  for (let number = 0; number < 1_800; number += 1) fail(`page-${number}`);
  expect(log.lines).toEqual([
    { level: 'error', message: 'delivery stopped short', data: { delivery: 'page-0', err: expect.any(Error) } },
  ]);
  passes(10_000);
  expect(log.lines.slice(1)).toEqual([
    {
      level: 'error',
      message: 'delivery stopped short',
      data: { failures: 1_799, lastReason: 'Error: The database did not answer', withinMs: 10_000 },
    },
  ]);
});

it('logs one line every ten seconds while it goes on, and a stack again after ten seconds without a failure', () => {
  fail('page-1');
  fail('page-2');
  passes(10_000);
  fail('page-3');
  passes(10_000);
  passes(10_000);
  fail('page-4');
  expect(log.lines.map(({ data }) => data)).toEqual([
    expect.objectContaining({ delivery: 'page-1', err: expect.any(Error) }),
    expect.objectContaining({ failures: 1 }),
    expect.objectContaining({ failures: 1 }),
    expect.objectContaining({ delivery: 'page-4', err: expect.any(Error) }),
  ]);
  expect(timers).toHaveLength(1);
});

it('tells different reasons apart, up to fifty of them', () => {
  fail('page-1');
  fail('page-2', new TypeError('to is undefined'));
  expect(log.lines.map(({ data }) => data)).toEqual([
    expect.objectContaining({ delivery: 'page-1' }),
    expect.objectContaining({ delivery: 'page-2' }),
  ]);
  for (let number = 0; number < 200; number += 1) fail(`page-${number}`, new Error(`reason ${number}`));
  expect(log.lines.length).toBeLessThan(53);
});

it('logs what is counted when it is flushed, and leaves no timer', () => {
  fail('page-1');
  fail('page-2');
  failures.flush();
  failures.flush();
  expect(log.lines).toHaveLength(2);
  expect(log.lines[1]?.data).toMatchObject({ failures: 1 });
  expect(timers).toEqual([]);
});

it('is what the dispatcher logs by, so that a database which does not answer makes two lines of all deliveries', async () => {
  const dispatcher = createDispatcher({ log, rateLimiter: unlimited });
  const fails = () => Promise.reject(away());
  for (let number = 0; number < 100; number += 1) {
    const job = { key: `page-${number}`, permit: undefined, claim: fails, send: fails, unclaim: fails };
    dispatcher.dispatch([job], { incident: `incident-${number}` }, async () => undefined);
  }
  await dispatcher.idle();
  dispatcher.stop();
  expect(log.lines.map(({ data }) => data)).toEqual([
    { incident: 'incident-0', delivery: 'page-0', err: expect.any(Error) },
    expect.objectContaining({ failures: 99 }),
  ]);
});
