import { bodyWriter } from '../../adapters/webhook/body.ts';
import { type Mistake, say } from '../config/mistakes.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { EventJson } from '../schemas/event.ts';

const at = '2026-03-09T12:00:00.000Z';

/** As docs/events.md shows one: what the bodies of webhooks are tried with. */
export const exampleEvent: EventJson = {
  id: '65f0c0ffee:2',
  seq: 2,
  type: 'incident.acknowledged',
  time: '2026-03-09T12:02:00.000Z',
  incident: {
    id: '65f0c0ffee',
    number: 42,
    title: 'Checkout is down',
    description: 'Every payment fails since 12:00',
    state: 'acknowledged',
    severity: 'sev1',
    service: 'checkout',
    roles: {},
    declared: { by: 'alice', at, via: 'slack' },
    acknowledged: { by: 'bob', at: '2026-03-09T12:02:00.000Z', via: 'telegram' },
    escalation: { policy: 'default', level: 1, levels: 2, round: 1 },
    paged: { bob: at },
    rooms: [{ platform: 'slack', style: 'channel', id: 'C0INC42' }],
    version: 4,
  },
  data: { by: 'bob', via: 'telegram' },
};

/** Returns a mistake for each body that gives no text or JSON for the example event. */
export function bodyMistakes(webhooks: readonly Webhook[]): Mistake[] {
  return webhooks.flatMap((webhook) => {
    const types = webhook.events ?? ['acknowledged'];
    const empty = types.filter((type) => !writes(webhook, { ...exampleEvent, type: `incident.${type}` }));
    if (empty.length === 0) return [];
    const wrong = `gives no text or JSON for the example event incident.${empty[0]}`;
    const todo = 'correct it, or name in events those that it is meant for';
    return [{ where: `webhooks.${webhook.name}.body`, what: say(wrong, 'a text or an object', todo) }];
  });
}

function writes(webhook: Webhook, event: EventJson): boolean {
  try {
    return bodyWriter(webhook)(event).text !== '';
  } catch {
    return false;
  }
}
