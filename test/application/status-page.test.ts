import { beforeEach, expect, it } from 'vitest';
import { createStatusReads } from '../../src/application/reporting/status-page.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { type IncidentQuery, StoreUnavailable } from '../../src/ports/incidents.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { memorySigning } from '../harness/memory-signing.ts';
import { publishing } from '../harness/status-page.ts';
import { TestClock } from '../harness/time.ts';

const start = new Date('2026-03-09T12:00:00Z');

let clock: TestClock;
let directory: Directory;
let log: KeptLog;
let reads: number;
let answer: () => Promise<void>;

beforeEach(() => {
  clock = new TestClock(start);
  directory = publishing();
  log = new KeptLog();
  reads = 0;
  answer = async () => undefined;
});

function open() {
  return createStatusReads({
    store: {
      async list({ service }: IncidentQuery) {
        if (service === 'checkout') reads += 1;
        await answer();
        return { items: [] };
      },
    },
    history: { ended: async () => [], told: async () => [] },
    signing: memorySigning(),
    directory: () => directory,
    clock,
    log,
  });
}

const after = (seconds: number) => clock.set(new Date(start.getTime() + seconds * 1000));
const goesAway = () => {
  answer = async () => {
    throw new StoreUnavailable(new Error('No answer'));
  };
};

it('is read once in five seconds, however many look', async () => {
  const desk = open();
  const first = await Promise.all(Array.from({ length: 100 }, () => desk.look()));
  expect(new Set(first).size).toBe(1);
  after(4);
  expect(await desk.look()).toBe(first[0]);
  expect(reads).toBe(1);
  after(5);
  expect((await desk.look()).at).toEqual(clock.now());
  expect(reads).toBe(2);
});

it('shows what was known while the database is away, says so, and says nothing after a quarter of an hour', async () => {
  const desk = open();
  const known = await desk.look();
  goesAway();
  after(20);
  expect(await desk.look()).toBe(known);
  after(60);
  expect(await desk.look()).toEqual({ ...known, outdated: true });
  // Drawn once as well.
  expect(await desk.look()).toBe(await desk.look());
  after(15 * 60);
  await expect(desk.look()).rejects.toThrow(StoreUnavailable);
  answer = async () => undefined;
  after(16 * 60);
  expect(await desk.look()).toMatchObject({ at: clock.now(), outdated: false });
  expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
});

it('asks a database that is away once in five seconds', async () => {
  goesAway();
  const desk = open();
  for (let look = 0; look < 10; look += 1) await expect(desk.look()).rejects.toThrow(StoreUnavailable);
  expect(reads).toBe(1);
  after(5);
  await expect(desk.look()).rejects.toThrow(StoreUnavailable);
  expect(reads).toBe(2);
});

it('keeps nobody waiting for a database that hangs, once there is something to show', async () => {
  const desk = open();
  const known = await desk.look();
  let free = (): void => undefined;
  answer = () => new Promise((resolve) => (free = resolve));
  after(40);
  const began = performance.now();
  expect(await desk.look()).toEqual({ ...known, outdated: true });
  expect(performance.now() - began).toBeLessThan(8_000);
  answer = async () => undefined;
  free();
  expect(await desk.look()).toMatchObject({ at: clock.now(), outdated: false });
  expect(reads).toBe(2);
});

it('shows nothing that was read before the file changed', async () => {
  const desk = open();
  await desk.look();
  let free = (): void => undefined;
  answer = () => new Promise((resolve) => (free = resolve));
  after(6);
  const underWay = desk.look();
  directory = publishing({ services: new Map() });
  answer = async () => undefined;
  free();
  await underWay;
  expect((await desk.look()).services).toEqual([]);
  goesAway();
  directory = publishing();
  await expect(desk.look()).rejects.toThrow(StoreUnavailable);
});
