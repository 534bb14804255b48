import { utf8Length } from '../../lib/text.ts';
import { alertKey } from './alert.ts';
import { type AlertDetails, bytesOfDetails, keptDetails } from './alert-details.ts';
import { isCorrelationKey, withServices } from './correlation.ts';
import { isEcho, isLateFiring, isLateResolve } from './episodes.ts';
import type { AlertGroup, GroupedAlert } from './grouped-alert.ts';
import { rateAfter } from './rate.ts';
import type { RoutedAlert } from './routed-alert.ts';

export interface TakenIn {
  readonly group: AlertGroup;
  /**
   * The alerts that are new, fire again or are resolved, in the order in which they came, each in its present state.
   */
  readonly changed: readonly GroupedAlert[];
  /** How many of the alerts belong to the incident. A resolved alert that it has never seen does not. */
  readonly counted: number;
}

/** The document of an incident lists so many alerts at most, in so many bytes. */
export const mostListed = 20;
export const mostListedBytes = 12 * 1024;
/** An alert flaps when its state changes so often within that time. */
const flapChanges = 4;
export const flapWithinMs = 15 * 60_000;

export function emptyGroup(first: RoutedAlert, generation: number, now: Date): AlertGroup {
  const { rules, rate } = first;
  const { pageAfter } = rules;
  return {
    key: first.key,
    generation,
    received: 0,
    total: 0,
    firing: 0,
    alerts: [],
    grewAt: now,
    ...(pageAfter && { waiting: { ...pageAfter, came: [] } }),
    ...(rate && { rate: { integration: rate.integration, limit: rate.limit, peak: 0, at: now } }),
    told: 0,
  };
}

/**
 * Adds these alerts to the group, one after another, as they came.
 *
 * @param apart those of these alerts that the group knows and does not list
 */
export function takeIn(
  group: AlertGroup,
  alerts: readonly RoutedAlert[],
  now: Date,
  apart: readonly GroupedAlert[] = [],
): TakenIn {
  const listed = new Set(group.alerts.map(alertKey));
  const known = new Map([...apart, ...[...group.alerts].reverse()].map((one) => [alertKey(one), one]));
  const changed = new Map<string, GroupedAlert>();
  let { grewAt, waiting, total, firing, turnedAt } = group;
  let counted = 0;
  let fired = 0;
  for (const routed of alerts) {
    const id = alertKey(routed.alert);
    const before = known.get(id);
    const after = afterOne(before, routed, now);
    if (!after) continue;
    counted += 1;
    if (after.status === 'firing') fired += 1;
    if (!before) {
      grewAt = now;
      total += 1;
    }
    if (waiting && after.status === 'firing') waiting = { ...waiting, came: lately(waiting, now) };
    // The latest alert is last in the map, and first in the list.
    known.delete(id);
    known.set(id, after);
    if (before?.status === after.status) continue;
    firing += after.status === 'firing' ? 1 : -1;
    if (before) turnedAt = now;
    changed.set(id, after);
  }
  const {
    flapping: before,
    waiting: _came,
    turnedAt: _turned,
    leftOut: leftOutBefore,
    rate: rateBefore,
    ...rest
  } = group;
  const services = isCorrelationKey(group.key)
    ? withServices(group.services, counted > 0 ? alerts.map(({ service }) => service) : [])
    : (group.services ?? []);
  const rate = rateAfter(rateBefore, alerts, now);
  const leftOut =
    counted > 0
      ? (alerts.findLast(({ alert }) => alert.leftOut !== undefined)?.alert.leftOut ?? leftOutBefore)
      : leftOutBefore;
  const flapping = flappingOf([...changed.values()], before, turnedAt, now);
  return {
    group: {
      ...rest,
      received: group.received + fired,
      total,
      firing,
      alerts: shortList(
        [...known].filter(([id]) => listed.has(id) || changed.has(id)).map(([, one]) => one),
        changed,
      ),
      grewAt,
      ...(turnedAt && { turnedAt }),
      ...(waiting && { waiting }),
      ...(flapping && { flapping }),
      ...(leftOut && { leftOut }),
      ...(rate && { rate }),
      ...(services.length > 0 && { services }),
    },
    // An alert that changed and changed back is listed in its present state.
    changed: [...changed.keys()].flatMap((id) => known.get(id) ?? []),
    counted,
  };
}

