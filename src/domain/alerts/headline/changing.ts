import { anyOf } from './patterns.ts';

const months =
  '(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|mär(?:z)?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?)';
const day = anyOf([
  '\\d{4}[-/.]\\d\\d[-/.]\\d\\d',
  '\\d{1,2}\\.\\d{1,2}\\.\\d{4}',
  '\\d{1,2}/\\d{1,2}/\\d{4}',
  '\\d{4}年\\d{1,2}月\\d{1,2}日',
  `\\d{1,2}[-\\s.]{1,2}${months}[-\\s.,]{1,2}\\d{4}`,
  `${months}\\s\\d{1,2}(?:,?\\s\\d{4})?`,
]);
const clock =
  '\\d{1,2}:\\d\\d(?::\\d\\d)?(?:[.,]\\d{1,9})?(?:\\s?[ap]m)?(?:\\s?(?:UTC|GMT|[CEPM][DES]?T|Z|[+-]\\d\\d:?\\d\\d))?';
/** A date with or without its time, and what leads to it: `at 2026-01-15 11:00:00 UTC`, `(15.01.2026)`, `Thu Jan 15 11:00:00 2026`. */
const date = new RegExp(
  `(?<![\\w./-])(?:(?:at|on|am|le|el|um)\\s)?[([]?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\\s)?(?:${day})(?:(?:T|,?\\s|\\s(?:at|um)\\s)${clock}(?:\\s\\d{4})?)?[)\\]]?(?![\\w/-])`,
  'gi',
);
/** A time alone, at either end: `[11:00:00] …`, `… at 11:00`, `… (11:00:00 UTC)`. */
const time = new RegExp(
  `^[([]${clock}[)\\]]\\s|^\\d\\d:\\d\\d:\\d\\d\\s|\\s(?:(?:at|um|à|a las)\\s${clock}|[([](?:at\\s)?${clock}[)\\]])$`,
  'i',
);
/** What a number tells apart, and does not measure: port 5432 is another than port 5433, 503 another than 500. */
const numbersThings =
  '(?:port|status|code|version|release|node|host|instance|shard|partition|replica|worker|slot|unit|bay|vlan|zone|channel|camera|rack|line|job|build|ticket|kernel|firmware|pid|id|refused|listening)s?';
const untold = `(?<!(?<![a-z])${numbersThings}\\s?(?:(?:(?:is|at|now|reached|currently|ist|bei|auf)\\s){1,2}|[:=]\\s?))`;
/** A measured value; a threshold such as `> 90 %` stays. */
const percent =
  /(?<!(?:[<>≤≥]|\b(?:limit|threshold|target|quota|slo))\s?[:=]?\s?)(?<=(?:\b(?:is|at|to|reached|now|currently|usage|ist|bei|auf|está en|est à)|[=:])\s?)\d{1,3}(?:[.,]\d{1,6})?\s?%/gi;
/** The same without percent, behind everything: `Load on db1 is 12.5`. */
const value = new RegExp(
  `(?<=\\b(?:is|at|now|reached|currently|ist|bei|auf)\\s|=\\s?)${untold}\\d{1,9}(?:[.,]\\d{1,6})?(?:\\s?(?:ms|s|[KMGT]i?B|°?[CF]))?$`,
  'i',
);
/** What stands before a limit, which tells two alerts apart. */
const limits =
  '(?:\\b(?:up|down|by|for|of|above|below|over|under|than|exceed(?:s|ed)?|at|is|limit|threshold|target|quota|slo)|[<>≤≥])';
const measure = '[-+]?\\d{1,6}(?:[.,]\\d{1,3})?\\s?(?:%|°\\s?[CF])';
/** What is measured, in parentheses: `freezer 3 (-8 °C)`, `(5% free)`. */
const inParentheses =
  '\\s?\\([<>]?\\s?[-+]?\\d{1,6}(?:[.,]\\d{1,3})?\\s?(?:%|°\\s?[CF]|[KMGT]i?B)(?: (?:free|used|left|full))?\\)$';
/** The same behind everything but a place: `rack 4: 41 °C`, `disk 95%`, `disk 95% on db-1`. */
const reading = new RegExp(
  `${inParentheses}|(?<!${limits}\\s?[:=]?)(?:\\s?[:=])?\\s${measure}(?=$| \\(| (?:on|in|at|auf|en|sur) [\\p{L}\\p{N}._/-]{1,100}$)`,
  'giu',
);
/** Numbers of messages: iDRAC’s PSU0017, iLO’s AlertMail-017, [CRIT-052] of Sophos. */
const messageNumber =
  /(?<=^|:\s)[A-Z]{3}\d{4}: (?=\S)|\[(?:crit|warn|info|notice|error)-\d{2,4}\]\s?|(?<=\balertmail)-\d{1,6}(?=:)/gi;
/** How many of them there are. */
const count =
  /(?<=^|[:\]]\s|\b(?:had|has|have|found|received|with|than|are)\s)(?!0+ )\d{1,9} (?=(?:(?:new|failed|unread|open|debian|security|package|pending) ){0,2}(?:messages?|errors?|items?|jobs?|mails?|emails?|requests?|failures?|events?|alerts?|hosts?|services?|checks?|updates?|packages?|targets?|pods?|exceptions?)\b)/gi;
