import type { Directory } from '../../domain/directory.ts';
import type { Target } from '../../domain/escalation/policy.ts';
import type { Person } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import type { NameKind } from '../../domain/rules.ts';
import { mentionedIn, withNames } from '../../ports/typed-mentions.ts';

export interface Named {
  readonly id: string;
  readonly name?: string;
  readonly accounts?: Person['accounts'];
}

interface NameDetails {
  readonly option?: string;
  readonly nearest?: (word: string, ids: readonly string[]) => string | undefined;
}

/** Everybody and everything that can be paged, people first. */
export function targets({ people, teams, schedules }: Directory): Named[] {
  return [...people.values(), ...teams.values(), ...schedules.values()];
}

/** @param id as `idOf` gives it */
export function targetOf(id: string, { people, schedules }: Directory): Target {
  if (people.has(id)) return { person: id };
  return schedules.has(id) ? { schedule: id } : { team: id };
}

/**
 * The id of what somebody named by id, name or account, in any case of letters.
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
  const wanted = (mentionedIn(value) ?? value.replace(/^<?@!?(.+?)>?$/, '$1')).toLowerCase();
  const found =
    known.find(({ id }) => id.toLowerCase() === wanted) ??
    known.find(({ name }) => name?.toLowerCase() === wanted) ??
    known.find(({ accounts }) => Object.values(accounts ?? {}).some((account) => account.toLowerCase() === wanted));
  if (found) return found.id;
  const all = known.map(({ id }) => id);
  throw refusedBy('unknown-name', {
    what,
    name: withNames(value, () => undefined),
    near: nearest?.(wanted, all),
    known: all,
    option,
  });
}
