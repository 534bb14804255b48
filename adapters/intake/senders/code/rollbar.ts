import type { Severity } from '../../../../src/domain/severity.ts';
import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/** Its levels as numbers, which items have; those of occurrences are words. */
const levels: Readonly<Record<string, Severity>> = { 50: 'sev1', 40: 'sev2', 30: 'sev3', 20: 'sev4', 10: 'sev4' };
const silent: ReadonlySet<string> = new Set(['deploy', 'test']);

/** Rollbar: the webhook of a project, with the address `…/v1/alerts/rollbar?token=…`. `resolved_item` ends the alert. */
export const rollbar: Sender = {
  name: 'rollbar',
  label: 'Rollbar',
  about: 'The webhook of a project: items that are new, come again or come often. resolved_item ends the alert.',
  documentation: 'https://docs.rollbar.com/docs/webhooks',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('event_name', 'data.item.title', 'data.item.id');
    const event = given.text('event_name') ?? 'event';
    if (silent.has(event)) return [];
    const item = given.part('data.item');
    const environment = item.text('environment');
    return [
      alertFrom('rollbar', {
        status: event === 'resolved_item' ? 'resolved' : 'firing',
        title: [item.text('title'), `Rollbar item ${item.first('counter', 'id') ?? ''} (${event})`],
        identity: { parts: ['item', item.text('project_id'), item.first('id', 'counter', 'title'), environment] },
        severity: severityIn(item, given),
        labels: labelsOf({
          event,
          environment,
          item: item.text('counter'),
          framework: item.text('framework'),
          occurrences: item.text('total_occurrences'),
        }),
        url: [given.text('data.url'), item.text('url')],
      }),
    ];
  },
};

function severityIn(item: Payload, given: Payload): Severity | undefined {
  const level = item.first('last_occurrence.level', 'level') ?? given.text('data.occurrence.level');
  return levels[level ?? ''] ?? severityOf(level);
}
