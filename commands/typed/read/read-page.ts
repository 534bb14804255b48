import type { Named } from '../../../src/application/incidents/known-names.ts';
import { refusedBy } from '../../../src/domain/refusal.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { saysProblem } from '../line/problem.ts';
import { isSubject } from '../line/talk.ts';
import { mayBeName, meansEverybody, type Names, nameAt, namesGroup } from '../names.ts';
import { isPeriod, timeAtTheStart } from '../times/period.ts';
import { bare, isOnlyPolite, joined, joiner, split, type Word, without } from '../words.ts';

/** `page diego are you there`: whom, and the words to them. */
export const pageWords: FromWords = (words, { args, names }): ReadWords | undefined => {
  if (args.to !== undefined) return undefined;
  const { words: main, isInferred } = whomIn(words, names);
  const targets = [...names.people, ...names.teams, ...names.schedules];
  const found = nameAt(main, targets);
  const [first] = main;
  const service = found ? undefined : nameAt(main, names.services);
  if (service) throw refusedBy('service-is-no-target', { service: service.id, option: 'to' });
  const isTwo = found && nameAt(main.slice(found.words), targets)?.words === main.length - found.words;
  if (found && (isTwo || isListOf(main, found.words, targets))) throw refusedBy('one-target');
  // The name of nobody is refused with the one that is near; anything else is a message without anybody to get it.
  if (!found && !mayBeName(main, targets) && !isCalled(main) && !meansEverybody(joined(main))) {
    const text = joined(words);
    // “Page load time is up” is about another kind of page.
    if (!isSubject.test(` ${text}`) || saysProblem(text)) return undefined;
    throw refusedBy('unknown-command', { verb: `page ${text}`, near: undefined, reads: 'talk' });
  }
  const isWhole = !found && (meansEverybody(joined(main)) || namesGroup(main));
  const to = found?.id ?? bare(isWhole ? joined(main) : (first?.text ?? ''));
  const left = isWhole ? [] : main.slice(found?.words ?? 1);
  // “In 5 min” is a time, and no incident 5.
  const later = joined(left);
  const isTime =
    /^in\s+\d{1,3}\W*$/iu.test(later) ||
    (isPeriod(later) && !/^(?:\p{L}+\s+)?#?\d{1,9}\W*$|^(?:right\s+)?(?:now|jetzt|ahora|sofort)\W*$/iu.test(later));
  if (isTime) throw refusedBy('pages-now', { time: joined(left) });
  const about = args.incident === undefined ? incidentAfter(left) : undefined;
  const toThem = without(
    about?.rest ?? left,
    found && !isPerson(found.id, names) ? /^(?:team|group|on-?call|schedule|rota|-|–|—)?$/i : /^(?:up|-|–|—)?$/i,
  );
  const isNothing =
    isOnlyPolite(toThem) || isNow(joined(toThem)) || /^(?:up|in|auf|an|bescheid)[\s.!]*$/iu.test(joined(toThem));
  const message = isNothing ? '' : joined(toThem);
  // “Page bob at 9am” pages nobody at nine.
  if (isPeriod(message) && !isNow(message)) throw refusedBy('pages-now', { time: message });
  return {
    args: { to, ...(about && { incident: about.incident }), ...(message && { message }) },
    free: true,
    ...(beginsWithTime(toThem) ? { doubtful: 'later' } : isInferred && { doubtful: 'asked' }),
  };
};

/** Whether words behind the first tell somebody something: `zed the db is down`, `zed, look`. */
function isCalled([first, second]: readonly Word[]): boolean {
  return (
    /[,:]$/u.test(first?.text ?? '') ||
    /^(?:the|an?|our|my|we|you|please|pls|can|could|about|because|hi|hey|der|die|das|bitte|wir|el|la|los)$/iu.test(
      bare(second?.text ?? ''),
    )
  );
}

const onCall = String.raw`(?:on[\s-]?call|on[\s-]?duty)(?:\s+(?:person|engineer|responder|one|dev))?`;
/** What says that whoever is on call is meant, before a schedule, a team or nothing. */
const whoeverIsOnCall = new RegExp(
  String.raw`^(?:(?:the|current|who(?:m|ever)?(?:['’]?s|\s+is)?|wer|quien|está|de|der|die)\s+)*(?:${onCall}|bereitschaft|guardia|当番)(?:\s+(?:for|of|from|on|in|at|für|von|de|del|para)(?:\s+the)?)?(?=\s|$)`,
  'iu',
);

/** Leaves out what comes before a name: `the team`, `whoever is on call for`. With one schedule, its on-call person needs no name. */
function whomIn(
  words: readonly Word[],
  { schedules, teams }: Names,
): { readonly words: readonly Word[]; readonly isInferred?: true } {
  const plain = without(words, /^(?:to|a|al|up|bitte|please|por|favor|mal)$/i).map((word) =>
    /^myself$/iu.test(bare(word.text)) ? { ...word, text: 'me' } : word,
  );
  const text = joined(plain);
  const found = whoeverIsOnCall.exec(text)?.[0];
  const [only, ...others] = schedules;
  const rest = found === undefined ? plain : split(text.slice(found.length), []);
  const [first] = rest;
  if (found !== undefined && (first === undefined || /^(?:about|please|for|now|#?\d)/iu.test(first.text))) {
    if (!only || others.length > 0) throw refusedBy('which-target', { known: schedules.map(({ id }) => id) });
    return { words: [{ text: only.id, gap: '' }, ...rest.map((word) => ({ ...word, gap: ' ' }))], isInferred: true };
  }
  const main = without(
    rest,
    /^(?:both|to|the|team|group|schedule|rota|a|up|das|die|den|el|la|los|equipo|grupo|gruppe)$/i,
  );
  // “The team” alone names none.
  if (main.length === 0 && rest.length > 0) {
    throw refusedBy('which-target', { known: [...teams, ...schedules].map(({ id }) => id) });
  }
  return { words: main };
}

function isPerson(id: string, { people }: Names): boolean {
  return people.some((one) => one.id === id);
}

function isNow(text: string): boolean {
  return /^(?:right\s+)?(?:now|jetzt|ahora|ya|sofort|immediately|asap)[\s.!,]*(?:please|bitte|por favor)?[\s.!]*$/iu.test(
    text,
  );
}

/** `at 9am about the cache` */
function beginsWithTime(words: readonly Word[]): boolean {
  const { time } = timeAtTheStart(words);
  return time !== '' && !/^(?:now|jetzt|ahora|#?\d+)$/iu.test(time);
}

/** `about 14`, `on #14`, `for incident 14` after whom it pages. */
function incidentAfter(
  words: readonly Word[],
): { readonly incident: string; readonly rest: readonly Word[] } | undefined {
  const [, incident, after = ''] =
    /^(?:(?:up|auf|an)\s+)?(?:(?:about|for|on|re|regarding|to|into|onto|(?:to|and)\s+(?:join|look at|help (?:with|on))|wegen|für|zu|bei|sobre|por(?:\s+el)?|en(?:\s+el)?)\s+|in\s+(?=#|incident\s)|(?=#?\d{1,9}[\s.,!?]*$))(?:incident\s+)?(#?\d{1,9})(?:[.,:!?]+|(?=\s)|$)([\s\S]*)$/iu.exec(
      joined(words),
    ) ?? [];
  if (!incident || (!incident.startsWith('#') && /^\s*\p{Ll}+s(?!\p{L})/u.test(after))) return undefined;
  return { incident, rest: split(after, []) };
}

/** Whether another name follows: `and carol`, `, carol`. */
function isListOf(words: readonly Word[], taken: number, known: readonly Named[]): boolean {
  const endsInComma = words[taken - 1]!.text.endsWith(',');
  const next = words[taken]?.text ?? '';
  const isJoined = joiner.test(next);
  if (/^<?@/.test(next) && nameAt(words.slice(taken), known) !== undefined) return true;
  return (isJoined || endsInComma) && nameAt(words.slice(taken + (isJoined ? 1 : 0)), known) !== undefined;
}
