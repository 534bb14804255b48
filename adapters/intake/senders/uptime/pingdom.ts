import { alertFrom, labelsOf, unixSeconds } from '../../reading/fields.ts';
import { linesOf, readPayload, tagRecord } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

/** Pingdom: an integration of the type Webhook. */
export const pingdom: Sender = {
  name: 'pingdom',
  label: 'Pingdom',
  about: 'An integration of the type Webhook; it carries no header, so the token goes into the address.',
  documentation: 'https://www.pingdom.com/resources/webhooks/',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('check_id', 'check_name', 'check_params.full_url', 'check_params.hostname', 'description');
    const address = given.first('check_params.full_url', 'check_params.hostname');
    const name = given.first('check_name') ?? address ?? `Check ${given.text('check_id') ?? ''}`;
    // A transaction check says SUCCESS and FAILING.
    const state = given.text('current_state')?.toLowerCase();
    // Pingdom asks once more from elsewhere before it is sure.
    if (state === 'unconfirmed_down' || state === 'unconfirmed' || state === 'paused') return [];
    // A check of a page's speed says SLOW and FAST.
    const status = state === 'fast' ? 'resolved' : statusOf(state);
    const at = given.date('state_changed_timestamp', unixSeconds) ?? given.date('state_changed_utc_time');
    return [
      alertFrom('pingdom', {
        status,
        title: [`${name} is ${state === 'slow' || state === 'fast' ? state : status === 'resolved' ? 'up' : 'down'}`],
        description: linesOf(given.text('description'), given.text('long_description'), given.text('custom_message')),
        identity: given.text('check_id') ?? { parts: ['check', name] },
        severity: given.text('importance_level')?.toUpperCase() === 'LOW' ? 'sev3' : undefined,
        labels: labelsOf(
          { check: name, type: given.text('check_type'), hostname: given.text('check_params.hostname') },
          { importance: given.text('importance_level'), probe: given.text('first_probe.location') },
          tagRecord(given.texts('tags')),
        ),
        url: [given.text('check_params.full_url')],
        startsAt: at,
        resolvedAt: at,
      }),
    ];
  },
};
