import { incidentAt, incidentByNumber } from '../src/application/incidents/find-incident.ts';
import { causeOf } from '../src/application/incidents/identity.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import type { Person, PersonId } from '../src/domain/people.ts';
import { Refused } from '../src/domain/refusal.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { Message } from '../src/ports/message.ts';
import { whichIncidentView } from '../src/views/lists.ts';
import { readerOf } from '../src/views/reader.ts';
import type { Command, CommandContext } from './command.ts';

/** Thrown to ask the person first; nothing was done. The rule says why. */
export class Question extends Refused {
  readonly question: Message;

  constructor(rule: 'which-incident' | 'asked-first', question: Message) {
    super(rule, {});
    this.question = question;
  }
}

/** Returns whether nothing could be asked about, because no incident is open. */
export function findsNoneOpen(err: unknown): boolean {
  return err instanceof Question && err.rule === 'which-incident' && (err.question.buttons ?? []).length === 0;
}

export interface Meant {
  readonly incident: Incident;
  /** No incident was named: it is that of the latest page. */
  readonly guessed: boolean;
}

interface Sought {
  readonly looks: boolean;
  readonly person: Person;
  readonly number: string | undefined;
  /** Absent: a resolved incident always needs its number. */
  readonly meansLast?: Command['meansLast'];
}

/** Most resolved incidents searched for an unnamed one. */
const resolvedLookedAt = 50;

/** Returns the latest resolved incident that this person worked on or was paged for. */
async function lastOf({ store }: CommandContext, person: PersonId): Promise<Incident | undefined> {
  const { items } = await store.list({ state: 'resolved', limit: resolvedLookedAt });
  const [last] = items
    .filter(({ resolved, acknowledged, paged }) => [resolved?.by, acknowledged?.by].includes(person) || person in paged)
    .sort((a, b) => (b.resolved?.at.getTime() ?? 0) - (a.resolved?.at.getTime() ?? 0));
  return last && store.load(last.id);
}

/**
 * Finds the incident that was named or that the place implies: its room, its card, or in a direct message the latest page.
 *
 * @throws Refused when it does not exist, Question when several could be meant
 */
export async function meantIncident(
  context: CommandContext,
  { looks, person, number, meansLast }: Sought,
  invocation: Invocation,
): Promise<Meant> {
  if (number) return { incident: await incidentByNumber(context.store, number), guessed: false };
  // A repeat refers to the same incident as the first time, even if a later page has arrived.
  const before = await context.store.byCause(causeOf(invocation));
  if (before) return { incident: before, guessed: false };
  const here = await incidentAt(context.store, invocation.from.platform, invocation.where);
  if (here) return { incident: here, guessed: false };
  const isDirect = invocation.where.private;
  const latest = isDirect && meansLast !== 'resolved' ? await context.store.latestPageOf(person.id) : undefined;
  const last = latest ?? (isDirect && meansLast ? await lastOf(context, person.id) : undefined);
  if (last && !latest) return { incident: last, guessed: !looks };
  if (latest) return { incident: latest, guessed: true };
  const listed = await context.store.list({ state: 'open', limit: 6 });
  // A merge already names the incident to close.
  const isNamed = ({ number: one }: { number: number }) =>
    String(one) === invocation.args.other?.replace('#', '').trim();
  const items = listed.items.filter((one) => !isNamed(one)).slice(0, 5);
  const [only, ...others] = items;
  // A read uses the only open incident; a change must be sure, so it asks.
  const found = looks && only && others.length === 0 ? await context.store.load(only.id) : undefined;
  if (found) return { incident: found, guessed: false };
  throw new Question(
    'which-incident',
    whichIncidentView(
      items,
      { command: invocation.command, args: invocation.args },
      readerOf(person, context.directory(), context.clock.now()),
    ),
  );
}
