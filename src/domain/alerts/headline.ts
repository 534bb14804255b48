import { oneLine } from '../../lib/text.ts';
import type { Severity } from '../severity.ts';
import { withoutChanging, withoutStill } from './headline/changing.ts';
import { readClosing } from './headline/closing.ts';
import { readCounterpart } from './headline/counterparts.ts';
import {
  answering,
  graded,
  gradedTail,
  heads,
  listPrefix,
  mailPrefixes,
  prefix,
  ticketNumber,
} from './headline/heads.ts';
import { otherNames, pairOf } from './headline/loose-labels.ts';
import { readMoreShapes } from './headline/more-shapes.ts';
import { anAlert, anyOf, type HeadlineShape } from './headline/patterns.ts';
import { readSentence, stateBehind } from './headline/sentences.ts';
import { readHeadlineShape } from './headline/shapes.ts';
import { readTail } from './headline/tails.ts';
import { deniesEnd } from './headline-denials.ts';
import { begins, ends, neither, severityWords } from './headline-words.ts';

/** What the first line of a monitor's message says: a subject of a mail, or the text that it posts into a chat. */
export interface Headline {
  /** `other`: neither the beginning nor the end of something, such as an acknowledgement in the monitor itself. */
  readonly status: 'firing' | 'resolved' | 'other';
  /** Without state, counts and values: the same for the beginning and the end of one problem. */
  readonly bare: string;
  /** Of an end: other lines that it ends, in other words or as an earlier version of Tocsin called them. */
  readonly also?: readonly string[];
  readonly severity?: Severity;
}

/** RFC 5322 has no limit for a subject; what is longer than a line of a mail is not compared. */
const longest = 998;

/** Symbols before a line, which are no part of what it is about. */
const symbols = /^(?:(?:(?:\p{Extended_Pictographic}|\ufe0f|\u200d){1,8}|:[a-z0-9_+-]{2,40}:)\s?){1,4}(?=\S)/iu;
/** The same behind it: ❌ Your service shop went down. ❌ */
const symbolsBehind = /(?:\s(?:(?:\p{Extended_Pictographic}|\ufe0f|\u200d){1,8}|:[a-z][a-z0-9_+-]{1,39}:)){1,4}$/iu;
const goodSymbol =
  /[✅☑✔🟢💚]|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check|large_green_circle|green_circle|green_heart):/u;
const badSymbol = /[❌🔴🚨🔥⛔🛑]/u;

/**
 * Reads what a line is about, and whether it is over: `[RESOLVED] Disk full` is the end of `Disk full`.
 *
 * @param isPaired false where something else than the line tells the state
 */
export function readHeadline(line: string, isPaired = true): Headline {
  const { title: _, state: __, ...read } = readTitled(line, isPaired);
  return read;
}

/**
 * Returns the line for a person who is woken by it: without marks such as `[FIRING:2]` before it, and with what is wrong, such as
 * “… is unhealthy”.
 */
export function headlineTitle(line: string): string {
  return readTitled(line, false).title;
}

/** `state`: the word that says it, so that no symbol has to. */
type Titled = Headline & { readonly title: string; readonly state?: string };

function readTitled(line: string, isPaired: boolean): Titled {
  const given = withoutMailPrefixes(inPlainBrackets(oneLine(line.slice(0, longest))));
  const number = ticketNumber.exec(given);
  if (!isPaired || !number || number[0] === given) return readNumbered(given, isPaired);
  const read = readNumbered(given.replace(ticketNumber, ''), isPaired);
  if (read.status !== 'resolved') return read;
  return { ...read, also: [...(read.also ?? []), number.index === 0 ? number[0] + read.bare : read.bare + number[0]] };
}

/** apc-ups1: Warning - UPS: … */
const gradeBehindName = /^(?<name>[\w.-]{1,60}: )(?<grade>critical|warning|informational|info|notice|error) - (?=\S)/i;

function readNumbered(given: string, isPaired: boolean): Titled {
  const { name = '', grade } = gradeBehindName.exec(given)?.groups ?? {};
  const read = readGraded(grade === undefined ? given : given.replace(gradeBehindName, name), isPaired);
  const severity = grade === undefined ? read.severity : (read.severity ?? severityWords[grade.toLowerCase()]);
  return { ...read, ...(severity && { severity }) };
}

function readGraded(whole: string, isPaired: boolean): Titled {
  const text = withoutStill(whole.replace(symbolsBehind, '') || whole);
  const closed = isPaired ? readClosing(text) : undefined;
  const begun = closed === undefined ? undefined : readGraded(closed, true);
  if (begun?.status === 'firing' && closed !== undefined)
    return withNames({ ...begun, status: 'resolved', title: begun.bare, also: [closed] }, text);
  const read = readText(text);
  const pair = isPaired ? pairOf(text, read) : undefined;
  if (pair && !pair.isOver) return { ...read, status: 'firing', bare: pair.bare };
  if (pair) return withNames({ ...read, status: 'resolved', bare: pair.bare, title: pair.bare }, text);
  if (read.status !== 'resolved') return read;
  // A beginning taken for an end is worse than an end that is missed.
  if (deniesEnd(text)) return { status: 'firing', bare: withoutChanging(text), title: text };
  return isPaired ? withNames(read, text) : read;
}

