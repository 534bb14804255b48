import { adoptAlerts } from '../../domain/alerts/adopt-alerts.ts';
import { type Alert, alertKey } from '../../domain/alerts/alert.ts';
import { bytesOfAlert } from '../../domain/alerts/alert-group.ts';
import { withAlerts } from '../../domain/alerts/decide-alerts.ts';
import type { Resolve } from '../../domain/alerts/episodes.ts';
import type { GroupedAlert } from '../../domain/alerts/grouped-alert.ts';
import { routeResolve } from '../../domain/alerts/route.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { reopenForMoved } from '../../domain/incident/merging/absorb.ts';
import { retried } from '../../lib/retried.ts';
import type { AlertResolves } from '../../ports/alerts.ts';
import { takeInto } from '../alerts/take-into.ts';
import type { World } from '../world.ts';
import { keep } from './change-incident.ts';
import { decideWithRoundRobin } from './decide-with-round-robin.ts';

/** So many alerts of the merged incident are read at once; one write takes in as many. */
const mostRead = 100;
const mostBytesTogether = 24 * 1024;

interface Move {
  readonly world: World;
  readonly alertResolves: Pick<AlertResolves, 'of'>;
  /** The incident that is closed as merged. */
  readonly from: Incident;
  /** Returns the present state of the incident that takes the alerts in. */
  into(): Promise<Incident>;
}

interface Ended {
  readonly alert: GroupedAlert;
  readonly end: Resolve;
}

/**
 * Moves the alerts of an incident that is closed as merged, and resolves those whose resolve came meanwhile. A repeat
 * changes nothing.
 *
 * @throws StoreUnavailable
 */
export async function moveAlerts(move: Move): Promise<void> {
  const { world, from } = move;
  let after: string | undefined;
  do {
    const page = await world.store.alertPage(from.id, { limit: mostRead, ...(after !== undefined && { after }) });
    for (const some of inWrites(page.items)) {
      const ended = await endedOf(move, some);
      await adopt(move, some, ended);
      for (const one of ended) await endWhereItIs(move, one);
    }
    after = page.next;
  } while (after !== undefined);
}

/** A resolve that came between the closing and the move found its alert in no incident, and was remembered. */
async function endedOf({ alertResolves }: Move, alerts: readonly GroupedAlert[]): Promise<readonly Ended[]> {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const ended = await Promise.all(
    firing.map(async (alert): Promise<Ended[]> => {
      const end = await alertResolves.of(alert);
      return end && end.receivedAt >= (alert.seenAt ?? alert.changedAt) ? [{ alert, end }] : [];
    }),
  );
  return ended.flat();
}

function adopt({ world, from, into: target }: Move, alerts: readonly GroupedAlert[], ended: readonly Ended[]) {
  return retried(async () => {
    const into = await target();
    const listed = new Set((into.alerts?.alerts ?? []).map(alertKey));
    const unlisted = alerts.filter((one) => !listed.has(alertKey(one)));
    const apart = into.alerts ? await world.store.alertsOf(into.id, unlisted) : [];
    const now = into.state === 'resolved' ? asTheyEnded(alerts, ended) : alerts;
    const group = from.alerts && adoptAlerts(into.alerts, from.alerts, now, apart);
    if (!group) return;
    const events = await decideWithRoundRobin(world, into.id, (facts) => reopenForMoved(into, group, from, facts));
    await keep(world, { onto: withAlerts(into, group), from: into, events });
  });
}

/** A resolved incident takes in no resolved alerts: it would be reopened for them. */
function asTheyEnded(alerts: readonly GroupedAlert[], ended: readonly Ended[]): readonly GroupedAlert[] {
  const ends = new Map(ended.map(({ alert, end }) => [alert, end]));
  return alerts.map((alert) => {
    const end = ends.get(alert);
    if (!end) return alert;
    return { ...alert, status: 'resolved', changedAt: end.receivedAt, ...(end.at && { resolvedAt: end.at }) };
  });
}

/**
 * Gives the resolve to the incident that has the alert now, as if it came after the merge. This may resolve the
 * incident.
 */
async function endWhereItIs({ world, into }: Move, { alert, end }: Ended): Promise<void> {
  const { id, service, alerts } = await into();
  if (!alerts) return;
  const { source, integration, fingerprint, title } = alert;
  const resolve: Alert = {
    source,
    ...(integration !== undefined && { integration }),
    fingerprint,
    title,
    status: 'resolved',
    labels: [],
    ...(end.at && { resolvedAt: end.at }),
  };
  const open = { id, key: alerts.key, alerts: [alert], ...(service !== undefined && { service }) };
  const routed = routeResolve(resolve, [open], world.directory());
  if (routed) await takeInto(world, id, routed, { receivedAt: end.receivedAt });
}

function inWrites(alerts: readonly GroupedAlert[]): readonly (readonly GroupedAlert[])[] {
  const writes: GroupedAlert[][] = [];
  let bytes = mostBytesTogether;
  for (const alert of alerts) {
    const size = bytesOfAlert(alert);
    if (bytes + size > mostBytesTogether) {
      writes.push([]);
      bytes = 0;
    }
    writes.at(-1)!.push(alert);
    bytes += size;
  }
  return writes;
}
