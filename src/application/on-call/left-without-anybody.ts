import type { AsleepPolicy } from '../../domain/escalation/everybody-asleep.ts';
import { type EmptyPolicy, leftWithoutAnybody } from '../../domain/escalation/everybody-away.ts';
import { operatorsRooms } from '../../domain/operators-rooms.ts';
import { workingWays } from '../../domain/paging.ts';
import type { Absence, Person, PersonId } from '../../domain/people.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { asleepPoliciesAlarm, emptyPoliciesAlarm } from '../../views/on-call/empty-policies.ts';
import { houseReader } from '../../views/reader.ts';
import { alarm } from '../delivery/operators.ts';
import type { World } from '../world.ts';

/** Returns the times in which policies would have nobody left if the person were away as well. */
export function emptyWhile(
  { directory, platforms, everybodyOnWeb }: Pick<World, 'directory' | 'platforms' | 'everybodyOnWeb'>,
  person: PersonId,
  absence: Absence,
): readonly EmptyPolicy[] {
  const known = directory();
  const isReachable = (id: PersonId) => {
    const one = known.people.get(id);
    return one !== undefined && workingWays(one, platforms, everybodyOnWeb).length > 0;
  };
  return leftWithoutAnybody(person, absence, known, isReachable);
}

/** Returns the notification to the operators. @param cause the invocation that entered the time off, which is told once */
export function emptyPoliciesAlarms(
  { directory, platforms, clock }: Pick<World, 'directory' | 'platforms' | 'clock'>,
  told: { readonly person: Person; readonly absence: Absence; readonly empty: readonly EmptyPolicy[] },
  cause: string,
): readonly NotificationRequest[] {
  if (told.empty.length === 0) return [];
  const known = directory();
  const message = emptyPoliciesAlarm(told, houseReader(known, clock.now()));
  return alarm(operatorsRooms(known, platforms), `away/${cause}`, message, 1);
}

/** Returns the notification to the operators. @param cause the invocation that changed the quiet hours, which is told once */
export function asleepPoliciesAlarms(
  { directory, platforms, clock }: Pick<World, 'directory' | 'platforms' | 'clock'>,
  person: Person,
  asleep: readonly AsleepPolicy[],
  cause: string,
): readonly NotificationRequest[] {
  if (asleep.length === 0) return [];
  const known = directory();
  const message = asleepPoliciesAlarm(person, asleep, houseReader(known, clock.now()));
  return alarm(operatorsRooms(known, platforms), `quiet/${cause}`, message, 1);
}
