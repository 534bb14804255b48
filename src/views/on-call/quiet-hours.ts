import type { PersonId } from '../../domain/people.ts';
import { formatTimeOfDay } from '../../lib/moment.ts';
import type { Reader } from '../reader.ts';

/** Returns who is deferred until when, as texts about quiet hours take it: the hour is in the person's own zone. */
export function deferral(person: PersonId, until: Date, { directory: { people } }: Pick<Reader, 'directory'>) {
  const { name = person, timezone: zone = 'UTC' } = people.get(person) ?? {};
  return { name, time: formatTimeOfDay(until, zone), zone };
}
