import { labelValue } from '../reading/fields.ts';

/** A value at this path, whatever it is; or a text there that fits. */
type Sign = string | readonly [path: string, fits: RegExp];

/**
 * By these signs, all of them together, a body is certainly of a sender, wherever it was posted. The first that fits counts. A shape
 * that is not certain is not here: Tocsin's own shape reads it by the usual names.
 */
type Shape = readonly [sender: string, ...signs: readonly Sign[]];

const shapes: readonly Shape[] = [
  ['grafana', 'alerts.0.labels', 'orgId'],
  ['grafana', 'ruleId', 'state', 'ruleName'],
  ['alertmanager', 'alerts.0.labels'],
  ['alertmanager', 'alerts', 'groupLabels', 'commonLabels'],
  ['alertmanager', 'data.alerts.0.labels'],
  ['alertmanager', '0.labels.alertname'],
  ['cloudwatch', 'Type', 'TopicArn', 'MessageId'],
  ['cloudwatch', 'AlarmName', 'NewStateValue'],
  ['eventbridge', 'detail-type', 'source', 'detail'],
  ['azure-monitor', ['schemaId', /^(?:azureMonitor|Microsoft\.Insights\/)/i]],
  ['google-pubsub', 'message.messageId', 'subscription'],
  ['google-cloud', 'incident.incident_id', 'incident.policy_name'],
  ['cloudevents', 'specversion', 'type', 'source'],
  ['sentry', 'installation.uuid', 'action', 'data'],
  ['sentry', 'project_slug', 'culprit', 'event'],
  ['uptime-kuma', 'heartbeat', 'monitor', 'msg'],
  ['uptime-kuma', 'heartbeat.monitorID', 'monitor.id'],
  ['uptimerobot', 'monitorFriendlyName', 'alertType'],
  ['uptimerobot', 'monitor_friendly_name', 'alert_type'],
  ['better-stack', ['data.type', /^(?:incident|on_call|monitor)/], 'data.attributes'],
  ['pingdom', 'check_id', 'current_state', 'check_params'],
  ['statuscake', 'TestID', 'Status'],
  ['healthchecks', 'code', 'slug', 'exitstatus'],
  ['cronitor', 'monitor', 'rule', 'issue_url'],
  ['datadog', 'alert_transition', 'alert_id'],
  ['datadog', 'last_updated', 'event_type', 'org', 'title'],
  ['newrelic', 'issueUrl', 'state', 'alertPolicyNames'],
  ['newrelic', 'incident_id', 'condition_name', 'current_state'],
  ['dynatrace', 'ProblemID', 'State'],
  ['honeycomb', 'trigger_url', 'result_url', 'status'],
  ['kibana', 'rule_id', 'action_group'],
  ['kibana', 'rule.name', 'alert.actionGroup'],
  ['kibana', 'alertName', 'alertInstanceId'],
  ['zabbix', 'event_value', 'event_id', 'event_name'],
  ['checkmk', 'NOTIFY_HOSTNAME', 'NOTIFY_NOTIFICATIONTYPE'],
  ['nagios', 'NAGIOS_HOSTNAME', 'NAGIOS_NOTIFICATIONTYPE'],
  ['icinga2', 'HOSTNAME', 'NOTIFICATIONTYPE'],
  ['nagios', 'hostname', 'servicestate'],
  ['nagios', 'hostname', 'hoststate'],
  ['icinga2', 'host', 'service', 'state', 'output'],
  ['netdata', 'alert', 'alert_url', 'chart'],
  ['netdata', 'host', 'status.text', 'severity'],
  ['pagerduty', 'event_action', 'payload.summary'],
  ['pagerduty', 'event_action', 'routing_key'],
  ['pagerduty', 'payload.summary', 'routing_key'],
  ['pagerduty-v1', 'event_type', 'service_key'],
  ['splunk-on-call', 'message_type', 'entity_id'],
  ['jira', 'action', 'alert.alertId'],
  ['opsgenie', 'message', 'alias', 'responders'],
  ['opsgenie', 'message', 'alias', 'priority'],
  ['grafana-oncall', 'alert_uid', 'link_to_upstream_details'],
  ['gitlab', 'object_kind', 'project'],
  ['gitlab', ['object_kind', /^pipeline$/], 'object_attributes'],
  ['gitlab', 'gitlab_environment_name', 'title'],
  ['github-actions', 'workflow_run.conclusion', 'repository'],
  ['github-actions', 'alert.html_url', 'repository.full_name'],
  ['github-actions', 'repository.full_name', 'sender.login'],
  ['github-actions', 'hook_id', 'zen'],
  ['rollbar', 'event_name', 'data.item'],
  ['bugsnag', 'trigger.type', 'project.id'],
  ['argo-cd', 'app', 'health', 'phase'],
  ['falco', 'output_fields', 'rule', 'priority'],
  ['kubernetes', 'involvedObject.kind', 'reason'],
  ['robusta', 'finding_type', 'aggregation_key'],
  ['keep', 'lastReceived', 'fingerprint', 'status'],
  ['home-assistant', 'entity_id', 'state', 'last_changed'],
  [
    'home-assistant',
    ['entity_id', /^(?:binary_sensor|sensor|switch|lock|alarm_control_panel|device_tracker|person|cover)\./],
  ],
  ['apprise', ['type', /^(?:info|success|warning|failure)$/], 'message', 'version'],
  ['litellm', 'event_group', 'event_message'],
  ['langsmith', 'alert_rule_id', 'triggered_metric_value'],
  ['langfuse', 'payload.monitorId', 'apiVersion'],
  ['langfuse', 'event.eventType', 'event.projectId'],
  ['opik', 'eventType', 'workspaceId', 'payload.alertId'],
  ['helicone', 'request_id', 'response_body', 'provider'],
  ['discord', 'embeds.0'],
  // The APIs of Mattermost and Rocket.Chat have the attachments inside something else.
  ...['', 'props.', 'message.'].flatMap((around) =>
    ['text', 'title', 'fallback', 'pretext', 'blocks', 'fields', 'color'].map(
      (name): Shape => ['slack', `${around}attachments.0.${name}`],
    ),
  ),
  ['slack', 'blocks.0.type'],
];

