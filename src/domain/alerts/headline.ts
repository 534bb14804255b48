import { oneLine } from '../../lib/text.ts';
import type { Severity } from '../severity.ts';
import { readHeadlineShape, symbol } from './headline-shapes.ts';

/** What the first line of a monitor's message says: a subject of a mail, or the text that it posts into a chat. */
export interface Headline {
  /** `other`: neither the beginning nor the end of something, such as an acknowledgement in the monitor itself. */
  readonly status: 'firing' | 'resolved' | 'other';
  /** Without state, counts and values: the same for the beginning and the end of one problem. */
  readonly bare: string;
  readonly severity?: Severity;
}

/** RFC 5322 has no limit for a subject; what is longer than a line of a mail is not compared. */
const longest = 998;

const ends = [
  ...['resolved', 'ok', 'okay', 'recovery', 'recovered', 'up', 'closed', 'cleared', 'normal', 'success', 'successful'],
  ...['succeeded', 'fixed', 'inactive', 'deactivated', 'back up', 'back to normal'],
];
const begins = [
  ...[
    'firing',
    'alerting',
    'problem',
    'alarm',
    'alert',
    'triggered',
    'opened',
    'open',
    'down',
    'unknown',
    'activated',
    'fired',
  ],
  ...['re-triggered', 'retriggered', 'renotify', 're-notify'],
  ...['disaster', 'critical', 'crit', 'error', 'warning', 'warn', 'failed', 'failure', 'unreachable', 'no data'],
];
const neither = [
  ...['acknowledgement', 'acknowledged', 'flappingstart', 'flappingstop', 'flapping', 'downtimestart'],
  ...[
    'downtimeend',
    'downtimecancelled',
    'downtime',
    'insufficient_data',
    'updated',
    'custom',
    'commented',
    'muted',
    'snoozed',
  ],
];
const severityWords: Readonly<Record<string, Severity>> = {
  disaster: 'sev1',
  critical: 'sev1',
  crit: 'sev1',
  error: 'sev2',
  warning: 'sev3',
  warn: 'sev3',
  ...{ p1: 'sev1', p2: 'sev2', p3: 'sev3', p4: 'sev4', sev1: 'sev1', sev2: 'sev2', sev3: 'sev3', sev4: 'sev4' },
  ...{ p0: 'sev1', p5: 'sev4', 'sev-1': 'sev1', 'sev-2': 'sev2', 'sev-3': 'sev3', 'sev-4': 'sev4' },
  ...{ 'sev 1': 'sev1', 'sev 2': 'sev2', 'sev 3': 'sev3', 'sev 4': 'sev4' },
  ...{ 'priority 1': 'sev1', 'priority 2': 'sev2', 'priority 3': 'sev3', 'priority 4': 'sev4' },
  ...{ 'severity 1': 'sev1', 'severity 2': 'sev2', 'severity 3': 'sev3', 'severity 4': 'sev4' },
  ...{ emergency: 'sev1', fatal: 'sev1', urgent: 'sev1', blocker: 'sev1', high: 'sev2', major: 'sev2' },
  ...{ average: 'sev3', medium: 'sev3', moderate: 'sev3', minor: 'sev3', low: 'sev4', info: 'sev4', notice: 'sev4' },
  ...{ informational: 'sev4', information: 'sev4' },
};

const anyOf = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|');
const word = `(?<word>${anyOf([...ends, ...begins, ...neither])})`;
const bracketed = `(?<word>${anyOf([...ends, ...begins, ...neither, ...Object.keys(severityWords)])})`;
/** Each takes something from the front. Without a word it says no state: `Re:`. */
const heads = [
  /^(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw)(?:\[\d{1,3}\])?\s?:/i,
  /^\[(?:ext|external|extern)\]/i,
  // [Monitor Alert] Triggered: …, [New Relic] Issue closed: …
  new RegExp(
    `^\\[[^\\]]{1,40}\\]\\s?(?:(?:issue|incident|alert|monitor)\\s)?${word}(?: in (?:\\d{1,6}[wdhms] ?){1,5})?\\s?:`,
    'iu',
  ),
  // [FIRING:2], [RESOLVED], [🔴 Down], *[critical]*
  new RegExp(`^\\*{0,2}\\[\\s?${symbol}${bracketed}(?![a-z])[^\\]]{0,60}\\]\\*{0,2}`, 'iu'),
  // Nagios: ** PROBLEM Service Alert: …
  new RegExp(`^\\*{0,3}\\s?${word} (?:host|service) alert\\s?:`, 'i'),
  // UptimeRobot: Monitor is DOWN: …; Pingdom: DOWN alert: …
  new RegExp(`^monitor is ${word}\\s?:`, 'i'),
  new RegExp(`^(?:issue|incident|alert) ${word}\\s?:`, 'i'),
  new RegExp(`^${word} alert\\s?:`, 'i'),
  // Zabbix: Updated problem in 3m: …
  new RegExp(`^${word} problem(?: in (?:\\d{1,6}[wdhms] ?){1,5})?\\s?:`, 'i'),
  // RESOLVED: …, UP | …, OK - …, Resolved in 5m 3s: …, ✅ Recovered: …
  new RegExp(`^${symbol}${word}(?: in (?:\\d{1,6}[wdhms] ?){1,5})?\\s?(?::|\\||[-–—](?= ))`, 'iu'),
];

