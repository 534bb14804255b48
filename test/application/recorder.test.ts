import { beforeEach, describe, expect, it } from 'vitest';
import { type Act, createRecorder, type Recorder } from '../../src/application/audit/recorder.ts';
import type { AuditEntry, AuditLog } from '../../src/ports/audit.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestClock } from '../harness/time.ts';
import { eventually } from '../harness/wait.ts';

const act: Act = { via: 'slack', by: 'alice', account: 'U0ALICE', act: 'ack', args: {}, outcome: 'done' };

let kept: AuditEntry[];
let writes: number;
let failure: Error | undefined;
let held: Promise<void> | undefined;
let clock: TestClock;
let log: KeptLog;
let recorder: Recorder;

beforeEach(() => {
  kept = [];
  writes = 0;
  failure = undefined;
  held = undefined;
  clock = new TestClock('2026-03-09T12:00:00Z');
  log = new KeptLog();
  const auditLog: AuditLog = {
    async append(entries) {
      writes += 1;
      await held;
      if (failure) throw failure;
      kept.push(...entries);
    },
    latest: async () => kept,
  };
  recorder = createRecorder({ auditLog, clock, log });
});

describe('what people do', () => {
  it('is written down soon, many in one write, and without being asked', async () => {
    for (let number = 1; number <= 40; number += 1) recorder.record({ ...act, incident: number });
    expect(writes).toBe(0);
    await eventually('it is written', () => kept.length === 40);
    expect(writes).toBe(1);
    expect(kept.map(({ incident }) => incident)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(kept[0]).toMatchObject({ at: clock.now(), by: 'alice', act: 'ack', outcome: 'done' });
    expect(new Set(kept.map(({ id }) => id)).size).toBe(40);
  });

  it('is written at the end, with what came during the last write', async () => {
    let release = (): void => undefined;
    held = new Promise((resolve) => (release = () => resolve()));
    recorder.record({ ...act, incident: 1 });
    const first = recorder.flush();
    await eventually('it is being written', () => writes === 1);
    recorder.record({ ...act, incident: 2 });
    const last = recorder.flush();
    release();
    await Promise.all([first, last]);
    expect(kept.map(({ incident }) => incident)).toEqual([1, 2]);
  });

  it('waits while the database is away, holds up nobody, and is told once', async () => {
    failure = new StoreUnavailable(new Error('away'));
    recorder.record({ ...act, incident: 1 });
    await recorder.flush();
    recorder.record({ ...act, incident: 2 });
    await recorder.flush();
    failure = undefined;
    await eventually('it is written', () => kept.length === 2);
    expect(kept.map(({ incident }) => incident)).toEqual([1, 2]);
    expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  it('is lost beyond 10,000, which is said, rather than filling the memory', async () => {
    failure = new StoreUnavailable(new Error('away'));
    for (let count = 0; count < 10_050; count += 1) recorder.record(act);
    await recorder.flush();
    failure = undefined;
    await recorder.flush();
    expect(kept).toHaveLength(10_000);
    expect(log.lines.at(-1)).toMatchObject({ level: 'info', data: { lost: 50 } });
  });

  it('is cut to 200 characters', async () => {
    recorder.record({ ...act, args: { text: '🔥'.repeat(300) }, account: 'x'.repeat(900) });
    await recorder.flush();
    expect(kept[0]!.args.text).toMatch(/^🔥{99}…$/u);
    expect(kept[0]!.account).toHaveLength(200);
  });

  it('names the incident when that is found out afterwards, and goes without when it is not', async () => {
    recorder.record({ ...act, whichIncident: async () => 7 });
    recorder.record({ ...act, whichIncident: () => Promise.reject(new Error('away')) });
    await recorder.flush();
    expect(kept.map(({ incident }) => incident)).toEqual([7, undefined]);
  });

  it('of strangers is written once a minute for each of them', async () => {
    const { by: _nobody, ...refused } = { ...act, outcome: 'refused:unknown-person' as const };
    for (const account of ['U1', 'U1', 'U2']) recorder.record({ ...refused, account });
    clock.set(new Date('2026-03-09T12:01:00Z'));
    recorder.record({ ...refused, account: 'U1' });
    for (let count = 0; count < 3; count += 1) recorder.record({ ...act, outcome: 'refused:not-allowed' });
    await recorder.flush();
    expect(kept.map(({ account }) => account)).toEqual(['U1', 'U2', 'U1', 'U0ALICE', 'U0ALICE', 'U0ALICE']);
  });
});
