import type { Person } from '../../domain/people.ts';
import type { Account } from '../../ports/commands.ts';
import { readerOf } from '../../views/reader.ts';
import type { World } from '../world.ts';
import { changePerson } from './change-person.ts';

/**
 * Keeps the language that a platform reports for a person, for later messages to them. Writes only when that changes
 * their language, and in the background: no answer waits for it, and a failure is logged.
 */
export function rememberLanguage(world: World, person: Person, { platform, language }: Account): void {
  if (!language || person.platformLanguages?.[platform] === language) return;
  if (!person.platformLanguages && readerOf(person, world.directory(), world.clock.now()).language === language) return;
  const remembered = changePerson(world, person.id, ({ platformLanguages, ...rest }) => ({
    ...rest,
    // The language that was seen last comes first.
    platformLanguages: { [platform]: language, ...withoutPlatform(platformLanguages, platform) },
  }));
  remembered.catch((err: unknown) =>
    world.log.warn({ err, component: 'commands', person: person.id }, 'language of a person was not saved'),
  );
}

function withoutPlatform(
  platformLanguages: Person['platformLanguages'],
  platform: Account['platform'],
): NonNullable<Person['platformLanguages']> {
  const { [platform]: _before, ...others } = platformLanguages ?? {};
  return others;
}
