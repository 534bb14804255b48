import type { Incident } from '../src/domain/incident/incident.ts';
import type { Actor } from '../src/domain/incident/intent.ts';
import { pagesOf, readSeen, spellSeen } from '../src/domain/incident/pressed.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import { agreeing, doubtOf, drawnFor, isUnderstoodFreely, pressOf, withoutPress } from '../src/ports/commands/press.ts';
import type { Message } from '../src/ports/message.ts';
import { typedLine } from '../src/views/lists.ts';
import { type Confirmation, guessView, runView } from '../src/views/questions.ts';
import { onlyReads } from './audited.ts';
import type { Call, Command } from './command.ts';
import { type Meant, Question } from './meant-incident.ts';
import { shapeIn } from './shapes.ts';

/**
 * Asks before a command that may not be meant. A button that pages names the people; a line in a direct message without an
 * incident is told which one it would change; a line read from free words, or with too few, is told what it would do.
 *
 * @param asked the call, and the function that finds its incident
 * @throws Question, with a button that agrees; Refused when the command would be refused anyway
 */
export async function confirmFirst(
  command: Command,
  asked: { readonly call: Call; readonly meant: () => Promise<Meant> },
): Promise<void> {
  const { call, meant } = asked;
  const press = pressOf(call.invocation.args);
  if (press?.agreed !== undefined && !command.repeatsQuestion) return;
  const mayGuess =
    !command.actsOnLatestPage && !onlyReads(command, call.invocation.args) && namesNoIncident(command, call);
  const guess = mayGuess ? await meant() : undefined;
  if (!press && !guess?.guessed && !isVague(command, call)) return;
  const doubt = doubtOf(call.invocation.args);
  const confirmation =
    (await command.confirm?.(call, guess?.guessed ?? false)) ??
    (guess?.guessed ? guessView(shapeIn(command, call.reader.t), guess.incident, call.reader) : undefined) ??
    (doubt && runView(await meantBy(command, meant), lineOf(command, call), call.reader));
  if (!confirmation || (confirmation.covers !== undefined && confirmation.covers === press?.agreed)) return;
  const text =
    doubt && doubt !== 'asked' ? call.reader.t(hints[doubt], { text: confirmation.text }) : confirmation.text;
  throw new Question('asked-first', questionOf({ ...confirmation, text }, command, call));
}

/** What else may be meant, after the question. */
const hints = {
  later: 'ask.not-later',
  quiet: 'ask.not-quiet',
  test: 'ask.not-test',
} as const;

async function meantBy({ options }: Command, meant: () => Promise<Meant>): Promise<Incident | undefined> {
  if (!options.some(({ kind }) => kind === 'incident')) return undefined;
  return (await meant()).incident;
}

function lineOf({ name }: Command, { args }: Call): string {
  const given = Object.entries(args).flatMap(([option, value]) => (value === undefined ? [] : [[option, value]]));
  return typedLine({ command: name, args: Object.fromEntries(given) });
}

function isVague({ isExact }: Command, call: Call): boolean {
  return isUnderstoodFreely(call.invocation.args) || isExact?.(call.args, call) === false;
}

function namesNoIncident({ options }: Command, { args, invocation }: Call): boolean {
  return invocation.where.private && !args.incident && options.some(({ kind }) => kind === 'incident');
}

/** Returns the button's data, for the rules to check that it still means the same. */
export function pressedBy(args: CommandInput['args']): Pick<Actor, 'pressed'> {
  const press = pressOf(args);
  if (!press) return {};
  const seen = readSeen(press.seen);
  return { pressed: { ...(seen && { seen }), ...(press.agreed !== undefined && { agreed: press.agreed }) } };
}

/** Returns the question with a button that agrees. */
export function questionOf(
  { text, yes, incident, args: exact, covers }: Confirmation,
  { name }: Command,
  { args }: Call,
): Message {
  const known = Object.entries(exact ?? args).flatMap(([option, value]) =>
    value === undefined ? [] : [[option, value]],
  );
  const named = { ...Object.fromEntries(known), ...(incident && { incident: String(incident.number) }) };
  const input = { command: name, args: withoutPress(named) };
  const invokes = agreeing(covers ?? agreementTo(incident), incident ? drawnFor(spellSeen(incident), input) : input);
  return { text, buttons: [{ label: yes, invokes }] };
}

/**
 * Returns what the agreement covers: the pages so far and no later ones. An incident that is not declared yet has none.
 */
function agreementTo(incident: Incident | undefined): string {
  return pagesOf(incident ?? { paged: {} });
}
