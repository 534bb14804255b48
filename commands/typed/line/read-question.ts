import { Refused } from '../../../src/domain/refusal.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { type Doubt, doubted } from '../../../src/ports/commands/press.ts';
import { onlyReads } from '../../audited.ts';
import type { Command } from '../../command.ts';
import type { Names } from '../names.ts';
import { inOrder } from '../orders/in-order.ts';
import { withNumbers } from '../spelled-numbers.ts';
import { phraseIn, withoutAsking } from '../verbs.ts';
import { askedAboutPaging } from './asked-about-paging.ts';
import { considered } from './considered.ts';
import { commandOf } from './find-command.ts';
import { askedHow, isAboutRota, isIncidentQuestion, numberAskedAbout, numberIn, saysNotTo } from './questions.ts';
import { signIn } from './signs.ts';

/** What a line may name. */
export interface Known {
  readonly catalogue: readonly Command[];
  readonly names: Names;
}

type ReadCommand = (line: string, known: Known) => CommandInput;

/** Reads a line that asks, or leaves to others, what it is about: it shows the incident, or asks before it does anything. */
export function readQuestion(
  plain: string,
  text: string,
  known: Known,
  readCommand: ReadCommand,
): CommandInput | undefined {
  const how = askedHow(plain);
  const about = how && commandOf(how, known.catalogue);
  if (about) return { command: 'help', args: { about: about.name } };
  const reading = askedAboutPaging(withoutAsking(plain));
  if (reading) return reading;
  const sign = phraseIn(plain) ? undefined : signIn(withoutAsking(plain));
  if (sign) return doubtedUnlessReading(readCommand(inOrder(sign), known), 'asked', known);
  if (isAboutRota(plain) || saysNotTo(withoutAsking(plain))) return undefined;
  const asked = numberAskedAbout(plain) ?? numberAskedAbout(withNumbers(plain));
  if (asked) return { command: 'show', args: { incident: asked } };
  if (phraseIn(withoutAsking(plain))) return undefined;
  const isVerb = (word: string) => commandOf(word, known.catalogue) !== undefined;
  const meant =
    text === plain
      ? (considered(plain, isVerb, known.names) ?? considered(withoutAsking(plain), isVerb, known.names))
      : undefined;
  if (meant) {
    const incident = meant.isQuestion && (numberIn(meant.line) ?? numberIn(withNumbers(meant.line)));
    if (incident) return { command: 'show', args: { incident } };
    // “Did bob ack?” asks what was done.
    if (meant.isQuestion && /^(?:did|has|have|hat|haben|ha|han)(?!\p{L})/iu.test(plain))
      return { command: 'show', args: {} };
    const input = unlessUnknown(() => readCommand(inOrder(meant.line), known));
    if (input) return doubtedUnlessReading(input, 'asked', known);
  }
  return text === plain && isIncidentQuestion(plain) ? { command: 'show', args: {} } : undefined;
}

/** What somebody may only have asked about is not done: declaring opens no form either. */
export function doubtedUnlessReading(input: CommandInput, why: Doubt, { catalogue }: Known): CommandInput {
  const command = catalogue.find(({ name }) => name === input.command);
  if (!command || onlyReads(command, input.args)) return input;
  const isWhole = command.options.every(({ required, name }) => !required || input.args[name] !== undefined);
  return isWhole ? doubted(input, why) : { command: 'help', args: { about: command.name } };
}

function unlessUnknown(read: () => CommandInput): CommandInput | undefined {
  try {
    return read();
  } catch (err) {
    if (err instanceof Refused && err.rule === 'unknown-command') return undefined;
    throw err;
  }
}
