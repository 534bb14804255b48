import { Refused, refusedBy } from '../src/domain/refusal.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import { type Doubt, doubted, maybeCounting, understoodFreely } from '../src/ports/commands/press.ts';
import { onlyReads } from './audited.ts';
import type { Command } from './command.ts';
import { meansAll, meansSome, meansSomeOf } from './typed/incident-number.ts';
import { endsAsking } from './typed/line/conditions.ts';
import { commandOf, findCommand } from './typed/line/find-command.ts';
import { isOpenQuestion } from './typed/line/open-question.ts';
import { isPasted, isShell } from './typed/line/pasted.ts';
import { plainLine } from './typed/line/plain-line.ts';
import { saysProblem } from './typed/line/problem.ts';
import { doubtedUnlessReading, type Known, readQuestion } from './typed/line/read-question.ts';
import { refuseSecondCommand } from './typed/line/second-command.ts';
import { isSubject, isTalk, unlessTalk } from './typed/line/talk.ts';
import { unknownLine } from './typed/line/unknown-line.ts';
import { type Names, noNames } from './typed/names.ts';
import { readOptions } from './typed/options/read-options.ts';
import { awayOrder } from './typed/orders/away-order.ts';
import { handOver } from './typed/orders/hand-over.ts';
import { inOrder } from './typed/orders/in-order.ts';
import { maintenanceOrder } from './typed/orders/maintenance-order.ts';
import { quietOrder } from './typed/orders/quiet-order.ts';
import { roleOrder } from './typed/orders/role-order.ts';
import { rotaOrder } from './typed/orders/rota-order.ts';
import { rotaQuestion } from './typed/orders/rota-question.ts';
import { severityOrder } from './typed/orders/severity-order.ts';
import { silenceOrder } from './typed/orders/silence-order.ts';
import { readStatus } from './typed/orders/status-line.ts';
import { onCallOf, timeLast } from './typed/orders/time-first.ts';
import { meansOnlyList } from './typed/read/read-shown.ts';
import { withNumberFirst, withNumberLast, withNumbers } from './typed/spelled-numbers.ts';
import { isGreeting, withoutAsking } from './typed/verbs.ts';
import { isOnlyPolite, split, withoutPoliteness } from './typed/words.ts';

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
  if (isShell(plain)) throw refusedBy('unknown-command', { verb: plain, near: undefined, reads: 'talk' });
  try {
    return unlessTalk(readWords(plain, { catalogue, names }), withoutAsking(plain));
  } catch (err) {
    // “Merge conflicts again” is no command with a wrong option.
    const isTalkAfterAll = err instanceof Refused && err.rule === 'not-a-number' && isTalk(plain);
    throw isTalkAfterAll ? refusedBy('unknown-command', { verb: plain, near: undefined, reads: 'talk' }) : err;
  }
}

function readWords(plain: string, known: Known): CommandInput {
  const { catalogue, names } = known;
  const numbered = withNumberFirst(plain);
  const input = numbered && unlessRefused(() => readLine(numbered.line, catalogue, names));
  if (input) return numbered.isAlone ? input : doubtedUnlessReading(input, 'asked', known);
  try {
    return readWhole(plain, known);
  } catch (err) {
    // “Mark fourteen as resolved”, as a phone writes down what it hears.
    const inDigits = err instanceof Refused ? withNumbers(plain) : plain;
    const heard = inDigits === plain ? undefined : unlessRefused(() => readWhole(inDigits, known));
    if (heard) return doubtedUnlessReading(heard, 'asked', known);
    throw err;
  }
}

function readWhole(plain: string, known: Known): CommandInput {
  const { names, catalogue } = known;
  const turned = timeLast(plain);
  const timed = turned === undefined ? undefined : unlessRefused(() => readWhole(turned, known));
  const options = catalogue.find(({ name }) => name === timed?.command)?.options ?? [];
  if (timed && options.some(({ kind, name }) => kind === 'time' && timed.args[name] !== undefined)) return timed;
  return (
    quietOrder(plain) ??
    roleOrder(plain, names) ??
    awayOrder(plain, names) ??
    rotaOrder(plain, names) ??
    rotaQuestion(plain, names) ??
    handOver(plain, names) ??
    readPlain(onCallOf(plain, names) ?? withNumberLast(plain), known)
  );
}

/** A number in words at the beginning of a line may be none. */
function unlessRefused(read: () => CommandInput): CommandInput | undefined {
  try {
    return read();
  } catch (err) {
    if (err instanceof Refused) return undefined;
    throw err;
  }
}