const unit =
  '(?:d|h|m|s|min|sec|days?|hours?|minutes?|mins?|seconds?|secs?|hrs?|Tagen?|Stunden?|Minuten?|Sekunden?|jours?|heures?|horas?|minutos?|días?|segundos?|secondes?)';
const duration = `\\d{1,6}\\s?${unit}(?:,?\\s?(?:and\\s|und\\s|y\\s|et\\s)?\\d{1,6}\\s?${unit}){0,3}`;
/** How long it has been so: `for 5 minutes`, `(after 3m)`, `since 11:00`. */
const since = new RegExp(
  `\\s(?:for|since|seit|depuis|desde hace|after|nach|at least|for at least|for more than)\\s${duration}$|\\s\\((?:after|lasted|duration:?|downtime:?|outage:?|down for|dauer:?)\\s${duration}\\)$|\\s(?:since|seit|depuis|desde)\\s${clock}$`,
  'i',
);
/** What an end tells of the time before: `Shop. It was down for 5 minutes`, `shop (was down for 3m)`. */
const before =
  /(?:[.,;]\s(?:it\s)?|\s\((?:it\s)?|\sand\s(?:it\s)?)(?:was|were|has been|had been)\s(?:down|offline|unreachable|unavailable|not responding|failing|unhealthy|critical|degraded|in (?:alarm|alert))\b[^()]{0,80}\)?$/i;
/** That it is told again: `Reminder: …`, `[2nd notification] …`, `… (reminder)`, `STILL DOWN: …`. */
const reminder =
  '(?:reminder|reminding|renotification|re-notification|erinnerung|recordatorio|rappel|リマインダー|再通知)';
const nth = '(?:\\d{1,6}(?:st|nd|rd|th)|#?\\d{1,6}) (?:notification|reminder|alert|time|notice)';
const numbered = '(?:notification|reminder|alert) #\\d{1,6}';
const repeats = [
  new RegExp(`^\\[\\d{1,4}/\\d{1,4}\\]\\s|^\\[(?:${reminder}|${nth}|${numbered})\\]:?\\s`, 'i'),
  new RegExp(`^(?:${reminder}|${nth}|${numbered})(?:\\s#?\\d{1,6})?(?:\\s?:|\\s-)\\s`, 'i'),
  new RegExp(
    `\\s[([](?:${reminder}(?:\\s#?\\d{1,6})?|${nth}|${numbered}|still \\w{2,12})[)\\]]$|\\s-\\s(?:${reminder}|${nth})$`,
    'i',
  ),
  new RegExp(`(?<=^(?:\\*{0,2}\\s?)?(?:alert|problem))\\s${reminder}(?=\\s?:)`, 'i'),
];
/** What is another each time: “… (exit code 1)”, “… (and 2 more)”, “… - Reason: timeout”. */
const aside =
  /\s\((?:exit (?:code|status)|rc)[ =:]{1,2}\d{1,3}\)$|\s\(and \d{1,6} (?:more|others?)\)$|(?:\s[-–]\s|\s\()(?:reason|root cause): .{1,200}$/i;
const still =
  /(?<!\bchecks?\s)\bstill (?=(?:down|firing|alerting|critical|failing|failed|unreachable|offline|unavailable|unhealthy|degraded|warning|problem|open|broken|not responding)\b)/gi;
/** Programs that build: the number and the commit are others each time. */
const builds = /\b(?:builds?|pipelines?|workflows?|jenkins|circleci|travis|deploy(?:ment)?s?|job '[^']{1,200}')/i;
const buildNumber = /\s?#\d{1,9}\b|(?<=\bbuild )\d{8}\.\d{1,4}\s?|(?<=\bjob '[^']{1,200})\s\[\d{1,9}\](?=')/gi;
const commit = /(?:\s?[-|@]\s|(?<=\())\b(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{7,40}\b/g;

/** “STILL DOWN: shop” is about shop. */
export function withoutStill(line: string): string {
  return line.replace(still, '');
}

/** Returns the line without what differs from one message about a problem to the next. */
export function withoutChanging(line: string): string {
  const once = repeats.reduce((text, pattern) => text.replace(pattern, ''), line);
  const measured = once
    .replace(date, '')
    .replace(time, '')
    .replace(messageNumber, '')
    .replace(reading, '')
    .replace(percent, '%')
    .replace(value, '#')
    .replace(count, '# ');
  const sentence = measured.replace(/[\s.!]{1,5}$/, '');
  const shorter = sentence.replace(before, '').replace(since, '');
  const steady = (shorter === sentence ? measured : shorter).replace(aside, '');
  const plain = builds.test(steady) ? steady.replace(buildNumber, '').replace(commit, '') : steady;
  const text = plain
    .replace(/\s{2,}/g, ' ')
    .replace(/\s+(?=[)\]])/g, '')
    .replace(/(https?:\/\/\S{1,300})\s\([^()]{1,100}\)$/i, '$1')
    .replace(/[(]\s*[)]/g, '')
    .replace(/\s[:|-]\s?$/, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(text) ? text : line;
}
