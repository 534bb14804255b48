import { refusedBy } from '../../../src/domain/refusal.ts';
import { severityMeant } from '../../../src/domain/severity-words.ts';
import type { Doubt } from '../../../src/ports/commands/press.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { mayBeCounted } from '../counted-words.ts';
import { saysNotNow } from '../line/conditions.ts';
import { mayBeName, type Names, nameAt } from '../names.ts';
import { isPeriod, timeAtTheStart } from '../times/period.ts';
import { bare, joined, joiner, type Word, without, withoutPoliteness } from '../words.ts';
import { isSetApart, noteOf } from './reason.ts';

// Commands whose words end with a reason: `escalate 14 to bob, he knows the db`. It is kept as a note.

const incidentNumber = /^#?\d{1,9}$/;

function withReason(args: Record<string, string>, words: readonly Word[], doubt?: Doubt): ReadWords {
  const { note, doubtful = doubt } = noteOf(words);
  // “Escalate 14 if it gets worse” gives no reason.
  if (note !== undefined && saysNotNow(note)) return { args, doubtful: 'later' };
  return { args: { ...args, ...(note && { note }) }, ...(doubtful && { doubtful }) };
}

/** `unack 14 going to bed` */
export const unackWords: FromWords = (words): ReadWords => withReason({}, words);

const beforeTarget =
  /^(?:to|it|this|the|an?|zu|al?|now|asap|immediately|urgently|further|up|over|please|bitte|weiter|sofort|team|schedule)?$/iu;
const toward = /^(?:to|zu|an|al?)$/iu;
const nextLevel = /^(?:(?:to\s+)?(?:the\s+)?next(?:\s+(?:level|person|one|tier))?(?!\p{L})[\s,.:;–—-]*)/iu;

/** `escalate 14 to carol, she knows the db`, `escalate 14 nobody answers` */
export const escalateWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  if (given.to !== undefined) return withReason({}, words);
  const typed = withoutPoliteness(words);
  const next = nextLevel.exec(joined(typed))?.[0];
  const targets = [...names.people, ...names.teams, ...names.schedules];
  const main = without(typed, beforeTarget);
  const found = next === undefined ? nameAt(main, targets) : undefined;
  if (saysNotNow(joined(main))) return withReason({}, main);
  if (main.length === 0) return { args: {} };
  const time = joined(main);
  if (!found && isPeriod(time) && !incidentNumber.test(time)) throw refusedBy('pages-now', { time });
  if (found) return escalatedTo(found, main, { given, names });
  if (next !== undefined) return withReason({}, wordsAfter(typed, next));
  const [first] = main;
  const last = atTheEnd(typed, names);
  if (last) return withReason({ to: last.to }, withoutPoliteness(last.before));
  const isNumber = main.length === 1 && given.incident === undefined && incidentNumber.test(first!.text);
  if (isNumber) return { args: { incident: first!.text } };
  // The name of nobody is refused: the next level was not meant.
  const isTo = typed.slice(0, typed.length - main.length).some(({ text }) => toward.test(text));
  if (first && !isSetApart(typed[typed.length - main.length - 1], main) && (isTo || mayBeName(main, targets)))
    return { args: { to: main.length > 3 ? bare(first.text) : bare(joined(main)) } };
  return withReason({}, words);
};

type Found = NonNullable<ReturnType<typeof nameAt>>;

const says =
  /^(?:is|was|does|did|has|can|could|will|wo|ca|are|isn|doesn|didn|hasn|ist|hat|kann|está|no|not|nicht)(?!\p{L})/iu;
