import type { PersonId } from '../../domain/people.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { timeOfDay } from '../times.ts';

/** Returns the person and the end of the deferral for texts about quiet hours. The time of day is in the person's own zone. */
export function deferral(
  person: PersonId,
  until: Date,
  { directory, language, t }: Pick<Reader, 'directory' | 'language' | 't'>,
) {
  const { timezone: zone = 'UTC' } = directory.people.get(person) ?? {};
  return { name: nameOf(person, { directory, t }), time: timeOfDay(until, { language, zone }), zone };
}
