import { z } from 'zod';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import {
  alertFrom,
  isoDate,
  labelsOf,
  maybeWords,
  parse,
  record,
  refuseFuture,
  type Said,
  severityOf,
  words,
} from '../fields.ts';
import { BadPayload, type Sender } from '../sender.ts';

const event = z.object({
  issue_id: maybeWords,
  event_id: maybeWords,
  title: maybeWords,
  message: maybeWords,
  culprit: maybeWords,
  level: maybeWords,
  platform: maybeWords,
  environment: maybeWords,
  project: maybeWords,
  web_url: maybeWords,
  /** Of the API: `…/api/0/projects/<organisation>/<project>/events/<id>/`. */
  url: maybeWords,
  datetime: isoDate.nullish(),
  // Pairs; what is none is left out.
  tags: z.array(z.unknown()).nullish(),
});

const issue = z.object({
  id: words,
  shortId: maybeWords,
  title: maybeWords,
  culprit: maybeWords,
  level: maybeWords,
  platform: maybeWords,
  web_url: maybeWords,
  permalink: maybeWords,
  firstSeen: isoDate.nullish(),
  project: z.object({ id: maybeWords, slug: maybeWords, name: maybeWords }).nullish(),
});

const issueAlert = z.object({ data: z.object({ event, triggered_rule: maybeWords }) });
const errorCreated = z.object({ data: z.object({ error: event }) });
const issueChanged = z.object({ action: words, data: z.object({ issue }) });

const metricAlert = z.object({
  action: words,
  data: z.object({
    metric_alert: z.object({
      id: words,
      title: maybeWords,
      projects: z.array(words).nullish(),
      date_started: isoDate.nullish(),
      alert_rule: z.object({ name: maybeWords, environment: maybeWords }).nullish(),
    }),
    description_title: maybeWords,
    description_text: maybeWords,
    web_url: maybeWords,
  }),
});

/** Of the older "WebHooks" plugin of a project. */
const plugin = z.object({
  id: words,
  project: words,
  project_name: maybeWords,
  url: maybeWords,
  level: maybeWords,
  culprit: maybeWords,
  message: maybeWords,
  triggering_rules: z.array(words).nullish(),
  event: z.object({ title: maybeWords, environment: maybeWords, tags: z.array(z.unknown()).nullish() }).nullish(),
});

/**
 * Sentry: an internal integration with "Alert Rule Action" (issue alerts, metric alerts) and, if wanted, the webhook of
 * issues: then "resolved" in Sentry resolves here. The older WebHooks plugin of a project as well.
 */
export const sentry: Sender = {
  name: 'sentry',
  label: 'Sentry',
  about: 'Issue and metric alerts of an internal integration, and its webhook of issues.',
  documentation: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  read({ body, headers, now }) {
    const data = own(body, 'data');
    if (own(data, 'metric_alert') !== undefined) return ofMetric(body, now);
    if (own(data, 'event') !== undefined) return ofIssueAlert(body, now);
    if (own(data, 'issue') !== undefined) return ofIssue(body, now);
    if (own(data, 'error') !== undefined) {
      const said = parse(errorCreated, body).data.error;
      return ofEvent(said, 'data.error', undefined, now);
    }
    // Installed, commented on, looked into by Seer: true, and nothing to page for.
    if (own(data, 'installation') !== undefined || own(data, 'comment_id') !== undefined) return [];
    const resource = headers.get('sentry-hook-resource');
    if (resource && !ofAlerts.has(resource)) return [];
    if (own(body, 'project') !== undefined) return ofPlugin(body);
    throw new BadPayload([
      { field: 'data', message: 'Expected event, metric_alert, issue or error: what Sentry posts of an alert.' },
    ]);
  },
};

/** Their header, where something can break or be mended. */
const ofAlerts: ReadonlySet<string> = new Set(['event_alert', 'metric_alert', 'issue', 'error']);

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function ofIssueAlert(body: unknown, now: Date): readonly Alert[] {
  const { event: said, triggered_rule: rule } = parse(issueAlert, body).data;
  return ofEvent(said, 'data.event', rule, now);
}