const isAway =
  /(?:n['’]t|(?<!\p{L})(?:not|no|nicht|cannot|cant|dont|doesnt|isnt|asleep|sleeping|away|out|off|offline|sick|busy|unreachable|gone|weg|krank|schläft|duerme))(?!\p{L})/iu;

function escalatedTo(
  { id, words: count }: Found,
  words: readonly Word[],
  { given, names }: { readonly given: Record<string, string>; readonly names: Names },
): ReadWords {
  const targets = [...names.people, ...names.teams, ...names.schedules];
  const behind = without(words.slice(count), /^(?:team|schedule|rota)$/iu);
  const number = given.incident === undefined ? numberAt(behind) : undefined;
  const after = number?.rest ?? behind;
  if (nameAt(without(after, joiner), targets)) throw refusedBy('one-target');
  const { time } = timeAtTheStart(after);
  if (time !== '' && !/^(?:now|jetzt|ahora|#?\d+)$/iu.test(time)) throw refusedBy('pages-now', { time: joined(after) });
  const incident = number && { incident: number.incident };
  const isApart = isSetApart(words[count - 1], after);
  // “Bob does not answer” pages somebody else.
  if (!isApart && says.test(after[0]?.text ?? '') && isAway.test(joined(after)))
    return withReason({ ...incident }, [...words.slice(0, count), ...after], 'asked');
  return withReason({ to: id, ...incident }, after);
}

/** `the db is down, to bob`: whom the words end with. */
function atTheEnd(words: readonly Word[], { people, teams, schedules }: Names) {
  const at = words.findLastIndex(({ text }) => /^(?:to|zu|an)$/iu.test(text));
  const named = at > 0 ? nameAt(words.slice(at + 1), [...people, ...teams, ...schedules]) : undefined;
  return named && at + 1 + named.words === words.length ? { to: named.id, before: words.slice(0, at) } : undefined;
}

function numberAt(words: readonly Word[]): { readonly incident: string; readonly rest: readonly Word[] } | undefined {
  const [first, ...rest] = without(words, /^(?:on|for|of|incident)$/iu);
  const number = first && /^(#?\d{1,9})[,:;.]?$/u.exec(first.text)?.[1];
  return number ? { incident: number, rest } : undefined;
}

function wordsAfter(words: readonly Word[], text: string): readonly Word[] {
  const count = text
    .trim()
    .split(/\s+/u)
    .filter((word) => /[\p{L}\d]/u.test(word)).length;
  return words.slice(count);
}

const roleWord = /^(?:commander|comms|scribe)$/iu;
const beforePerson = /^(?:to|as|the|on|for|of|in|an?|it|this|that|role|incident|zu|al|als|como)?$/iu;

/** `assign 14 to bob as commander, he knows the db`, `assign bob 14` */
export const assignWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words);
  const args: Record<string, string> = {};
  const isOpen = (option: string) => given[option] === undefined && args[option] === undefined;
  let end = 0;
  for (let at = 0; at < main.length; ) {
    const word = bare(main[at]!.text);
    const person = isOpen('person') ? nameAt(main.slice(at), names.people) : undefined;
    if (person) args.person = person.id;
    else if (isOpen('role') && roleWord.test(word)) args.role = word;
    else if (isOpen('incident') && incidentNumber.test(word)) args.incident = word;
    else if (isOpen('person') && !beforePerson.test(word)) args.person = main[at]!.text;
    else if (!beforePerson.test(word)) break;
    at += person?.words ?? 1;
    if (!beforePerson.test(word)) end = at;
    // A comma ends what is assigned.
    if (args.person !== undefined && /[,;:]$/u.test(main[at - 1]!.text)) break;
  }
  const rest = main.slice(end);
  const another = nameAt(without(rest, joiner), names.people);
  if (another && !isSetApart(main[end - 1], rest))
    throw refusedBy('word-left-over', {
      word: rest[0]!.text,
      command: 'assign',
      options: ['incident', 'person', 'role'],
    });
  // “As pilot” names a role that is none, and is refused with those that are.
  if (isOpen('role') && rest.length === 2 && /^(?:as|als|como)$/iu.test(rest[0]!.text))
    return { args: { ...args, role: bare(rest[1]!.text) } };
  return withReason(args, rest);
};

/** `severity 14 to critical`, `severity critical 14`, `sev 14 2 only one region` */
export const severityWords: FromWords = (words, { args: given }): ReadWords | undefined => {
  const main = without(withoutPoliteness(words), /^(?:to|is|as|now|=)?$/i);
  if (given.level !== undefined) {
    const named = given.incident === undefined ? numberAt(main) : undefined;
    return withReason({ ...(named && { incident: named.incident }) }, named?.rest ?? main);
  }
  const count = [2, 1].find((some) => some <= main.length && severityMeant(joined(main.slice(0, some))) !== undefined);
  // What is no severity is refused as one.
  if (count === undefined) return main[0] && { args: { level: main[0].text } };
  const typed = joined(main.slice(0, count));
  const level = severityMeant(typed)!;
  const number = given.incident === undefined ? numberAt(main.slice(count)) : undefined;
  const after = number?.rest ?? main.slice(count);
  // “1 sev7” is incident 1, and no severity.
  if (/^[1-4]$/.test(typed) && after.length === 1 && /^(?:sev|p)-?\d+\W*$/iu.test(after[0]!.text))
    return { args: { ...(given.incident === undefined && { incident: typed }), level: after[0]!.text } };
  const isApart = isSetApart(main[count - 1], after);
  // “2 hosts are down” and “high error rate” may name no severity.
  const isVague =
    after.length > 0 &&
    !isApart &&
    (/^[1-4]$/.test(typed) ? mayBeCounted(after, typed) : !/\d/.test(typed) && after.length < 3);
  return withReason({ level, ...(number && { incident: number.incident }) }, after, isVague ? 'asked' : undefined);
};
