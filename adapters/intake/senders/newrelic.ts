import { z } from 'zod';
import { alertFrom, labelsOf, maybeWords, parse, refuseFuture, severityOf, unixMillis, words } from '../fields.ts';
import type { Sender } from '../sender.ts';

const many = z.array(words).nullish();

const payload = z.object({
  id: words,
  issueUrl: maybeWords,
  title: maybeWords,
  priority: maybeWords,
  impactedEntities: many,
  state: z.enum(['CREATED', 'ACTIVATED', 'ACKNOWLEDGED', 'DEACTIVATED', 'CLOSED'], 'Expected ACTIVATED or CLOSED.'),
  trigger: maybeWords,
  createdAt: unixMillis.nullish(),
  sources: many,
  alertPolicyNames: many,
  alertConditionNames: many,
  workflowName: maybeWords,
});

/**
 * New Relic: a workflow with a webhook, whose payload is the template that New Relic offers. An acknowledgement there
 * says nothing here: who has it is for the chat to say.
 */
export const newrelic: Sender = {
  name: 'newrelic',
  label: 'New Relic',
  about: 'A workflow with a webhook, and the template that it offers.',
  documentation: 'https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/',
  read({ body, now }) {
    const said = parse(payload, body);
    refuseFuture(now, [['createdAt', said.createdAt]]);
    if (said.state === 'ACKNOWLEDGED' || /ACKNOWLEDGED/.test(said.trigger ?? '')) return [];
    const [entity] = said.impactedEntities ?? [];
    const [condition] = said.alertConditionNames ?? [];
    const [policy] = said.alertPolicyNames ?? [];
    return [
      alertFrom('newrelic', {
        status: said.state === 'CLOSED' || said.state === 'DEACTIVATED' ? 'resolved' : 'firing',
        title: [said.title, condition],
        description: lines({
          Condition: said.alertConditionNames,
          Policy: said.alertPolicyNames,
          Entities: said.impactedEntities,
        }),
        same: said.id,
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
        startsAt: said.createdAt ?? undefined,
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
