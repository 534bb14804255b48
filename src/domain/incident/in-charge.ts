import { type PersonId, pageWays, type Via } from '../people.ts';
import type { Incident } from './incident.ts';
import type { Facts } from './intent.ts';
import type { Listed } from './listed.ts';

/**
 * Returns whether somebody acknowledged it in a chat who is not in the file any more: nobody would notice that they do nothing.
 * A program may acknowledge under a name that no person has.
 */
export function isOwnerGone(
  { state, acknowledged }: Pick<Listed, 'state' | 'acknowledged'>,
  { isKnown }: Pick<Facts, 'isKnown'>,
): boolean {
  if (state !== 'acknowledged' || !acknowledged || !isKnown || isKnown(acknowledged.by)) return false;
  return (pageWays as readonly Via[]).includes(acknowledged.via);
}

/**
 * Returns whether an open incident waits for this person: they acknowledged it, have a role or an open task in it, or are paged
 * for it while nobody has it. Who declared it, or was paged before somebody else took it, is history.
 */
export function isInCharge({ state, acknowledged, roles, tasks, paged, deferred }: Listed, person: PersonId): boolean {
  if (state === 'resolved') return false;
  const isPaged = person in paged || (deferred ?? []).some((one) => one.person === person);
  return (
    acknowledged?.by === person ||
    Object.values(roles ?? {}).includes(person) ||
    (tasks ?? []).some(({ owner, done }) => owner === person && !done) ||
    (state === 'triggered' && isPaged)
  );
}

/** Returns whether this person was paged while somebody else has the incident, and has not done anything about it since. */
export function isCalledBesideOwner(
  { state, acknowledged, paged, answered = [] }: Pick<Incident, 'state' | 'acknowledged' | 'paged' | 'answered'>,
  person: PersonId,
): boolean {
  const at = paged[person];
  if (state !== 'acknowledged' || !acknowledged || acknowledged.by === person || !at || at <= acknowledged.at)
    return false;
  return !answered.some((one) => one.person === person && one.at >= at);
}
