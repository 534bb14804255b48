import { alertKey } from './alert.ts';
import { shortList } from './alert-group.ts';
import type { AlertGroup, GroupedAlert } from './grouped-alert.ts';

/**
 * Returns the group with alerts of an incident that was merged into this one. An alert that it knows in a newer state
 * stays as it is, so a repeat changes nothing.
 *
 * @param group absent when no alert began this incident
 * @param from the group of the other incident
 * @param alerts some of that group's alerts
 * @param apart those of them that this group knows and does not list
 */
export function adoptAlerts(
  group: AlertGroup | undefined,
  from: AlertGroup,
  alerts: readonly GroupedAlert[],
  apart: readonly GroupedAlert[] = [],
): AlertGroup | undefined {
  const base = group ?? emptyLike(from);
  const known = new Map([...apart, ...[...base.alerts].reverse()].map((one) => [alertKey(one), one]));
  const listed = new Set(base.alerts.map(alertKey));
  const changed = new Map<string, GroupedAlert>();
  let { total, firing, received } = base;
  for (const alert of alerts) {
    const id = alertKey(alert);
    const before = known.get(id);
    if (before && !isNewer(alert, before)) continue;
    if (!before) total += 1;
    if (before?.status !== alert.status) firing += alert.status === 'firing' ? 1 : before ? -1 : 0;
    received += alert.count;
    known.delete(id);
    known.set(id, alert);
    changed.set(id, alert);
  }
  if (changed.size === 0 && group) return undefined;
  const rows = [...known].filter(([id]) => listed.has(id) || changed.has(id)).map(([, one]) => one);
  const grewAt = base.grewAt > from.grewAt ? base.grewAt : from.grewAt;
  return { ...base, total, firing, received, grewAt, alerts: shortList(rows, changed) };
}

/** Of a firing and a resolve at the same moment, the resolve counts. */
function isNewer(one: GroupedAlert, other: GroupedAlert): boolean {
  const ahead = one.changedAt.getTime() - other.changedAt.getTime();
  return ahead > 0 || (ahead === 0 && one.status === 'resolved' && other.status === 'firing');
}

/**
 * Returns a group without alerts under another group's key, so that later alerts of that key join it. It does not wait
 * for more of them before it pages.
 */
export function emptyLike({ key, generation, grewAt }: AlertGroup): AlertGroup {
  return { key, generation, grewAt, received: 0, total: 0, firing: 0, alerts: [], told: 0 };
}
