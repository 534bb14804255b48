import { z } from 'zod';
import { unlessZero } from '../reading/dates.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, record, severityOf, unixSeconds } from '../reading/fields.ts';
import { parse } from '../reading/parse.ts';
import { statusOf } from '../reading/statuses.ts';
import type { Sender } from '../sender.ts';

const described = z.object({ type: maybeWords, labels: record.nullish() }).nullish();

const payload = z.object({
  version: maybeWords,
  incident: z
    .object({
      incident_id: maybeWords,
      state: maybeWords,
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
      documentation: z.object({ content: maybeWords }).nullish(),
    })
    .refine(
      (incident) =>
        [incident.incident_id, incident.policy_name, incident.condition_name, incident.summary].some((text) =>
          text?.trim(),
        ),
      { path: ['incident_id'], error: 'Required, and missing.' },
    ),
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
  read({ body, notes }) {
    const { version, incident: said } = parse(payload, body, notes);
    // “Test connection” in the console.
    if (version === 'test') return [];
    return [
      alertFrom('google-cloud', {
        status: statusOf(said.state),
        title: [said.policy_name, said.condition_name, said.summary, `Incident ${said.incident_id}`],
        description: [said.summary, said.documentation?.content].filter((text) => text?.trim()).join('\n\n'),
        same: said.incident_id?.trim() || { parts: ['policy', said.policy_name, said.condition_name] },
        severity: severityOf(labelValue(said.policy_user_labels, 'severity')) ?? severityOf(said.severity),
        labels: labelsOf(
          { policy: said.policy_name, condition: said.condition_name, project: said.scoping_project_id },
          { resource: said.resource_name, resource_type: said.resource?.type, metric: said.metric?.type },
          said.policy_user_labels,
          said.resource?.labels,
          said.metric?.labels,
        ),
        url: [said.url],
        startsAt: notes.notAhead('incident.started_at', said.started_at),
      }),
    ];
  },
};
