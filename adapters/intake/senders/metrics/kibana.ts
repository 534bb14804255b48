import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** Kibana's webhook connector and OpenSearch's custom webhook, with the bodies of docs/alerts.md. */
export const kibana: Sender = {
  name: 'kibana',
  label: 'Kibana and OpenSearch',
  about: 'A webhook connector of Kibana, or a custom webhook of OpenSearch; the bodies to use stand in docs/alerts.md.',
  documentation: 'https://www.elastic.co/docs/reference/kibana/connectors-kibana/webhook-action-type',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('rule', 'rule_id', 'message', 'reason');
    const [rule, alert] = [given.text('rule'), given.text('alert_id')];
    return [
      alertFrom('kibana', {
        // The group of actions is `recovered` once it is over, and else the rule's own.
        // OpenSearch says ACTIVE and COMPLETED.
        status: statusIn(given.first('status', 'action_group')),
        title: [
          [rule, alert === rule ? undefined : alert].filter((part) => part).join(': '),
          given.first('reason', 'message'),
        ],
        description: given.first('reason', 'message'),
        identity: { parts: ['rule', given.first('rule_id', 'rule') ?? given.first('message', 'reason'), alert] },
        severity: severityOf(given.text('severity')) ?? byNumber(given.text('severity')),
        labels: labelsOf(
          { rule, alert, action_group: given.text('action_group'), space: given.text('space') },
          given.record('labels'),
        ),
        url: [given.text('url')],
        value: given.text('value'),
        startsAt: given.date('date'),
        resolvedAt: given.date('date'),
      }),
    ];
  },
};

function statusIn(word: string | undefined) {
  return word?.toLowerCase() === 'completed' ? 'resolved' : statusOf(word);
}

/** OpenSearch counts from 1, the worst, to 5. */
function byNumber(severity: string | undefined) {
  return severity !== undefined && /^[1-5]$/.test(severity) ? severityOf(`p${severity}`) : undefined;
}