function withNames(read: Titled, text: string): Titled {
  const also = [...new Set([...(read.also ?? []), ...otherNames(read.bare, text)])];
  return also.length > 0 ? { ...read, also } : read;
}

function readText(text: string, isInner = false): Titled {
  const known = readHeadlineShape(text) ?? readMoreShapes(text);
  if (known) return ofShape(known, text);
  const steady = withoutChanging(text);
  const shape = readHeadlineShape(steady) ?? readMoreShapes(steady);
  if (shape) return ofShape(shape, text);
  const [signs = ''] = symbols.exec(steady) ?? [];
  const sentence = steady.slice(signs.length);
  const signed = signs === '' ? undefined : (readHeadlineShape(sentence) ?? readMoreShapes(sentence));
  // “✅ Temperature too high” is the end of what was wrong; “✅ Shop is DOWN” is not.
  const isSignedOver =
    goodSymbol.test(signs) && !badSymbol.test(text) && signed?.word && !isState(signed.word.toLowerCase());
  if (signed) return ofShape(isSignedOver ? { ...signed, word: 'recovered' } : signed, text.slice(signs.length));
  const affixes = readAffixes(sentence, isInner);
  // For a person, what was measured stays.
  const read = steady === text ? affixes : { ...affixes, title: readAffixes(text.slice(signs.length), isInner).title };
  if (affixes.state === undefined) {
    const found = readSentence(sentence);
    if (found) return ofShape(found, text.slice(signs.length));
  }
  return affixes.state === undefined && goodSymbol.test(signs) && !badSymbol.test(text)
    ? { ...read, status: 'resolved' }
    : read;
}

function ofShape(shape: HeadlineShape, text: string): Titled {
  const graded = shape.grade === undefined ? undefined : severityWords[shape.grade.toLowerCase()];
  const bare = withoutChanging(shape.bare);
  const title = shape.title ?? (shape.hasSentence ? text : bare);
  return { ...headline(shape.word, bare, title), ...(graded && { severity: graded }) };
}

/** 【障害】 as [障害] */
function inPlainBrackets(line: string): string {
  return line
    .replace(/\s?[【［〔]\s?/g, ' [')
    .replace(/\s?[】］〕]\s?/g, '] ')
    .trim();
}

/** Without what mail programs put before a line, as long as something is left of it. */
function withoutMailPrefixes(line: string): string {
  let text = line;
  for (let before = ''; before !== text; ) {
    before = text;
    for (const pattern of mailPrefixes) {
      const behind = text.replace(pattern, '').trim();
      if (behind !== '') text = behind;
    }
    text = text.replace(listPrefix, '$1');
  }
  return text;
}

function readAffixes(text: string, isInner: boolean): Titled {
  const [from = ''] = prefix.exec(text) ?? [];
  const behind = from && text.slice(from.length);
  // Only a state in so many words: “shop: down the river” is about what it says.
  const isSent = behind !== '' && !stateBehind.test(from) && ![...heads, graded].some((head) => head.test(text));
  const shape = isSent ? readMoreShapes(behind) : undefined;
  if (shape?.word) return behindPrefix(from, shape, behind);
  if (isSent && heads.some((head) => head.exec(behind)?.groups?.word)) {
    const read = readPlain(behind, isInner);
    return { ...read, bare: `${from}${read.bare}`, title: `${from}${read.title}` };
  }
  const sentence = isSent ? (readHeadlineShape(behind) ?? readSentence(behind)) : undefined;
  if (sentence?.word) return behindPrefix(from, sentence, behind);
  return readPlain(text, isInner);
}

function behindPrefix(from: string, shape: HeadlineShape, behind: string): Titled {
  const read = ofShape(shape, behind);
  return { ...read, bare: `${from}${read.bare}`, title: `${from}${read.title}` };
}

