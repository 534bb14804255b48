import { z } from 'zod';
import { alertFrom, labelsOf, maybeWords, severityOf, unixMillis, words } from '../../reading/fields.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

const many = z.array(words).nullish();

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
    const given = parse(payload, body, notes);
    if (given.state === 'ACKNOWLEDGED' || /ACKNOWLEDGED/.test(given.trigger ?? '')) return [];
    const [entity] = given.impactedEntities ?? [];
    const [condition] = given.alertConditionNames ?? [];
    const [policy] = given.alertPolicyNames ?? [];
    return [
      alertFrom('newrelic', {
        status: statusOf(given.state),
        title: [given.title, condition, entity && `Alert on ${entity}`, given.id && `Issue ${given.id}`],
        description: lines({
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
        startsAt: notes.notAhead('createdAt', given.createdAt),
      }),
    ];
  },
};

function lines(named: Readonly<Record<string, readonly string[] | null | undefined>>): string {
  return Object.entries(named)
    .filter(([, values]) => values && values.length > 0)
    .map(([name, values]) => `${name}: ${values?.join(', ')}`)
    .join('\n');
}
