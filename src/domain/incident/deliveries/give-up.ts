import { nextPosition, nextSteps } from '../../escalation/step.ts';
import { escalatingFrom } from '../escalating.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Facts, Intent } from '../intent.ts';
import type { Delivery } from './delivery.ts';

/**
 * A delivery was given up, or its way is unusable until somebody repairs it. When that was the last way of everybody whom
 * the present level paged, the next level is paged at once: nobody knows of the incident yet, so nobody can acknowledge it.
 * It goes no further than the last level, for the levels start again only in their own time.
 */
export function giveUp(
  incident: Incident,
  { delivery, platform, person, reason, retried, bounced }: Extract<Intent, { type: 'give-up' }>,
  facts: Facts,
): IncidentEvent[] {
  const next = isLevelUnreached(incident, delivery) ? nextLevel(incident, facts) : [];
  if (retried && next.length === 0) return [];
  const escalatedTo = next.find((event) => event.type === 'escalated')?.level;
  const undelivered: IncidentEvent = {
    type: 'undelivered',
    at: facts.now,
    delivery,
    platform,
    reason,
    ...(person && { person }),
    ...(bounced && { bounced }),
    ...(escalatedTo !== undefined && { escalatedTo }),
  };
  return [undelivered, ...next];
}

/** Whether all that the present level sends has failed, this delivery last. */
function isLevelUnreached({ deliveries, escalation, state, epoch }: Incident, id: string): boolean {
  if (state !== 'triggered' || !escalation?.dueAt || escalation.nobodyAwake || escalation.maintenance) return false;
  const all = Object.values(deliveries);
  const pages = all.filter(
    ({ kind, about, epoch: asked }) =>
      kind === 'page' && asked === epoch && about?.type === 'paged' && about.level === escalation.level,
  );
  const latest = Math.max(...pages.map(({ call = 0 }) => call));
  if (!pages.some((page) => page.id === id && page.call === latest)) return false;
  // A channel that the level tells has a card of its own.
  const sent = all.filter(({ kind, call }) => (kind === 'page' || kind === 'card') && call === latest);
  // What is given up now may still count as sent: a mail that bounced.
  return sent.every((one) => one.id === id || hasFailed(one));
}

/** Whether a way has reached nobody and will not, as long as nobody does anything. */
export function hasFailed({ progress: { shown, ref, dead, needsRepair } }: Delivery): boolean {
  if (shown > 0) return ref?.reachedNobody === true;
  return dead !== undefined || needsRepair === true;
}

function nextLevel(incident: Incident, facts: Facts): IncidentEvent[] {
  const { escalation } = incident;
  const position = escalation && nextPosition(escalation, escalation);
  if (!escalation || !position || position.round !== escalation.round) return [];
  const events = nextSteps(escalatingFrom(incident, escalation), position, facts);
  const found = events.find((event) => event.type === 'escalated');
  return found?.round === escalation.round ? events : [];
}