/** `isInner`: it is what stands before a state in parentheses. */
function readPlain(text: string, isInner: boolean): Titled {
  let rest = text;
  let state: string | undefined;
  let severity: Severity | undefined;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const head of heads) {
      const found = head.exec(rest);
      if (!found) continue;
      const behind = rest.slice(found[0].length).trim();
      // A line that is nothing but its state is about that.
      if (behind === '') continue;
      const word = stateInBracket(found.groups?.more) ?? found.groups?.word?.toLowerCase();
      severity ??= word === undefined ? undefined : severityWords[word];
      // “UPDATE: RESOLVED: …” is the end that it tells.
      if (word !== undefined && isState(word) && (state === undefined || (state === 'update' && ends.includes(word))))
        state = word;
      severity ??=
        severityWords[
          /[-–|]\s?(?<grade>\p{L}{2,15})$/u.exec(found.groups?.more ?? '')?.groups?.grade?.toLowerCase() ?? ''
        ];
      const { where } = found.groups ?? {};
      rest = where === undefined ? behind : `${where}: ${behind}`;
    }
    const found = graded.exec(rest);
    const behind = found ? rest.slice(found[0].length).trim() : '';
    if (found && behind !== '' && (found.groups?.open !== undefined) === found[0].includes(')')) {
      severity ??= severityWords[found.groups!.grade!.toLowerCase()];
      rest = behind;
    }
  }
  const atEnd = gradedTail.exec(rest);
  if (atEnd && atEnd.index > 0) {
    severity ??= severityWords[atEnd.groups!.grade!.toLowerCase()];
    rest = rest.slice(0, atEnd.index);
  }
  // An update of a program that went wrong is another kind of update.
  if (state === 'update' && failure.test(rest)) state = 'failed';
  const pair = readCounterpart(rest);
  const tail = pair ? { rest: pair.bare, word: pair.word?.toLowerCase(), sentence: rest } : readTail(rest);
  // “Disk broken on db1 (REPAIRED)” is the end of “Disk broken on db1”.
  const isLabelled = tail.word !== undefined && tail.sentence === undefined && state === undefined && !isInner;
  if (tail.word !== undefined) {
    severity ??= severityWords[tail.word];
    // “Alert: Pool is healthy”: that it is an alert says nothing of its state.
    state = state === undefined || (anAlert.includes(state) && ends.includes(tail.word)) ? tail.word : state;
  }
  rest = isLabelled ? readText(tail.rest, true).bare : tail.rest;
  const title = tail.sentence ?? rest;
  // [ALERT] shop DOWN, [RECOVERED] shop UP
  if (state !== undefined && ends.includes(state))
    rest = rest.replace(/\sUP$/, ' DOWN').replace(/\sONLINE$/, ' OFFLINE');
  // A certificate: the days become fewer with each reminder.
  rest = rest.replace(/(\s(?:will expire|expires?|expiring|ends)) in \d{1,5} (?:days?|hours?|weeks?)$/i, '$1');
  // Veeam: [Failed] Backup Job Prod (3 objects) 1 failed
  rest = rest.replace(/\s\(\d{1,9} (?:objects?|machines?|vms?|computers?)\)(?:,?\s\d{1,9} \w{1,20}){0,3}$/i, '');
  return {
    ...headline(state, rest, title),
    ...(severity && { severity }),
  };
}

/** [ALERT - Resolved], [OK → CRITICAL]: what stands last is how it is now. */
function stateInBracket(more: string | undefined): string | undefined {
  const { arrow, word: last } =
    /^\s?(?:[-–|]|(?<arrow>[-=]+>|→))\s?(?<word>[\p{L} ]{2,30})$/u.exec(more?.toLowerCase() ?? '')?.groups ?? {};
  return last !== undefined && (ends.includes(last) || (arrow && begins.includes(last))) ? last : undefined;
}

const failure = /\b(?:failed|crashed|fehlgeschlagen|fallid[oa])\b/i;

function isState(word: string): boolean {
  return (
    ends.includes(word) || begins.includes(word) || neither.includes(word) || ['active', 'detected'].includes(word)
  );
}

function headline(word: string | undefined, bare: string, title: string): Titled {
  const state = word?.toLowerCase();
  const severity = state === undefined ? undefined : severityWords[state];
  const status = !state ? 'firing' : ends.includes(state) ? 'resolved' : neither.includes(state) ? 'other' : 'firing';
  return {
    status,
    bare,
    title: status === 'firing' ? title : bare,
    ...(state && { state }),
    ...(severity && { severity }),
  };
}

/** A line of nothing but a state, a grade or a usual word: what it is about stands somewhere else. */
const nothing = new RegExp(
  `^(?:${anyOf([...ends, ...begins, ...neither, ...Object.keys(severityWords), 'notification', 'message', 'status', 'no subject', 'none'])}|[^\\p{L}\\p{N}])*$`,
  'iu',
);

/** Returns whether a line does not say what it is about: “Re:”, “[RESOLVED]”, “(no subject)”. */
export function saysNothing(line: string): boolean {
  const text = oneLine(line.slice(0, longest)).replace(new RegExp(`^(?:${answering}\\s?){1,20}`, 'i'), '');
  return nothing.test(text);
}

/** Returns whether a line that says nothing else says that it is over: “[RESOLVED]”. */
export function saysOver(line: string): boolean {
  const words = oneLine(line.slice(0, longest)).toLowerCase();
  return (
    ends.some((one) => new RegExp(`(?<![\\p{L}\\p{N}])${one}(?![\\p{L}\\p{N}])`, 'u').test(words)) && !deniesEnd(words)
  );
}

const states = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf([...ends, ...begins])})(?![\\p{L}\\p{N}])`, 'iu');

/** Returns whether a line has a word for a state in it, such as DOWN or resolved. */
export function saysState(line: string): boolean {
  return states.test(oneLine(line.slice(0, longest)));
}
