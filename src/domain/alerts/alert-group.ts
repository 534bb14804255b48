import type { RoutedAlert } from './route.ts';

/** One of the alerts that make an incident. */
export interface GroupedAlert {
  readonly source: string;
  readonly fingerprint: string;
  readonly title: string;
  readonly url?: string;
  readonly status: 'firing' | 'resolved';
  /** How often it came while it was firing. */
  readonly count: number;
  readonly since: Date;
  /** When it began to fire or was resolved last. */
  readonly changedAt: Date;
  /** When it went from firing to resolved or back, the last few times. */
  readonly turns: readonly Date[];
}

/** The alerts of one incident. */
export interface AlertGroup {
  readonly key: string;
  /** How many incidents with this key there have been, with this one: from 1. */
  readonly generation: number;
  /** How often one of them came that fires, repeats included. */
  readonly received: number;
  /** What changed last comes first. At most `mostAlerts`. */
  readonly alerts: readonly GroupedAlert[];
  /** More alerts fire, or did, than are listed: how many is not known any more. */
  readonly more: boolean;
  /** When an alert that was new here came last. */
  readonly grewAt: Date;
  /** When the last ones came, for as long as it waits for enough of them. */
  readonly waiting?: { readonly alerts: number; readonly withinMs: number; readonly came: readonly Date[] };
  /** The title of an alert that comes and goes, since it does so. */
  readonly flapping?: { readonly title: string; readonly since: Date };
  /** How often the timeline was told of alerts: from some point on only the numbers go up. */
  readonly told: number;
}

export interface TakenIn {
  readonly group: AlertGroup;
  /** What is new, fires again, or is resolved: in the order of coming, each as it stands now. */
  readonly changed: readonly GroupedAlert[];
  /** How many belonged here at all: what is resolved and was never seen does not. */
  readonly counted: number;
}

export const mostAlerts = 100;
/** So many turns within that time, and it flaps. */
const flapTurns = 4;
export const flapWithinMs = 15 * 60_000;

export function emptyGroup(first: RoutedAlert, generation: number, now: Date): AlertGroup {
  const { pageAfter } = first.rules;
  return {
    key: first.key,
    generation,
    received: 0,
    alerts: [],
    more: false,
    grewAt: now,
    ...(pageAfter && { waiting: { ...pageAfter, came: [] } }),
    told: 0,
  };
}

/** What these alerts make of the group. They are taken one after the other, as they came. */
export function takeIn(group: AlertGroup, alerts: readonly RoutedAlert[], now: Date): TakenIn {
  const known = new Map([...group.alerts].reverse().map((one) => [idOf(one), one]));
  const changed = new Map<string, GroupedAlert>();
  let { more, grewAt, waiting } = group;
  let counted = 0;
  let fired = 0;
  for (const routed of alerts) {
    const id = idOf(routed.alert);
    const before = known.get(id);
    const after = afterOne(before, routed, now);
    if (!after) continue;
    counted += 1;
    if (after.status === 'firing') fired += 1;
    if (!before) grewAt = now;
    if (waiting && after.status === 'firing') waiting = { ...waiting, came: lately(waiting, now) };
    // What came last stands last in the map, and first in the list.
    known.delete(id);
    known.set(id, after);
    if (!before || before.status !== after.status) changed.set(id, after);
    if (known.size > mostAlerts && dropOne(known) === 'firing') more = true;
  }
  const listed = [...known.values()].reverse().sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
  const { flapping: before, waiting: _came, ...rest } = group;
  const flapping = flappingOf(listed, before, now);
  return {
    group: {
      ...rest,
      received: group.received + fired,
      alerts: listed,
      more,
      grewAt,
      ...(waiting && { waiting }),
      ...(flapping && { flapping }),
    },
    changed: [...changed.values()],
    counted,
  };
}

export function allResolved({ alerts, more }: AlertGroup): boolean {
  return !more && alerts.every(({ status }) => status === 'resolved');
}

/** Of those that are listed. */
export function firingIn({ alerts }: AlertGroup): number {
  return alerts.filter(({ status }) => status === 'firing').length;
}

export function isEnough({ waiting }: AlertGroup): boolean {
  return waiting !== undefined && waiting.came.length >= waiting.alerts;
}

export function knows({ alerts }: AlertGroup, { source, fingerprint }: Pick<GroupedAlert, 'source' | 'fingerprint'>) {
  return alerts.some((one) => one.source === source && one.fingerprint === fingerprint);
}

/** @returns undefined for what is resolved and was not firing here */
function afterOne(before: GroupedAlert | undefined, { alert, title }: RoutedAlert, now: Date) {
  const { source, fingerprint, status, url } = alert;
  if (status === 'resolved') {
    if (before?.status !== 'firing') return undefined;
    return { ...before, status, changedAt: now, turns: turned(before, now) };
  }
  const said = { source, fingerprint, title, ...(url && { url }), status };
  if (!before) return { ...said, count: 1, since: alert.startsAt ?? now, changedAt: now, turns: [] };
  if (before.status === 'firing') return { ...before, ...said, count: before.count + 1 };
  return { ...before, ...said, count: before.count + 1, changedAt: now, turns: turned(before, now) };
}

function turned({ turns }: GroupedAlert, now: Date): Date[] {
  return [...turns, now].slice(-flapTurns);
}

/** The alerts that came within the time that counts, with the one of now. */
function lately({ came, alerts, withinMs }: NonNullable<AlertGroup['waiting']>, now: Date): Date[] {
  return [...came.filter((at) => now.getTime() - at.getTime() <= withinMs), now].slice(-alerts);
}

/** The oldest that is over makes room, else the oldest that fires. Returns how the one that went was. */
function dropOne(known: Map<string, GroupedAlert>): GroupedAlert['status'] {
  for (const [id, { status }] of known) {
    if (status !== 'resolved') continue;
    known.delete(id);
    return status;
  }
  for (const id of known.keys()) {
    known.delete(id);
    break;
  }
  return 'firing';
}

function flappingOf(alerts: readonly GroupedAlert[], before: AlertGroup['flapping'], now: Date) {
  const recent = (at: Date | undefined) => at !== undefined && now.getTime() - at.getTime() <= flapWithinMs;
  const one = alerts.find(({ turns }) => turns.length >= flapTurns && recent(turns[0]));
  if (one) return before ?? { title: one.title, since: now };
  // It is calm once nothing has turned for as long.
  return before && alerts.some(({ turns }) => recent(turns.at(-1))) ? before : undefined;
}

function idOf({ source, fingerprint }: Pick<GroupedAlert, 'source' | 'fingerprint'>): string {
  return JSON.stringify([source, fingerprint]);
}
