import { adoptAlerts } from '../../domain/alerts/adopt-alerts.ts';
import { alertKey } from '../../domain/alerts/alert.ts';
import { bytesOfAlert, type GroupedAlert } from '../../domain/alerts/alert-group.ts';
import { withAlerts } from '../../domain/alerts/decide-alerts.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { AlertResolves } from '../../ports/alerts.ts';
import type { World } from '../world.ts';
import { keep } from './change-incident.ts';
import { retried } from './retried.ts';

/** Alerts of the merged incident that are read at once, and how much of them one write takes in. */
const mostRead = 100;
const mostBytesTogether = 24 * 1024;

/**
 * Moves the alerts of an incident that is closed as merged, however many they are. Done again, it changes nothing.
 *
 * @param into finds the incident that takes them in, as it is now
 */
export async function moveAlerts(
  world: World,
  alertResolves: Pick<AlertResolves, 'of'>,
  from: Incident,
  into: () => Promise<Incident>,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await world.store.alertPage(from.id, { limit: mostRead, ...(after !== undefined && { after }) });
    for (const some of inWrites(page.items)) await adopt({ world, alertResolves, from, into }, some);
    after = page.next;
  } while (after !== undefined);
}

interface Move {
  readonly world: World;
  readonly alertResolves: Pick<AlertResolves, 'of'>;
  readonly from: Incident;
  into(): Promise<Incident>;
}

function adopt(move: Move, alerts: readonly GroupedAlert[]): Promise<void> {
  const { world, alertResolves, from } = move;
  return retried(async () => {
    const into = await move.into();
    const listed = new Set((into.alerts?.alerts ?? []).map(alertKey));
    const unlisted = alerts.filter((one) => !listed.has(alertKey(one)));
    const apart = into.alerts ? await world.store.alertsOf(into.id, unlisted) : [];
    const now = await Promise.all(alerts.map((one) => asItIsNow(alertResolves, one)));
    const group = from.alerts && adoptAlerts(into.alerts, from.alerts, now, apart);
    if (!group) return;
    await keep(world, { onto: withAlerts(into, group), from: into, events: [] });
  });
}

/** A resolve that came between the closing and the move found its alert nowhere, and was remembered. */
async function asItIsNow(alertResolves: Pick<AlertResolves, 'of'>, alert: GroupedAlert): Promise<GroupedAlert> {
  if (alert.status === 'resolved') return alert;
  const end = await alertResolves.of(alert);
  if (!end || end.receivedAt < (alert.seenAt ?? alert.changedAt)) return alert;
  return { ...alert, status: 'resolved', changedAt: end.receivedAt, ...(end.at && { resolvedAt: end.at }) };
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
