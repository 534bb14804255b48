import { describe, expect, it } from 'vitest';
import { fixture, openDoor } from '../door.ts';
import { changed, labelsOf, send } from './sending.ts';

/** What is posted, and what becomes of its beginning. Without an end: its sender never says that it is over. */
interface Case {
  readonly sender: string;
  readonly firing: string;
  readonly resolved?: string;
  readonly is: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    sender: 'langfuse',
    firing: 'alert',
    resolved: 'ok',
    is: {
      title: 'High latency of checkout-bot',
      severity: 'sev2',
      url: 'https://langfuse.example.org/project/clx0proj1/alerts/clx0mon1',
      links: expect.arrayContaining([{ kind: 'panel', url: expect.stringContaining('dateRange=') }]),
    },
    labels: { model: 'gpt-4o', environment: 'production', window: '15m' },
  },
  { sender: 'apprise', firing: 'failure', resolved: 'success', is: { title: 'Backup of db-1', severity: 'sev2' } },
  {
    sender: 'gatus',
    firing: 'triggered',
    resolved: 'resolved',
    is: { title: 'web/shop is down', url: 'https://shop.example.org/health' },
    labels: { group: 'web' },
  },
  {
    sender: 'cronitor',
    firing: 'alert',
    resolved: 'recovery',
    is: { title: 'Nightly export failed', url: 'https://cronitor.io/app/issues/12' },
    labels: { environment: 'production' },
  },
  {
    sender: 'robusta',
    firing: 'firing',
    resolved: 'resolved',
    is: { title: 'Pod checkout-1 is crash-looping', severity: 'sev2', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { cluster: 'prod', namespace: 'shop', app: 'checkout' },
  },
  {
    sender: 'keep',
    firing: 'firing',
    resolved: 'resolved',
    is: { title: 'HighErrorRate', severity: 'sev1', fingerprint: 'fp1', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { team: 'payments', origin: 'prometheus' },
  },
  {
    sender: 'rollbar',
    firing: 'new',
    resolved: 'resolved',
    is: { title: 'TypeError: cart is undefined', severity: 'sev2' },
    labels: { environment: 'production', item: '42' },
  },
  {
    sender: 'bugsnag',
    firing: 'new',
    resolved: 'fixed',
    is: { title: 'TypeError: cart is undefined', severity: 'sev2' },
    labels: { project: 'checkout', release_stage: 'production' },
  },
  {
    sender: 'kubernetes',
    firing: 'warning',
    is: { title: 'BackOff: Pod shop/checkout-1', value: '5 times', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { cluster: 'prod', node: 'node-1', app: 'checkout' },
  },
  {
    sender: 'grafana-oncall',
    firing: 'alerting',
    resolved: 'ok',
    is: { title: 'The checkout is down', url: 'https://monitor.example.org/alerts/8' },
  },
  {
    sender: 'grafana',
    firing: 'legacy-alerting',
    resolved: 'legacy-ok',
    is: { title: 'Disk usage', value: 'db-1 = 93.4' },
    labels: { host: 'db-1', team: 'data' },
  },
  {
    sender: 'uptimerobot',
    firing: 'down',
    resolved: 'up',
    is: { title: 'Shop is down', startsAt: new Date(1_768_477_500_000), description: 'HTTP 503 - Service Unavailable' },
  },
  {
    sender: 'better-stack',
    firing: 'started',
    resolved: 'resolved',
    is: {
      title: 'Shop homepage: Status 404',
      fingerprint: '25',
      url: 'https://uptime.betterstack.com/team/1/incidents/25',
    },
    labels: { team: 'Web', monitor_id: '2' },
  },
  {
    sender: 'statuscake',
    firing: 'down',
    resolved: 'up',
    is: { title: 'Shop is down', url: 'https://shop.example.org/' },
    labels: { team: 'payments', web: 'true', status_code: '503' },
  },
  {
    sender: 'pingdom',
    firing: 'down',
    resolved: 'up',
    is: { title: 'Shop is down', fingerprint: '803318', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { team: 'payments', hostname: 'shop.example.org' },
  },
  {
    sender: 'pagerduty-v1',
    firing: 'trigger',
    resolved: 'resolve',
    is: {
      title: 'db-1 has stopped replicating',
      fingerprint: 'db-1/replication',
      url: 'https://cron.example.org/db-1',
    },
    labels: { team: 'data' },
  },
  {
    sender: 'splunk-on-call',
    firing: 'critical',
    resolved: 'recovery',
    is: {
      title: 'Critically low disk space on db01',
      severity: 'sev1',
      links: expect.arrayContaining([{ kind: 'runbook', url: 'https://wiki.example.org/disk' }]),
    },
    labels: { host: 'db01.example.org' },
  },
  {
    sender: 'nagios',
    firing: 'problem',
    resolved: 'recovery',
    is: {
      title: 'HTTP on web-1.example.org is CRITICAL',
      severity: 'sev1',
      links: expect.arrayContaining([{ kind: 'runbook', url: 'https://wiki.example.org/http' }]),
    },
    labels: { host: 'web-1', service: 'HTTP', state: 'critical' },
  },
  {
    sender: 'icinga2',
    firing: 'problem',
    resolved: 'recovery',
    is: { title: 'Web server 1 is DOWN', description: 'PING CRITICAL - Packet loss = 100%', severity: 'sev1' },
  },
  {
    sender: 'checkmk',
    firing: 'problem',
    resolved: 'recovery',
    is: { title: 'Filesystem /var on db-1 is CRITICAL', value: '/var=38.5;32;36;0;40' },
    labels: { site: 'prod' },
  },
  {
    sender: 'netdata',
    firing: 'critical',
    resolved: 'clear',
    is: {
      title: 'disk_space_usage on db-1 is critical',
      severity: 'sev1',
      url: 'https://app.netdata.cloud/spaces/shop/rooms/databases/alerts/5f3a',
    },
    labels: { chart: 'disk_space._var', room: 'databases' },
  },
  {
    sender: 'eventbridge',
    firing: 'health-open',
    resolved: 'health-closed',
    is: {
      title: 'RDS: AWS_RDS_OPERATIONAL_ISSUE',
      description: 'We are investigating increased error rates.',
      startsAt: new Date('2026-01-15T11:40:00Z'),
    },
    labels: { region: 'eu-west-1', category: 'issue' },
  },
  {
    sender: 'eventbridge',
    firing: 'rds',
    is: { title: 'orders: A Multi-AZ failover has started.' },
    labels: { source: 'aws.rds' },
  },
  { sender: 'eventbridge', firing: 'alarm', is: { title: 'ServerCpuTooHigh' } },
  {
    sender: 'honeycomb',
    firing: 'triggered',
    resolved: 'ok',
    is: { title: 'Slow checkouts', fingerprint: 'HpPzqZtCNA5', value: '5' },
    labels: { 'app.region': 'eu' },
  },
  {
    sender: 'dynatrace',
    firing: 'open',
    resolved: 'resolved',
    is: { title: 'Failure rate increase', severity: 'sev2' },
    labels: { team: 'payments', prod: 'true', entity: 'checkout' },
  },
  {
    sender: 'kibana',
    firing: 'active',
    resolved: 'recovered',
    is: { title: 'Errors of the checkout: checkout-1', severity: 'sev1' },
  },
  {
    sender: 'gitlab',
    firing: 'pipeline-failed',
    resolved: 'pipeline-success',
    is: {
      title: 'Pipeline of shop/checkout failed on main',
      description: 'unit\nRound prices',
      url: 'https://gitlab.example.org/shop/checkout/-/pipelines/31',
    },
    labels: { branch: 'main', author: 'mara' },
  },
  {
    sender: 'gitlab',
    firing: 'alert',
    is: { title: 'The queue grows', severity: 'sev2', fingerprint: 'queue/orders' },
    labels: { host: 'mq-1' },
  },
  {
    sender: 'argo-cd',
    firing: 'degraded',
    resolved: 'healthy',
    is: { title: 'checkout is Degraded', url: 'https://argocd.example.org/applications/checkout' },
    labels: { namespace: 'shop' },
  },
  {
    sender: 'falco',
    firing: 'warning',
    is: { title: 'Terminal shell in container on node-3', severity: 'sev4' },
    labels: { 'k8s.pod.name': 'checkout-5d4f', mitre_execution: 'true' },
  },
  {
    sender: 'home-assistant',
    firing: 'problem',
    resolved: 'fine',
    is: { title: 'Leak in the cellar is on', severity: 'sev1', fingerprint: 'binary_sensor.cellar_leak' },
    labels: { area: 'Cellar' },
  },
  {
    sender: 'cloudevents',
    firing: 'failed',
    resolved: 'resolved',
    is: { title: 'The backup of orders failed', severity: 'sev2', url: 'https://backup.example.org/orders' },
    labels: { team: 'data' },
  },
  {
    sender: 'jira',
    firing: 'create',
    resolved: 'close',
    is: { title: 'The disk of db-1 is full', severity: 'sev2', startsAt: new Date('2026-01-15T11:45:00Z') },
    labels: { team: 'data', mount: '/var', disk: 'true' },
  },
];

describe.each(cases)('$sender, $firing', ({ sender, firing, resolved, is, labels = {} }) => {
  const path = `/v1/alerts/${sender}`;

  it('is an alert that tells what its sender knows', async () => {
    const { alerts } = await send(path, fixture(`${sender}-${firing}`));
    expect(alerts).toMatchObject([{ source: sender, status: 'firing', ...is }]);
    expect(labelsOf(alerts[0])).toMatchObject(labels);
  });

  it.runIf(resolved)('ends under the same dedup key', async () => {
    const { alerts: begun } = await send(path, fixture(`${sender}-${firing}`));
    const { alerts } = await send(path, fixture(`${sender}-${resolved}`));
    expect(alerts).toMatchObject([{ status: 'resolved', fingerprint: begun[0]?.fingerprint }]);
  });
});

it('Grafana OnCall: takes the token at the end of its path', async () => {
  const { status, alerts } = await send(
    '/integrations/v1/formatted_webhook/s3cret/',
    fixture('grafana-oncall-alerting'),
  );
  expect([status, alerts.length]).toEqual([202, 1]);
});

it('UptimeRobot: reads what it puts into the address, and counts the days of one certificate as one alert', async () => {
  const query = new URLSearchParams(JSON.parse(fixture('uptimerobot-down')));
  const { alerts } = await send(`/v1/alerts/uptimerobot?${query}`, undefined, { method: 'GET' });
  expect(alerts).toMatchObject([{ status: 'firing', title: 'Shop is down' }]);
  const first = await send('/v1/alerts/uptimerobot', fixture('uptimerobot-certificate'));
  const second = await send('/v1/alerts/uptimerobot', changed('uptimerobot-certificate', 'sslExpiryDaysLeft', '6'));
  expect(first.alerts).toMatchObject([{ title: 'The certificate of Shop ends in 7 days', severity: 'sev4' }]);
  expect(second.alerts[0]?.fingerprint).toBe(first.alerts[0]?.fingerprint);
  expect(first.alerts[0]?.fingerprint).not.toBe(alerts[0]?.fingerprint);
});

it('PagerDuty: takes the key in the path, and answers its version 1 in its own words', async () => {
  const { status, alerts } = await send(
    '/integration/s3cret/enqueue',
    changed('pagerduty-trigger', 'routing_key', undefined),
  );
  expect([status, alerts.length]).toEqual([202, 1]);
  const first = await send('/generic/2010-04-15/create_event.json', fixture('pagerduty-v1-trigger'));
  expect([first.status, first.given]).toEqual([
    200,
    { status: 'success', message: 'Event processed', incident_key: 'db-1/replication' },
  ]);
});

it('Splunk On-Call: makes the routing key a label, and says nothing for INFO and acknowledgements', async () => {
  const path = '/integrations/generic/20131114/alert/s3cret/database';
  const { given, alerts } = await send(path, fixture('splunk-on-call-critical'));
  expect(given).toEqual({ result: 'success', entity_id: 'disk space/db01.example.org' });
  expect(labelsOf(alerts[0])).toMatchObject({ routing_key: 'database' });
  for (const type of ['INFO', 'ACKNOWLEDGEMENT'])
    expect((await send(path, changed('splunk-on-call-critical', 'message_type', type))).alerts).toEqual([]);
});

it('Opsgenie: closes an alert that is deleted', async () => {
  const { status, alerts } = await send('/v2/alerts/cpu?identifierType=alias', undefined, { method: 'DELETE' });
  expect([status, alerts]).toMatchObject([202, [{ status: 'resolved', fingerprint: 'cpu' }]]);
});

it('Prometheus: reads its own list of alerts, without the pending ones, and the path of the version 1', async () => {
  const { alerts } = await send('/api/v1/alerts', fixture('alertmanager-pull'));
  expect(alerts).toMatchObject([
    { status: 'firing', title: 'db-1 is down', startsAt: new Date('2026-01-15T11:44:00Z') },
  ]);
  expect(alerts[0]?.endsAt).toEqual(new Date('2026-01-15T12:05:00Z'));
  const none = await send('/v1/alerts/alertmanager', { status: 'success', data: { alerts: [] } });
  expect([none.status, none.alerts]).toEqual([202, []]);
});

it.each(['ACKNOWLEDGEMENT', 'DOWNTIMESTART', 'FLAPPINGSTART', 'CUSTOM'])(
  'Nagios: says nothing for %s',
  async (type) => {
    const body = changed('nagios-problem', 'NAGIOS_NOTIFICATIONTYPE', type);
    expect((await send('/v1/alerts/nagios', body)).alerts).toEqual([]);
  },
);

it('Nagios: means the host of the macro, not the one on which the script runs', async () => {
  const body = { ...JSON.parse(fixture('nagios-problem')), HOSTNAME: 'monitoring-1' };
  expect(labelsOf((await send('/v1/alerts/nagios', body)).alerts[0])).toMatchObject({ host: 'web-1' });
});

it('Netdata: tells a node that cannot be reached, and that it can be again', async () => {
  const down = await send('/v1/alerts/netdata', fixture('netdata-unreachable'));
  const up = await send('/v1/alerts/netdata', changed('netdata-unreachable', 'status.reachable', true));
  expect(down.alerts).toMatchObject([{ status: 'firing', title: 'The node db-1 is unreachable' }]);
  expect(up.alerts).toMatchObject([{ status: 'resolved', fingerprint: down.alerts[0]?.fingerprint }]);
});

it('Google Pub/Sub: reads what Cloud Monitoring publishes as by its webhook, and anything else as a text', async () => {
  const path = '/v1/alerts/google-pubsub';
  const open = await send(path, fixture('google-pubsub-monitoring-open'));
  const closed = await send(path, fixture('google-pubsub-monitoring-closed'));
  expect(open.alerts).toMatchObject([{ source: 'google-cloud', status: 'firing' }]);
  expect(closed.alerts).toMatchObject([{ status: 'resolved', fingerprint: open.alerts[0]?.fingerprint }]);
  const { alerts } = await send(path, fixture('google-pubsub-text'));
  expect(alerts).toMatchObject([{ status: 'firing', title: 'The nightly export failed' }]);
  expect(labelsOf(alerts[0])).toEqual({ subscription: 'tocsin', team: 'data' });
});

it('CloudEvents: reads the binary mode like the structured one', async () => {
  const { data, ...attributes } = JSON.parse(fixture('cloudevents-failed'));
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]));
  const structured = await send('/v1/alerts/cloudevents', fixture('cloudevents-failed'));
  const binary = await send('/v1/alerts/cloudevents', data, { headers });
  expect(binary.alerts).toEqual(structured.alerts);
});

