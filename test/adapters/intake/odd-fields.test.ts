import { expect, it } from 'vitest';
import { createCloudwatch } from '../../../adapters/intake/senders/cloud/cloudwatch.ts';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { fixtures, senders } from './corpus.ts';
import { openDoor } from './door.ts';
import { startFakeSns } from './fake-sns.ts';
import { type Oddity, oddities, valuesAt } from './odd-fields.ts';

const ofHosts = (prefix: string) => ['HOSTNAME', 'SERVICEDESC'].map((name) => `${prefix}${name}`);

const ofPrometheus = [
  ...['data.alerts.0.labels.*', 'data.alerts.0.annotations.*'],
  ...['', 'alerts.'].flatMap((at) => [`${at}*.labels.*`, `${at}*.annotations.*`, `${at}*.fingerprint`]),
  ...['groupLabels.*', 'commonLabels.*', 'commonAnnotations.*', 'groupKey', 'title', 'message'],
];

/** Where the words stand of which a title can be made, or a key by which something is over. */
const usable: Readonly<Record<string, readonly string[]>> = {
  alertmanager: ofPrometheus,
  grafana: ofPrometheus,
  api: ['title', 'description', '*.title', '*.description'],
  sentry: [
    ...['title', 'message', 'culprit', 'issue_id', 'event_id'].flatMap((name) => [
      `data.event.${name}`,
      `data.error.${name}`,
    ]),
    ...['title', 'shortId', 'culprit', 'id'].map((name) => `data.issue.${name}`),
    ...['data.metric_alert.title', 'data.metric_alert.id', 'data.metric_alert.alert_rule.name'],
    ...['data.description_title', 'data.description_text', 'data.triggered_rule'],
    ...['event.title', 'message', 'culprit', 'id'],
  ],
  datadog: ['title', 'body', 'alert_id', 'hostname'],
  'azure-monitor': ['alertRule', 'description', 'alertId'].map((name) => `data.essentials.${name}`),
  'google-cloud': ['incident_id', 'policy_name', 'condition_name', 'summary'].map((name) => `incident.${name}`),
  newrelic: ['id', 'title', 'alertConditionNames.*', 'impactedEntities.*'],
  'uptime-kuma': [
    'msg',
    'heartbeat.msg',
    'heartbeat.monitorID',
    ...['name', 'url', 'hostname', 'id'].map((name) => `monitor.${name}`),
  ],
  zabbix: ['event_name', 'message', 'event_opdata', 'host', 'event_id', 'trigger_id'],
  'github-actions': ['workflow_run.conclusion'],
  healthchecks: ['code', 'name', 'slug'],
  opsgenie: ['message', 'description', 'entity', 'alias'],
  pagerduty: ['dedup_key', 'payload.summary'],
  'pagerduty-v1': ['description', 'incident_key'],
  'splunk-on-call': ['entity_id', 'entity_display_name', 'state_message'],
  'grafana-oncall': ['title', 'message', 'alert_uid'],
  uptimerobot: ['monitorID', 'monitorFriendlyName', 'monitorURL'],
  'better-stack': ['data.id', 'data.attributes.name', 'data.attributes.cause', 'data.attributes.url'],
  statuscake: ['Name', 'URL', 'TestID'],
  pingdom: ['check_id', 'check_name', 'check_params.full_url', 'check_params.hostname', 'description'],
  nagios: ofHosts('NAGIOS_'),
  icinga2: ofHosts(''),
  checkmk: ofHosts('NOTIFY_'),
  eventbridge: ['detail-type', 'source', 'id'],
  'google-pubsub': ['message.data', 'message.messageId'],
  honeycomb: ['id', 'name', 'summary', 'description'],
  dynatrace: ['PID', 'ProblemID', 'ProblemTitle'],
  kibana: ['rule', 'rule_id', 'reason'],
  gitlab: ['title', 'fingerprint', 'description', 'object_attributes.status'],
  'argo-cd': ['app', 'message'],
  falco: ['rule', 'output'],
  'home-assistant': ['entity_id', 'message', 'name'],
  cloudevents: ['type', 'id', 'source'],
  jira: ['alert.alertId', 'alert.alias', 'alert.message'],
  litellm: ['event', 'event_message', 'text'],
  langsmith: ['alert_rule_id', 'alert_rule_name', 'project_name'],
  opik: ['alertName', 'alertId', 'payload.alertName', 'payload.message'],
  langfuse: ['payload.monitorId', 'payload.message.title', 'event.message'],
  netdata: ['alert', 'message', 'host'],
};

