import type { Directory } from '../../domain/directory.ts';
import type { Target } from '../../domain/escalation/policy.ts';
import type { Person } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import type { NameKind } from '../../domain/rules.ts';
import { folded, matching } from '../../lib/matching.ts';
import { mentionedIn, withNames } from '../../ports/typed-text.ts';

export interface Named {
  readonly id: string;
  readonly name?: string;
  readonly accounts?: Person['accounts'];
}

interface NameDetails {
  readonly option?: string;
  readonly nearest?: (word: string, ids: readonly string[]) => string | undefined;
}

/** Returns everybody and everything that can be paged, people first. */
export function targets({ people, teams, schedules }: Directory): Named[] {
  return [...people.values(), ...teams.values(), ...schedules.values()];
}

/** @param id as `idOf` gives it */
export function targetOf(id: string, { people, schedules }: Directory): Target {
  if (people.has(id)) return { person: id };
  return schedules.has(id) ? { schedule: id } : { team: id };
}

/**
 * Returns the id of what somebody named by id, name or account, in any case of letters, with accents or without.
 *
 * @param what which kind of name it is, for the refusal
 * @param details `option` names the option that it was given for; `nearest` gives the one of these ids that was probably meant
 * @throws Refused when nobody bears that name
 */
export function idOf(
  what: NameKind,
  value: string,
  known: readonly Named[],
  { option, nearest }: NameDetails = {},
): string {
  // A mention arrives as the platform's own id of that person: @U0BOB, <@200000000000000002>, <@U0BOB|Bob%20Lee>.
  const name = (mentionedIn(value) ?? value.replace(/^<?@!?(.+?)>?$/, '$1')).toLowerCase();
  const is = (text: string | undefined) => text !== undefined && folded(text) === folded(name);
  const found =
    known.find(({ id }) => is(id)) ??
    known.find(({ name }) => is(name)) ??
    known.find(({ accounts }) => Object.values(accounts ?? {}).some((account) => account.toLowerCase() === name));
  if (found) return found.id;
  // A person who typed a part of a name finds it among the first in the list.
  const alike = matching(
    known.map(({ id, name }) => ({ value: id, label: name ?? id })),
    name,
  );
  const all = [...new Set([...alike.map((one) => one.value), ...known.map(({ id }) => id)])];
  throw refusedBy('unknown-name', {
    what,
    name: withNames(value, () => undefined),
    near: nearTo(name, known, nearest),
    known: all,
    option,
  });
}

/** Returns the id that was probably meant by a misspelled or incomplete name. */
function nearTo(typed: string, known: readonly Named[], nearest: NameDetails['nearest']): string | undefined {
  const byId = nearest?.(
    typed,
    known.map(({ id }) => id),
  );
  if (byId !== undefined || !nearest) return byId;
  const names = known.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const byName = nearest(typed, names);
  if (byName !== undefined) return known.find(({ name }) => name === byName)?.id;
  return matching(
    known.map(({ id, name }) => ({ value: id, label: name ?? id })),
    typed,
  )[0]?.value;
}
