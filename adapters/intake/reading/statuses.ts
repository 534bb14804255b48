import type { Alert } from '../../../src/domain/alerts/alert.ts';

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const resolvedWords = listed(
  'resolved resolve closed close ok up normal inactive recovered recovery recover success deactivated cleared clear healthy online passing passed pass succeeded succeed successful fixed restored operational ended end untriggered completed available reachable compliant ready green reconnected mitigated',
);
const firingWords = listed(
  'firing fired alerting alarm alert triggered trigger opened open active activated create created new started start problem down offline unreachable unavailable outage critical crit warning warn error errored failed failing failure fail unhealthy degraded unstable breached unknown nodata trouble anomalous anomaly red timeout missing missed late raised unresolved incident investigating identified crashed crash lost stopped expired exceeded violated broken dead overdue faulted disconnected noncompliant escalated reopened reactivated regressed unsuccessful',
);
/**
 * Who works on it, and who is not to be told of it, is decided in Tocsin; a build that somebody stopped, or that still runs, says
 * neither, and neither does what a sender posts to try its own settings.
 */
const silentWords = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled verifying monitoring upcoming aborted cancelled canceled skipped running pending building testing waiting processing deploying progress inprogress initiated tracking informational test ping verification insdt',
);
/** Of these only such as say that nothing is to be told; the others are kinds of things as well, such as `monitoring`. */
const silentEvents = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled verifying aborted cancelled canceled skipped test ping verification',
);
/** What these begin is work, and no problem: `deployment.created`, `build_started`. */
const work = listed('deploy deployment build pipeline run job workflow task release backup execution');
const beginnings = listed('created create started start new triggered opened active');
/** Kinds of events that say no state by themselves. */
const kinds = listed('alert alarm incident problem issue trouble');
/** What is not there when there is none of it: `no_alert`. */
const problems = listed('alert alerts alarm problem problems error errors issues incident incidents');

/** What a word says of an alert; `silent` neither begins nor ends it. */
export type State = Alert['status'] | 'silent';

/** Returns the status that a monitor's word means. A word that does not say that it is over fires. */
export function statusOf(word: string | null | undefined): Alert['status'] {
  return resolvedWords.has(word?.trim().toLowerCase() ?? '') ? 'resolved' : 'firing';
}

/** Returns what a value says of an alert where any field may hold it: `monitor.down`, `OK -> CRITICAL`. Undefined: nothing. */
export function readState(value: unknown): State | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const words = wordsIn(value);
  const denial = words.findIndex((word) => word === 'not' || word === 'no');
  if (denial !== -1) return problems.has(words[denial + 1] ?? '') ? 'resolved' : 'firing';
  if (words[0] === 'partially' || words[0] === 'non') return 'firing';
  const last = words.at(-1) ?? '';
  if (beginnings.has(last) && words.some((word) => work.has(word))) return 'silent';
  // `Down ESCALATION`: what follows the state says how often it was told.
  return stateOf(last) ?? stateOf(words[0] ?? '');
}

/** Returns what a kind of event says: `incident.closed`. That it is an alert says nothing of its state. */
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

/** `partiallySucceeded` and `IN_PROGRESS` are two words each. */
function wordsIn(value: string): readonly string[] {
  return (
    value
      .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Returns whether a word says only that something came to its end, and not how. */
export function isOnlyEnd(value: unknown): boolean {
  return typeof value === 'string' && /^(?:completed?|finished|finalized|ended|done)$/i.test(value.trim());
}

/** Returns a state as people read it: `deployment.error` as “deployment error”; a word of its own as it is. */
export function stateInWords(value: string): string {
  const text = value.trim();
  return /^[\p{L}\p{N}]+(?:[._:-][\p{L}\p{N}]+)+$/u.test(text) ? text.replace(/[._:-]/g, ' ').toLowerCase() : text;
}
