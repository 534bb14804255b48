import { incidentAt } from '../src/application/incidents/find-incident.ts';
import { causeOf } from '../src/application/incidents/identity.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import type { Person } from '../src/domain/people.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import { mayCount } from '../src/ports/commands/press.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { Message } from '../src/ports/message.ts';
import { countedNoteView, countQuestionView } from '../src/views/counts.ts';
import type { Reader } from '../src/views/reader.ts';
import type { Command, CommandContext } from './command.ts';
import { Question } from './meant-incident.ts';
import { shapeIn } from './shapes.ts';

type Args = CommandInput['args'];

interface Readings {
  /** Arguments if the number is the incident's. */
  readonly numbered: Args;
  /** Arguments if the number is a count and the place implies the incident. */
  readonly counted: Args;
  /** All words, including the number. */
  readonly words: string;
}

export interface Settled {
  readonly args: Args;
  /** Adds to the answer what was noted, and the other incident that may have been meant. */
  told(message: Message): Message;
}

const asTyped = (message: Message) => message;

/**
 * Decides whether the number of a line such as `note 3 servers are down` is an incident's. In the room of an incident it is
 * a count. Elsewhere it is the number of an open incident, unless the line may as well mean the latest page.
 *
 * @throws Question when both may be meant
 */
export async function settleNumber(
  context: CommandContext,
  command: Command | undefined,
  asked: { readonly invocation: Invocation; readonly person: Person; readonly reader: Reader },
): Promise<Settled> {
  const { invocation, person, reader } = asked;
  const readings = command && mayCount(invocation.args) ? readingsOf(command, invocation.args) : undefined;
  if (!command || !readings) return { args: invocation.args, told: asTyped };
  const { store } = context;
  const { numbered, counted, words } = readings;
  const named = await store.byNumber(Number(numbered.incident));
  const open = named && named.state !== 'resolved' ? named : undefined;
  const before = await store.byCause(causeOf(invocation));
  const here = before ?? (await incidentAt(store, invocation.from.platform, invocation.where));
  const other = (one: Incident) => (open && open.number !== one.number ? open : undefined);
  const input = { command: command.name, args: numbered };
  if (here) {
    return { args: counted, told: (message) => countedNoteView(message, { words, input, other: other(here) }, reader) };
  }
  const latest = invocation.where.private ? await store.latestPageOf(person.id) : undefined;
  const isClear = latest ? open?.number === latest.number : (open ?? (named && (await nothingIsOpen(context))));
  if (isClear) return { args: numbered, told: asTyped };
  if (latest && (open || !command.onlyAddsWords)) {
    const countedThere = { ...counted, incident: String(latest.number) };
    const choices = [...(open ? [{ incident: open, args: numbered }] : []), { incident: latest, args: countedThere }];
    throw new Question('asked-first', countQuestionView(shapeIn(command, reader.t), { words, choices }, reader));
  }
  return { args: counted, told: (message) => countedNoteView(message, { words, input, other: undefined }, reader) };
}

/** Returns whether no incident is open. Then words about a resolved incident cannot mean another one. */
async function nothingIsOpen({ store }: CommandContext): Promise<boolean> {
  const { items } = await store.list({ state: 'open', limit: 1 });
  return items.length === 0;
}

function readingsOf({ options }: Command, args: Args): Readings | undefined {
  const text = options.find(({ takesTheRest }) => takesTheRest)?.name;
  const { incident, ...others } = args;
  if (!text || !incident || !args[text]) return undefined;
  const words = `${incident} ${args[text]}`;
  return { numbered: args, counted: { ...others, [text]: words }, words };
}
