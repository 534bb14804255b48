import { type Names, nameAt } from '../names.ts';
import { joined, split, without } from '../words.ts';

/** Matches the word of other tools, which silence either an incident for a while or the alerts of a service. */
const silences =
  /^\/?(?:silence|disable|mute|shelve|suppress|hush|pause|inhibit|snooze|stumm(?:schalten?)?|pausiere?n?|silenciar?|pausar?|ミュート|サイレンス|スヌーズ)(?![\p{sc=Latin}\d])[.,:]?\s*/iu;
const ends =
  /^\/?(?:unsnooze|un-snooze|stop snoozing|snooze\s+(?:off|end|cancel|stop|over)|snooze(?=\s+#?\d{1,9}\s+(?:cancel|end|stop|over)\W*$)|(?:end|stop|cancel|remove|clear)\s+(?:the\s+|my\s+)?(?:snooze|mute)|wake(?:\s+up)?(?=\s+#?\d{1,9}(?:\s+up)?\W*$)|unsilence|unmute|unsuppress|unpause|resume|enable|fortsetzen|reanudar?|desilenciar?)(?![\p{L}\d])[.,:]?\s*/iu;
const small =
  /^(?:the|all|alerts?|alarms?|pages?|notifications?|alarme|alertas?|service|for|from|of|on|für|von|de|del|para)?$/iu;

/**
 * Reads `silence checkout 2h` as maintenance of the service; `silence 14 2h` stays a snooze.
 *
 * @returns the line to read, and whether its meaning is sure; undefined for other lines
 */
const escalation =
  /^(?:(?:hold|pause|suspend|delay)\s+(?:the\s+)?(?:escalations?|paging)|(?:stop|snooze)\s+(?:the\s+)?escalations?)(?:\s+(?:of|on|for)(?=\s+#?\d))?(?:\s+(?=#?\d|for\s|until\s|till\s)|\s*$)/iu;
/** Says that a service is to be silent in words that mean other things as well. */
const noAlerts =
  /^(?:stop|no|ignore|skip|hold)\s+(?:all\s+|the\s+|any\s+)?(?:(?:alerts|alarms|pages|notifications)\s+)?(?:(?:for|from|of|on)\s+)?(?=\S)/iu;

export function silenceOrder(
  line: string,
  { services }: Names,
): { readonly line: string; readonly isSure: boolean } | undefined {
  if (escalation.test(line)) return { line: line.replace(escalation, 'snooze '), isSure: false };
  const noisy = split(line.replace(noAlerts, ''), []);
  if (noAlerts.test(line) && nameAt(noisy, services))
    return { line: `maintenance start ${joined(noisy)}`, isSure: false };
  const verb = silences.exec(line)?.[0];
  const over = verb === undefined ? ends.exec(line)?.[0] : undefined;
  if (verb === undefined && over === undefined) return undefined;
  const words = split(line.slice((verb ?? over ?? '').length), []);
  const rest = without(words, small);
  if (nameAt(rest, services)) {
    const action = over === undefined ? 'start' : 'stop';
    // The word of the command for incidents may mean an incident of the service.
    return { line: `maintenance ${action} ${joined(rest)}`, isSure: !/^\/?(?:snooze|スヌーズ)/iu.test(line) };
  }
  const incident = over === undefined ? undefined : endedFor(joined(rest));
  if (incident !== undefined) return { line: `snooze ${incident} for:off`, isSure: true };
  const isAll = over === undefined && /^(?:all|everything|alles|todo|全部)(?!\p{L})/iu.test(joined(words));
  const isNumbered = /^#?\d{1,9}(?:\W+#?\d{1,9})*\W*$/u.test(joined(words.slice(1)));
  if (!isAll || isNumbered) return undefined;
  return {
    line: `maintenance start all ${joined(words).replace(/^\S+\s*(?:alerts?|services?|alarme|alertas)?/iu, '')}`,
    isSure: false,
  };
}

/** Returns the incident whose snooze ends, from `14`, `incident #14` or `it`. */
function endedFor(text: string): string | undefined {
  if (/^(?:it|this|that)?[\s.!]*$/iu.test(text)) return '';
  return /^(?:incident\s+)?#?(\d{1,9})(?:\s+(?:up|cancel|end|stop|over))?[\s.!]*$/iu.exec(text)?.[1];
}
