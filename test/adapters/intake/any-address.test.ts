import { describe, expect, it } from 'vitest';
import { fixtures } from './corpus.ts';
import { send } from './senders/sending.ts';

// What came to an address whose shape it does not have: it is read in its own, else by the usual names of fields, and the answer
// says how.

/** Templates of ours, and texts, which nothing marks as a sender's: they are read by the names of their fields. */
const uncertain = [
  'gatus',
  'litellm-slow',
  'opsgenie-grafana',
  'langfuse-prompt',
  'opsgenie-alertmanager',
  'cloudwatch',
  'sentry-seer',
];
const certain = fixtures.filter(({ file }) => !uncertain.some((name) => file.startsWith(name)));

describe('a body in a sender’s shape, posted to /v1/alerts', () => {
  it.each(certain.map(({ file, sender, text }) => [file, sender.name, text] as const))(
    '%s is read as at %s',
    async (_, sender, text) => {
      const there = await send(`/v1/alerts/${sender}`, text);
      const here = await send('/v1/alerts', text);
      expect(here.status).toBe(202);
      expect(here.alerts).toEqual(there.alerts);
      expect(here.given.readAs).toBe(sender === 'api' ? undefined : sender);
    },
  );
});

const label = (name: string, value: string) => ({ name, value });

describe('a body that nothing marks as a sender’s', () => {
  it.each<[string, unknown, object, readonly string[]]>([
    [
      'a state and a link beside a title of ours',
      { title: 'Queue is long', state: 'ok', link: 'https://q.example.org/1', level: 'warning' },
      { status: 'resolved', title: 'Queue is long', severity: 'sev3', url: 'https://q.example.org/1' },
      ['status<state', 'severity<level', 'url<link'],
    ],
    [
      'a monitor that went down',
      { event: 'monitor.down', monitor: { id: 7, name: 'Shop', url: 'https://shop.example.org/' }, reason: 'HTTP 503' },
      { status: 'firing', title: 'Shop: HTTP 503', fingerprint: '7', url: 'https://shop.example.org/' },
      ['title<monitor.name', 'title<reason', 'status<event', 'key<monitor.id', 'url<monitor.url', 'description<reason'],
    ],
    [
      'and came up',
      { event: 'monitor.up', monitor: { id: 7, name: 'Shop' } },
      { status: 'resolved', fingerprint: '7' },
      ['status<event', 'key<monitor.id'],
    ],
    [
      'a text with its state in it',
      { text: '[RESOLVED] Disk full on db-1', host: 'db-1' },
      { status: 'resolved', title: 'Disk full on db-1', labels: [{ name: 'host', value: 'db-1' }] },
      ['title<text', 'description<text'],
    ],
    [
      'a title with a capital',
      { Title: 'Disk full', Severity: 'high' },
      { title: 'Disk full', severity: 'sev2' },
      ['title<Title', 'severity<Severity'],
    ],
    ['a misspelt title', { titel: 'Disk full', token: 's3cret' }, { title: 'titel: Disk full' }, []],
    [
      'Uptime Kuma with a body of one’s own',
      { Title: 'Uptime Kuma Alert - Shop', Body: '[Shop] [✅ Up] 200 - OK' },
      { status: 'resolved', title: 'Shop' },
      ['title<Body', 'description<Body'],
    ],
    [
      'a title that may be that of many machines',
      { title: 'Disk full', host: 'web-1', labels: { team: 'shop' } },
      { title: 'Disk full on web-1', labels: [label('host', 'web-1'), label('team', 'shop')] },
      [],
    ],
    [
      'a title that says only who sends it',
      { title: 'Home Assistant', message: 'Water leak in the cellar' },
      { title: 'Water leak in the cellar' },
      ['title<message', 'description<message'],
    ],
    [
      'a title that may be that of many services',
      { summary: 'High latency', service_name: 'checkout', state: 'critical' },
      { title: 'High latency on checkout', fingerprint: 'checkout high latency {}' },
      ['status<state', 'title<summary'],
    ],
    [
      'a request that went well, of a job that failed',
      { status: 'success', result: 'failure', name: 'nightly', job: 'nightly' },
      { status: 'firing', title: 'nightly: failure' },
      ['status<result', 'title<name'],
    ],
    [
      'Checkmk by the script of Keep',
      {
        ...{
          id: '9',
          summary: 'CheckMK db1/Filesystem / OK -> CRIT',
          host: 'db1',
          alias: 'db1',
          service: 'Filesystem /',
        },
        ...{ event: 'OK -> CRIT', output: '96% used', status: 'DOWN', severity: 'CRITICAL', url: '/check_mk/index.py' },
      },
      { status: 'firing', title: expect.stringContaining('db1/Filesystem /'), severity: 'sev1' },
      ['title<summary', 'description<output'],
    ],
    [
      'Dead Man’s Snitch, as its page shows it',
      {
        type: 'snitch.reporting',
        timestamp: '2026-01-15T11:50:38.112Z',
        data: {
          snitch: {
            ...{ token: 's3cret', name: 'Critical System Reports', notes: 'Useful notes', tags: ['critical'] },
            ...{ status: 'healthy', previous_status: 'missing' },
          },
        },
      },
      { status: 'resolved', title: 'Critical System Reports: healthy' },
      ['title<data.snitch.name', 'status<data.snitch.status'],
    ],
    [
      'Site24x7, as FireHydrant’s page shows it',
      {
        ...{ MONITOR_ID: 107, STATUS: 'DOWN', MONITORNAME: 'Zylker', INCIDENT_REASON: 'Service Unavailable' },
        ...{ MONITORURL: 'http://zylker.example.org/', TAGS: ['zylker'], MONITOR_GROUPNAME: 'Web' },
      },
      {
        status: 'firing',
        title: 'Zylker: Service Unavailable',
        fingerprint: '107 {"zylker":"true"}',
        url: 'http://zylker.example.org/',
      },
      [
        'title<MONITORNAME',
        'title<INCIDENT_REASON',
        'status<STATUS',
        'key<MONITOR_ID',
        'url<MONITORURL',
        'description<INCIDENT_REASON',
      ],
    ],
    [
      'a build of Jenkins that failed',
      { name: 'shop', url: 'job/shop/', build: { number: 5, phase: 'FINALIZED', status: 'FAILURE' } },
      { status: 'firing', title: 'shop: FAILURE' },
      ['title<name', 'status<build.status'],
    ],
    [
      'Updown, which names nothing but the address',
      { event: 'check.down', check: { url: 'https://shop.example.org/', error: 'timeout' } },
      { status: 'firing', title: 'https://shop.example.org/: timeout' },
      ['title<check.url', 'title<check.error', 'status<event', 'url<check.url', 'description<check.error'],
    ],
    [
      'Sensu, whose checks have one host',
      {
        entity: { metadata: { name: 'db-1' } },
        check: { metadata: { name: 'disk' }, status: 2, state: 'failing', output: 'CRITICAL: 99%' },
      },
      { status: 'firing', fingerprint: '["sensu","","db-1","disk"]', severity: 'sev1' },
      [],
    ],
    [
      'a webhook of PagerDuty, with the link of the incident',
      {
        event: {
          ...{ event_type: 'incident.triggered', agent: { html_url: 'https://x.pagerduty.com/users/P' } },
          data: {
            title: 'Disk full',
            status: 'triggered',
            urgency: 'high',
            html_url: 'https://x.pagerduty.com/incidents/1',
          },
        },
      },
      { status: 'firing', title: 'Disk full', url: 'https://x.pagerduty.com/incidents/1', severity: 'sev2' },
      ['status<event.data.status', 'title<event.data.title', 'severity<event.data.urgency', 'url<event.data.html_url'],
    ],
    [
      'a card for Teams',
      { type: 'message', attachments: [{ contentType: 'x', content: { body: [{ text: '[RESOLVED] Disk full' }] } }] },
      { status: 'resolved', title: 'Disk full' },
      ['title<attachments.0.content.body.0.text', 'description<attachments.0.content.body.0.text'],
    ],
    [
      'a rule that holds for many hosts',
      { check_id: '7', host: 'db-1', message: 'full', status: 'down' },
      { fingerprint: '7 {"host":"db-1"}' },
      ['title<message', 'key<check_id', 'description<message'],
    ],
    [
      'Cloudflare, as its schema shows it, when it is over',
      {
        ...{
          name: 'Health',
          text: 'Origin is healthy again',
          ts: 1768477500,
          policy_id: 'p',
          alert_type: 'health_check',
        },
        ...{ alert_correlation_id: 'c1', alert_event: 'ALERT_STATE_EVENT_END', data: { zone_name: 'example.org' } },
      },
      { status: 'resolved', fingerprint: 'c1' },
      ['status<alert_event', 'key<alert_correlation_id', 'description<text'],
    ],
    [
      'yes and no',
      { name: 'db', message: 'fine', resolved: true },
      { status: 'resolved' },
      ['title<name', 'title<message', 'status<resolved', 'description<message'],
    ],
    [
      'ThousandEyes',
      { eventType: 'ALERT_NOTIFICATION_CLEAR', alert: { alertId: 5, ruleName: 'Agent offline', severity: 'INFO' } },
      { status: 'resolved', fingerprint: '5', severity: 'sev4' },
      ['status<eventType', 'key<alert.alertId', 'severity<alert.severity'],
    ],
    [
      'a state in a title of ours beside what is not ours',
      { title: '[RESOLVED] Disk full', datasource: 'prom' },
      { status: 'resolved', title: '[RESOLVED] Disk full', fingerprint: 'disk full {}' },
      [],
    ],
    [
      'SignalFx',
      { incidentId: 'a1', statusExtended: 'ok', messageTitle: 'CPU (cleared)' },
      { status: 'resolved', fingerprint: 'a1' },
      ['status<statusExtended', 'key<incidentId'],
    ],
    ['what is not ok', { name: 'db', status: 'not ok' }, { status: 'firing', title: 'db: not ok' }, ['title<name']],
  ])('%s', async (_, body, alert, from) => {
    const { status, alerts, given } = await send('/v1/alerts', body);
    expect([status, alerts]).toMatchObject([202, [alert]]);
    const told = ((given.readFrom ?? []) as { field: string; from: string }[]).map((one) => `${one.field}<${one.from}`);
    expect([...told].sort()).toEqual([...from].sort());
    expect(JSON.stringify([alerts, given])).not.toContain('s3cret');
  });

  it('begins and ends under the same key, whatever its message says', async () => {
    const down = await send('/v1/alerts', { check_name: 'Shop', status: 'down', message: 'timeout', host: 'web-1' });
    const up = await send('/v1/alerts', { check_name: 'Shop', status: 'up', message: '200 OK', host: 'web-1' });
    expect(up.alerts[0]).toMatchObject({ status: 'resolved', fingerprint: down.alerts[0]?.fingerprint });
  });

  it('keeps two hosts of one rule apart', async () => {
    const [one, other] = await Promise.all(
      ['web-1', 'web-2'].map((host) => send('/v1/alerts', { title: 'CPU is high', alert_id: '5', host })),
    );
    expect(one?.alerts[0]?.fingerprint).not.toBe(other?.alerts[0]?.fingerprint);
  });

  it.each([
    ['somebody has acknowledged it there', { title: 'Disk full', state: 'acknowledged' }],
    ['a build of Jenkins begins', { name: 'shop', build: { number: 5, phase: 'STARTED' } }],
  ])('neither begins nor ends anything where %s', async (_, body) => {
    const { status, alerts } = await send('/v1/alerts', body);
    expect([status, alerts]).toEqual([202, []]);
  });

  it('is a chat’s where there is nothing but a text for people', async () => {
    const { alerts, given } = await send('/v1/alerts', {
      chat_id: '1',
      text: '🔴 *Shop is down*',
      parse_mode: 'Markdown',
    });
    expect([alerts, given.readAs]).toMatchObject([[{ title: 'Shop is down', status: 'firing' }], 'slack']);
  });

  it('reads each entry of an array by itself', async () => {
    const { alerts, given } = await send('/v1/alerts', [{ summary: 'A' }, 7, { title: 'B' }]);
    expect(alerts).toMatchObject([{ title: 'A' }, { title: 'B' }]);
    expect(given).toMatchObject({ refused: [{ field: '[1]' }], readFrom: [{ field: '[0].title', from: 'summary' }] });
  });
});
