import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { AlertRules } from '../../src/domain/alerts/rules.ts';
import {
  alert,
  directory,
  field,
  minute,
  opens,
  pages,
  receive,
  reopens,
  resolved,
  stage,
  timeline,
} from './alert-stage.ts';

beforeEach(() => opens());
afterEach(() => stage.close());

it('groups by labels: one page, all alerts shown, resolved when the last one is', async () => {
  await reopens(directory({ group: ['alertname'], autoResolve: true }));
  const on = (host: string, changes: Partial<Alert> = {}) =>
    alert({ fingerprint: host, title: `Latency on ${host}`, ...changes });
  expect(await receive(on('web-1'))).toEqual([1]);
  expect(await receive(on('web-2'), on('web-3'))).toEqual([1, 1]);
  expect(pages()).toBe(1);
  expect(field(1, 'Alerts')).toBe('3 of 3 firing');
  expect(field(1, 'Latest')?.split('\n')).toHaveLength(3);
  await receive(on('web-1', resolved), on('web-3', resolved));
  expect(field(1, 'Alerts')).toBe('1 of 3 firing');
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  await receive(on('web-2', resolved));
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect(await timeline(1)).toEqual(['declared', 'escalated', 'paged', 'alerted', 'alerted', 'alerted', 'resolved']);
});

it('makes it as bad as the worst of its alerts', async () => {
  await reopens(directory({ group: 'service', autoResolve: true }));
  await receive(alert({ severity: 'sev3' }));
  await receive(alert({ severity: 'sev1', fingerprint: 'down', title: 'Down' }));
  await receive(alert({ severity: 'sev4', fingerprint: 'slow', title: 'Slow' }));
  expect((await stage.store.byNumber(1))?.severity).toBe('sev1');
  expect(field(1, 'Severity')).toBe('sev1');
});

it('begins another incident once the window is over, and still resolves the first with its own alert', async () => {
  await reopens(directory({ group: 'service', windowMs: 10 * minute, autoResolve: true }));
  await receive(alert({ fingerprint: 'a', title: 'A' }));
  await stage.passes(11);
  expect(await receive(alert({ fingerprint: 'a', title: 'A' }))).toEqual([1]);
  expect(await receive(alert({ fingerprint: 'b', title: 'B' }))).toEqual([2]);
  expect(await receive(alert({ ...resolved, fingerprint: 'a' }))).toEqual([1]);
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect((await stage.store.byNumber(2))?.state).toBe('triggered');
});

it('pages only after enough alerts within the time', async () => {
  const rules: AlertRules = { group: 'service', autoResolve: true, pageAfter: { alerts: 3, withinMs: 5 * minute } };
  await reopens(directory(rules));
  await receive(alert());
  await stage.passes(4);
  await receive(alert());
  expect(pages()).toBe(0);
  expect(field(1, 'Alerts')).toContain('paging starts after 3 alerts within 5 minutes');
  await stage.passes(2);
  await receive(alert());
  expect(pages()).toBe(0);
  await receive(alert({ fingerprint: 'another' }));
  expect(pages()).toBe(1);
  expect(await timeline(1)).toEqual([
    'declared',
    'waiting-for-alerts',
    'alerted',
    'enough-alerts',
    'escalated',
    'paged',
  ]);
  await receive(alert());
  expect(pages()).toBe(1);
});

it('takes what the sender groups into one incident, which ends with the last of it', async () => {
  const of = (fingerprint: string, group: string, changes: Partial<Alert> = {}) =>
    alert({ fingerprint, title: `${fingerprint} failed`, group, ...changes });
  expect(await receive(of('job test', 'shop main'))).toEqual([1]);
  expect(await receive(of('job lint', 'shop main'), of('pipeline', 'shop main'))).toEqual([1, 1]);
  expect(await receive(of('other pipeline', 'shop release'))).toEqual([2]);
  expect(pages()).toBe(2);
  // A resolve need not name the group.
  const ends = ['job test', 'job lint', 'pipeline'].map((fingerprint) => alert({ ...resolved, fingerprint }));
  expect(await receive(...ends)).toEqual([1, 1, 1]);
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect((await stage.store.byNumber(2))?.state).toBe('triggered');
});

it('ends what began without a group by a resolve that names one, and nothing else of that group', async () => {
  expect(await receive(alert({ fingerprint: 'pipeline', title: 'Pipeline failed' }))).toEqual([1]);
  expect(await receive(alert({ fingerprint: 'job', title: 'Job failed', group: 'shop main' }))).toEqual([2]);
  expect(await receive(alert({ ...resolved, fingerprint: 'pipeline', group: 'shop main' }))).toEqual([1]);
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect((await stage.store.byNumber(2))?.state).toBe('triggered');
});

it('keeps to the labels that a service groups by, whatever the sender groups', async () => {
  await reopens(directory({ group: ['host'], autoResolve: true }));
  const on = (host: string) =>
    alert({ fingerprint: host, title: 'Failed', group: 'all', labels: [{ name: 'host', value: host }] });
  expect(await receive(on('web-1'), on('web-2'))).toEqual([1, 2]);
});
