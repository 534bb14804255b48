import { z } from 'zod';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { isRecord } from '../../../../src/lib/values/json.ts';
import { type AlertFields, alertFrom, isoDate, labelsOf, maybeWords, severityOf, words } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import { BadPayload, type Sender } from '../../sender.ts';

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

type Event = z.infer<typeof event>;

const issue = z.object({
  id: maybeWords,
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

type Issue = z.infer<typeof issue>;

const required = { error: 'Required, and missing.' };

const issueAlert = z.object({
  data: z
    .object({ event: event.nullish(), triggered_rule: maybeWords })
    .refine((data) => titlesOfEvent(data.event, data.triggered_rule).some((text) => text?.trim()), {
      path: ['event', 'title'],
      ...required,
    }),
});
const errorCreated = z.object({
  data: z.object({
    error: event.refine((error) => titlesOfEvent(error).some((text) => text?.trim()), { path: ['title'], ...required }),
  }),
});
const issueChanged = z.object({
  action: maybeWords,
  data: z.object({
    issue: issue.refine((one) => titlesOfIssue(one).some((text) => text?.trim()), { path: ['title'], ...required }),
  }),
});

const metric = z.object({
  metric_alert: z
    .object({
      id: maybeWords,
      title: maybeWords,
      projects: z.array(words).nullish(),
      date_started: isoDate.nullish(),
      alert_rule: z.object({ name: maybeWords, environment: maybeWords }).nullish(),
    })
    .nullish(),
  description_title: maybeWords,
  description_text: maybeWords,
  web_url: maybeWords,
});

type Metric = z.infer<typeof metric>;

const metricAlert = z.object({
  action: maybeWords,
  data: metric.refine((data) => titlesOfMetric(data).some((text) => text?.trim()), {
    path: ['metric_alert', 'title'],
    ...required,
  }),
});

/** Of the older "WebHooks" plugin of a project. */
const plugin = z
  .object({
    id: maybeWords,
    project: maybeWords,
    project_name: maybeWords,
    url: maybeWords,
    level: maybeWords,
    culprit: maybeWords,
    message: maybeWords,
    triggering_rules: z.array(words).nullish(),
    event: z.object({ title: maybeWords, environment: maybeWords, tags: z.array(z.unknown()).nullish() }).nullish(),
  })
  .refine(({ event: one, message, culprit, id }) => [one?.title, message, culprit, id].some((text) => text?.trim()), {
    path: ['message'],
    ...required,
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
  read({ body, headers, notes }) {
    const data = own(body, 'data');
    if (isRecord(own(data, 'metric_alert'))) return ofMetric(body, notes);
    if (isRecord(own(data, 'event'))) return ofIssueAlert(body, notes);
    // What Seer found out about an issue is news of no trouble.
    const activity = own(own(data, 'activity'), 'type');
    if (typeof activity === 'string' && activity.startsWith('seer')) return [];
    if (isRecord(own(data, 'issue'))) return ofIssue(body, notes);
    if (isRecord(own(data, 'error')))
      return ofEvent(parse(errorCreated, body, notes).data.error, 'data.error', undefined, notes);
    // Installed, commented on, looked into by Seer: true, and nothing to page for.
    if (own(data, 'installation') !== undefined || own(data, 'comment_id') !== undefined) return [];
    const resource = headers.get('sentry-hook-resource');
    if (resource && !ofAlerts.has(resource)) return [];
    if (own(body, 'project') !== undefined || own(body, 'message') !== undefined) return ofPlugin(body, notes);
    // The object about the alert is missing, and what stands beside it still tells what is wrong.
    if (own(data, 'description_title') !== undefined || own(data, 'description_text') !== undefined)
      return ofMetric(body, notes);
    if (own(data, 'triggered_rule') !== undefined) return ofIssueAlert(body, notes);
    throw new BadPayload([
      { field: 'data', message: 'Expected event, metric_alert, issue or error: what Sentry posts of an alert.' },
    ]);
  },
};

/** Their header, where something can break or be mended. */
const ofAlerts: ReadonlySet<string> = new Set(['event_alert', 'metric_alert', 'activity_alert', 'issue', 'error']);

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function ofIssueAlert(body: unknown, notes: IntakeNotes): readonly Alert[] {
  const { event: given, triggered_rule: rule } = parse(issueAlert, body, notes).data;
  return ofEvent(given ?? {}, 'data.event', rule, notes);
}

function ofEvent(given: Event, at: string, rule: string | null | undefined, notes: IntakeNotes): readonly Alert[] {
  const { environment, level, platform } = given;
  const project = slugIn(given.url) ?? given.project;
  const alert: AlertFields = {
    status: 'firing',
    title: titlesOfEvent(given, rule),
    description: lines(given.message, given.culprit),
    identity: issueKey(given.issue_id) ?? { parts: ['event', given.title, given.culprit, project] },
    severity: severityOf(level),
    labels: labelsOf({ project, environment, level, platform, rule }, pairs(given.tags)),
    url: [given.web_url],
    startsAt: notes.notAhead(`${at}.datetime`, given.datetime),
  };
  return [alertFrom('sentry', alert)];
}

function titlesOfEvent(given: Event | null | undefined, rule?: string | null): readonly (string | null | undefined)[] {
  const id = [given?.issue_id, given?.event_id].find((text) => text?.trim());
  return [given?.title, given?.message, given?.culprit, rule, id && `Issue ${id}`];
}

/** An event has its project as a number; all else that Sentry posts, and people, know it by its slug. */
function slugIn(url: string | null | undefined): string | undefined {
  return /\/api\/0\/projects\/[^/]+\/([\w-]+)\/events\//.exec(url ?? '')?.[1];
}

function ofIssue(body: unknown, notes: IntakeNotes): readonly Alert[] {
  const { action, data } = parse(issueChanged, body, notes);
  const given = data.issue;
  // Assigned, archived: nothing broke and nothing is mended.
  if (action?.trim() && !['created', 'unresolved', 'resolved', 'triggered'].includes(action)) return [];
  const { level, platform, project } = given;
  const alert: AlertFields = {
    status: statusOf(action),
    title: titlesOfIssue(given),
    description: given.culprit,
    identity: issueKey(given.id) ?? { parts: ['issue', given.title] },
    severity: severityOf(level),
    labels: labelsOf({ project: project?.slug ?? project?.name ?? project?.id, level, platform, issue: given.shortId }),
    url: [given.web_url, given.permalink],
    startsAt: notes.notAhead('data.issue.firstSeen', given.firstSeen),
  };
  return [alertFrom('sentry', alert)];
}

function titlesOfIssue({ title, shortId, culprit, id }: Issue): readonly (string | null | undefined)[] {
  return [title, shortId, culprit, id?.trim() && `Issue ${id}`];
}

function ofMetric(body: unknown, notes: IntakeNotes): readonly Alert[] {
  const { action, data } = parse(metricAlert, body, notes);
  const given: NonNullable<Metric['metric_alert']> = data.metric_alert ?? {};
  const rule = given.alert_rule;
  const titles = titlesOfMetric(data);
  const alert: AlertFields = {
    status: statusOf(action),
    title: titles,
    description: data.description_text,
    identity: given.id?.trim()
      ? `metric:${given.id.trim()}`
      : { parts: ['metric', rule?.name, given.title, titles[0]] },
    severity: severityOf(action),
    labels: labelsOf({ rule: rule?.name, environment: rule?.environment, project: given.projects?.[0] }),
    url: [data.web_url],
    startsAt: notes.notAhead('data.metric_alert.date_started', given.date_started),
  };
  return [alertFrom('sentry', alert)];
}

function titlesOfMetric({ description_title: title, metric_alert: given, description_text: text }: Metric) {
  // “Critical: Too many errors”, “Resolved: …”: what it is about is the same.
  const bare = title?.replace(/^(?:critical|warning|resolved|open):\s+(?=\S)/i, '');
  return [bare, given?.title, given?.alert_rule?.name, text, given?.id?.trim() && `Metric alert ${given.id}`];
}

function ofPlugin(body: unknown, notes: IntakeNotes): readonly Alert[] {
  const given = parse(plugin, body, notes);
  const { project, level, triggering_rules: rules } = given;
  const alert: AlertFields = {
    status: 'firing',
    title: [given.event?.title, given.message, given.culprit, given.id?.trim() && `Issue ${given.id}`],
    description: lines(given.message, given.culprit),
    identity: issueKey(given.id) ?? { parts: ['issue', given.message, project] },
    severity: severityOf(level),
    labels: labelsOf(
      { project, level, environment: given.event?.environment, rule: rules?.[0] },
      pairs(given.event?.tags),
    ),
    url: [given.url],
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
