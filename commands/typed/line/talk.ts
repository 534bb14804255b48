import { refusedBy } from '../../../src/domain/refusal.ts';
import { numberMeant } from '../../../src/lib/words/number-words.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { doubted } from '../../../src/ports/commands/press.ts';
import type { Command } from '../../command.ts';
import { type Names, nameAt } from '../names.ts';
import { nearest } from '../nearest.ts';
import { isMoment, isPeriod, timeAtTheEnd } from '../times/period.ts';
import { bare, joined, type Word, withoutPoliteness } from '../words.ts';

function words(...some: readonly string[]): string {
  return String.raw`(?<![\p{L}\d])(?:${some.join('|')})(?![\p{L}\d])`;
}

/** What people work on besides incidents. */
const thing = [
  '(?:prs?|mrs?|pull requests?|tickets?|jiras?|threads?|reviews?|(?:unit |flaky )?tests?|ci|builds?|pipelines?|branch(?:es)?|docs?|readme|typos?|conflicts?|channels?|meetings?|standups?|calls?|e-?mails?|calendar|code|refactoring|migration|sprint|stor(?:y|ies)|bug report)',
  'besprechung|kanal|rechnung|konflikte?',
  'reunión|canal|conflictos?|incidencia de jira|rama',
].join('|');
const toThing = new RegExp(
  String.raw`^(?:(?:let['’]?s|can|could|you|should|i|we|i['’]?ll|i['’]?ve|will|just|have|please|ich|wir|habe?|haben|he|ya)\s+)*\p{L}+\s+(?:(?:with|mit|con|on)\s+)?(?:(?:the|that|this|my|our|your|a|an|der|die|das|den|dem|mein\p{L}*|unser\p{L}*|ein\p{L}*|el|la|los|las|mi|tu|un|una|merge)\s+)*(?:\p{L}+\s+)?(?:${thing})(?![\p{L}\d-])(?!\s+\p{L}*(?:down|broken|slow))`,
  'iu',
);
const ofThing = new RegExp(
  String.raw`^(?:the|my|our|that|this|der|die|das|mein|el|la|mi)?\s*(?:${thing})\s+(?:is|are|was|has|ist|sind|está|ya)(?!\p{L})`,
  'iu',
);
/** A fix on its way has not resolved anything yet. */
const underway =
  /^(?:(?:the|my|a|der|mein|el|ein)\s+)?(?:fix|hotfix|patch|revert|arreglo)\s+(?:(?:is|was|has been|got|ist|wurde|está|ya|in|en|on)\s+)*(?:merged?|gemergt|mergead[oa]|approved|pushed|progress|review|ready|coming|incoming|pending|the way|its way|rolling|being|wip|testing|tested|unterwegs|bereit|bald|camino|revisión|pr(?!\p{L}))/iu;
/** What is true of one person only. */
const personal = new RegExp(
  `${words('for me', '(?:in|to|on|auf|en) (?:staging|dev|qa|canary)', 'on my (?:side|end|machine|laptop)', 'bei mir', 'a mí', 'para mí', 'en mi (?:máquina|lado)')}|手元|私の環境`,
  'iu',
);
const before = new RegExp(
  `${words('yesterday', 'last (?:night|week|month|year|sprint|time)', 'next (?:release|sprint|week|month|version)', 'gestern', String.raw`letzte\p{L}* \p{L}+`, String.raw`nächste\p{L}* \p{L}+`, 'ayer', 'la semana pasada', 'la próxima')}|昨日|先週|次のリリース`,
  'iu',
);
const overForToday =
  /^(?:(?:i['’]?m|we['’]?re|all|ich bin|bin|wir sind)\s+)?(?:done|finished|fertig|listo)\s+(?:for (?:today|now|the day|tonight)|here|für heute|por hoy|with\s+\p{L}+ing)(?!\p{L})/iu;
