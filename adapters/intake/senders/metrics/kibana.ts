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
    given.needs(
      'rule',
      'rule.name',
      'rule_id',
      'ruleName',
      'alertName',
      'message',
      'reason',
      'context.reason',
      'context.message',
    );
    // Mustache's own names, `{{rule.name}}` and `{{alert.id}}`, make objects of the two.
    const rule = given.record('rule') ? given.text('rule.name') : given.first('rule', 'ruleName', 'alertName');
    const alert = given.record('alert') ? given.text('alert.id') : given.first('alert_id', 'alertInstanceId');
    const group = given.first('action_group', 'alertActionGroup', 'alert.actionGroup');
    const ruleId = given.record('rule') ? given.text('rule.id') : given.first('rule_id', 'ruleId', 'alertId');
    const message = given.first('reason', 'message', 'context.reason', 'context.message');
    return [
      alertFrom('kibana', {
        // The group of actions is `recovered` once it is over, and else the rule's own.
        // OpenSearch says ACTIVE and COMPLETED.
        status: statusIn(given.text('status') ?? group),
        title: [[rule, alert === rule ? undefined : alert].filter((part) => part).join(': '), message],
        description: message,
        identity: { parts: ['rule', ruleId ?? rule ?? message, alert] },
        severity: severityOf(given.text('severity')) ?? byNumber(given.text('severity')),
        labels: labelsOf(
          { rule, alert, action_group: group, space: given.first('space', 'spaceId', 'rule.spaceId') },
          given.record('labels'),
        ),
        url: [given.first('url', 'rule.url', 'context.alertDetailsUrl', 'context.viewInAppUrl')],
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
