import { recordedReasons } from '../escalation/reasons.ts';
import { nextPosition, nextSteps } from '../escalation/step.ts';
import type { PersonId } from '../people.ts';
import { activeDeferrals } from './deferrals.ts';
import { escalatingFrom } from './escalating.ts';
import type { IncidentEvent } from './events.ts';
import type { Deferral, Incident } from './incident.ts';
import type { Facts } from './intent.ts';

/**
 * Looks again at the deferred pages of an incident: who is awake by now is paged, who sleeps longer waits longer, and who
 * is not on call any more is not paged. An escalation that had nobody left to page goes on from the level of those who
 * woke, with all of its repeats; one that is under way stays as it is.
 *
 * @returns no events when nothing has changed
 */
export function resumeDeferred(incident: Incident, facts: Facts): IncidentEvent[] {
  const { escalation, severity } = incident;
  const waiting = activeDeferrals(incident);
  const awake = waiting.filter(({ person }) => !facts.quietUntil(person, severity));
  const underWay = escalation?.dueAt && !escalation.nobodyAwake && nextPosition(escalation, escalation) !== undefined;
  if (!escalation || underWay) return [...pageAwake(incident, awake, facts), ...asleepLonger(incident, facts)];
  if (awake.length === 0 && !escalation.nobodyAwake) return asleepLonger(incident, facts);

  const level = Math.min(...(awake.length > 0 ? awake.map((one) => one.level ?? 0) : [0]));
  const events = nextSteps(escalatingFrom(incident, escalation), { level, round: 0 }, facts);
  const paged = new Set(events.flatMap((event) => (event.type === 'paged' ? event.people : [])));
  const landed = events.find((event) => event.type === 'escalated')?.level;
  // A level that comes later pages its people itself.
  const isLeftOut = (one: Deferral) =>
    !paged.has(one.person) && (landed === undefined || one.level === undefined || one.level <= landed);
  const cancelled = awake.filter(isLeftOut).map(({ person }) => cancel(person, facts));
  const found = [...cancelled, ...events];
  return saysNothingNew(incident, found) ? [] : found;
}

/**
 * Pages people whose quiet hours ended, beside the running escalation, while the level that deferred their page still
 * means them.
 */
function pageAwake(incident: Incident, awake: readonly Deferral[], facts: Facts): IncidentEvent[] {
  const { now: at } = facts;
  const isStillMeant = (one: Deferral) =>
    facts.reach(one.person).length > 0 && !facts.awayUntil(one.person) && isMeant(incident, one, facts);
  const levels = new Set(awake.filter(isStillMeant).map(({ level }) => level));
  const pages = [...levels].map((level): IncidentEvent => {
    const people = awake.filter((one) => one.level === level && isStillMeant(one)).map(({ person }) => person);
    const targets = level === undefined ? [] : (incident.escalation?.policy.levels[level]?.page ?? []);
    const why = recordedReasons(people, targets, facts);
    return { type: 'paged', at, people, ...(level !== undefined && { level }), ...why };
  });
  const dropped = awake.filter((one) => !isStillMeant(one)).map(({ person }) => person);
  const named = dropped.filter((person) => facts.reach(person).length === 0);
  return [
    ...named.map((person): IncidentEvent => ({ type: 'unreachable', at, person })),
    ...dropped.map((person) => cancel(person, facts)),
    ...pages,
  ];
}

function isMeant({ escalation }: Incident, { person, level }: Deferral, facts: Facts): boolean {
  if (level === undefined || !escalation) return true;
  const targets = escalation.policy.levels[level]?.page ?? [];
  return targets.some((target) => facts.onCall(target).includes(person));
}

/** Returns the deferrals whose quiet hours now end at another time. */
function asleepLonger(incident: Incident, facts: Facts): IncidentEvent[] {
  return activeDeferrals(incident).flatMap(({ person, level, until: before }): IncidentEvent[] => {
    const until = facts.quietUntil(person, incident.severity);
    if (!until || until.getTime() === before.getTime()) return [];
    return [{ type: 'deferred', at: facts.now, person, until, ...(level !== undefined && { level }) }];
  });
}

function cancel(person: PersonId, { now: at }: Facts): IncidentEvent {
  return { type: 'deferral-cancelled', at, person };
}

/** Everybody is still in quiet hours, until the same moment. */
function saysNothingNew({ escalation }: Incident, events: readonly IncidentEvent[]): boolean {
  const last = events.at(-1);
  if (last?.type !== 'nobody-awake' || last.until.getTime() !== escalation?.dueAt?.getTime()) return false;
  const changes: ReadonlySet<IncidentEvent['type']> = new Set(['deferred', 'deferral-cancelled', 'paged']);
  return escalation.nobodyAwake === true && !events.some(({ type }) => changes.has(type));
}
