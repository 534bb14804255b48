import { z } from 'zod';
import { unlessZero } from '../../reading/dates.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, record, severityOf, unixSeconds } from '../../reading/fields.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import { placed } from '../../reading/titles.ts';
import type { Sender } from '../../sender.ts';

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
      ended_at: unlessZero(unixSeconds),
      scoping_project_id: maybeWords,
      resource_name: maybeWords,
      resource_display_name: maybeWords,
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
    const { version, incident: given } = parse(payload, body, notes);
    // “Test connection” in the console.
    if (version === 'test') return [];
    return [
      alertFrom('google-cloud', {
        status: statusOf(given.state),
        title: [
          placed(given.policy_name, resourceOf(given)),
          given.condition_name,
          given.summary,
          `Incident ${given.incident_id}`,
        ],
        description: [given.summary, given.documentation?.content].filter((text) => text?.trim()).join('\n\n'),
        identity: given.incident_id?.trim() || { parts: ['policy', given.policy_name, given.condition_name] },
        severity: severityOf(labelValue(given.policy_user_labels, 'severity')) ?? severityOf(given.severity),
        labels: labelsOf(
          { policy: given.policy_name, condition: given.condition_name, project: given.scoping_project_id },
          { resource: given.resource_name, resource_type: given.resource?.type, metric: given.metric?.type },
          given.policy_user_labels,
          given.resource?.labels,
          given.metric?.labels,
        ),
        url: [given.url],
        startsAt: notes.notAhead('incident.started_at', given.started_at),
        resolvedAt: given.ended_at ?? undefined,
      }),
    ];
  },
};

/** The name for people where the other one is a list: `shop Uptime Check URL labels {host=shop.example.org}`. */
function resourceOf({ resource_name, resource_display_name }: z.infer<typeof payload>['incident']) {
  return resource_name?.includes(' labels {') ? resource_display_name?.trim() || resource_name : resource_name;
}
