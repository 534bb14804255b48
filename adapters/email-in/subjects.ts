import { oneLine } from '../../src/lib/text.ts';

export interface Subject {
  readonly status: 'firing' | 'resolved';
  /** Without what says whether it still burns, who answered, or how many: the same for the beginning and the end. */
  readonly bare: string;
}

/** RFC 5322 has no limit; a subject longer than a line is nobody's. */
const LONGEST = 998;

const ends = ['resolved', 'ok', 'okay', 'recovery', 'recovered', 'up', 'closed', 'cleared', 'normal'];
const begins = [
  ...['firing', 'alerting', 'problem', 'alarm', 'alert', 'triggered', 'opened', 'open', 'down', 'unknown'],
  ...['disaster', 'critical', 'crit', 'error', 'warning', 'warn', 'failed', 'failure'],
];
const word = `(?<word>${[...ends, ...begins].join('|')})`;

/** Each takes something from the front. What they have no word for is nobody's state: `Re:`. */
const heads = [
  /^(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw)(?:\[\d{1,3}\])?\s?:/i,
  /^\[(?:ext|external|extern)\]/i,
  // [FIRING:2], [RESOLVED]
  new RegExp(`^\\[\\s?${word}(?![a-z])[^\\]]{0,60}\\]`, 'i'),
  // Nagios: ** PROBLEM Service Alert: …
  new RegExp(`^\\*{0,3}\\s?${word} (?:host|service) alert\\s?:`, 'i'),
  // UptimeRobot: Monitor is DOWN: …; Pingdom: DOWN alert: …
  new RegExp(`^monitor is ${word}\\s?:`, 'i'),
  new RegExp(`^${word} alert\\s?:`, 'i'),
  // RESOLVED: …, UP | …, OK - …, Resolved in 5m 3s: …
  new RegExp(`^${word}(?: in (?:\\d{1,6}[wdhms] ?){1,5})?\\s?(?::|\\||[-–—](?= ))`, 'i'),
];

/** … is CRITICAL, … is OK */
const tail = new RegExp(` is (?:now |back )?${word}$`, 'i');

/** What a subject is about, and whether it is over: `[RESOLVED] Disk full` is the end of `Disk full`. */
export function readSubject(subject: string): Subject {
  let rest = oneLine(subject.slice(0, LONGEST));
  let state: string | undefined;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const head of heads) {
      const found = head.exec(rest);
      if (!found) continue;
      const behind = rest.slice(found[0].length).trim();
      // A subject that is nothing but its state is about that.
      if (behind === '') continue;
      state ??= found.groups?.word;
      rest = behind;
    }
  }
  rest = rest.replace(/[\s*]{1,10}$/, '');
  const end = tail.exec(rest);
  if (end && end.index > 0) {
    state ??= end.groups?.word;
    rest = rest.slice(0, end.index);
  }
  return { status: state && ends.includes(state.toLowerCase()) ? 'resolved' : 'firing', bare: rest };
}
