import type { Severity } from '../severity.ts';
import { type Alert, alertLimits, type Label } from './alert.ts';

/** Shapes in which alerts come, by the name in the path `/v1/alerts/<sender>`. */
export const senderNames = [
  'api',
  'alertmanager',
  'grafana',
  'sentry',
  'datadog',
  'cloudwatch',
  'azure-monitor',
  'google-cloud',
  'newrelic',
  'uptime-kuma',
  'zabbix',
  'github-actions',
  'healthchecks',
  'opsgenie',
  'pagerduty',
  'better-stack',
  'uptimerobot',
  'statuscake',
  'pingdom',
  'grafana-oncall',
  'pagerduty-v1',
  'splunk-on-call',
  'nagios',
  'icinga2',
  'checkmk',
  'netdata',
  'eventbridge',
  'google-pubsub',
  'honeycomb',
  'dynatrace',
  'kibana',
  'gitlab',
  'argo-cd',
  'falco',
  'home-assistant',
  'cloudevents',
  'jira',
  'litellm',
  'langsmith',
  'opik',
  'langfuse',
  'helicone',
  'apprise',
  'gatus',
  'cronitor',
  'robusta',
  'kubernetes',
  'keep',
  'rollbar',
  'bugsnag',
  'slack',
  'discord',
  'json',
] as const;
export type SenderName = (typeof senderNames)[number];

/** Expressions (JMESPath) that read an alert from a payload of any shape. */
export interface AlertMapping {
  /** A list in the payload, of which each entry is an alert. Absent: the payload is one. */
  readonly each?: string;
  readonly title?: string;
  /** The dedup key. */
  readonly key?: string;
  /** `firing` or `resolved`, or a word for either; true and false are firing and resolved. */
  readonly status?: string;
  readonly severity?: string;
  readonly link?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A named entry of the file for one monitor: what its alerts mean here. */
export interface Integration {
  readonly id: string;
  readonly sender: SenderName;
  /** Of alerts that name none themselves. */
  readonly service?: string;
  readonly severity?: Severity;
  /** Added to those of each alert; the alert's own count. */
  readonly labels?: readonly Label[];
  /** An alert that did not come again for so long is resolved: for senders that never say that it is over. */
  readonly resolveAfterMs?: number;
  /** As in the rules of a service, and counts more. */
  readonly reopenAfterMs?: number;
  /** New alerts a minute that may begin incidents of their own; those beyond it make one. Absent: `defaultRateLimit`. */
  readonly rateLimit?: number | 'none';
  /** Whether texts of prompts and of what a model answered may be shown. Absent: they are left out. */
  readonly prompts?: 'show' | 'hide';
  /** For the sender `json`. */
  readonly mapping?: AlertMapping;
}

/** Returns the alert with what its integration adds to it. What the alert says itself counts. */
export function withIntegration(alert: Alert, integration: Integration | undefined, now: Date): Alert {
  if (!integration) return alert;
  const { service, severity, labels = [], resolveAfterMs } = integration;
  if (service === undefined && severity === undefined && labels.length === 0 && resolveAfterMs === undefined)
    return alert;
  const own = new Set(alert.labels.map(({ name }) => name));
  const added = labels.filter(({ name }) => !own.has(name));
  const endsAt = alert.endsAt ?? (resolveAfterMs === undefined ? undefined : new Date(now.getTime() + resolveAfterMs));
  return {
    ...alert,
    ...(alert.service === undefined && service !== undefined && { service }),
    ...(alert.severity === undefined && severity !== undefined && { severity }),
    labels: [...alert.labels, ...added].slice(0, alertLimits.labels),
    ...(alert.status === 'firing' && endsAt && { endsAt }),
  };
}
