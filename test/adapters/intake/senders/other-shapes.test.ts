import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDoor } from '../door.ts';
import { send } from './sending.ts';

// Payloads as other versions, templates made by hand and settings of the senders make them: none costs a page.

async function alertsIn(path: string, body: unknown, headers?: Record<string, string>) {
  const { status, alerts } = await send(`/v1/alerts${path}`, body, headers ? { headers } : {});
  expect(status).toBe(202);
  return alerts;
}

async function ofBytes(bytes: Uint8Array, type = 'application/json') {
  const { routes, desk } = openDoor();
  const request = new Request('http://127.0.0.1:3000/v1/alerts', {
    method: 'POST',
    headers: { 'content-type': type },
    body: Buffer.from(bytes),
  });
  const response = await routes.handle(request, { address: '127.0.0.1' });
  expect(response.status).toBe(202);
  return desk.alerts;
}

describe('a body that is not quite JSON in UTF-8', () => {
  const text = '{"title":"Größe überschritten","key":"k"}';

  it.each([
    [
      'UTF-16 with its mark, as PowerShell writes it',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    ],
    ['Latin-1 that nothing says', Buffer.from(text, 'latin1')],
    ['gzip that nothing says', gzipSync(text)],
    ['a zero byte at the end', Buffer.from(`${text}\n\0`)],
    ['a comma too many', Buffer.from(text.replace('}', ',}'))],
    ['JSON that was encoded twice', Buffer.from(JSON.stringify(text))],
    ['NaN as a value', Buffer.from(text.replace('"key"', '"value":NaN,"key"'))],
  ])('%s', async (_, bytes) => {
    expect(await ofBytes(bytes)).toMatchObject([{ title: 'Größe überschritten', fingerprint: 'k' }]);
  });

  it('a line break inside a text, as a template leaves it', async () => {
    expect(await ofBytes(Buffer.from('{"title":"Disk full","key":"k","description":"one\n\ttwo"}'))).toMatchObject([
      { title: 'Disk full', description: 'one\n\ttwo' },
    ]);
  });

  it('one object a line', async () => {
    expect(await ofBytes(Buffer.from('{"title":"A","key":"1"}\n{"title":"B","key":"2"}\n'))).toMatchObject([
      { title: 'A' },
      { title: 'B' },
    ]);
  });

  it('leaves what looks like a comma too many in a text', async () => {
    expect(await ofBytes(Buffer.from('{"title":"[1,] NaN","key":"k",}'))).toMatchObject([{ title: '[1,] NaN' }]);
  });
});

describe('New Relic', () => {
  const channel = {
    condition_name: 'CPU > 90%',
    current_state: 'open',
    event_type: 'INCIDENT',
    incident_id: '123',
    incident_url: 'https://alerts.newrelic.com/accounts/1/incidents/123',
    policy_name: 'Prod',
    severity: 'CRITICAL',
    targets: [{ name: 'web-1' }],
    timestamp: 1_767_000_000_000,
    details: 'CPU is high',
  };

  it('reads what a notification channel posts, from open to closed', async () => {
    const [opened] = await alertsIn('/newrelic', channel);
    const [closed] = await alertsIn('/newrelic', { ...channel, current_state: 'closed' });
    expect(opened).toMatchObject({ status: 'firing', title: 'CPU > 90%', severity: 'sev1', url: channel.incident_url });
    expect(closed).toMatchObject({ status: 'resolved', fingerprint: opened!.fingerprint });
    expect(await alertsIn('/newrelic', { ...channel, current_state: 'acknowledged' })).toEqual([]);
  });

  it('reads lists where texts are usual, and the other way round', async () => {
    expect(
      await alertsIn('/newrelic', { id: 'i', title: ['CPU > 90%'], impactedEntities: 'web-1', state: 'Issue closed' }),
    ).toMatchObject([{ status: 'resolved', title: 'CPU > 90%' }]);
  });
});

describe('Datadog', () => {
  it.each([
    { title: 'Disk', alertId: '44', alertTransition: 'Recovered', alertScope: 'host:a' },
    { EVENT_TITLE: 'Disk', ALERT_ID: 44, ALERT_TRANSITION: 'Recovered', ALERT_SCOPE: 'host:a' },
  ])('reads a template whose fields are named otherwise: %j', async (payload) => {
    expect(await alertsIn('/datadog', payload)).toMatchObject([
      { status: 'resolved', title: 'Disk on host:a', fingerprint: '["monitor","44","host:a"]' },
    ]);
  });

  it('takes the priority out of a title', async () => {
    expect(await alertsIn('/datadog', { title: '[P2] [Re-Warn on {host:a}] Latency' })).toMatchObject([
      { severity: 'sev2', title: 'Latency on host:a' },
    ]);
  });
});

