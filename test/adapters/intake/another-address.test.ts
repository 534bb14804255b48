import { describe, expect, it } from 'vitest';
import { send } from './senders/sending.ts';

describe('a body at the address of another sender', () => {
  it('is read in the shape that it certainly has', async () => {
    const uptime = { monitorFriendlyName: 'Shop', monitorID: '7', alertType: '1' };
    const { status, alerts, given } = await send('/v1/alerts/pingdom', uptime);
    expect([status, alerts]).toMatchObject([202, [{ source: 'uptimerobot', title: 'Shop is down' }]]);
    expect(given).toMatchObject({ accepted: 1, readAs: 'uptimerobot' });
  });

  it('is read by the usual names otherwise', async () => {
    const { alerts, given } = await send('/v1/alerts/alertmanager', { summary: 'Disk full', severity: 'critical' });
    expect(alerts).toMatchObject([{ source: 'api', title: 'Disk full', severity: 'sev1' }]);
    expect(given).toMatchObject({ readAs: 'api', readFrom: [{ field: 'title', from: 'summary' }] });
  });

  it.each(['pagerduty', 'opsgenie', 'cloudwatch'])('is refused where %s says why', async (sender) => {
    const { status, alerts } = await send(`/v1/alerts/${sender}`, { message: null, note: 'Disk full', Message: 'x' });
    expect([status, alerts]).toEqual([400, []]);
  });
});

describe('what Python prints of a dict', () => {
  it.each<[string, string, string]>([
    ['single quotes', `{'title': 'Disk full', 'url': None, 'labels': {'canary': True, 'old': False}}`, 'Disk full'],
    ['a quote inside', String.raw`{'title': "it's", 'description': 'say "no" [and] it\'s \\ \n'}`, "it's"],
    ['letters by their code', String.raw`{'title': 'Gr\xf6\u00dfe \U0001F6A8'}`, 'Größe 🚨'],
    ['the u of Python 2', `{u'title': u'Disk full', u'key': 'True'}`, 'Disk full'],
  ])('%s', async (_, body, title) => {
    const { status, alerts } = await send('/v1/alerts', body);
    expect([status, alerts]).toMatchObject([202, [{ title }]]);
  });

  it('and a quote inside a text, as a template leaves it', async () => {
    const body = '{"title": "Get "https://x": EOF", "errors": "lookup "db", then \\"x\\"", "key": "k"}';
    expect((await send('/v1/alerts', body)).alerts).toMatchObject([
      { title: 'Get "https://x": EOF', fingerprint: 'k' },
    ]);
  });

  it('is no help for what is broken otherwise', async () => {
    expect((await send('/v1/alerts', `{'title': 'Disk full'`)).status).toBe(400);
    expect((await send('/v1/alerts', `{'title': Disk}`)).status).toBe(400);
  });
});

it('UptimeRobot, with the names in which Zulip’s page tells people to write them', async () => {
  const down = {
    monitor_url: 'server1.example.com',
    monitor_friendly_name: 'Web Server',
    alert_type: '1',
    alert_type_friendly_name: 'Down',
    alert_details: 'Host Is Unreachable',
    alert_friendly_duration: '*alertFriendlyDuration*',
  };
  const up = { ...down, alert_type: '2', alert_type_friendly_name: 'Up' };
  for (const path of ['/v1/alerts/uptimerobot', '/v1/alerts']) {
    const [fired] = (await send(path, down)).alerts;
    expect(fired).toMatchObject({ source: 'uptimerobot', status: 'firing', title: 'Web Server is down' });
    expect((await send(path, up)).alerts).toMatchObject([{ status: 'resolved', fingerprint: fired?.fingerprint }]);
  }
});
