import leven from 'leven';
import { type Refused, refusedBy } from '../../../src/domain/refusal.ts';
import type { Command } from '../../command.ts';
import { type Names, nameAt } from '../names.ts';
import { nearest } from '../nearest.ts';
import { aliasesOf, withoutAsking } from '../verbs.ts';
import { split } from '../words.ts';
import { beginsWithCondition } from './conditions.ts';
import { saysProblem } from './problem.ts';
import { isQuestion, saysNotTo } from './questions.ts';
import { isTalk } from './talk.ts';

/** Refuses a line without a command, and suggests the line that was probably meant, so that nothing typed is lost. */
export function unknownLine(typed: string, catalogue: readonly Command[], { people }: Names): Refused {
  const line = withoutAsking(typed);
  const [, verb = '', rest = ''] = /^\/?(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  if (takesBack.test(line)) return refusedBy('unknown-command', { verb, near: undefined, reads: 'mistake' });
  if (impossible.test(line)) return refusedBy('unknown-command', { verb, near: undefined, reads: 'impossible' });
  if (saysNotTo(line)) return refusedBy('unknown-command', { verb, near: undefined, reads: 'not-to' });
  if (isQuestion(line)) return refusedBy('unknown-command', { verb, near: undefined, reads: 'question' });
  if (beginsWithCondition(line)) return conditional(line, verb, catalogue);
  const near = commandNear(verb.replace(/[.,:;!?]+$/, ''), catalogue, rest);
  if (near) return refusedBy('unknown-command', { verb, near, ...(rest && { line: `${near} ${rest}` }) });
  const isAmongPeople = talk.test(line) || isTalk(line) || nameAt(split(line, []), people) !== undefined;
  if (isAmongPeople) return refusedBy('unknown-command', { verb, near, reads: 'talk' });
  return refusedBy('unknown-command', { verb, near, ...(rest && lineMeant(line)) });
}

/** What Tocsin never does with an incident. */
const impossible =
  /^(?:split|unmerge|undo\s+(?:the\s+)?merge|delete|remove|archive|purge|teile?|trenne?|lösche?|divide|divid(?:ir|e)|separa|borra|elimina)(?!\p{L})(?:\s+(?:it|this|incident|vorfall|incidente|el|den|in two|up))*(?:\s+#?\d{1,9}.*)?[\s.!]*$|^#?\d{0,9}を?(?:分割|削除)(?:して)?(?:ください)?[。！!]*$/iu;

const takesBack =
  /^(?:undo|oops|whoops|sorry|my bad|cancel|abort|revert|nvm|wrong (?:one|incident|number)|falscher? (?:vorfall|nummer)|rückgängig|deshacer|me equivoqué|取り消し)(?!\p{L})/iu;

/** Matches talk among people. Suggesting it as an incident could page somebody. */
const talk =
  /^(?:i|i['’]?m|i['’]?ll|i['’]?ve|you|be|give|shut|skip|pass|next|copy|one|wrong|ignore|wtf|my|me|sorry|tell|ask|phone|text|ring|dm|sms|message|catch|hang|hold|unable|already|got|looking|thanks|danke|gracias|ok|okay|yup|yep|yes|yo|lol|haha|ich|du|mir|mein|yo|tú|mi)(?![\p{L}'’])/iu;

/** Suggests the command after a condition, because conditions are not supported. */
function conditional(line: string, verb: string, catalogue: readonly Command[]): Refused {
  const isVerb = (word: string) => catalogue.some(({ name }) => name === word || aliasesOf(name).includes(word));
  const words = line.split(/\s+/u);
  const at = words.findIndex((word, index) => index > 1 && isVerb(word.toLowerCase()));
  const later = at === -1 ? undefined : words.slice(at).join(' ');
  return refusedBy('unknown-command', {
    verb,
    near: undefined,
    reads: 'condition',
    ...(later && { line: later, as: 'later' }),
  });
}

function commandNear(verb: string, catalogue: readonly Command[], rest: string): string | undefined {
  // Short words resemble too many others: “the” is not “take”.
  const spelledOut = (name: string) => aliasesOf(name).filter((word) => word.length > 5);
  const words = catalogue.flatMap(({ name }) => [name, ...spelledOut(name)].map((word) => ({ name, word })));
  const word = nearest(
    verb,
    words.map((one) => one.word),
  );
  const near = words.find((one) => one.word === word);
  const isWhole = near && words.some((one) => one.word === verb.toLowerCase());
  if (near && (isWhole || (tells(verb.toLowerCase(), near.word) && !/^#?\d/u.test(rest)))) return undefined;
  if (!near || isOpposite(verb.toLowerCase(), near.word) || !isTypo(verb.toLowerCase(), near.word)) return undefined;
  return near.name;
}

/** Returns whether a verb is the word in a form that tells of it: “merged” tells, “mereg” is mistyped. */
function tells(verb: string, word: string): boolean {
  const stem = word.replace(/(?:e|en|ar|er|ir|[ai]d[oa])$/u, '');
  const end = verb.slice(stem.length);
  return verb.startsWith(stem) && !stem.endsWith(end) && /^(?:ed|ing|en|s|t|ando|iendo|[ai]do|[éó])$/u.test(end);
}

/** Returns whether a word is so near that it can only be mistyped: of short words one letter, or two that changed places. */
function isTypo(verb: string, word: string): boolean {
  const distance = leven(verb, word);
  const isSwapped = verb.length === word.length && [...verb].sort().join('') === [...word].sort().join('');
  return (
    distance <= 1 ||
    (distance === 2 && isSwapped) ||
    (verb[0] === word[0] && word.length > 6 && distance <= (word.length > 8 ? 3 : 2))
  );
}

/**
 * Returns whether the verb is the opposite of the similar word, like “unsnooze”, or another action: “remove” is not
 * “resolve”.
 */
function isOpposite(verb: string, near: string): boolean {
  if (/^(?:un|de|dis|re)/.test(verb) && !/^(?:un|de|dis|re)/.test(near))
    return verb.slice(2).startsWith(near.slice(0, 3));
  return /^(?:remove|delete|cancel|never|lower|raise|please|decline|relate|request|follow|ask|back|rolled|combine|roger|recovered|subscribe|unfollow|links?|noted|nack|afk|timezone|monitor|deploy|we|he|she|they)$/.test(
    verb,
  );
}

/** Returns the suggestion for free text: a note when it is about an incident, else a declaration. */
function lineMeant(line: string): { readonly line: string; readonly as: 'declare' | 'note' } | undefined {
  // “Delete task 2” is an instruction, and “> ack 14” a quote; neither is a problem to declare.
  const isOrder =
    /^(?:delete|remove|drop|mark|set|change|edit|make|turn|enable|disable|unassign|undo|extend|put|take|swap|switch|good|well|nice|great|night|going|forget|thx|thank|bye|cc|language|speak|sprich|lösche|entferne|borra|elimina)(?!\p{L})/iu;
  if (/^>/u.test(line) || /^\p{L}+\s+#?\d{1,9}[\s.!?]*$/u.test(line) || isOrder.test(line)) return undefined;
  const isOfIncident = /^#?\d{1,9}(?![\p{L}\d])/u.test(line) || !saysProblem(line) || /^still(?!\p{L})/iu.test(line);
  return isOfIncident ? { line: `note ${line}`, as: 'note' } : { line: `declare ${line}`, as: 'declare' };
}
