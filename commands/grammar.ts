import { Refused, refusedBy } from '../src/domain/refusal.ts';
import { numberMeant } from '../src/lib/words/number-words.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import { type Doubt, doubted, maybeCounting, understoodFreely } from '../src/ports/commands/press.ts';
import { onlyReads } from './audited.ts';
import type { Command } from './command.ts';
import { mayBeCounted } from './typed/counted-words.ts';
import { incidentFrom, meansAll, meansMore, meansSome, twoIncidents } from './typed/incident-number.ts';
import { beforeCondition, endsAsking, endsWithCondition, saysNotNow } from './typed/line/conditions.ts';
import { considered } from './typed/line/considered.ts';
import { plainLine } from './typed/line/plain-line.ts';
import {
  askedHow,
  isAboutRota,
  isIncidentQuestion,
  numberAskedAbout,
  numberIn,
  saysNotTo,
} from './typed/line/questions.ts';
import { refuseSecondCommand } from './typed/line/second-command.ts';
import { signIn } from './typed/line/signs.ts';
import { unknownLine } from './typed/line/unknown-line.ts';
import { type Names, nameAt, noNames } from './typed/names.ts';
import { inOrder } from './typed/orders/in-order.ts';
import { silenceOrder } from './typed/orders/silence-order.ts';
import { readStatus } from './typed/orders/status-line.ts';
import { meansOnlyList } from './typed/read/read-shown.ts';
import { aliasesOf, isGreeting, phraseIn, takesSomethingElse, verbAfterNumber, withoutAsking } from './typed/verbs.ts';
import { bare, isOnlyPolite, joined, split, type Word, withoutPoliteness } from './typed/words.ts';

type Args = Record<string, string>;

/**
 * Reads a typed line: `name:value` sets an option, quotes hold a value together, a leading number is the incident, and
 * the other words are the option that takes the rest. Other words for a command, names without an option's name, times
 * and politeness are understood as well; what pages, resolves or changes the rota and was understood in such a way is
 * marked, and asks first.
 *
 * @param line without the leading `/incident`
 * @param names whom and what the words may name
 * @throws Refused in one sentence, when there is no such command or a word fits nowhere
 */
export function readLine(line: string, catalogue: readonly Command[], names: Names = noNames): CommandInput {
  const plain = plainLine(line, (word) => commandOf(word, catalogue) !== undefined);
  const text = inOrder(plain);
  return readQuestion(plain, text, { catalogue, names }) ?? readCommand(text, { catalogue, names });
}

interface Known {
  readonly catalogue: readonly Command[];
  readonly names: Names;
}

/** Reads a line that asks, or leaves to others, what it is about: it shows the incident, or asks before it does anything. */
function readQuestion(plain: string, text: string, known: Known): CommandInput | undefined {
  const how = askedHow(plain);
  const about = how && commandOf(how, known.catalogue);
  if (about) return { command: 'help', args: { about: about.name } };
  const sign = phraseIn(plain) ? undefined : signIn(withoutAsking(plain));
  if (sign) return doubtedUnlessReading(readCommand(inOrder(sign), known), 'asked', known);
  if (isAboutRota(plain) || saysNotTo(withoutAsking(plain))) return undefined;
  const asked = numberAskedAbout(plain);
  if (asked) return { command: 'show', args: { incident: asked } };
  if (phraseIn(plain)) return undefined;
  const isVerb = (word: string) => commandOf(word, known.catalogue) !== undefined;
  const meant = text === plain ? considered(plain, isVerb, known.names) : undefined;
  if (meant) {
    const incident = meant.isQuestion && numberIn(meant.line);
    if (incident) return { command: 'show', args: { incident } };
    const input = unlessUnknown(() => readCommand(inOrder(meant.line), known));
    if (input) return doubtedUnlessReading(input, 'asked', known);
  }
  return text === plain && isIncidentQuestion(plain) ? { command: 'show', args: {} } : undefined;
}