describe('Sentry', () => {
  const issue = { id: '117', title: 'TypeError', level: 'error' };

  it('pages for an activity alert, such as a regression', async () => {
    const body = { action: 'triggered', data: { issue, activity: { type: 'set_regression' } } };
    expect(await alertsIn('/sentry', body, { 'sentry-hook-resource': 'activity_alert' })).toMatchObject([
      { status: 'firing', title: 'TypeError', fingerprint: 'issue:117' },
    ]);
  });

  it('says the same of a metric alert, whatever its state', async () => {
    const titles = ['Critical', 'Warning', 'Resolved'].map(async (state) => {
      const data = { metric_alert: { id: '4' }, description_title: `${state}: Too many errors` };
      return (await alertsIn('/sentry', { action: state.toLowerCase(), data }))[0]?.title;
    });
    expect(new Set(await Promise.all(titles))).toEqual(new Set(['Too many errors']));
  });
});

describe('GitLab', () => {
  it('reads its dates', async () => {
    const pipeline = { ref: 'main', status: 'failed', finished_at: '2025-08-12 15:26:29 UTC' };
    expect(
      await alertsIn('/gitlab', {
        object_kind: 'pipeline',
        object_attributes: pipeline,
        project: { id: 1, name: 'shop' },
      }),
    ).toMatchObject([{ startsAt: new Date('2025-08-12T15:26:29Z') }]);
  });

  it.each(['2025-08-12 15:26:29 UTC', '2025-08-12 17:26:29 +0200'])(
    'an alert with an end is over: %s',
    async (end_time) => {
      expect(await alertsIn('/gitlab', { title: 'Disk full', fingerprint: 'f', end_time })).toMatchObject([
        { status: 'resolved', fingerprint: 'f', resolvedAt: new Date('2025-08-12T15:26:29Z') },
      ]);
    },
  );
});

describe('states by other names', () => {
  it.each([
    ['/pingdom', { check_id: 5, check_name: 'Shop', current_state: 'FAST', previous_state: 'SLOW' }, 'Shop is fast'],
    [
      '/better-stack',
      { data: { id: '1', type: 'monitor', attributes: { pronounceable_name: 'Shop', status: 'up' } } },
      'Shop',
    ],
    ['/dynatrace', { PID: '1', ProblemTitle: 'High CPU', State: 'MERGED' }, 'High CPU'],
    ['/kibana', { rule: 'CPU', rule_id: 'r', status: 'COMPLETED' }, 'CPU'],
    [
      '/zabbix',
      { event_id: '1', event_name: 'CPU', host: 'db', event_value: '{EVENT.VALUE}', event_status: 'RESOLVED' },
      'CPU on db',
    ],
  ])('%s is over', async (path, body, title) => {
    expect(await alertsIn(path, body)).toMatchObject([{ status: 'resolved', title }]);
  });

  it.each([
    ['/pingdom', { check_id: 5, check_name: 'Shop', current_state: 'UNCONFIRMED_DOWN' }],
    ['/better-stack', { data: { id: '1', type: 'on_call_schedule', attributes: { name: 'On call' } } }],
  ])('%s is nothing to page for', async (path, body) => {
    expect(await alertsIn(path, body)).toEqual([]);
  });

  it('is about the host when the macros of a service came as their names', async () => {
    const macros = { SERVICEDESC: '$SERVICEDESC$', SERVICESTATE: '$SERVICESTATE$' };
    expect(
      await alertsIn('/nagios', { NOTIFICATIONTYPE: 'PROBLEM', HOSTNAME: 'web2', HOSTSTATE: 'DOWN', ...macros }),
    ).toMatchObject([{ title: 'web2 is DOWN', severity: 'sev1' }]);
  });

  it('counts down to one end, in the words of either version of Uptime Kuma', async () => {
    const keys = ['will be expired in 14 days', 'will be expired in 7 days'].map(
      async (days) => (await alertsIn('/uptime-kuma', { msg: `[Shop] certificate ${days}` }))[0]?.fingerprint,
    );
    expect(new Set(await Promise.all(keys)).size).toBe(1);
  });
});
