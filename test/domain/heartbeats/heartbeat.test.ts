import { describe, expect, it } from 'vitest';
import { heartbeatAlert } from '../../../src/domain/heartbeats/alert.ts';
import {
  beaten,
  failed,
  type Heartbeat,
  problemOf,
  seenFirst,
  silentFrom,
  statusOf,
} from '../../../src/domain/heartbeats/heartbeat.ts';

const hour = 3_600_000;
const backup: Heartbeat = {
  id: 'nightly-backup',
  everyMs: 24 * hour,
  graceMs: hour / 2,
  service: 'db',
  severity: 'sev2',
};
const start = new Date('2026-03-09T12:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const fresh = seenFirst(backup.id, start);
const limit = 24.5 * hour;

describe('a heartbeat', () => {
  it.each([
    ['just seen', 0, 'ok'],
    ['due, in its grace', 24 * hour, 'ok'],
    ['a moment before the end of the grace', limit - 1, 'ok'],
    ['at the end of the grace', limit, 'silent'],
    ['long after', 100 * limit, 'silent'],
  ] as const)('%s', (_when, ms, status) => {
    expect(statusOf(backup, fresh, after(ms))).toBe(status);
    expect(statusOf(backup, beaten({ ...fresh, since: new Date(0) }, start), after(ms))).toBe(status);
  });

  it('counts from its last beat', () => {
    const once = beaten(fresh, after(20 * hour));
    expect(once).toMatchObject({ beats: 1, lastBeat: after(20 * hour), since: after(20 * hour) });
    expect(silentFrom(backup, once)).toEqual(after(44.5 * hour));
    expect(beaten(once, after(30 * hour)).beats).toBe(2);
  });

  it('fails when it says so, until it beats again', () => {
    const broken = failed(fresh, after(hour), 'disk full');
    expect(statusOf(backup, broken, after(hour))).toBe('failed');
    const twice = failed(broken, after(2 * hour));
    expect(twice.failed).toEqual({ at: after(hour) });
    expect(statusOf(backup, twice, after(1000 * hour))).toBe('failed');
    const well = beaten(twice, after(3 * hour));
    expect(well.failed).toBeUndefined();
    expect(statusOf(backup, well, after(3 * hour))).toBe('ok');
  });

  it('has one key for one trouble and day, and another for the next', () => {
    expect(problemOf(backup, fresh, after(hour))).toBeUndefined();
    const silence = problemOf(backup, fresh, after(limit));
    expect(silence).toBe('silent/2026-03-10T12:30:00.000Z');
    expect(problemOf(backup, fresh, after(limit + 24 * hour - 1))).toBe(silence);
    expect(problemOf(backup, fresh, after(limit + 24 * hour))).toBe(`${silence}/day-1`);
    expect(problemOf(backup, fresh, after(limit + 71 * hour))).toBe(`${silence}/day-2`);
    const next = problemOf(backup, beaten(fresh, after(limit)), after(3 * limit));
    expect(next).not.toBe(silence);
    const failure = problemOf(backup, failed(fresh, after(limit)), after(limit));
    expect(failure).toMatch(/^failed\//);
    expect(problemOf(backup, failed(failed(fresh, after(limit)), after(1.5 * limit)), after(1.5 * limit))).toBe(
      failure,
    );
  });
});

describe('its alert', () => {
  const common = {
    source: 'heartbeat',
    fingerprint: 'nightly-backup',
    service: 'db',
    severity: 'sev2',
    labels: [{ name: 'heartbeat', value: 'nightly-backup' }],
  };

  it('says when it was last heard from', () => {
    expect(heartbeatAlert(backup, beaten(fresh, start), 'firing')).toEqual({
      ...common,
      status: 'firing',
      title: 'nightly-backup has gone silent',
      description: 'The last beat came Mon 9 Mar 12:00 UTC; a beat every 1d was expected, at most 30m late.',
      startsAt: after(limit),
    });
  });

  it('says when it never was', () => {
    expect(heartbeatAlert(backup, fresh, 'firing').description).toBe(
      'No beat has come since it is watched, from Mon 9 Mar 12:00 UTC on; a beat every 1d was expected, at most 30m late.',
    );
  });

  it('says what it reported', () => {
    expect(heartbeatAlert(backup, failed(fresh, start, 'disk full'), 'firing')).toMatchObject({
      title: 'nightly-backup reports that it failed',
      description: 'disk full',
      startsAt: start,
    });
  });

  it('resolves under the same fingerprint', () => {
    const { id, everyMs, graceMs } = backup;
    expect(heartbeatAlert({ id, everyMs, graceMs }, beaten(fresh, start), 'resolved')).toEqual({
      source: 'heartbeat',
      fingerprint: id,
      labels: common.labels,
      status: 'resolved',
      title: 'nightly-backup beats again',
    });
  });
});
