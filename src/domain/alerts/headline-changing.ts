/** A date with or without its time, and what leads to it: `at 2026-01-15 11:00:00 UTC`, `(15.01.2026)`, `[2026-01-15T11:00Z]`. */
const date =
  /(?<![\w./-])(?:(?:at|on|am|le|el|um)\s)?[([]?(?:\d{4}-\d\d-\d\d|\d{4}\/\d\d\/\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\/\d{1,2}\/\d{4})(?:(?:T|,?\s)\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:\s?[ap]m)?(?:\s?(?:UTC|GMT|CES?T|Z|[+-]\d\d:?\d\d))?)?[)\]]?(?![\w/-])/gi;
/** A measured value; a threshold such as `> 90 %` stays. */
const percent =
  /(?<=(?:\b(?:is|at|to|reached|now|currently|usage|ist|bei|auf|está en|est à)|[=:])\s?)\d{1,3}(?:[.,]\d{1,6})?\s?%/gi;
/** How many of them there are. */
const count =
  /(?<=^|[:\]]\s)\d{1,9} (?=(?:new |failed |unread |open )?(?:messages?|errors?|items?|jobs?|mails?|emails?|requests?|failures?|events?|alerts?|hosts?|services?|checks?|updates?|packages?|targets?|pods?|exceptions?)\b)/i;
/** How long it has been so, and how often it was told. */
const since =
  /\s(?:for|since|seit|depuis)(?:\s\d{1,6}\s?(?:d|h|m|s|min|sec|days?|hours?|minutes?|mins?|seconds?|secs?|Tagen?|Stunden?|Minuten?))(?:\s?\d{1,6}\s?(?:d|h|m|s|min|sec|days?|hours?|minutes?|mins?|seconds?|secs?)){0,3}$/i;
const repeat =
  /\s\((?:\d{1,6}(?:st|nd|rd|th)|#?\d{1,6}) (?:notification|reminder|alert|time)\)$|^\[\d{1,4}\/\d{1,4}\]\s/i;
/** Programs that build: the number and the commit are others each time. */
const builds = /\b(?:builds?|pipelines?|jenkins|circleci|travis|deploy(?:ment)?s?)\b/i;
const buildNumber = /\s?#\d{1,9}\b/g;
const commit = /(?:\s?[-|@]\s|(?<=\())\b(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{7,40}\b/g;

/** Returns the line without what differs from one message about a problem to the next. */
export function withoutChanging(line: string): string {
  const steady = line
    .replace(repeat, '')
    .replace(date, '')
    .replace(percent, '%')
    .replace(count, '# ')
    .replace(since, '');
  const plain = builds.test(steady) ? steady.replace(buildNumber, '').replace(commit, '') : steady;
  const text = plain
    .replace(/\s{2,}/g, ' ')
    .replace(/\s+(?=[)\]])/g, '')
    .replace(/(https?:\/\/\S{1,300})\s\([^()]{1,100}\)$/i, '$1')
    .replace(/[(]\s*[)]/g, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(text) ? text : line;
}
