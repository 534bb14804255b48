import { describe, expect, it } from 'vitest';
import { fixture, openDoor } from '../door.ts';
import { cases } from './firing-and-resolved-cases.ts';
import { changed, labelsOf, send } from './sending.ts';

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

it('GitLab: says that a pipeline, its jobs and its deployments on one branch have one cause', async () => {
  const project = { id: 1, path_with_namespace: 'acme/shop' };
  const of = (ref: string) => [
    { object_kind: 'pipeline', object_attributes: { id: 31, ref, status: 'failed' }, project },
    { object_kind: 'build', ref, build_name: 'test', build_status: 'failed', project_id: 1, project },
    { object_kind: 'deployment', ref, environment: 'production', status: 'failed', project },
  ];
  const groupsOf = async (ref: string) => {
    const answers = await Promise.all(of(ref).map((body) => send('/v1/alerts/gitlab', body)));
    return answers.flatMap(({ alerts }) => alerts.map(({ group }) => group));
  };
  const groups = await groupsOf('main');
  expect(groups).toEqual([expect.any(String), groups[0], groups[0]]);
  expect(await groupsOf('release')).not.toContain(groups[0]);
});

it('takes a security alert of GitHub without its action, and a Statuspage incident without its state', async () => {
  const alert = {
    number: 7,
    html_url: 'https://github.com/acme/shop/security/7',
    dependency: { package: { name: 'a' } },
  };
  const repository = { full_name: 'acme/shop' };
  for (const [path, body] of [
    ['/v1/alerts/github-actions', { alert, repository }],
    ['/v1/alerts', { page: { id: 'p' }, incident: { id: 'i', name: 'Checkout is down' } }],
  ] as const)
    expect((await send(path, body)).alerts).toMatchObject([{ status: 'firing' }]);
});