function ofEvent(
  said: z.infer<typeof event>,
  at: string,
  rule: string | null | undefined,
  now: Date,
): readonly Alert[] {
  refuseFuture(now, [[`${at}.datetime`, said.datetime]]);
  const { environment, level, platform } = said;
  const project = slugIn(said.url) ?? said.project;
  const alert: Said = {
    status: 'firing',
    title: [said.title, said.message, rule],
    description: lines(said.message, said.culprit),
    same: issueKey(said.issue_id) ?? { parts: ['event', said.title, said.culprit, project] },
    severity: severityOf(level),
    labels: labelsOf({ project, environment, level, platform, rule }, pairs(said.tags)),
    url: [said.web_url],
    startsAt: said.datetime ?? undefined,
  };
  return [alertFrom('sentry', alert)];
}

/** An event has its project as a number; all else that Sentry posts, and people, know it by its slug. */
function slugIn(url: string | null | undefined): string | undefined {
  return /\/api\/0\/projects\/[^/]+\/([\w-]+)\/events\//.exec(url ?? '')?.[1];
}

function ofIssue(body: unknown, now: Date): readonly Alert[] {
  const { action, data } = parse(issueChanged, body);
  const said = data.issue;
  refuseFuture(now, [['data.issue.firstSeen', said.firstSeen]]);
  // Assigned, archived: nothing broke and nothing is mended.
  if (!['created', 'unresolved', 'resolved'].includes(action)) return [];
  const { level, platform, project } = said;
  const alert: Said = {
    status: action === 'resolved' ? 'resolved' : 'firing',
    title: [said.title, said.shortId],
    description: said.culprit,
    same: issueKey(said.id) ?? { parts: ['issue', said.title] },
    severity: severityOf(level),
    labels: labelsOf({ project: project?.slug ?? project?.name ?? project?.id, level, platform, issue: said.shortId }),
    url: [said.web_url, said.permalink],
    startsAt: said.firstSeen ?? undefined,
  };
  return [alertFrom('sentry', alert)];
}

function ofMetric(body: unknown, now: Date): readonly Alert[] {
  const { action, data } = parse(metricAlert, body);
  const said = data.metric_alert;
  refuseFuture(now, [['data.metric_alert.date_started', said.date_started]]);
  const rule = said.alert_rule;
  const alert: Said = {
    status: action === 'resolved' ? 'resolved' : 'firing',
    title: [data.description_title, said.title, rule?.name],
    description: data.description_text,
    same: `metric:${said.id}`,
    severity: severityOf(action),
    labels: labelsOf({ rule: rule?.name, environment: rule?.environment, project: said.projects?.[0] }),
    url: [data.web_url],
    startsAt: said.date_started ?? undefined,
  };
  return [alertFrom('sentry', alert)];
}

function ofPlugin(body: unknown): readonly Alert[] {
  const said = parse(plugin, parse(record, body));
  const { project, level, triggering_rules: rules } = said;
  const alert: Said = {
    status: 'firing',
    title: [said.event?.title, said.message, said.culprit],
    description: lines(said.message, said.culprit),
    same: issueKey(said.id) ?? { parts: ['issue', said.message, project] },
    severity: severityOf(level),
    labels: labelsOf(
      { project, level, environment: said.event?.environment, rule: rules?.[0] },
      pairs(said.event?.tags),
    ),
    url: [said.url],
  };
  return [alertFrom('sentry', alert)];
}

/** One for the alert about an issue and for what becomes of the issue, so that the end finds its beginning. */
function issueKey(id: string | null | undefined): string | undefined {
  return id?.trim() ? `issue:${id.trim()}` : undefined;
}

function lines(...parts: readonly (string | null | undefined)[]): string {
  return [...new Set(parts.map((part) => part?.trim()).filter((part) => part))].join('\n');
}

/** Sentry's tags, `[["browser", "Chrome"], ...]`. */
function pairs(tags: readonly unknown[] | null | undefined) {
  return Object.fromEntries(
    (tags ?? []).filter((tag): tag is [string, unknown] => Array.isArray(tag) && typeof tag[0] === 'string'),
  );
}