it.each([
  ['jira-create', 'jira', 'action', 'Acknowledge'],
  ['gitlab-pipeline-failed', 'gitlab', 'object_attributes.status', 'running'],
  ['argo-cd-degraded', 'argo-cd', 'health', 'Progressing'],
] as const)('%s: says nothing where %s has %s %s', async (name, sender, field, value) => {
  expect((await send(`/v1/alerts/${sender}`, changed(name, field, value))).alerts).toEqual([]);
});

it.each([
  ['langfuse-prompt', 'langfuse'],
  ['helicone-fine', 'helicone'],
  ['kubernetes-normal', 'kubernetes'],
])('%s makes no alert', async (name, sender) => {
  const { status, alerts } = await send(`/v1/alerts/${sender}`, fixture(name));
  expect([status, alerts]).toEqual([202, []]);
});

it.each([
  ['better-stack-started', 'better-stack', 'data.attributes.status', 'Validating'],
  ['better-stack-started', 'better-stack', 'data.attributes.status', 'Unconfirmed'],
  ['keep-firing', 'keep', 'status', 'acknowledged'],
  ['rollbar-new', 'rollbar', 'event_name', 'deploy'],
  ['bugsnag-new', 'bugsnag', 'trigger.type', 'comment'],
  ['langfuse-alert', 'langfuse', 'payload.severity', 'PAUSED'],
  ['robusta-firing', 'robusta', 'failure', false],
] as const)('%s: says nothing where %s has %s %s', async (name, sender, field, value) => {
  expect((await send(`/v1/alerts/${sender}`, changed(name, field, value))).alerts).toEqual([]);
});