/** Alerts that have just changed are always listed, because only kept alerts may be off the list. */
export function shortList(
  known: readonly GroupedAlert[],
  changed: ReadonlyMap<string, unknown>,
): readonly GroupedAlert[] {
  const latestFirst = [...known].reverse().sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
  let [count, bytes] = [0, 0];
  return latestFirst.filter((one) => {
    count += 1;
    if (count <= mostListed) bytes += bytesOfAlert(one);
    return changed.has(alertKey(one)) || (count <= mostListed && bytes <= mostListedBytes);
  });
}

/** Returns the approximate size of the alert in a document, in bytes. */
export function bytesOfAlert(
  one: Pick<GroupedAlert, 'source' | 'fingerprint' | 'title' | 'url'> & AlertDetails,
): number {
  const texts = [one.source, one.fingerprint, one.title, one.url ?? ''];
  return 250 + bytesOfDetails(one) + texts.reduce((sum, text) => sum + utf8Length(text, 0), 0);
}

export function allResolved({ firing, more }: AlertGroup): boolean {
  return !more && firing === 0;
}

export function isEnough({ waiting }: AlertGroup): boolean {
  return waiting !== undefined && waiting.came.length >= waiting.alerts;
}

/** Reads a group of an earlier version, which listed every alert and counted none. */
export function withCounts(group: Omit<AlertGroup, 'total' | 'firing'> & Partial<AlertGroup>): AlertGroup {
  const { alerts, total = alerts.length, firing = alerts.filter(({ status }) => status === 'firing').length } = group;
  return { ...group, total, firing };
}

/** @returns undefined for what is resolved and was not firing here */
function afterOne(before: GroupedAlert | undefined, { alert, title }: RoutedAlert, now: Date) {
  const { source, integration, fingerprint, status, url } = alert;
  if (status === 'resolved') {
    if (before?.status !== 'firing' || isLateResolve(before, alert)) return undefined;
    const over = { ...before, status, changedAt: now, seenAt: now, turns: turned(before, now) };
    return alert.resolvedAt ? { ...over, resolvedAt: alert.resolvedAt } : over;
  }
  const latest = {
    source,
    ...(integration !== undefined && { integration }),
    fingerprint,
    title,
    ...(url && { url }),
    ...keptDetails(alert),
    status,
    ...(alert.startsAt && { startsAt: alert.startsAt }),
    seenAt: now,
  };
  if (before && isLateFiring(before, alert, now)) return undefined;
  if (!before) return { ...latest, count: 1, since: alert.startsAt ?? now, changedAt: now, turns: [] };
  const {
    labels: _labels,
    links: _links,
    image: _image,
    value: _value,
    startsAt: _startsAt,
    resolvedAt: _over,
    ...known
  } = before;
  const again = { ...known, ...latest, count: before.count + 1 };
  if (before.status === 'firing') {
    const isNoNews = isEcho(before, alert, now) && hasAllOf(before, latest);
    return isNoNews ? undefined : again;
  }
  return { ...again, since: alert.startsAt ?? now, changedAt: now, turns: turned(before, now) };
}

function hasAllOf(before: GroupedAlert, news: Partial<GroupedAlert>): boolean {
  const { seenAt: _, ...rest } = news;
  return Object.entries(rest).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(before[name as keyof GroupedAlert]),
  );
}

function turned({ turns }: GroupedAlert, now: Date): Date[] {
  return [...turns, now].slice(-flapChanges);
}

/** Returns the times of alerts within the waiting time, including now. */
function lately({ came, alerts, withinMs }: NonNullable<AlertGroup['waiting']>, now: Date): Date[] {
  return [...came.filter((at) => now.getTime() - at.getTime() <= withinMs), now].slice(-alerts);
}

/** Only an alert whose state has just changed can begin to flap. */
function flappingOf(
  changed: readonly GroupedAlert[],
  before: AlertGroup['flapping'],
  turnedAt: Date | undefined,
  now: Date,
): AlertGroup['flapping'] {
  const recent = (at: Date | undefined) => at !== undefined && now.getTime() - at.getTime() <= flapWithinMs;
  const one = changed.find(({ turns }) => turns.length >= flapChanges && recent(turns[0]));
  if (one) return before ?? { title: one.title, since: now };
  // It is calm once no state has changed for that time.
  return recent(turnedAt) ? before : undefined;
}
