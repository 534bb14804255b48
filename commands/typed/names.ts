import type { Named } from '../../src/application/incidents/known-names.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { folded } from '../../src/lib/matching.ts';
import { nearest } from './nearest.ts';
import { bare, type Word } from './words.ts';

/** The people, teams and schedules that a typed line may name. */
export interface Names extends Readonly<Record<'people' | 'teams' | 'schedules', readonly Named[]>> {
  readonly services: readonly (Named & { readonly team?: string })[];
}

/** Stands for the author, wherever a person is named. */
export const me = 'me';

export const noNames: Names = { people: [], teams: [], schedules: [], services: [] };

export function namesIn({ people, teams, schedules, services }: Directory): Names {
  return {
    people: [...people.values(), { id: me }],
    teams: [...teams.values()],
    schedules: [...schedules.values()],
    services: [...services.values()],
  };
}

const everybody =
  /^(?:<!(?:here|channel|everyone)(?:\|[^>]*)?>|@?(?:here|channel|everyone|everybody|all|alle|todos|todas)|(?:the\s+)?(?:whole|entire)\s.*|全員|みんな)$/iu;

/** Returns whether a word means everybody at once: `@here`, `everyone`. */
export function meansEverybody(word: string): boolean {
  return everybody.test(bare(word.trim()));
}

const somebody =
  /^(?:someone|somebody|anyone|anybody|whoever|one|backup|back-?up|second|secondary|next|manager|boss|lead|supervisor|team-?lead|support|dev|engineer|responder|jemand(?:en)?|irgendwen|chef|vertretung|alguien|jefe|encargado|respaldo|誰か|だれか|上司)$/iu;

/** Whether a word means a person without saying which: `someone`, `the backup`, `manager`. */
export function meansSomebody(word: string): boolean {
  return somebody.test(bare(word.trim()));
}

/** Whether a few words name a group of people, which may be none: `the db team`. */
export function namesGroup(words: readonly Word[]): boolean {
  const isGroup = /^(?:team|people|group|guys|folks|on-?call|gruppe|leute|equipo|manager)$/iu;
  return words.length <= 3 && words.some(({ text }) => isGroup.test(bare(text)));
}

/** Returns whether words that are no name may have been meant as one. */
export function mayBeName(words: readonly Word[], known: readonly Named[]): boolean {
  const [first = ''] = words.map(({ text }) => bare(text));
  return (
    words.length === 1 ||
    meansSomebody(first) ||
    meansEverybody(first) ||
    namesGroup(words) ||
    (words.length <= 3 && words.every(({ text }) => /^\p{Lu}\p{Ll}/u.test(text))) ||
    nearest(
      first,
      known.map(({ id }) => id),
    ) !== undefined
  );
}

/** Names have at most so many words. */
const longestName = 5;

/** Finds the name that these words begin with: an id, a name, an account, or a first or last name that only one person has. */
export function nameAt(
  words: readonly Word[],
  known: readonly Named[],
): { readonly id: string; readonly words: number } | undefined {
  for (let count = Math.min(longestName, words.length); count > 0; count -= 1) {
    const typed = words
      .slice(0, count)
      .map(({ text }) => text)
      .join(' ');
    const found = named(typed, known);
    if (found) return { id: found.id, words: count };
  }
  return undefined;
}

function named(typed: string, known: readonly Named[]): Named | undefined {
  const plain = bare(typed).replace(/['’]s$/, '');
  const forms = [typed, bare(typed), plain, plain.replace(honorific, ''), plain.replace(japaneseEnd, '')].map((text) =>
    spaced(text.replace(/^<!subteam\^\w+\|@?(.+?)>$/, '$1').replace(/^<?@!?(.+?)(?:\|[^>]*)?>?$/, '$1')),
  );
  const is = (text: string | undefined) =>
    text !== undefined && (forms.includes(spaced(text)) || forms.includes(spaced(withoutUmlauts(text))));
  // Only people have first and last names: “Payments” does not mean the service “Payments database”.
  const [byPart, ...others] = known.filter(({ name, accounts }) => accounts && name?.split(' ').some(is));
  return (
    known.find(({ id }) => is(id)) ??
    known.find(({ name }) => is(name)) ??
    known.find(({ accounts }) => Object.values(accounts ?? {}).some(is)) ??
    (others.length === 0 ? byPart : undefined)
  );
}

const honorific = /(?:さん|さま|様|くん|君|氏)[をにへがはとの]?$/u;
const japaneseEnd = /(?<=[\p{sc=Han}\p{sc=Katakana}])[をにへがはとの]$/u;

/** Allows `payments-db` for `Payments DB`. */
function spaced(text: string): string {
  return folded(text).replace(/[-_\s]+/g, ' ');
}

/** The kinds of names that a word may have, each with its option. The first match counts. */
export type NameKinds = readonly (readonly [option: string, known: readonly Named[]])[];

/**
 * Removes names from the words, at any position, each option once.
 *
 * @returns the options, and the other words in order
 */
export function takeNames(
  words: readonly Word[],
  kinds: NameKinds,
): { readonly args: Record<string, string>; readonly rest: readonly Word[] } {
  const args: Record<string, string> = {};
  const rest: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const left = words.slice(at);
    const found = kinds
      .filter(([option]) => args[option] === undefined)
      .flatMap(([option, known]) => {
        const name = nameAt(left, known);
        return name ? [{ option, ...name }] : [];
      })
      .sort((a, b) => b.words - a.words)[0];
    if (found) args[found.option] = found.id;
    else rest.push(words[at]!);
    at += found?.words ?? 1;
  }
  return { args, rest };
}

/** “Jörg” is “joerg” on a keyboard without umlauts. */
function withoutUmlauts(name: string): string {
  return name.replace(
    /[äöüß]/giu,
    (umlaut) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[umlaut.toLowerCase()] ?? umlaut,
  );
}