/** Words among people that name no incident. */
const asides =
  /^(?:copy that|copied|close (?:enough|call|one)|note taken|closed beta|done (?:deal|and dusted)|release v?\d+\.\d|update (?:your|my)|(?:got|i(?:['’]?ve| have)? got) (?:it|this) (?:working|running|from|wrong|back|in|to|now working)|ignore (?:that|me)|call me(?: (?:when|later|tomorrow|back when|if))?|ruf mich an|ll[aá]mame|looks? good to me|lgtm|sounds? good|確認お願いします|レビューお願いします)(?!\p{L})/iu;

/** Matches lines about a person's belongings, which are no incident: `fixed my laptop`, `raise your hand`. */
const own =
  /^(?:\p{L}+\s+){1,2}(?:my|your|mein\p{L}*|dein\p{L}*|mi|tu)\s+(?!(?:incident|vorfall|incidente|page|alert|shift|last|latest|name|severity)s?(?!\p{L}))\p{L}+[\s.!?]*$/iu;

/**
 * Returns whether people only talk of their own work, though a word of it may be a command: `fix merged`, `closed the
 * ticket`, `works for me`. A line with an incident's number is no talk.
 */
export function isTalk(line: string): boolean {
  return [underway, overForToday, asides, personal, own, before, ofThing, toThing].some((pattern) =>
    pattern.test(line),
  );
}

/** Commands that words for people's own work may be mistaken for. */
const mistaken = new Set(['ack', 'resolve', 'snooze', 'merge', 'update', 'escalate', 'page', 'reopen', 'assign']);

/**
 * Refuses a line that was understood from other words than a command's own and is only talk. A command's own name asks first
 * there.
 *
 * @throws Refused as no command
 */
export function unlessTalk(input: CommandInput, line: string): CommandInput {
  const { command, args } = input;
  if (!mistaken.has(command) || args.incident !== undefined) return input;
  const isNamed = new RegExp(String.raw`^\/?${command}(?!\p{L})`, 'iu').test(line);
  // “Ping me when done”, “ping google.com” and “pause the rollout” are said to somebody else.
  const isOfOthers =
    (command === 'page' && (args.to === 'me' || args.to === undefined)) ||
    (command === 'snooze' && args.for !== undefined && args.for !== 'off' && !isPeriod(args.for));
  if (!(isOfOthers && !isNamed) && !isTalk(line)) return input;
  if (isNamed) return doubted(input, 'asked');
  throw refusedBy('unknown-command', { verb: line, near: undefined, reads: 'talk' });
}

/** Behind a command that takes no text its name is a noun: `logs are clean`, `cover letter is attached`. */
export const isSubject =
  /^\s+(?!why)(?:\p{L}+\s+){0,3}(?:is|are|was|were|isn['’]?t|aren['’]?t|wasn['’]?t|must|looks?|seems?|keeps)(?!\p{L})/iu;

const ofSomebody = /^(?:the|a|an|my|your|our|their|his|her|its|it|der|die|das|den|dein\p{L}*|el|la|los|las|tu)$/iu;
const beginsTime = /^(?:since|until|till|from|during|last|next|seit|bis|ab|letzte\p{L}*|desde|hasta|durante)$/iu;
const ofIncident = /(?<!\p{L})(?:incidents?|it|this|that|these|those|them|others?|both)(?!\p{L})/iu;

/**
 * Refuses a sentence behind a command that takes no text, where none of its words is a value of the command: `cover your ears`,
 * `list the risks`, `report it to legal`.
 *
 * @throws Refused as no command
 */
export function refuseTalk(
  { name, options }: Command,
  read: { readonly words: readonly Word[]; readonly left: readonly Word[]; readonly found: Record<string, string> },
  { people, teams, schedules, services }: Names,
): void {
  const words = withoutPoliteness(read.words);
  const text = joined(words);
  const isUnread = read.left.length > 0 || Object.values(read.found).includes(text);
  const isSentence = words.length > 2 || (words.length === 2 && ofSomebody.test(bare(words[0]!.text)));
  const isRead = Object.values(read.found).some((value) => !text.includes(value));
  // “Oncall” is no word of a sentence.
  if (!isUnread || !isSentence || isRead || name === 'oncall') return;
  if (options.some(({ kind }) => kind === 'incident') && ofIncident.test(text)) return;
  const named = [...people, ...teams, ...schedules, ...services];
  const known = [
    ...named.flatMap(({ id, name: full = '' }) => [id, ...full.split(' ')]),
    ...options.flatMap(({ choices = [] }) => choices.map(({ value }) => value)),
  ];
  const isKnown = ({ text: typed }: Word, at: number) => {
    const word = bare(typed);
    const isNumber = /\d/u.test(word) || numberMeant(word) !== undefined;
    return (
      isNumber ||
      beginsTime.test(word) ||
      isMoment(word) ||
      nearest(word, known) !== undefined ||
      nameAt(words.slice(at), named) !== undefined
    );
  };
  if (words.some(isKnown) || timeAtTheEnd(words).time !== '') return;
  throw refusedBy('unknown-command', { verb: `${name} ${text}`, near: undefined, reads: 'talk' });
}
