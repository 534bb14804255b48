import { afterEach, describe, expect, it } from 'vitest';
import { alertsOf, labels } from './alerts-of.ts';
import { closeDoors, fixture, post, serveDoor } from './door.ts';

afterEach(closeDoors);

describe('Tocsin’s own shape', () => {
  it('takes one alert with all it can say', async () => {
    expect(await alertsOf('api-one', '/v1/alerts')).toEqual([
      {
        source: 'api',
        status: 'firing',
        title: 'Checkout answers slowly',
        description: 'p99 is 2.4 s since 10:12',
        fingerprint: 'checkout-latency',
        service: 'checkout',
        severity: 'sev2',
        labels: labels({ team: 'payments', region: 'eu-west-1' }),
        url: 'https://grafana.example.org/d/checkout',
        startsAt: new Date('2026-01-15T10:12:00Z'),
      },
    ]);
  });

  it('takes an array, and makes a key where there is none', async () => {
    const [queue, disk, over] = await alertsOf('api-many', '/v1/alerts');
    expect(queue).toEqual({
      source: 'api',
      status: 'firing',
      title: 'Queue is full',
      fingerprint: 'queue',
      severity: 'sev1',
      labels: [],
    });
    expect(over).toMatchObject({ status: 'resolved', fingerprint: 'queue' });
    const { url, desk } = await serveDoor();
    await post(`${url}/v1/alerts/api`, { title: 'Disk  is full', labels: { mount: '/var', host: 'db-1' } });
    await post(`${url}/v1/alerts/api`, { title: 'Disk is full', labels: { mount: '/tmp', host: 'db-1' } });
    expect(desk.alerts[0]?.fingerprint).toBe(disk?.fingerprint);
    expect(desk.alerts[1]?.fingerprint).not.toBe(disk?.fingerprint);
  });

  it('cuts titles and descriptions, and takes fingerprint for key', async () => {
    const { url, desk } = await serveDoor();
    const given = { title: `${'x'.repeat(198)}🚨🚨`, description: 'y'.repeat(5_000), fingerprint: 'f' };
    expect((await post(`${url}/v1/alerts`, given)).status).toBe(202);
    const [alert] = desk.alerts;
    expect(alert?.title).toBe(`${'x'.repeat(198)}…`);
    expect(alert?.description).toHaveLength(4_000);
    expect(alert?.fingerprint).toBe('f');
  });
});

describe('Alertmanager', () => {
  const silenceForm = /^http:\/\/alertmanager\.example\.org:9093\/#\/silences\/new\?filter=%7Balertname%3D/;

  it('is read alert by alert', async () => {
    expect(await alertsOf('alertmanager-group', '/v1/alerts/alertmanager')).toEqual([
      {
        source: 'alertmanager',
        status: 'firing',
        title: 'High request latency on checkout-1',
        description: 'checkout-1:8080 has a median request latency above 1s (current value: 1.7s)',
        fingerprint: '71d4b1a0b2b0c3f5',
        severity: 'sev1',
        labels: labels({
          alertname: 'HighRequestLatency',
          instance: 'checkout-1:8080',
          job: 'checkout',
          severity: 'critical',
          runbook_url: 'https://runbooks.example.org/latency',
        }),
        url: 'http://prometheus.example.org:9090/graph?g0.expr=job%3Arequest_latency+%3E+1',
        links: [
          { kind: 'source', url: 'http://prometheus.example.org:9090/graph?g0.expr=job%3Arequest_latency+%3E+1' },
          { kind: 'runbook', url: 'https://runbooks.example.org/latency' },
          { kind: 'silence', url: expect.stringMatching(silenceForm) },
        ],
        leftOut: 0,
        startsAt: new Date('2026-01-15T11:41:02.739Z'),
      },
      {
        source: 'alertmanager',
        status: 'resolved',
        title: 'HighRequestLatency on checkout-2:8080',
        fingerprint: '9c1d2e3f4a5b6c7d',
        severity: 'sev3',
        labels: labels({
          alertname: 'HighRequestLatency',
          instance: 'checkout-2:8080',
          job: 'checkout',
          severity: 'warning',
        }),
        url: 'http://alertmanager.example.org:9093/',
        links: [
          { kind: 'source', url: 'http://alertmanager.example.org:9093/' },
          { kind: 'silence', url: expect.stringMatching(silenceForm) },
        ],
        leftOut: 0,
        startsAt: new Date('2026-01-15T11:20:00Z'),
        resolvedAt: new Date('2026-01-15T11:43:00Z'),
      },
    ]);
  });

  it('links to a silence of just this alert, filled in', async () => {
    const group = JSON.parse(fixture('alertmanager-group'));
    group.alerts[0].labels = { alertname: 'Disk "full"', path: 'C:\\' };
    const { url, desk } = await serveDoor();
    await post(`${url}/v1/alerts/alertmanager`, group);
    const link = desk.alerts[0]?.links?.find(({ kind }) => kind === 'silence');
    const filter = new URL(link!.url).hash.replace('#/silences/new?filter=', '');
    expect(decodeURIComponent(filter)).toBe('{alertname="Disk \\"full\\"",path="C:\\\\"}');
  });

  it('says how many alerts max_alerts left out', async () => {
    const group = { ...JSON.parse(fixture('alertmanager-group')), truncatedAlerts: 12 };
    const { url, desk } = await serveDoor();
    await post(`${url}/v1/alerts/alertmanager`, group);
    expect(desk.alerts.map(({ leftOut }) => leftOut)).toEqual([12, 12]);
  });

  it.each(['/api/v2/alerts', '/v1/alerts/alertmanager/api/v2/alerts'])(
    '%s takes what Prometheus posts',
    async (path) => {
      const { url, desk } = await serveDoor();
      const response = await post(`${url}${path}`, fixture('alertmanager-v2'));
      expect(response.status).toBe(200);
      expect(desk.alerts).toMatchObject([
        { status: 'firing', title: 'db-1 is down', severity: 'sev1', startsAt: new Date('2026-01-15T11:50:00Z') },
        { status: 'resolved', title: 'db-2 is down' },
      ]);
      const again = JSON.parse(fixture('alertmanager-v2'))[0];
      const turned = { ...again, labels: Object.fromEntries(Object.entries(again.labels).reverse()) };
      await post(`${url}${path}`, [turned]);
      expect(desk.alerts[2]?.fingerprint).toBe(desk.alerts[0]?.fingerprint);
      expect(desk.alerts[1]?.fingerprint).not.toBe(desk.alerts[0]?.fingerprint);
    },
  );
});