it('Langfuse: tells a notification of a project', async () => {
  const { alerts } = await send('/v1/alerts/langfuse', fixture('langfuse-notification'));
  expect(alerts).toMatchObject([{ title: 'The blob storage export failed', status: 'firing', severity: 'sev2' }]);
  expect(labelsOf(alerts[0])).toMatchObject({ project: 'Shop', resource: 'Nightly export' });
});

it('Uptime Kuma: reads by GET and as multipart form what it reads as JSON', async () => {
  const { msg, heartbeat, monitor } = JSON.parse(fixture('uptime-kuma-down'));
  const posted = await send('/v1/alerts/uptime-kuma', fixture('uptime-kuma-down'));
  const query = new URLSearchParams({ msg, heartbeat: JSON.stringify(heartbeat), monitor: JSON.stringify(monitor) });
  const asked = await send(`/v1/alerts/uptime-kuma?${query}`, undefined, { method: 'GET' });
  expect(asked.alerts).toEqual(posted.alerts);
  const form = new FormData();
  form.append('data', fixture('uptime-kuma-down'));
  const { routes, desk } = openDoor();
  const request = new Request('http://127.0.0.1:3000/v1/alerts/uptime-kuma', { method: 'POST', body: form });
  await routes.handle(request, { address: '127.0.0.1' });
  expect(desk.alerts).toEqual(posted.alerts);
  const broken = await send('/v1/alerts/uptime-kuma?msg=%5BDown%5D&heartbeat=%7B', undefined, { method: 'GET' });
  expect(broken.alerts).toMatchObject([{ status: 'firing' }]);
});

it('Splunk On-Call: does not take elastalert2’s “no entity name” for a title', async () => {
  const body = { message_type: 'CRITICAL', entity_id: 'Errors on web-1', entity_display_name: 'no entity name' };
  const { alerts } = await send('/integrations/generic/20131114/alert/token/web', body);
  expect(alerts).toMatchObject([{ title: 'Errors on web-1' }]);
});

it('Kubernetes: takes the time of newer events', async () => {
  const event = { ...JSON.parse(fixture('kubernetes-warning')), firstTimestamp: null };
  const { alerts } = await send('/v1/alerts/kubernetes', { ...event, eventTime: '2026-01-15T11:44:00.123456Z' });
  expect(alerts[0]?.startsAt).toEqual(new Date('2026-01-15T11:44:00.123Z'));
});
