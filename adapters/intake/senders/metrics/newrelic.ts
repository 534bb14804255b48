import { z } from 'zod';
import {
  alertFrom,
  labelsOf,
  labelValue,
  maybeWords,
  record,
  severityOf,
  unixMillis,
  words,
} from '../../reading/fields.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

const many = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(words).nullish());

const payload = z
  .object({
    id: maybeWords,
    issueUrl: maybeWords,
    title: maybeWords,
    priority: maybeWords,
    impactedEntities: many,
    state: maybeWords,
    trigger: maybeWords,
    createdAt: unixMillis.nullish(),
    sources: many,
    alertPolicyNames: many,
    alertConditionNames: many,
    workflowName: maybeWords,
    details: maybeWords,
    runbookUrl: maybeWords,
  })
  .refine(
    (issue) =>
      [issue.id, issue.title, ...(issue.alertConditionNames ?? []), ...(issue.impactedEntities ?? [])].some((text) =>
        text?.trim(),
      ),
    { path: ['id'], error: 'Required, and missing.' },
  );

/**
 * New Relic: a workflow with a webhook, whose payload is the template that New Relic offers. An acknowledgement there
 * says nothing here: who has it is for the chat to say.
 */
export const newrelic: Sender = {
  name: 'newrelic',
  label: 'New Relic',
  about: 'A workflow with a webhook, and the template that it offers.',
  documentation: 'https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/',
  read({ body, notes }) {
    const given = parse(payload, withUsualNames(body), notes);
    const state = given.state?.trim().toLowerCase();
    if (state === 'acknowledged' || /ACKNOWLEDGED/.test(given.trigger ?? '')) return [];
    // The button Test of a notification channel.
    if (state === 'test') return [];
    const [entity] = given.impactedEntities ?? [];
    const [condition] = given.alertConditionNames ?? [];
    const [policy] = given.alertPolicyNames ?? [];
    return [
      alertFrom('newrelic', {
        status: /\b(?:closed|deactivated|resolved)\b/.test(state ?? '') ? 'resolved' : statusOf(state),
        title: [given.title, condition, entity && `Alert on ${entity}`, given.id && `Issue ${given.id}`],
        description: lines({
          Details: given.details ? [given.details] : undefined,
          Condition: given.alertConditionNames,
          Policy: given.alertPolicyNames,
          Entities: given.impactedEntities,
        }),
        identity: given.id?.trim() || { parts: ['issue', given.title, condition, entity] },
        severity: severityOf(given.priority),
        labels: labelsOf({
          condition,
          policy,
          entity,
          priority: given.priority,
          workflow: given.workflowName,
          source: given.sources?.[0],
        }),
        url: [given.issueUrl],
        links: { runbook: [given.runbookUrl] },
        startsAt: notes.notAhead('createdAt', given.createdAt),
      }),
    ];
  },
};

/** What a notification channel posts, which workflows replaced, and what templates often call it. */
const usualNames: Readonly<Record<string, string>> = {
  incident_id: 'id',
  issueId: 'id',
  issueTitle: 'title',
  condition_name: 'alertConditionNames',
  policy_name: 'alertPolicyNames',
  current_state: 'state',
  issueState: 'state',
  stateText: 'state',
  severity: 'priority',
  incident_url: 'issueUrl',
  issuePageUrl: 'issueUrl',
  runbook_url: 'runbookUrl',
  timestamp: 'createdAt',
};

function withUsualNames(body: unknown): unknown {
  if (!record.safeParse(body).success) return body;
  const given = body as Readonly<Record<string, unknown>>;
  const renamed = Object.entries(given).flatMap(([name, value]) => {
    const usual = Object.hasOwn(usualNames, name) ? usualNames[name] : undefined;
    return usual === undefined || given[usual] !== undefined ? [] : [[usual, value] as const];
  });
  const targets = Array.isArray(given.targets)
    ? given.targets.flatMap((target) => labelValue(target, 'name') ?? [])
    : [];
  return {
    ...given,
    ...Object.fromEntries(renamed),
    ...(given.impactedEntities === undefined && targets.length > 0 && { impactedEntities: targets }),
  };
}

function lines(named: Readonly<Record<string, readonly string[] | null | undefined>>): string {
  return Object.entries(named)
    .filter(([, values]) => values && values.length > 0)
    .map(([name, values]) => `${name}: ${values?.join(', ')}`)
    .join('\n');
}