it('Grafana: alerts with their panel, values and own severity', async () => {
  expect(await alertsOf('grafana-firing', '/v1/alerts/grafana')).toMatchObject([
    {
      source: 'grafana',
      status: 'firing',
      title: 'This alert was triggered for zone us-1',
      description: 'The system has high memory usage',
      fingerprint: 'c6eadffa33fcdf37',
      severity: 'sev2',
      url: 'https://play.grafana.org/d/abcd?viewPanel=2',
      links: [
        { kind: 'source', url: 'https://play.grafana.org/alerting/1afz29v7z/edit' },
        { kind: 'panel', url: 'https://play.grafana.org/d/abcd?viewPanel=2' },
        { kind: 'dashboard', url: 'https://play.grafana.org/d/abcd' },
        { kind: 'runbook', url: 'https://myrunbook.com/runbook/1234' },
        { kind: 'silence', url: expect.stringMatching(/^https:\/\/play\.grafana\.org\/alerting\/silence\/new/) },
      ],
      value: 'B = 44.23943737541908 · C = 1',
      startsAt: new Date('2026-01-15T07:51:03.157Z'),
    },
    {
      source: 'grafana',
      status: 'resolved',
      title: 'This alert was triggered for zone eu-1',
      description: "[ var='B' labels={} value=44.23943737541908 ]",
      fingerprint: 'bc97ff14869b13e3',
      url: 'https://play.grafana.org/alerting/d1rdpdv7k/edit',
    },
  ]);
});

it('Grafana: says nothing for its button Test, unless the test has labels of its own', async () => {
  expect(await alertsOf('grafana-test', '/v1/alerts/grafana')).toEqual([]);
  const own = JSON.parse(fixture('grafana-test'));
  own.alerts[0].labels.team = 'blue';
  const { url, desk } = await serveDoor();
  expect((await post(`${url}/v1/alerts/grafana`, own)).status).toBe(202);
  expect(desk.alerts).toMatchObject([{ title: 'Notification test' }]);
});

it('Grafana: names the rule that has no data, or failed, before what it would say of data', async () => {
  expect(await alertsOf('grafana-no-data', '/v1/alerts/grafana')).toMatchObject([
    { status: 'firing', title: 'High memory usage: DatasourceNoData', description: 'The system has high memory usage' },
  ]);
});

it('knows how others call our severities, and says nothing where they say nothing that we know', async () => {
  const spellings = {
    sev1: ['critical', 'page', 'P1', 'Fatal', 'disaster', ' SEV1 '],
    sev2: ['high', 'error', 'major', 'p2', 'sev2'],
    sev3: ['warning', 'WARN', 'average', 'P3', 'sev3'],
    sev4: ['info', 'low', 'notice', 'P5', 'sev4'],
    none: ['', 'none', 'sev9', '__proto__', 'constructor'],
  };
  const { url, desk } = await serveDoor();
  const given = Object.entries(spellings).flatMap(([ours, theirs]) => theirs.map((severity) => ({ ours, severity })));
  const group = given.map(({ severity }) => ({ status: 'firing', labels: { alertname: 'A', severity } }));
  expect((await post(`${url}/v1/alerts/alertmanager`, { alerts: group })).status).toBe(202);
  expect(desk.alerts.map(({ severity }) => severity ?? 'none')).toEqual(given.map(({ ours }) => ours));
});
