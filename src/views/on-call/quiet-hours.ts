import type { PersonId } from '../../domain/people.ts';
import type { Reader } from '../reader.ts';
import { timeOfDay } from '../times.ts';

/** Returns who is deferred until when, as texts about quiet hours take it: the hour is in the person's own zone. */
export function deferral(
  person: PersonId,
  until: Date,
  { directory: { people }, language }: Pick<Reader, 'directory' | 'language'>,
) {
  const { name = person, timezone: zone = 'UTC' } = people.get(person) ?? {};
  return { name, time: timeOfDay(until, { language, zone }), zone };
}
