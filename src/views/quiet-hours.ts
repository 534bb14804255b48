import type { Directory } from '../domain/directory.ts';
import type { PersonId } from '../domain/people.ts';
import { formatTimeOfDay } from '../lib/moment.ts';

/** Such as “deferred to 07:00 for Alice Chen (Europe/Berlin)”: the hour is that of the person’s own zone. */
export function deferredFor(person: PersonId, until: Date, { people }: Directory): string {
  const { name = person, timezone = 'UTC' } = people.get(person) ?? {};
  return `deferred to ${formatTimeOfDay(until, timezone)} for ${name} (${timezone})`;
}

/** Such as “Alice Chen until 07:00 (Europe/Berlin)”. */
export function asleepUntil(person: PersonId, until: Date, { people }: Directory): string {
  const { name = person, timezone = 'UTC' } = people.get(person) ?? {};
  return `${name} until ${formatTimeOfDay(until, timezone)} (${timezone})`;
}
