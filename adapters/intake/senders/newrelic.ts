import { z } from 'zod';
import { alertFrom, labelsOf, maybeWords, severityOf, unixMillis, words } from '../reading/fields.ts';
import { parse } from '../reading/parse.ts';
import { statusOf } from '../reading/statuses.ts';
import type { Sender } from '../sender.ts';

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
    const said = parse(payload, body, notes);
    if (said.state === 'ACKNOWLEDGED' || /ACKNOWLEDGED/.test(said.trigger ?? '')) return [];
    const [entity] = said.impactedEntities ?? [];
    const [condition] = said.alertConditionNames ?? [];
    const [policy] = said.alertPolicyNames ?? [];
    return [
      alertFrom('newrelic', {
        status: statusOf(said.state),
        title: [said.title, condition, entity && `Alert on ${entity}`, said.id && `Issue ${said.id}`],
        description: lines({
          Condition: said.alertConditionNames,
          Policy: said.alertPolicyNames,
          Entities: said.impactedEntities,
        }),
        same: said.id?.trim() || { parts: ['issue', said.title, condition, entity] },
        severity: severityOf(said.priority),
        labels: labelsOf({
          condition,
          policy,
          entity,
          priority: said.priority,
          workflow: said.workflowName,
          source: said.sources?.[0],
        }),
        url: [said.issueUrl],
        startsAt: notes.notAhead('createdAt', said.createdAt),
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