/** What somebody may only have asked about is not done: declaring opens no form either. */
function doubtedUnlessReading(input: CommandInput, why: Doubt, { catalogue }: Known): CommandInput {
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

function readCommand(text: string, known: Known): CommandInput {
  const { catalogue, names } = known;
  const named = (name: string) => catalogue.find((command) => command.name === name);
  if (text === '') return { command: 'help', args: {} };
  const hello = named('hello');
  if (hello && isGreeting(text)) return { command: hello.name, args: {} };
  const status = readStatus(text, (name, rest) => {
    const { args, counts } = readOptions(named(name)!, rest, names);
    return counts ? maybeCounting({ command: name, args }) : { command: name, args };
  });
  if (status) return status;
  const silence = silenceOrder(text, names);
  if (silence) {
    const input = readCommand(silence.line, known);
    // Without a length it is refused, and says so.
    return silence.isSure || input.args.for === undefined ? input : doubtedUnlessReading(input, 'asked', known);
  }
  const found = findCommand(text, catalogue) ?? findCommand(inOrder(withoutAsking(text)), catalogue);
  if (!found) throw unknownLine(text, catalogue, names);
  const { command, rest, isAlias } = found;
  if (/^\s*(?:--?help|-h|help|hilfe|ayuda|ヘルプ)[\s?!.]*$/iu.test(rest))
    return { command: 'help', args: { about: command.name } };
  const isAboutIncident = command.options.some(({ kind }) => kind === 'incident');
  if (isAboutIncident && !command.wordsAreText && !onlyReads(command, {})) refuseSecondCommand(text, catalogue, names);
  if (command.oneIncident && meansSome(split(rest, command.options)))
    throw refusedBy('one-incident', { command: command.name });
  if (command.forAll && meansAll(split(rest, command.options))) return command.forAll;
  if (
    (isAboutIncident || command.name === 'declare') &&
    !command.fromAllWords &&
    meansOnlyList(split(rest, command.options))
  ) {
    return (
      command.forList ?? (onlyReads(command, {}) ? { command: command.name, args: {} } : { command: 'list', args: {} })
    );
  }
  const { args, free, doubtful, counts } = readOptions(command, rest, names);
  const input = { command: command.name, args };
  const isFree = (free || (isAlias && args.incident === undefined)) && command.confirm !== undefined;
  // What changes the rota asks anyway.
  const isConfirmed = isFree && command.group === 'on-call';
  const isQuestion = !isConfirmed && endsAsking(text) && !hasText(command, args);
  const doubt = doubtful ?? (isQuestion ? 'asked' : undefined);
  if (doubt && !onlyReads(command, args)) return doubted(counts ? maybeCounting(input) : input, doubt);
  if (counts) return maybeCounting(input);
  return isFree ? understoodFreely(input) : input;
}

/** A question in a note, a message or a title asks nothing of Tocsin. */
function hasText({ options }: Command, args: Args): boolean {
  return options.some(({ takesTheRest, name }) => takesTheRest && args[name] !== undefined);
}

interface Found {
  readonly command: Command;
  readonly rest: string;
  readonly isAlias: boolean;
}

function findCommand(text: string, catalogue: readonly Command[]): Found | undefined {
  const [, word = '', rest = ''] = /^\/?(\S*)([\s\S]*)$/.exec(text) ?? [];
  const verb = word.toLowerCase().replace(/[.,:;!?]+$/, '');
  const command = catalogue.find(({ name }) => name === verb);
  const phrase = phraseIn(text);
  // “oncall …” is the command, “who is on call …” means it; of “on it” the first word alone says nothing.
  if (command && !phrase) return { command, rest, isAlias: false };
  const byPhrase = phrase && catalogue.find(({ name }) => name === phrase.command);
  if (byPhrase) return { command: byPhrase, rest: phrase.rest, isAlias: true };
  const byAlias = takesSomethingElse(text) ? undefined : commandOf(verb, catalogue);
  if (byAlias) return { command: byAlias, rest, isAlias: true };
  const turned = verbAfterNumber(text);
  if (turned) return findCommand(`${turned.verb}${turned.rest}`, catalogue);
  const [, number] = /^(?:inc(?:ident)?[-\s]*)?(#?\d{1,9})[.?!]*$/iu.exec(text) ?? [];
  const show = number && catalogue.find(({ name }) => name === 'show');
  return show ? { command: show, rest: ` ${number}`, isAlias: true } : undefined;
}

/** The command that a word is, or is another word for. */
function commandOf(word: string, catalogue: readonly Command[]): Command | undefined {
  return catalogue.find(({ name }) => name === word) ?? catalogue.find(({ name }) => aliasesOf(name).includes(word));
}

interface ReadOptions {
  readonly args: Args;
  readonly free: boolean;
  readonly doubtful?: Doubt | undefined;
  /** The incident’s number may say how many. */
  readonly counts?: boolean;
}

function readOptions(command: Command, text: string, names: Names): ReadOptions {
  const typed = takeNamed(split(text, command.options));
  const args: Args = typed.args;
  const taker = command.options.find(({ takesTheRest }) => takesTheRest);
  const unconditional = taker ? undefined : beforeCondition(typed.words);
  const words = [...(unconditional ?? typed.words)];
  const later = unconditional && ('later' as const);
  const two =
    command.options.filter(({ kind }) => kind === 'incident').length === 2 && twoIncidents(withoutPoliteness(words));
  if (two) return { args: { ...two, ...args }, free: false, doubtful: later };
  const whole = Object.keys(args).length === 0 ? command.fromAllWords?.(words, { args, names }) : undefined;
  if (whole) return { args: whole.args, free: false, doubtful: later };
  const counts = takeIncident(command, words, args);
  if (words.length === 0 || (!taker?.required && isOnlyPolite(words))) return { args, free: false, doubtful: later };
  const read = command.fromWords?.(words, { args, names });
  const twice = Object.keys(read?.args ?? {}).find((option) => args[option] !== undefined);
  if (twice) throw refusedBy('given-twice', { option: twice });
  const all = read ? positional(command, read.rest ?? [], { ...args, ...read.args }) : positional(command, words, args);
  const textGiven = taker && all[taker.name];
  const isNotNow =
    textGiven !== undefined && !command.wordsAreText && (saysNotNow(textGiven) || endsWithCondition(textGiven));
  return {
    args: all,
    free: read?.free === true && all.incident === undefined,
    doubtful: isNotNow
      ? 'later'
      : (read?.doubtful ?? later ?? (onlyNames(command, textGiven, all, names) ? 'asked' : undefined)),
    counts: counts && textGiven !== undefined,
  };
}

/** The options that are set by their names, and the other words. */
function takeNamed(typed: readonly Word[]): { readonly args: Args; readonly words: readonly Word[] } {
  const args: Args = {};
  for (const { named } of typed) {
    if (!named) continue;
    if (args[named.option] !== undefined) throw refusedBy('given-twice', { option: named.option });
    args[named.option] = named.value;
  }
  return { args, words: typed.filter(({ named }) => !named) };
}

/** Takes the incident out of the words. @returns whether its number may as well say how many */
function takeIncident(command: Command, words: Word[], args: Args): boolean {
  if (args.incident !== undefined || !command.options.some(({ kind }) => kind === 'incident')) return false;
  const found = incidentFrom(words, command);
  if (!found) {
    if (command.oneIncident && (meansAll(words) || meansMore(words))) {
      throw refusedBy('one-incident', { command: command.name });
    }
    return false;
  }
  args.incident = found.incident;
  const isPlain = (words[0]?.text === found.incident || numberWord(words[0])) && !found.incident.startsWith('#');
  words.splice(0, words.length, ...found.rest);
  if (command.oneIncident && meansMore(words)) throw refusedBy('one-incident', { command: command.name });
  return isPlain && mayBeCounted(words, found.incident);
}

/** “Ack checkout” gives no number: the incident of the place may be another service’s. */
function onlyNames(command: Command, text: string | undefined, args: Args, names: Names): boolean {
  if (!text || !command.oneIncident || args.incident !== undefined) return false;
  const words = split(text, []);
  return nameAt(words, [...names.services, ...names.teams, ...names.people])?.words === words.length;
}

function numberWord(word: Word | undefined): boolean {
  return word !== undefined && numberMeant(bare(word.text)) !== undefined;
}

/** The words by their places: the option that takes the rest has all of them, else each option has one. */
function positional(shape: Command, words: readonly Word[], given: Args): Args {
  const args = { ...given };
  if (words.length === 0) return args;
  const taker = shape.options.find(({ takesTheRest, name }) => takesTheRest && args[name] === undefined);
  if (taker) return { ...args, [taker.name]: joined(words) };
  for (const word of words) {
    const free = shape.options.find(
      // What is no number is no incident: `severity sev1` means the incident of the room.
      ({ name, kind, takesTheRest, onlyByName }) =>
        !takesTheRest && !onlyByName && kind !== 'incident' && args[name] === undefined,
    );
    if (!free) {
      throw refusedBy('word-left-over', {
        word: word.text,
        command: shape.name,
        options: shape.options.map((one) => one.name),
      });
    }
    args[free.name] = word.text;
  }
  return args;
}