/** Those that say a state behind a sender. */
const stateFirst = heads.slice(3);

/** P1: …, sev2 - …, (CRITICAL) …, Severity: high - …, Priority: P1 | … */
const graded = new RegExp(
  `^(?:(?:severity|priority)\\s?[:=]\\s?)?(?<open>\\()?(?<grade>${anyOf(Object.keys(severityWords))})(?:\\)\\s?[:|]?|\\s?(?::|\\||[-–—](?= )))`,
  'i',
);
/** … [critical], … (P1) */
const gradedTail = new RegExp(
  `\\s[[(](?:(?:severity|priority)\\s?[:=]?\\s?)?(?<grade>${anyOf(Object.keys(severityWords))})[\\])]$`,
  'i',
);

/** … is CRITICAL, … is OK!, … is back to normal */
const tail = new RegExp(`\\s(?:is|are)\\s(?:now\\s|back\\s)?${word}(?:\\sagain)?$`, 'i');
/** Who sends it, before the state: Grafana: [FIRING:1] …, [Healthchecks] DOWN | … It stays a part of what the line is about. */
const prefix = /^(?:\[[\p{L}\p{N} ._-]{1,40}\]|[\p{L}\p{N}._-]{2,30}:)\s(?=\S)/u;
/** Reads what a line is about, and whether it is over: `[RESOLVED] Disk full` is the end of `Disk full`. */
export function readHeadline(line: string): Headline {
  const text = oneLine(line.slice(0, longest));
  const shape = readHeadlineShape(text);
  return shape ? headline(shape.word, shape.bare) : readAffixes(text);
}

function readAffixes(text: string): Headline {
  const [from = ''] = prefix.exec(text) ?? [];
  const behind = from && text.slice(from.length);
  // Only a state in so many words: “shop: down the river” is about what it says.
  const isSent = behind !== '' && ![...heads, graded].some((head) => head.test(text));
  if (isSent && stateFirst.some((head) => head.exec(behind)?.groups?.word)) {
    const read = readPlain(behind);
    return { ...read, bare: `${from}${read.bare}` };
  }
  return readPlain(text);
}

function readPlain(text: string): Headline {
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
      const said = found.groups?.word?.toLowerCase();
      severity ??= said === undefined ? undefined : severityWords[said];
      if (said !== undefined && isState(said)) state ??= said;
      rest = behind;
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
  rest = rest.replace(/[\s*!.]{1,10}$/, '');
  const end = tail.exec(rest);
  if (end && end.index > 0) {
    const said = end.groups!.word!.toLowerCase();
    severity ??= severityWords[said];
    state ??= said;
    rest = rest.slice(0, end.index);
  }
  // Veeam: [Failed] Backup Job Prod (3 objects) 1 failed
  rest = rest.replace(/\s\(\d{1,9} objects?\)(?:\s\d{1,9} \w{1,20})?$/i, '');
  return { ...headline(state, rest), ...(severity && { severity }) };
}

function isState(said: string): boolean {
  return ends.includes(said) || begins.includes(said) || neither.includes(said);
}

function headline(said: string | undefined, bare: string): Headline {
  const state = said?.toLowerCase();
  const severity = state === undefined ? undefined : severityWords[state];
  const status = !state ? 'firing' : ends.includes(state) ? 'resolved' : neither.includes(state) ? 'other' : 'firing';
  return { status, bare, ...(severity && { severity }) };
}

/** A line of nothing but a state, a grade or a usual word: what it is about stands somewhere else. */
const nothing = new RegExp(
  `^(?:${anyOf([...ends, ...begins, ...neither, ...Object.keys(severityWords), 'notification', 'update', 'message', 'status', 'no subject', 'none'])}|[^\\p{L}\\p{N}])*$`,
  'iu',
);

/** Returns whether a line does not say what it is about: “Re:”, “[RESOLVED]”, “(no subject)”. */
export function saysNothing(line: string): boolean {
  const text = oneLine(line.slice(0, longest)).replace(
    /^(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw)(?:\[\d{1,3}\])?\s?:\s?){1,20}/i,
    '',
  );
  return nothing.test(text);
}

/** Returns whether a line that says nothing else says that it is over: “[RESOLVED]”. */
export function saysOver(line: string): boolean {
  const words = oneLine(line.slice(0, longest)).toLowerCase();
  return ends.some((one) => new RegExp(`(?<![\\p{L}\\p{N}])${one}(?![\\p{L}\\p{N}])`, 'u').test(words));
}

const states = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf([...ends, ...begins])})(?![\\p{L}\\p{N}])`, 'iu');

/** Returns whether a line has a word for a state in it, such as DOWN or resolved. */
export function saysState(line: string): boolean {
  return states.test(oneLine(line.slice(0, longest)));
}
