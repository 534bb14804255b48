import { refusedBy } from '../../../src/domain/refusal.ts';
import { numberMeant } from '../../../src/lib/words/number-words.ts';
import type { Doubt } from '../../../src/ports/commands/press.ts';
import type { Command } from '../../command.ts';
import { mayBeCounted } from '../counted-words.ts';
import { incidentFrom, meansAll, meansMore, twoIncidents } from '../incident-number.ts';
import { beforeCondition, endsWithCondition, saysNotNow } from '../line/conditions.ts';
import { refuseTalk } from '../line/talk.ts';
import { me, type Names, nameAt } from '../names.ts';
import { isMoment, isPeriod } from '../times/period.ts';
import { bare, isOnlyAgreeing, joined, split, type Word, withoutPoliteness } from '../words.ts';

type Args = Record<string, string>;

/** The options that the words after a command set. */
export interface ReadOptions {
  readonly args: Args;
  /** They were understood from free words. */
  readonly free: boolean;
  readonly doubtful?: Doubt | undefined;
  /** The incident’s number may say how many. */
  readonly counts?: boolean;
}

/**
 * Reads the words after a command: options by their names, the incident’s number, and the others as the command reads them.
 *
 * @throws Refused when an option is given twice, or a word fits nowhere
 */
export function readOptions(command: Command, text: string, names: Names): ReadOptions {
  const typed = takeNamed(split(text, command.options), command);
  const args: Args = typed.args;
  const taker = command.options.find(({ takesTheRest }) => takesTheRest);
  const unconditional = taker ? undefined : beforeCondition(typed.words);
  const words = [...(unconditional ?? typed.words)];
  const later = unconditional && ('later' as const);
  const two =
    command.options.filter(({ kind }) => kind === 'incident').length === 2 && twoIncidents(withoutPoliteness(words));
  if (two) return { args: { ...two, ...args }, free: false, doubtful: later };
  const whole = Object.keys(args).length === 0 ? command.fromAllWords?.(words, { args, names }) : undefined;
  if (whole) return { args: whole.args, free: false, doubtful: whole.doubtful ?? later };
  const counts = takeIncident(command, words, args);
  if (words.length === 0 || (!taker?.required && isOnlyAgreeing(words))) return { args, free: false, doubtful: later };
  const read = command.fromWords?.(words, { args, names });
  const twice = Object.keys(read?.args ?? {}).find((option) => args[option] !== undefined);
  if (twice) throw refusedBy('given-twice', { option: twice });
  const left = read ? (read.rest ?? []) : words;
  if (!taker && Object.keys(args).length === 0) refuseTalk(command, { words, left, found: read?.args ?? {} }, names);
  const all = positional(command, left, { ...args, ...read?.args });
  const textGiven = taker && all[taker.name];
  const isNotNow =
    textGiven !== undefined && !command.wordsAreText && (saysNotNow(textGiven) || endsWithCondition(textGiven));
  return {
    args: all,
    free: read?.free === true && all.incident === undefined,
    doubtful: isNotNow
      ? 'later'
      : (read?.doubtful ??
        later ??
        (mayMeanAnother(command, { text: textGiven, words }, all, names) ? 'asked' : undefined)),
    counts: counts && textGiven !== undefined,
  };
}

/** The options that are set by their names, and the other words. A time may have several: `from:friday 18:00`. */
function takeNamed(
  typed: readonly Word[],
  { options }: Command,
): { readonly args: Args; readonly words: readonly Word[] } {
  const args: Args = {};
  const words: Word[] = [];
  for (let at = 0; at < typed.length; at += 1) {
    const { named } = typed[at]!;
    if (!named) {
      words.push(typed[at]!);
      continue;
    }
    if (args[named.option] !== undefined) throw refusedBy('given-twice', { option: named.option });
    const isTime = options.some(({ kind, name }) => kind === 'time' && name === named.option);
    const more = isTime ? moreOfTime(named.value, typed.slice(at + 1)) : [];
    args[named.option] = [named.value, ...more].join(' ');
    at += more.length;
  }
  return { args, words };
}

