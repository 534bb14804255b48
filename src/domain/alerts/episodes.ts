import type { Incident } from '../incident/incident.ts';
import type { Alert } from './alert.ts';
import type { GroupedAlert } from './grouped-alert.ts';
import type { RoutedAlert } from './routed-alert.ts';

/**
 * A repeat within this time is an echo: two Alertmanagers of one cluster both send what they know, one a little later.
 * The time is short, because a real new firing must page.
 */
export const echoMs = 60_000;
/**
 * After a person resolved the incident, an alert that still fires begins no new one for so long, unless the file says
 * otherwise.
 */
const usualReopenAfterMs = 30 * 60_000;

type Known = Pick<GroupedAlert, 'status' | 'startsAt' | 'resolvedAt' | 'changedAt' | 'seenAt'>;

/** Returns whether a firing is older than the resolve that is known: another sender is late. */
export function isLateFiring(before: Known, alert: Alert, now: Date): boolean {
  if (before.status !== 'resolved' || now.getTime() - before.changedAt.getTime() > echoMs) return false;
  if (isOneMoment(alert.startsAt, before.startsAt)) return true;
  return alert.startsAt !== undefined && before.resolvedAt !== undefined && alert.startsAt <= before.resolvedAt;
}

/** Returns whether a resolve is older than the firing that is known: it ended an earlier one. */
export function isLateResolve(before: Known, alert: Alert): boolean {
  return alert.resolvedAt !== undefined && before.startsAt !== undefined && alert.resolvedAt < before.startsAt;
}

/**
 * Returns whether the same alert came a moment ago. Only senders that give the beginning of a firing can be recognised
 * so.
 */
export function isEcho(before: Known, alert: Alert, now: Date): boolean {
  const seenAt = before.seenAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  return before.status === 'firing' && isOneMoment(alert.startsAt, before.startsAt) && now.getTime() - seenAt <= echoMs;
}

/** The resolve of an alert that fired in no incident at that time. */
export interface Resolve {
  /** As the sender says. */
  readonly at?: Date;
  readonly receivedAt: Date;
}

/** Returns whether the resolve of this firing came before it. */
export function wasOvertaken({ startsAt }: Alert, resolve: Resolve | undefined): boolean {
  return startsAt !== undefined && resolve?.at !== undefined && startsAt <= resolve.at;
}

/**
 * Returns whether an alert goes on firing that fired when a person resolved its incident; it then begins no new
 * incident for some time. By default, only senders that give the beginning of a firing, or mark a reminder, are
 * recognised; an alert of any other sender is new. `reopenAfter` in the file counts for every sender. After a resolve by its sender, an alert is
 * new.
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
  const isRepeated = alert.isReminder || isOneMoment(alert.startsAt, known.startsAt);
  if (reopenAfterMs === undefined && !isRepeated) return false;
  return now.getTime() - resolved.at.getTime() < (reopenAfterMs ?? usualReopenAfterMs);
}

function isOneMoment(one: Date | undefined, other: Date | undefined): boolean {
  return one !== undefined && one.getTime() === other?.getTime();
}
