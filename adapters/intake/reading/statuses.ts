import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { deniesEnd } from '../../../src/domain/alerts/headline-denials.ts';
import { begins, ends } from '../../../src/domain/alerts/headline-words.ts';

const listed = (words: string, also: readonly string[] = []): ReadonlySet<string> =>
  new Set([...words.split(' '), ...also]);

/** Those of headlines, in all their languages, and what only a field says. */
const resolvedWords = listed(
  'resolve close success pass passed succeed ended end untriggered completed compliant ready green reconnected mitigated',
  ends,
);
const firingWords = listed(
  'trigger active create created new start errored fail unstable nodata trouble anomalous anomaly red timeout missed late raised unresolved incident identified crashed crash lost stopped expired exceeded violated dead overdue faulted noncompliant escalated reopened reactivated regressed unsuccessful stale',
  begins,
);
/**
 * Words that neither trigger nor resolve. Acknowledging and silencing happen in Tocsin; an aborted or running build has no
 * result; and test messages of a sender's settings are not alerts.
 */
const silentWords = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled planned verifying monitoring upcoming aborted cancelled canceled skipped running pending building testing waiting processing deploying progress inprogress initiated tracking informational test ping verification insdt',
);
/**
 * Silent words in kinds of events. Others are left out because they also name kinds of things, such as `monitoring`.
 */
const silentEvents = listed(
  'acknowledged acknowledge acknowledgement ack acked snoozed silenced suppressed muted maintenance paused queued scheduled verifying aborted cancelled canceled skipped test ping verification',
);
/** What people do about a problem, and what programs do with files and images: neither begins nor ends it. */
const remarks = listed(
  'assigned unassigned reassigned delegated annotated commented comment mentioned labeled deployed push pushed pull pulled upload uploaded download downloaded copied multipartupload',
);
/** The beginning of these is work, not a problem: `deployment.created`, `build_started`. */
const work = listed(
  'deploy deployment build pipeline run job workflow task release backup execution sync scan import export',
);
const beginnings = listed('created create started start new triggered opened active');
/** Kinds of events that alone name no state. */
const kinds = listed('alert alarm incident problem issue trouble');
/** Names of problems that a “no” before them negates: `no_alert`. */
const problems = listed('alert alerts alarm problem problems error errors issues incident incidents threat threats');

const flaws = listed('errors error warnings warning issues issue problems failures exceptions');
/** What follows these is how it was: “recovered from failure”. */
const causes = listed('from was after of since due because');

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
  if (words.length === 1 && words[0] === 'reset') return 'resolved';
  // `ResolvedCritical` names the grade that it had.
  if (/^(?:Resolved|Recovered|Cleared)[A-Z]\w*$/.test(value)) return 'resolved';
  const denial = words.findIndex((word) => word === 'not' || word === 'no');
  if (denial !== -1) return problems.has(words[denial + 1] ?? '') ? 'resolved' : 'firing';
  if (words[0] === 'partially' || words[0] === 'non' || deniesEnd(words.join(' '))) return 'firing';
  const last = words.at(-1) ?? '';
  if (beginnings.has(last) && words.some((word) => work.has(word.replace(/s$/, '')))) return 'silent';
  if (isSpoilt(words)) return 'firing';
  // In `Down ESCALATION`, the word behind the state only says that it was sent again.
  const first = stateOf(words[0] ?? '');
  return stateOf(last) ?? (first === 'resolved' && !isWhole(value, words) ? undefined : first);
}

/** What may follow a word that something is over, as in “resolved by mara”. In `up_for_retry` and `end_of_life` it is part of a name. */
const behindEnd = listed(
  'by after from since at on in with and again now back automatically manually successfully escalation notification alert incident problem event',
);

/** Returns whether the first of these words says the state of the whole: “OK: all is well”, “resolved (auto)”, “200 OK”. */
function isWhole(value: string, [first = '', second = '', ...others]: readonly string[]): boolean {
  if ([second, ...others].includes('of')) return false;
  return second === '' || behindEnd.has(second) || /^\d+$/.test(second) || isLabel(value, first);
}

function isLabel(value: string, first: string): boolean {
  return /^\s?[:,;.([–-]/.test(value.trim().slice(first.length));
}

/** “Completed with errors”, “recovered, now failing again”, “down for maintenance”: the first word is not the state. */
function isSpoilt(words: readonly string[]): boolean {
  const [first = '', ...others] = words;
  if (others.at(-1) === 'maintenance') return stateOf(first) === 'firing';
  if (stateOf(first) !== 'resolved') return false;
  const flaw = others.indexOf('with');
  if (flaw !== -1) return flaws.has(others[flaw + 1] ?? '');
  return others.some((word, at) => stateOf(word) === 'firing' && !causes.has(others[at - 1] ?? ''));
}

/** Returns whether a kind of event only tells what somebody does: `issue.assigned`, `b2:ObjectCreated:Upload`. */
export function isRemark(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 60) return false;
  const words = wordsIn(value);
  return remarks.has(words.at(-1) ?? '') || about.test(words.join(' '));
}

/** What was written about a problem, whom it was given to, and what became of an object. */
const about =
  /\bobject (?:created|deleted|removed|hidden|accessed)\b|\b(?:comment|note|annotation|responder|subscriber|assignee|priority|status update)s? (?:added|created?|removed|deleted|changed|updated|published|replied)$/;

/** Returns whether a kind of notification tells of a problem that somebody knows, or that comes and goes. */
export function isAside(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(?:acknowledg\w{1,7}|flapping(?:start|stop|end|disabled)?|downtime(?:start|end|cancelled|removed))(?:\s\(\w{1,20}\))?$/i.test(
      value.trim(),
    )
  );
}

/** Returns whether a kind of event names nothing but work, such as `deploy`. */
export function isWork(value: unknown): boolean {
  return typeof value === 'string' && work.has(value.toLowerCase());
}

/** Returns whether a title names work, such as “Backup nightly”. */
export function tellsWork(value: unknown): boolean {
  return typeof value === 'string' && wordsIn(value).some((word) => work.has(word));
}

/** Returns the state of what is switched off, or on: an alert that is inactive is over, anything else is out of work. */
export function readSwitch(value: unknown, isOfAlert: boolean): State | undefined {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === 'inactive' || word === 'deactivated') return isOfAlert ? 'resolved' : 'firing';
  if (word === 'disabled' || word === 'enabled')
    return isOfAlert ? 'silent' : word === 'enabled' ? 'resolved' : 'firing';
  return undefined;
}

/** Returns the state in a kind of event, such as `incident.closed`. The word “alert” alone names no state. */
export function readEventState(value: unknown): State | undefined {
  const last = typeof value === 'string' ? (wordsIn(value).at(-1) ?? '') : '';
  const state = kinds.has(last) ? undefined : readState(value);
  // `success_rate_low` begins with the word of an end, and is none.
  if (state === 'resolved' && stateOf(last) === undefined) return undefined;
  return state !== 'silent' || silentEvents.has(last) || beginnings.has(last) ? state : undefined;
}

/** Returns the state in a field such as `alertStatusString`. That something runs or waits is the state of a thing, and no reason to say nothing. */
export function readAlertState(value: unknown): State | undefined {
  const state = isOnlyEnd(value) ? undefined : readState(value);
  return state === 'silent' && !/^(?:ack|snooz|silenc|suppress|mute)/i.test(String(value)) ? undefined : state;
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
