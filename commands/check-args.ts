import type { Directory } from '../src/domain/directory.ts';
import type { Target } from '../src/domain/escalation/policy.ts';
import type { Person } from '../src/domain/people.ts';
import { Refused } from '../src/domain/refusal.ts';
import type { CommandShape, OptionShape } from '../src/ports/command-desk.ts';
import { shorten } from '../src/use-cases/find-incident.ts';
import { nearest } from './grammar.ts';

/**
 * Each value in its one spelling: a severity in lower case, a service by its id though its name was typed.
 * @throws Refused for an option that the command has not, a value that is too long, or a name that nobody bears
 */
export function checkArgs(
  shape: CommandShape,
  args: Readonly<Record<string, string>>,
  directory: Directory,
): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, raw] of Object.entries(args)) {
    const option = shape.options.find((one) => one.name === name);
    if (!option) throw new Refused('unknown-option', `“${shape.name}” has no option “${shorten(name)}”.`);
    const value = raw.trim();
    if (!value) continue;
    if (value.length > option.maxLength) {
      throw new Refused(
        'too-long',
        `“${name}” has ${value.length} characters, and at most ${option.maxLength} are allowed. Please shorten it.`,
      );
    }
    checked[name] = oneSpelling(option, value, directory);
  }
  return checked;
}

function oneSpelling(option: OptionShape, value: string, directory: Directory): string {
  switch (option.kind) {
    case 'choice':
      return pick(
        option.name,
        value,
        (option.choices ?? []).map((choice) => ({ id: choice.value })),
      );
    case 'service':
      return pick('service', value, [...directory.services.values()]);
    case 'person':
      return pick('person', value, [...directory.people.values()]);
    case 'schedule':
      return pick('schedule', value, [...directory.schedules.values()]);
    case 'target':
      return pick('person, team or schedule', value, targets(directory));
    case 'incident':
    case 'text':
    case 'long-text':
    case 'time':
      return value;
    default:
      return option.kind satisfies never;
  }
}

interface Named {
  readonly id: string;
  readonly name?: string;
  readonly accounts?: Person['accounts'];
}

/** Everybody and everything that can be paged, people first. */
export function targets({ people, teams, schedules }: Directory): Named[] {
  return [...people.values(), ...teams.values(), ...schedules.values()];
}

/** @param id as `checkArgs` left it */
export function targetOf(id: string, { people, schedules }: Directory): Target {
  if (people.has(id)) return { person: id };
  return schedules.has(id) ? { schedule: id } : { team: id };
}

function pick(what: string, value: string, known: readonly Named[]): string {
  // A mention arrives as the platform's own id of that person: @U0BOB, <@200000000000000002>.
  const wanted = value.replace(/^<?@!?(.+?)>?$/, '$1').toLowerCase();
  const found =
    known.find(({ id }) => id.toLowerCase() === wanted) ??
    known.find(({ name }) => name?.toLowerCase() === wanted) ??
    known.find(({ accounts }) => Object.values(accounts ?? {}).some((account) => account.toLowerCase() === wanted));
  if (found) return found.id;
  const near = nearest(
    wanted,
    known.map(({ id }) => id),
  );
  const all = known.map(({ id }) => id);
  const some = all.length > 8 ? `${all.slice(0, 8).join(', ')} and ${all.length - 8} more` : all.join(', ');
  const hint = near ? ` Did you mean “${near}”?` : '';
  throw new Refused('unknown-name', `There is no ${what} “${shorten(value)}”.${hint} There is: ${some || 'none yet'}.`);
}
