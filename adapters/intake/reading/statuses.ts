import type { Alert } from '../../../src/domain/alerts/alert.ts';

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const resolvedWords = listed(
  'resolved resolve closed close ok up normal inactive recovered recovery recover success deactivated cleared clear healthy online passing passed pass succeeded succeed successful fixed restored operational ended end untriggered completed available reachable compliant ready green reconnected mitigated',
);
const firingWords = listed(
  'firing fired alerting alarm alert triggered trigger opened open active activated create created new started start problem down offline unreachable unavailable outage critical crit warning warn error errored failed failing failure fail unhealthy degraded unstable breached unknown nodata trouble anomalous anomaly red timeout missing missed late raised unresolved incident investigating identified crashed crash lost stopped expired exceeded violated broken dead overdue faulted disconnected noncompliant escalated reopened reactivated regressed unsuccessful',
);
/**
 * Words that neither trigger nor resolve. Acknowledging and silencing happen in Tocsin; an aborted or running build has no
 * result; and test messages of a sender's settings are not alerts.
 */
const silentWords = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled verifying monitoring upcoming aborted cancelled canceled skipped running pending building testing waiting processing deploying progress inprogress initiated tracking informational test ping verification insdt',
);
/**
 * Silent words in kinds of events. Others are left out because they also name kinds of things, such as `monitoring`.
 */
const silentEvents = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled verifying aborted cancelled canceled skipped test ping verification',
);
/** The beginning of these is work, not a problem: `deployment.created`, `build_started`. */
const work = listed('deploy deployment build pipeline run job workflow task release backup execution');
const beginnings = listed('created create started start new triggered opened active');
/** Kinds of events that alone name no state. */
const kinds = listed('alert alarm incident problem issue trouble');
/** Names of problems that a “no” before them negates: `no_alert`. */
const problems = listed('alert alerts alarm problem problems error errors issues incident incidents');

/** The state that a word names; `silent` neither triggers nor resolves. */
export type State = Alert['status'] | 'silent';

/** Returns the status that a monitor's word means. Any word that does not mean resolved means firing. */
export function statusOf(word: string | null | undefined): Alert['status'] {
  return resolvedWords.has(word?.trim().toLowerCase() ?? '') ? 'resolved' : 'firing';
}

/** Returns the state in the value of any field: `monitor.down`, `OK -> CRITICAL`. Undefined when it names none. */
export function readState(value: unknown): State | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const words = wordsIn(value);
  const denial = words.findIndex((word) => word === 'not' || word === 'no');
  if (denial !== -1) return problems.has(words[denial + 1] ?? '') ? 'resolved' : 'firing';
  if (words[0] === 'partially' || words[0] === 'non') return 'firing';
  const last = words.at(-1) ?? '';
  if (beginnings.has(last) && words.some((word) => work.has(word))) return 'silent';
  // In `Down ESCALATION`, the word behind the state only says that it was sent again.
  return stateOf(last) ?? stateOf(words[0] ?? '');
}

/** Returns the state in a kind of event, such as `incident.closed`. The word “alert” alone names no state. */
export function readEventState(value: unknown): State | undefined {
  const last = typeof value === 'string' ? (wordsIn(value).at(-1) ?? '') : '';
  const state = kinds.has(last) ? undefined : readState(value);
  return state !== 'silent' || silentEvents.has(last) || beginnings.has(last) ? state : undefined;
}

function stateOf(word: string): State | undefined {
  if (resolvedWords.has(word)) return 'resolved';
  if (firingWords.has(word)) return 'firing';
  return silentWords.has(word) ? 'silent' : undefined;
}

/** Splits `partiallySucceeded` and `IN_PROGRESS` into two words each. */
function wordsIn(value: string): readonly string[] {
  return (
    value
      .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Returns whether a word says only that something ended, and not with which result. */
export function isOnlyEnd(value: unknown): boolean {
  return typeof value === 'string' && /^(?:completed?|finished|finalized|ended|done)$/i.test(value.trim());
}

/** Returns a state for people: `deployment.error` as “deployment error”; a single word as it is. */
export function stateInWords(value: string): string {
  const text = value.trim();
  return /^[\p{L}\p{N}]+(?:[._:-][\p{L}\p{N}]+)+$/u.test(text) ? text.replace(/[._:-]/g, ' ').toLowerCase() : text;
}
