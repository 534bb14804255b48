import { describe, expect, it } from 'vitest';
import { accessWith, fixture, openDoor } from '../door.ts';
import { alertsOf, changed, labelsOf, send } from './sending.ts';

const path = '/v2/enqueue';

it('reads a trigger, and its resolve under the same key', async () => {
  const [triggered] = await alertsOf('pagerduty-trigger', path);
  expect(triggered).toMatchObject({
    source: 'pagerduty',
    status: 'firing',
    title: 'DISK at 99% on machine prod-datapipe03.example.com',
    fingerprint: 'samplekeyhere-1',
    severity: 'sev1',
    url: 'https://monitoring.example.org/',
    startsAt: new Date('2026-01-15T08:42:58.315Z'),
  });
  expect(labelsOf(triggered)).toMatchObject({
    component: 'mysql',
    class: 'disk',
    'free space': '1%',
    'load avg': '0.75',
    Runbook: 'https://example.org/runbook',
  });
  expect(JSON.stringify(triggered?.labels)).not.toContain('"samplekeyhere"');
  const [resolved] = await alertsOf('pagerduty-resolve', path);
  expect(resolved).toMatchObject({ status: 'resolved', fingerprint: triggered?.fingerprint });
});

it.each([path, '/v1/alerts/pagerduty', '/v1/alerts/pagerduty/v2/enqueue'])(
  'answers as PagerDuty does at %s',
  async (at) => {
    const { status, given } = await send(at, fixture('pagerduty-trigger'));
    expect(status).toBe(202);
    expect(given).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'samplekeyhere-1' });
  },
);

it('tells of the alerts that Alertmanager gives inside', async () => {
  const [alert] = await alertsOf('pagerduty-alertmanager', path);
  expect(alert?.title).toBe('db-1 is down');
  expect(labelsOf(alert)).toMatchObject({ alertname: 'InstanceDown', instance: 'db-1:9100' });
  expect(labelsOf(alert)).not.toHaveProperty('num_firing');
  expect(alert?.links).toEqual([
    { kind: 'source', url: 'http://prometheus.example.org:9090/graph' },
    { kind: 'silence', url: expect.stringMatching(/^http:\/\/alertmanager\.example\.org:9093\/#\/silences\/new\?/) },
  ]);
});

it('makes a key and tells it where there is none; the same for the same words', async () => {
  const first = await send(path, changed('pagerduty-trigger', 'dedup_key', undefined));
  const again = await send(path, changed('pagerduty-trigger', 'dedup_key', null));
  expect(first.given.dedup_key).toMatch(/^[0-9a-f]{32}$/);
  expect(first.alerts[0]?.fingerprint).toBe(first.given.dedup_key);
  expect(again.given.dedup_key).toBe(first.given.dedup_key);
});

it('takes an acknowledgement and changes nothing', async () => {
  const { status, given, alerts } = await send(path, changed('pagerduty-resolve', 'event_action', 'acknowledge'));
  expect([status, alerts]).toEqual([202, []]);
  expect(given).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'samplekeyhere-1' });
});

it.each(['/v2/change/enqueue', '/v1/alerts/pagerduty/v2/change/enqueue'])(
  'takes changes at %s, and keeps none',
  async (at) => {
    const { status, given, alerts } = await send(at, fixture('pagerduty-change'));
    expect([status, alerts]).toEqual([202, []]);
    expect(given).toEqual({ status: 'success', message: 'Change event processed' });
  },
);

it('knows no other of its paths', async () => {
  expect((await send('/v2/change/other', fixture('pagerduty-change'))).status).toBe(404);
});

it.each<[string, unknown]>([
  ['payload.custom_details', undefined],
  ['payload.custom_details', null],
  ['payload.custom_details', 'disk 99%'],
  ['event_action', 'explode'],
  ['event_action', undefined],
  ['payload', undefined],
  ['payload.summary', undefined],
  ['payload.summary', ''],
  ['payload.summary', { text: 'x' }],
  ['payload.timestamp', 'noon'],
  ['payload.timestamp', '2026-01-15T14:00:00Z'],
  ['links', 'none'],
])('takes the page with %s as %s', async (field, value) => {
  const { status, given, alerts } = await send(path, changed('pagerduty-trigger', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing', fingerprint: 'samplekeyhere-1' }]]);
  expect(given).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'samplekeyhere-1' });
});

it('resolves by the same words where the client gives no key', async () => {
  const trigger = changed('pagerduty-trigger', 'dedup_key', undefined) as object;
  const first = await send(path, trigger);
  const over = await send(path, { ...trigger, event_action: 'resolve' });
  expect(over.alerts).toMatchObject([{ status: 'resolved', fingerprint: first.alerts[0]?.fingerprint }]);
});

it.each<[unknown, string]>([
  [{ event_action: 'trigger', payload: { severity: 'critical' } }, 'payload.summary'],
  [{ event_action: 'resolve' }, 'dedup_key'],
])('refuses %o, which says nothing, in the words of PagerDuty', async (body, field) => {
  const { status, given, alerts } = await send(path, body);
  expect([status, alerts]).toEqual([400, []]);
  expect(given).toEqual({
    status: 'invalid event',
    message: 'Event object is invalid',
    errors: [expect.stringMatching(new RegExp(`^${field}: `))],
  });
});

describe('the routing key', () => {
  it.each([
    ['right', 202],
    ['wrong', 401],
    [undefined, 401],
  ])('%s gives %i', async (key, status) => {
    const { routes, desk } = openDoor({ access: accessWith('right') });
    const request = new Request(`http://127.0.0.1:3000${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(changed('pagerduty-trigger', 'routing_key', key)),
    });
    expect((await routes.handle(request, { address: '127.0.0.1' })).status).toBe(status);
    expect(desk.alerts).toHaveLength(status === 202 ? 1 : 0);
  });
});