/** Values that say of themselves that there is nothing to tell: another kind of event, or one that is not about an end. */
const silent: Readonly<Record<string, (oddity: Oddity) => boolean>> = {
  'github-actions': ({ path }) => ['action', 'conclusion'].includes(String(path.at(-1))),
  // The other alert of the list is pending.
  alertmanager: ({ path, how }) => how === 'deleted' && path.join('.') === 'data.alerts.0',
  gitlab: ({ path }) => ['object_kind', 'status'].includes(String(path.at(-1))),
  // Without a response nothing says that the request failed.
  helicone: ({ path }) => path.at(-1) === 'response_body',
  // A change of state that is not known to be an end.
  bugsnag: ({ path }) => ['error', 'status'].includes(String(path.at(-1))),
  sentry: ({ path, how }) => path.at(-1) === 'action' && ['a number', 'a text'].includes(how),
};

const sns = startFakeSns();
const doors = openDoor({
  senders: senders.map((sender) => (sender.name === 'cloudwatch' ? createCloudwatch(sns.wayOut) : sender)),
});

/** Payloads that are told by their header from those that page. */
const resources: Readonly<Record<string, string>> = {
  'sentry-seer.json': 'seer',
  'sentry-activity-alert.json': 'activity_alert',
};

async function send(sender: string, body: unknown, resource?: string) {
  doors.desk.requests.length = 0;
  doors.log.lines.length = 0;
  const posted = sender === 'cloudwatch' ? sns.envelope('Notification', { Message: JSON.stringify(body) }) : body;
  const request = new Request(`http://127.0.0.1:3000/v1/alerts/${sender}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(resource && { 'sentry-hook-resource': resource }) },
    body: JSON.stringify(posted),
  });
  const response = await doors.routes.handle(request, { address: '127.0.0.1' });
  return { status: response.status, given: await response.text(), alerts: doors.desk.alerts };
}

function isUsable(sender: string, body: unknown): boolean {
  const patterns = usable[sender];
  if (!patterns) return true;
  return patterns
    .flatMap((pattern) => valuesAt(body, pattern))
    .some((value) => ['string', 'number', 'boolean'].includes(typeof value) && String(value).trim() !== '');
}

const firing = (alerts: readonly Alert[]) => alerts.filter(({ status }) => status === 'firing').length;

it.each(fixtures.map(({ file, sender, text }) => [file, sender.name, text] as const))(
  '%s: no odd field costs the page',
  async (file, sender, text) => {
    const payload: unknown = JSON.parse(text);
    const before = await send(sender, payload, resources[file]);
    expect(before.status).toBeLessThan(300);
    const wrong: string[] = [];
    for (const oddity of oddities(payload)) {
      const { status, given, alerts } = await send(sender, oddity.body, resources[file]);
      const what = `${oddity.path.join('.')} ${oddity.how}: ${status} ${given.slice(0, 200)}`;
      if (status >= 500) wrong.push(what);
      if (!isUsable(sender, oddity.body)) continue;
      if (status >= 400) wrong.push(what);
      const tellsNothing = silent[sender]?.(oddity) ?? false;
      if (before.alerts.length > 0 && alerts.length === 0 && !tellsNothing) wrong.push(`no alert, ${what}`);
      const others = before.alerts.length > 1 ? 1 : 0;
      if (firing(before.alerts) > others && firing(alerts) === 0 && !tellsNothing) wrong.push(`nothing fires, ${what}`);
    }
    expect(wrong).toEqual([]);
  },
);
