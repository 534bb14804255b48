import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** Honeycomb: an integration of the type Webhook, for triggers and burn alerts. Its button Test makes no alert. */
export const honeycomb: Sender = {
  name: 'honeycomb',
  label: 'Honeycomb',
  about: 'An integration of the type Webhook, with the default payload.',
  documentation: 'https://docs.honeycomb.io/integrations/webhooks/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('id', 'name', 'summary', 'description');
    if (given.text('is_test') === 'true') return [];
    const groups = given.parts('result_groups_triggered');
    return [
      alertFrom('honeycomb', {
        status: statusOf(given.text('status')),
        title: [given.text('name'), given.text('summary'), given.text('description'), given.text('id')],
        description: linesOf(given.text('description'), given.text('trigger_description')),
        identity: given.text('id') ?? { parts: ['trigger', given.first('name', 'summary', 'description')] },
        labels: labelsOf(
          { trigger: given.text('name'), dataset: given.text('dataset_name'), environment: given.text('environment') },
          ...groups.map((group) => group.record('Group')),
        ),
        url: [given.text('result_url'), given.text('trigger_url'), given.text('slo_url')],
        links: { source: [given.text('trigger_url'), given.text('slo_url')], panel: [given.text('result_url')] },
        value: groups
          .map((group) => group.text('Result'))
          .filter((result) => result !== undefined)
          .join(', '),
      }),
    ];
  },
};