/** The words that go on with a time; a number alone may be an incident's. */
function moreOfTime(value: string, words: readonly Word[]): readonly string[] {
  const end = words.findIndex(({ named }) => named !== undefined);
  const texts = (end === -1 ? words : words.slice(0, end)).map(({ text }) => text);
  const isTimeOf = (count: number) =>
    count <= texts.length &&
    !/^#?\d+$/u.test(texts[count - 1]!) &&
    isMoment([value, ...texts.slice(0, count)].join(' '));
  return texts.slice(0, [3, 2, 1].find(isTimeOf) ?? 0);
}

/** “Resolve 1 more memory” counts, and names no incident. */
const saysMore = /^(?:more|further|additional|another|weitere[nr]?|más)\s+\p{L}/iu;

/** Takes the incident out of the words. @returns whether its number may as well say how many */
function takeIncident(command: Command, words: Word[], args: Args): boolean {
  if (args.incident !== undefined || !command.options.some(({ kind }) => kind === 'incident')) return false;
  const found = incidentFrom(words, command);
  if (!found) {
    const [only, ...others] = withoutPoliteness(words);
    if (only && others.length === 0 && isWrongNumber(bare(only.text), command))
      throw refusedBy('not-a-number', { text: only.text });
    if (command.oneIncident && (meansAll(words) || meansMore(words))) {
      throw refusedBy('one-incident', { command: command.name });
    }
    return false;
  }
  const isPlain = (words[0]?.text === found.incident || numberWord(words[0])) && !found.incident.startsWith('#');
  if (isPlain && !command.onlyAddsWords && saysMore.test(joined(found.rest))) return false;
  args.incident = found.incident;
  words.splice(0, words.length, ...found.rest);
  if (command.oneIncident && meansMore(words)) throw refusedBy('one-incident', { command: command.name });
  return isPlain && mayBeCounted(words, found.incident);
}

/** “Ack 14.5” and “ack PABC123” were meant as numbers, where the words are only a note; “resolve v2.3” says what it was. */
function isWrongNumber(word: string, { options, oneIncident }: Command): boolean {
  const takesOnlyText = options.every(({ kind, takesTheRest }) => kind === 'incident' || takesTheRest);
  return oneIncident === true && takesOnlyText && /^(?!v\d)[a-z]*[\d][\w.-]*$/iu.test(word) && !isPeriod(word);
}

/**
 * Without a number, some words leave open whether the incident of the place is meant: `ack checkout`, `ack abc`, `resolve it
 * with finance`, `resolve it bob knows how`.
 */
function mayMeanAnother(
  { oneIncident, options }: Command,
  { text, words }: { readonly text: string | undefined; readonly words: readonly Word[] },
  { incident }: Args,
  { services, teams, people }: Names,
): boolean {
  if (!text || !oneIncident || incident !== undefined) return false;
  const typed = split(text.replace(pronoun, ''), []);
  const found = nameAt(typed, [...services, ...teams, ...people]);
  const others = [...teams, ...people.filter(({ id }) => id !== me)];
  const isWord = typed.length === 1 && options.some(({ takesTheRest, name }) => takesTheRest && name === 'note');
  return (
    found?.words === typed.length ||
    (isWord && !plainNote.test(bare(text))) ||
    byOtherMeans.test(joined(typed)) ||
    (pronoun.test(joined(words)) && typed.some((_, at) => nameAt(typed.slice(at), others) !== undefined))
  );
}

const pronoun = /^(?:it|this|that|es|das|lo|esto)\s+/iu;
/** `with finance`, `through support`: something is to be done first, and may be another thing than an incident. */
const byOtherMeans =
  /^(?:with|by|through|via|using|together|today|tonight|mit|durch|über|bei|zusammen|heute|con|por|mediante|junto|hoy)(?!\p{L})/iu;
/** One word that says what somebody does, and can be no number. */
const plainNote = /(?:ing|ed)$|^(?:again|back|seen|omw|roger|copy|busy|asleep|afk|here|up|now|wieder|otra)$/iu;

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
        !takesTheRest &&
        !onlyByName &&
        (kind !== 'incident' || (args.incident !== undefined && /^#?\d+$/u.test(word.text))) &&
        args[name] === undefined,
    );
    if (!free) {
      const isOnlyNumber = shape.options.every(({ kind, onlyByName }) => kind === 'incident' || onlyByName);
      if (isOnlyNumber && args.incident === undefined) throw refusedBy('not-a-number', { text: joined(words) });
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
