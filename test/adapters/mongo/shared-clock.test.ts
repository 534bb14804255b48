import { expect, it, onTestFinished } from 'vitest';
import { createSharedClock } from '../../../adapters/mongo/connection/shared-clock.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';

const minute = 60_000;

/** A machine whose clock is so far ahead of a database that answers with the right time. */
function machine(aheadMs: number, localTime: () => unknown = () => new Date()) {
  const log = new KeptLog();
  const here = { now: () => new Date(Date.now() + aheadMs) };
  const clock = createSharedClock({ command: async () => ({ localTime: localTime() }) }, here, log);
  onTestFinished(() => clock.stop());
  const off = () => Math.abs(clock.now().getTime() - Date.now());
  return { clock, log, off };
}

it.each([30_000, -30_000, 24 * 60 * minute])('goes by the clock of the database, %d ms off', async (aheadMs) => {
  const { clock, log, off } = machine(aheadMs);
  expect(off()).toBeGreaterThan(20_000);
  await clock.look();
  expect(off()).toBeLessThan(5_000);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
  await clock.look();
  expect(log.lines).toHaveLength(1);
});

it('goes by its own where both agree', async () => {
  const { clock, log } = machine(0);
  await clock.look();
  expect(log.lines).toEqual([]);
});

it('goes on as it was when the database does not answer, or tells no time', async () => {
  let answer: () => unknown = () => new Date();
  const { clock, off } = machine(30_000, () => answer());
  await clock.look();
  answer = () => {
    throw new Error('away');
  };
  await clock.look();
  answer = () => 'noon';
  await clock.look();
  expect(off()).toBeLessThan(5_000);
});

it('asks again soon when there was no answer at the start', async () => {
  let asked = 0;
  const { clock, off } = machine(30_000, () => {
    asked += 1;
    if (asked === 1) throw new Error('too busy');
    return new Date();
  });
  await clock.look();
  expect(off()).toBeGreaterThan(20_000);
  await eventually('it goes by the clock of the database', () => off() < 5_000);
});

it.each([60 * minute, -60 * minute])('takes no step early or late because the clock is set, by %d ms', async (jump) => {
  let [wall, stopwatch, trueTime] = [1_000_000_000, 5_000, 1_000_000_000];
  const db = { command: async () => ({ localTime: new Date(trueTime) }) };
  const clock = createSharedClock(db, { now: () => new Date(wall) }, new KeptLog(), () => stopwatch);
  onTestFinished(() => clock.stop());
  await clock.look();
  const passes = (ms: number) => {
    stopwatch += ms;
    wall += ms;
    trueTime += ms;
  };
  passes(10_000);
  wall += jump;
  expect(clock.now().getTime()).toBe(trueTime);
  passes(10_000);
  expect(clock.now().getTime()).toBe(trueTime);
  await eventually('it has asked the database', () => clock.now().getTime() === trueTime);
});

it('goes by the clock of the database as soon as the machine wakes from ten minutes of sleep', async () => {
  let [wall, trueTime] = [1_000_000_000, 1_000_000_000];
  const db = { command: async () => ({ localTime: new Date(trueTime) }) };
  // A stopwatch stands still while the machine is suspended.
  const clock = createSharedClock(db, { now: () => new Date(wall) }, new KeptLog(), () => 5_000);
  onTestFinished(() => clock.stop());
  await clock.look();
  wall += 10 * minute;
  trueTime += 10 * minute;
  await eventually('it is right', () => clock.now().getTime() === trueTime);
});
