import { type Directory, personByAccount } from '../../domain/directory.ts';
import type { Via } from '../../domain/people.ts';
import { readMarkup, withNames } from '../../ports/typed-text.ts';

/** Chats whose accounts stand in texts that were written for them, whatever way those come. */
const withMarkup = ['slack', 'discord'] as const;

/**
 * Returns what somebody wrote with names and links in the place of a chat's marks, whatever way it comes: typed, over HTTP,
 * by a broker, in an alert.
 *
 * @param via through which platform it came: there its mentions are of that platform's accounts
 */
export function withWrittenNames(text: string, directory: Directory, via?: Via): string {
  if (!text.includes('<')) return text;
  const isTyped = via === 'slack' || via === 'discord' || via === 'telegram';
  const typed = isTyped ? withNames(text, (account) => personByAccount(directory, via, account)?.name) : text;
  return readMarkup(typed, (account) => {
    for (const platform of withMarkup) {
      const person = personByAccount(directory, platform, account);
      if (person) return person.name;
    }
    return undefined;
  });
}
