import type { Alert } from '../../../src/domain/alerts/alert.ts';

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const resolvedWords = listed(
  'resolved resolve closed close ok up normal inactive recovered recovery success deactivated cleared clear healthy online passing passed succeeded successful fixed restored operational ended end untriggered completed',
);
const firingWords = listed(
  'firing fired alerting alarm alert triggered trigger opened open active activated created create new started start problem down offline unreachable unavailable outage critical crit warning warn error errored failed failing failure fail unhealthy degraded unstable breached unknown nodata trouble anomalous red timeout missing missed late raised unresolved incident',
);
/** Who works on it, and who is not to be told of it, is decided in Tocsin; a build that somebody stopped says neither. */
const silentWords = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled verifying aborted cancelled canceled skipped',
);

/** What a word says of an alert; `silent` neither begins nor ends it. */
export type State = Alert['status'] | 'silent';

/** Returns the status that a monitor's word means. A word that does not say that it is over fires. */
export function statusOf(word: string | null | undefined): Alert['status'] {
  return resolvedWords.has(word?.trim().toLowerCase() ?? '') ? 'resolved' : 'firing';
}

/** Returns what a value says of an alert where any field may hold it: `monitor.down`, `OK -> CRITICAL`. Undefined: nothing. */
export function readState(value: unknown): State | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const words: readonly string[] = value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const last = words.at(-1) ?? '';
  if (words.includes('not') || words.includes('no')) return 'firing';
  if (resolvedWords.has(last)) return 'resolved';
  if (firingWords.has(last)) return 'firing';
  return silentWords.has(last) ? 'silent' : undefined;
}
