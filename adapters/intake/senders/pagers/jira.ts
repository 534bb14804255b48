import { alertFrom, labelsOf, severityOf, unixMillis } from '../../reading/fields.ts';
import { readPayload, tagRecord } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const begins: ReadonlySet<string> = new Set(['create', 'escalate', 'escalatenext', 'unacknowledge']);
const ends: ReadonlySet<string> = new Set(['close', 'delete', 'resolve']);

/**
 * Jira Service Management's operations (and Opsgenie) as the sender: an outgoing webhook, which posts what is done to an
 * alert there. What neither creates nor closes one says nothing here.
 */
export const jira: Sender = {
  name: 'jira',
  label: 'Jira Service Management',
  about: 'An outgoing webhook of its operations, or of Opsgenie: Create and Close; all other actions change nothing.',
  documentation: 'https://support.atlassian.com/jira-service-management-cloud/docs/integrate-with-webhook/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    const alert = given.part('alert');
    alert.needs('alertId', 'alias', 'message');
    const action = given.text('action')?.toLowerCase();
    const isOver = ends.has(action ?? '');
    if (action !== undefined && known.test(action) && !isOver && !begins.has(action)) return [];
    return [
      alertFrom('jira', {
        status: isOver ? 'resolved' : 'firing',
        title: [alert.text('message'), alert.text('alias'), `Alert ${alert.text('alertId')}`],
        description: alert.text('description'),
        identity: alert.first('alertId', 'alias') ?? { parts: ['message', alert.text('message')] },
        severity: severityOf(alert.text('priority')),
        labels: labelsOf(
          {
            entity: alert.text('entity'),
            alias: alert.text('alias'),
            team: alert.text('team'),
            priority: alert.text('priority'),
          },
          { integration: given.text('integrationName') },
          alert.record('details'),
          tagRecord(alert.texts('tags')),
        ),
        url: [alert.text('source')],
        startsAt: alert.date('createdAt', unixMillis),
      }),
    ];
  },
};

/** Its actions that change something else about an alert. */
const known =
  /^(?:acknowledge|addnote|addtags|removetags|addresponder|addrecipient|addteam|assign(?:ownership)?|takeownership|snooze(?:d|ended)?|update\w*|customaction\w*)$/;