interface ReadSign {
  readonly parents: readonly string[];
  readonly last: string;
  readonly fits: RegExp | undefined;
}

/** Taken apart once: every body that arrives is held against all of them. */
const readShapes = shapes.map(([sender, ...signs]) => ({ sender, signs: signs.map(readSign) }));

function readSign(sign: Sign): ReadSign {
  const [path, fits] = typeof sign === 'string' ? [sign, undefined] : sign;
  const parents = path.split('.');
  return { last: parents.pop()!, parents, fits };
}

/** Returns the name of the sender whose shape a body certainly has. */
export function senderOfShape(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if (hasOnly(body, 'text', besidesText)) return 'slack';
  if ('username' in body && hasOnly(body, 'content', besidesContent)) return 'discord';
  return readShapes.find(({ signs }) => signs.every((sign) => isThere(body, sign)))?.sender;
}

/** What else a text for a chat has with it: Slack's, Mattermost's, Telegram's and Google's. */
const besidesText = new Set(
  'channel username alias avatar emoji icon_emoji icon_url mrkdwn link_names unfurl_links chat_id parse_mode disable_web_page_preview disable_notification protect_content message_thread_id thread'.split(
    ' ',
  ),
);

/** What else a text for Discord has with it. */
const besidesContent = new Set('username avatar_url tts flags allowed_mentions thread_name embeds'.split(' '));

function hasOnly(body: object, text: string, others: ReadonlySet<string>): boolean {
  return labelValue(body, text) !== undefined && Object.keys(body).every((name) => name === text || others.has(name));
}

function isThere(body: object, { parents, last, fits }: ReadSign): boolean {
  let at: unknown = body;
  for (const name of parents)
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name as never] : undefined;
  if (fits) return fits.test(labelValue(at, last) ?? '');
  return typeof at === 'object' && at !== null && Object.hasOwn(at, last);
}
