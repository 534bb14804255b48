import { z } from 'zod';
import { unlessZero } from '../dates.ts';
import {
  alertFrom,
  labelsOf,
  labelValue,
  maybeWords,
  parse,
  record,
  refuseFuture,
  severityOf,
  unixSeconds,
  words,
} from '../fields.ts';
import type { Sender } from '../sender.ts';

const described = z.object({ type: maybeWords, labels: record.nullish() }).nullish();

const payload = z.object({
  version: maybeWords,
  incident: z.object({
    incident_id: words,
    state: z.string().transform((state, context) => {
      const said = state.toLowerCase();
      if (said === 'open' || said === 'closed') return said;
      context.addIssue({ code: 'custom', message: 'Expected open or closed.' });
      return z.NEVER;
    }),
    policy_name: maybeWords,
    condition_name: maybeWords,
    summary: maybeWords,
    severity: maybeWords,
    url: maybeWords,
    started_at: unlessZero(unixSeconds),
    scoping_project_id: maybeWords,
    resource_name: maybeWords,
    resource: described,
    metric: described,
    policy_user_labels: record.nullish(),
    documentation: z.object({ content: maybeWords }).nullish().catch(undefined),
  }),
});

/**
 * Google Cloud Monitoring: a notification channel of the kind webhook, schema 1.2. A label `service` or `severity` of
 * the alerting policy is a label here, for the routes.
 */
export const googleCloud: Sender = {
  name: 'google-cloud',
  label: 'Google Cloud Monitoring',
  about: 'A webhook notification channel, schema 1.2.',
  documentation: 'https://cloud.google.com/monitoring/support/notification-options#webhooks',
  read({ body, now }) {
    const { version, incident: said } = parse(payload, body);
    refuseFuture(now, [['incident.started_at', said.started_at]]);
    // “Test connection” in the console.
    if (version === 'test') return [];
    return [
      alertFrom('google-cloud', {
        status: said.state === 'closed' ? 'resolved' : 'firing',
        title: [said.policy_name, said.condition_name, said.summary],
        description: [said.summary, said.documentation?.content].filter((text) => text?.trim()).join('\n\n'),
        same: said.incident_id,
        severity: severityOf(labelValue(said.policy_user_labels, 'severity')) ?? severityOf(said.severity),
        labels: labelsOf(
          { policy: said.policy_name, condition: said.condition_name, project: said.scoping_project_id },
          { resource: said.resource_name, resource_type: said.resource?.type, metric: said.metric?.type },
          said.policy_user_labels,
          said.resource?.labels,
          said.metric?.labels,
        ),
        url: [said.url],
        startsAt: said.started_at ?? undefined,
      }),
    ];
  },
};
