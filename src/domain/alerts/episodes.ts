import type { Incident } from '../incident/incident.ts';
import type { Alert } from './alert.ts';
import type { GroupedAlert } from './grouped-alert.ts';
import type { RoutedAlert } from './routed-alert.ts';

/**
 * What comes within this time of the same news is an echo of it: two Alertmanagers of one cluster each send what they know,
 * one a little later than the other. It is short, for what fires for real after that must page.
 */
export const echoMs = 60_000;
/** After a person resolved the incident, the same firing is no news for so long, unless the file says otherwise. */
const usualReopenAfterMs = 30 * 60_000;

type Known = Pick<GroupedAlert, 'status' | 'startsAt' | 'resolvedAt' | 'changedAt' | 'seenAt'>;

/** Returns whether the alert says of a resolved one only that it fired before: another sender is late. */
export function isLateFiring(before: Known, alert: Alert, now: Date): boolean {
  if (before.status !== 'resolved' || now.getTime() - before.changedAt.getTime() > echoMs) return false;
  if (isOneMoment(alert.startsAt, before.startsAt)) return true;
  return alert.startsAt !== undefined && before.resolvedAt !== undefined && alert.startsAt <= before.resolvedAt;
}

/** Returns whether a resolve is older than the firing that is known: it ended what was before that. */
export function isLateResolve(before: Known, alert: Alert): boolean {
  return alert.resolvedAt !== undefined && before.startsAt !== undefined && alert.resolvedAt < before.startsAt;
}

/** Returns whether the alert was said a moment ago in the same way. Only senders that say since when it fires can repeat themselves so. */
export function isEcho(before: Known, alert: Alert, now: Date): boolean {
  const seenAt = before.seenAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  return before.status === 'firing' && isOneMoment(alert.startsAt, before.startsAt) && now.getTime() - seenAt <= echoMs;
}

/** What is known of the end of an alert that fired nowhere here when it was resolved. */
export interface Resolve {
  /** As the sender says. */
  readonly at?: Date;
  readonly receivedAt: Date;
}

/** Returns whether a firing that comes now was over before: its resolve has overtaken it. */
export function wasOvertaken({ startsAt }: Alert, resolve: Resolve | undefined): boolean {
  return startsAt !== undefined && resolve?.at !== undefined && startsAt <= resolve.at;
}

/**
 * Returns whether an alert still fires that fired when a person resolved its incident: it is the same news for some time.
 * By default only a sender that says since when it fires is believed to repeat itself; of others each alert is news. What the
 * file says (`reopenAfter`) counts for every sender. What the sender has resolved meanwhile is news.
 *
 * @param known the alert as the incident knows it
 */
export function stillFires(
  { resolved }: Incident,
  known: GroupedAlert | undefined,
  { alert, rules }: RoutedAlert,
  resolve: Resolve | undefined,
  now: Date,
): boolean {
  if (!resolved || resolved.via === 'alert' || known?.status !== 'firing') return false;
  if (resolve && resolve.receivedAt >= resolved.at) return false;
  const { reopenAfterMs } = rules;
  if (reopenAfterMs === undefined && !isOneMoment(alert.startsAt, known.startsAt)) return false;
  return now.getTime() - resolved.at.getTime() < (reopenAfterMs ?? usualReopenAfterMs);
}

function isOneMoment(one: Date | undefined, other: Date | undefined): boolean {
  return one !== undefined && one.getTime() === other?.getTime();
}