function readPlain(typed: string, known: Known): CommandInput {
  const maintenance = maintenanceOrder(typed, known.names);
  if (maintenance !== undefined && typeof maintenance !== 'string') return maintenance;
  const plain = maintenance ?? typed;
  const text = inOrder(plain);
  if (text === plain && isOpenQuestion(plain)) return { command: 'list', args: {} };
  return readQuestion(plain, text, known, readCommand) ?? readCommand(text, known);
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
  const problem = /^report\s+(?:that\s+)?(\S[\s\S]*)$/iu.exec(text)?.[1];
  if (problem && saysProblem(problem))
    return doubtedUnlessReading(readCommand(`declare ${problem}`, known), 'asked', known);
  const silence = silenceOrder(text, names);
  if (silence) {
    const input = readCommand(silence.line, known);
    // Without a length it is refused, and says so.
    return silence.isSure || input.args.for === undefined ? input : doubtedUnlessReading(input, 'asked', known);
  }
  const severity = named('severity') && severityOrder(withoutAsking(text));
  if (severity) {
    refuseSecondCommand(text, catalogue, names);
    const { isSure, args } = severity;
    return isSure ? { command: 'severity', args } : doubted({ command: 'severity', args }, 'asked');
  }
  const found = findCommand(text, catalogue) ?? findCommand(inOrder(withoutAsking(text)), catalogue);
  if (!found) throw unknownLine(text, catalogue, names);
  const { command, rest, isAlias } = found;
  if (command.name !== 'oncall' && (command.group !== 'incident' || onlyReads(command, {})) && isSubject.test(rest))
    throw unknownLine(text, catalogue, names);
  if (/^\s*(?:--?help|-h|help|hilfe|ayuda|ヘルプ)[\s?!.]*$/iu.test(rest))
    return { command: 'help', args: { about: command.name } };
  const isAboutIncident = command.options.some(({ kind }) => kind === 'incident');
  if (isAboutIncident && !command.wordsAreText && !onlyReads(command, {})) refuseSecondCommand(text, catalogue, names);
  const typed = split(rest, command.options);
  if (command.oneIncident && (meansSome(typed) || meansSomeOf(withoutPoliteness(typed), names)))
    throw refusedBy('one-incident', { command: command.name });
  if (command.forAll && meansAll(typed)) return command.forAll;
  if ((isAboutIncident || command.name === 'declare') && !command.fromAllWords && meansOnlyList(typed)) {
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
  const isLog = args.incident === undefined && (isAlias || command.name !== 'declare') && isPasted(text);
  const doubt =
    doubtful ??
    (isQuestion || (isLog && command.name !== 'note')
      ? 'asked'
      : isAlias
        ? doubtOfAlias(command.name, counts ? {} : args, { text, rest })
        : undefined);
  // “New deploy is out” and “create a ticket” tell of something else.
  if (isAlias && command.name === 'declare' && doubt === 'asked' && !isQuestion && args.title)
    throw refusedBy('unknown-command', {
      verb: text,
      near: undefined,
      reads: 'talk',
      line: `declare ${args.title}`,
      as: 'declare',
    });
  if (doubt && !onlyReads(command, args)) return doubted(counts ? maybeCounting(input) : input, doubt);
  if (counts) return maybeCounting(input);
  return isFree ? understoodFreely(input) : input;
}

/**
 * Another word for a command may belong to a sentence: `fixed the typo`, `fix rolling out`, `new pods are up`, `title page is
 * broken`.
 */
function doubtOfAlias(
  name: string,
  { incident, title, note }: CommandInput['args'],
  { text, rest }: { readonly text: string; readonly rest: string },
): Doubt | undefined {
  const isPlain = incident === undefined;
  const isTold =
    (name === 'resolve' && isPlain && (!isOnlyPolite(split(rest, [])) || saysOver.test(text))) ||
    (name === 'rename' && isPlain && title !== undefined && !/^\S+(?::|\s+(?::|to\s))/iu.test(text)) ||
    // “Release 14 deployed” may be a release.
    (name === 'unack' && note !== undefined) ||
    (name === 'declare' &&
      !/^(?!trigger)\S+:|(?<!\p{L})(?:incidente?|vorfall|störung|outage)(?!\p{L})/iu.test(text) &&
      !saysProblem(text));
  return isTold ? 'asked' : undefined;
}

/** Said alone, it may be about anything: `done.` */
const saysOver =
  /^(?:closed|fixed|done|resolved|solved|finished|behoben|gelöst|erledigt|geschlossen|resuelto|solucionado|cerrad[oa]|listo)(?:[\s.!,]*(?:thanks|danke|gracias|now|jetzt|ya))?[\s.!]*$/iu;

/** A question in a note, a message or a title asks nothing of Tocsin. */
function hasText({ options }: Command, args: CommandInput['args']): boolean {
  return options.some(({ takesTheRest, name }) => takesTheRest && args[name] !== undefined);
}
