import { begins, ends, neither, severityWords } from '../headline-words.ts';
import { anyOf, symbol } from './patterns.ts';

const states = anyOf([...ends, ...begins, ...neither]);
const word = `(?<word>${states})`;
const grades = anyOf(Object.keys(severityWords));
/** `Re:`, `Fwd:` and `AW:`, in the languages of mail programs. */
export const answering =
  '(?:re|fwd?|aw|wg|sv|vs|vb|tr|rv|antw|doorst|res|enc|rif|odp|pd|ynt|ilt|vl|[ri](?=: )|回复|回覆|答复|转发|轉寄|返信|転送)(?:\\[\\d{1,3}\\])?\\s?[:：]';
const outside =
  '(?:caution|warning|warnung|achtung)?[:!\\s]{0,3}extern(?:al|e|o)?(?:[\\s_-](?:e-?mail|mail|nachricht|message|sender|absender|source))?';
const junk =
  '(?:!{1,3}|marked as\\s|suspected\\s|possible\\s|probable\\s|likely\\s)?spam\\??(?:[\\s:]{1,2}[\\d.]{1,6}|\\slow|\\shigh)?|suspicious(?: (?:e-?mail|message))?';

/** What mail programs and mail servers put before a line. */
export const mailPrefixes = [
  new RegExp(`^${answering}`, 'i'),
  new RegExp(
    `^\\*{2,5}\\s?(?:${outside}|${junk})\\s?\\*{2,5}|^[[({<](?:ext|bulk|\\*{0,5}\\s?(?:${outside}|${junk})\\s?\\*{0,5})[\\])}>]:?|^(?:${outside}|ext|spam)\\s?:`,
    'i',
  ),
];
/** A ticket system numbers each mail anew: [Ticket #4711], [INC0012345], (Ticket 4711). */
export const ticketNumber =
  /^\[(?:(?:ticket|case|request|req|sr|vorgang)[\s:#-]{0,3}[\w-]{0,6}\d{2,20}|(?:inc|req|ritm|chg|sr|cs)\d{4,12})\]:?\s|\s[[(](?:(?:ticket|case|request|vorgang)[\s:#-]{0,3}[\w-]{0,6}\d{2,20}|(?:inc|req|ritm|cs)\d{4,12})[\])]$/i;
/** [ops-alerts] Re: …, where a mailing list puts its name before the answer. */
export const listPrefix = new RegExp(`^(\\[[^\\]]{1,40}\\]\\s)(?:${answering}\\s?){1,20}`, 'i');

/** “Issue”, “Critical priority issue is”: what may stand before a state. */
const kind =
  '(?:(?:new )?(?:\\w{2,12} priority )?(?:issue|incident|alert|monitor|violation|problem|event|case)\\s(?:is\\s)?)';
const duration = '(?:\\d{1,6}[wdhms] ?){1,5}';
const bracketed = `(?<word>${anyOf([...ends, ...begins, ...neither, ...Object.keys(severityWords)])})`;

/** Each takes a state from the front, and its group `where` names what the state is of. */
export const heads = [
  // [FIRING:2], [RESOLVED], [🔴 Down], *[critical]*
  new RegExp(`^\\*{0,2}\\[\\s?${symbol}${bracketed}(?![a-z])(?<more>[^\\]]{0,60})\\]\\*{0,2}`, 'iu'),
  // Nagios: ** PROBLEM Service Alert: …, ** PROBLEM - db1 - …
  new RegExp(`^\\*{0,3}\\s?${word} (?:(?:host|service) alert\\s?:|alert(?:\\s\\d{1,4})?\\s-)`, 'i'),
  new RegExp(`^\\*{1,5}\\s?${word}\\s?[:–-]\\s`, 'i'),
  /^(?<word>PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|FLAPPING[A-Z]{3,8}|DOWNTIME[A-Z]{3,9})\s(?=\S.{0,300}\sis\s[A-Z]{2,11}[\s!*]{0,4}$)/,
  // UptimeRobot: Monitor is DOWN: …; Pingdom: DOWN alert: …
  new RegExp(`^(?:monitor|check|host|service|site|website) is (?:now )?${word}\\s?:`, 'i'),
  // Critical priority issue is ACTIVE: …
  new RegExp(`^${symbol}${kind}(?<word>${states}|active|detected)(?: automatically)?\\s?:`, 'iu'),
  new RegExp(`^(?!update )${word} alert\\s?:`, 'i'),
  // Zabbix: Updated problem in 3m: …, Problem (High): …, Problem High - …
  new RegExp(`^${word} problem(?: in ${duration})?\\s?:`, 'i'),
  new RegExp(`^${word}\\s(?:\\((?:${grades})\\)|(?:${grades}))\\s?(?::|[-–](?= ))`, 'i'),
  // RESOLVED: …, UP | …, OK - …, Resolved in 5m 3s: …, ✅ Recovered: …, Automatically resolved: …
  new RegExp(
    `^${symbol}(?:automatically )?${word}(?: (?:in|en|em|nach|dopo|за) ${duration})?(?:\\s?\\(\\d{1,4}\\))?\\s?(?:[:：]|\\||[-–—](?= )|!(?= ))`,
    'iu',
  ),
  // Problem on db1: …
  new RegExp(`^${symbol}(?!update )${word} (?:on|at|auf|sur|en) (?<where>[^\\s:]{1,100})\\s?: `, 'iu'),
  // (REPAIRED) Fan 3 failed
  new RegExp(`^\\(${word}\\):?(?= )`, 'iu'),
  // *Resolved* Disk full, [復旧]
  new RegExp(`^\\*{1,3}\\s?${symbol}${word}\\s?\\*{1,3}:?(?= )`, 'iu'),
];

/** P1: …, sev2 - …, (CRITICAL) …, Severity: high - …, Priority: P1 | … */
export const graded = new RegExp(
  `^(?:(?:severity|priority)\\s?[:=]\\s?)?(?<open>\\()?(?<grade>${grades})(?:\\)\\s?[:|]?|\\s?(?::|\\||[-–—](?= )))`,
  'i',
);
/** … [critical], … (P1) */
export const gradedTail = new RegExp(`\\s[[(](?:(?:severity|priority)\\s?[:=]?\\s?)?(?<grade>${grades})[\\])]$`, 'i');
/** Who sends it, before the state: Grafana: [FIRING:1] …, [Healthchecks] DOWN | … It stays a part of what the line is about. */
export const prefix =
  /^(?:\*{2,5}\s?[\p{L}\p{N} ._-]{2,30}?\s?\*{2,5}|\[[^[\]]{1,60}\]:?|[\p{L}\p{N}._-]{2,30}(?:\s[\p{L}\p{N}._-]{1,30}){0,3}?(?:\s?:|\s-(?=\s)))\s(?=\S)/u;
