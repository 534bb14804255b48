import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { linesOf, readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** What wakes nobody: Keep shows it, and somebody has it there or shut it up. */
const silent: ReadonlySet<string> = new Set(['acknowledged', 'suppressed', 'pending', 'maintenance']);

/** Keep: a workflow with an action of the provider `webhook` and the body `{{ alert }}`. */
export const keep: Sender = {
  name: 'keep',
  label: 'Keep',
  about: 'A workflow that posts the alert as it is. Alerts that are acknowledged or suppressed there change nothing.',
  documentation: 'https://docs.keephq.dev/providers/documentation/webhook-provider',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('name', 'fingerprint', 'id');
    const status = given.text('status')?.toLowerCase();
    if (silent.has(status ?? '')) return [];
    const at = given.date('lastReceived');
    return [
      alertFrom('keep', {
        status: statusOf(status),
        title: [given.text('name'), given.text('message'), `Alert ${given.first('fingerprint', 'id')}`],
        description: linesOf(given.text('description'), given.text('message')),
        identity: given.first('fingerprint', 'id') ?? { parts: ['alert', given.text('name')] },
        severity: severityOf(given.text('severity')),
        labels: labelsOf(
          {
            environment: given.text('environment'),
            keep_service: given.text('service'),
            origin: given.texts('source').join(', ') || undefined,
          },
          given.record('labels'),
        ),
        url: [given.text('url')],
        startsAt: given.date('firingStartTime') ?? given.date('startedAt'),
        resolvedAt: at,
      }),
    ];
  },
};
