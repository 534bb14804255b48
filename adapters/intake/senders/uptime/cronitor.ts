import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** Cronitor: a webhook among its integrations, with the address `…/v1/alerts/cronitor?token=…`. */
export const cronitor: Sender = {
  name: 'cronitor',
  label: 'Cronitor',
  about: 'Its webhook: ALERT, and RECOVERY, which ends it.',
  documentation: 'https://cronitor.io/docs/using-webhooks',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('id', 'monitor');
    const monitor = given.first('monitor', 'id');
    const status = statusOf(given.text('type'));
    return [
      alertFrom('cronitor', {
        status,
        title: [`${monitor} ${status === 'resolved' ? 'recovered' : 'failed'}`],
        description: linesOf(given.text('description'), given.text('rule')),
        identity: { parts: ['monitor', given.text('id') ?? monitor, given.text('environment')] },
        labels: labelsOf({
          monitor,
          rule: given.text('rule'),
          environment: given.text('environment'),
          group: given.text('group'),
        }),
        url: [given.text('issue_url'), given.text('monitor_url')],
        links: { source: [given.text('issue_url')], dashboard: [given.text('monitor_url')] },
      }),
    ];
  },
};
