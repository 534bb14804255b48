import { refusedBy } from '../src/domain/refusal.ts';
import type { CommandInput } from '../src/ports/commands.ts';
import { maybeCounting, understoodFreely } from '../src/ports/message.ts';
import type { Command } from './command.ts';
import { mayBeCounted } from './typed/counted-words.ts';
import { incidentFrom, meansAll, meansMore } from './typed/incident-number.ts';
import { type Names, noNames } from './typed/names.ts';
import { inOrder } from './typed/other-orders.ts';
import { numberAskedAbout, plainLine } from './typed/plain-line.ts';
import { readStatus } from './typed/read-status.ts';
import { twoIncidents } from './typed/two-incidents.ts';
import { unknownLine } from './typed/unknown-line.ts';
import { aliasesOf, isGreeting, phraseIn, takesSomethingElse, verbAfterNumber, withoutAsking } from './typed/verbs.ts';
import { isOnlyPolite, joined, split, type Word } from './typed/words.ts';

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
  const named = (name: string) => catalogue.find((command) => command.name === name);
  const plain = plainLine(line, (word) => commandOf(word, catalogue) !== undefined);
  const asked = numberAskedAbout(plain);
  if (asked) return { command: 'show', args: { incident: asked } };
  const text = inOrder(plain);
  if (text === '') return { command: 'help', args: {} };
  const hello = named('hello');
  if (hello && isGreeting(text)) return { command: hello.name, args: {} };
  const status = readStatus(text, (name, rest) => {
    const { args, counts } = readOptions(named(name)!, rest, names);
    return counts ? maybeCounting({ command: name, args }) : { command: name, args };
  });
  if (status) return status;
  const found = findCommand(text, catalogue) ?? findCommand(inOrder(withoutAsking(text)), catalogue);
  if (!found) throw unknownLine(text, catalogue);
  const { command, rest, isAlias } = found;
  if (command.forAll && meansAll(split(rest, command.options))) return command.forAll;
  const { args, free, doubtful, counts } = readOptions(command, rest, names);
  const input = { command: command.name, args };
  if (counts) return maybeCounting(input);
  const isFree = free || doubtful || (isAlias && args.incident === undefined);
  return isFree && command.confirm ? understoodFreely(input) : input;
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
  const show = /^#?\d{1,9}[.?!]*$/.test(text) && catalogue.find(({ name }) => name === 'show');
  return show ? { command: show, rest: ` ${text}`, isAlias: true } : undefined;
}

/** The command that a word is, or is another word for. */
function commandOf(word: string, catalogue: readonly Command[]): Command | undefined {
  return catalogue.find(({ name }) => name === word) ?? catalogue.find(({ name }) => aliasesOf(name).includes(word));
}

interface ReadOptions {
  readonly args: Args;
  readonly free: boolean;
  readonly doubtful?: true;
  /** The incident’s number may say how many. */
  readonly counts?: true;
}

function readOptions(command: Command, text: string, names: Names): ReadOptions {
  const args: Args = {};
  const words: Word[] = [];
  for (const word of split(text, command.options)) {
    if (!word.named) {
      words.push(word);
      continue;
    }
    const { option, value } = word.named;
    if (args[option] !== undefined) throw refusedBy('given-twice', { option });
    args[option] = value;
  }
  const two = command.options.filter(({ kind }) => kind === 'incident').length === 2 && twoIncidents(words);
  if (two) {
    return { args: { ...two, ...args }, free: false };
  }
  let counts = false;
  if (args.incident === undefined && command.options.some(({ kind }) => kind === 'incident')) {
    const found = incidentFrom(words, command);
    if (found) {
      args.incident = found.incident;
      counts =
        words[0]?.text === found.incident &&
        !found.incident.startsWith('#') &&
        mayBeCounted(found.rest, found.incident);
      words.splice(0, words.length, ...found.rest);
      if (command.oneIncident && meansMore(words)) throw refusedBy('one-incident', { command: command.name });
    } else if (command.oneIncident && (meansAll(words) || meansMore(words))) {
      throw refusedBy('one-incident', { command: command.name });
    }
  }
  const isRequired = command.options.some(({ takesTheRest, required }) => takesTheRest && required);
  if (words.length === 0 || (!isRequired && isOnlyPolite(words))) return { args, free: false };
  const read = command.fromWords?.(words, { args, names });
  if (!read) return counted({ args: positional(command, words, args), free: false }, command, counts);
  const twice = Object.keys(read.args).find((option) => args[option] !== undefined);
  if (twice) throw refusedBy('given-twice', { option: twice });
  const all = positional(command, read.rest ?? [], { ...args, ...read.args });
  const isFree = read.free === true && all.incident === undefined;
  return counted({ args: all, free: isFree, ...(read.doubtful && { doubtful: true }) }, command, counts);
}

/** Only with words after it a number says how many. */
function counted(read: ReadOptions, { options }: Command, counts: boolean): ReadOptions {
  const text = options.find(({ takesTheRest }) => takesTheRest)?.name;
  return counts && text !== undefined && read.args[text] !== undefined ? { ...read, counts: true } : read;
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
