import { alertKey } from '../../../src/domain/alerts/alert.ts';
import type { GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { createCache } from '../../../src/lib/cache.ts';
import type { IncidentAlerts } from './incident-alerts.ts';

const mostIncidents = 50;
/** A decision that adds this many alerts to a full list is part of a storm, and the next decision follows at once. */
const stormAlerts = 8;

interface WrittenAhead {
  /** The version of the incident that lists the alerts. */
  readonly version: number;
  /** Whether all of the alerts could be written. */
  readonly written: Promise<boolean>;
  readonly keys: ReadonlySet<string>;
}

export type AlertsOffList = ReturnType<typeof createAlertsOffList>;

/**
 * Keeps the alerts that an incident no longer lists. In a storm, the alerts that the next decision takes off the list are
 * written while that decision is made, so that it waits for one write instead of two.
 */
export function createAlertsOffList(alerts: Pick<IncidentAlerts, 'keepApart'>) {
  const ahead = createCache<string, WrittenAhead>({ max: mostIncidents });

  /**
   * Call this before `next` is saved, so that its readers find the alerts there. A decision that loses has kept only what
   * was true already.
   */
  async function keep(from: Incident, next: Incident): Promise<void> {
    const off = offTheList(from, next);
    if (off.length === 0) return;
    const before = ahead.get(next.id);
    // Valid only for the decision that follows at once. Later, the alerts may have changed, or retention may have deleted
    // what was written ahead.
    const isThere = before?.version === from.version && (await before.written);
    const left = isThere ? off.filter((one) => !before.keys.has(alertKey(one))) : off;
    await alerts.keepApart(next.id, from.version, left);
  }

  /** Call this once `next` is saved. It runs in the background; `keep` repeats what fails here. */
  function writeAhead(from: Incident, next: Incident): void {
    const added = offTheList(next, from);
    const isStorm = added.length >= stormAlerts && offTheList(from, next).length > 0;
    const stay = stillThere(from, next);
    if (!isStorm && stay.length === 0) return;
    const earlier = stay.length > 0 ? ahead.get(next.id)?.written : undefined;
    const now = isStorm ? added : [];
    ahead.set(next.id, {
      version: next.version,
      written: Promise.all([earlier, alerts.keepApart(next.id, next.version, now)]).then(
        ([wereWritten = true]) => wereWritten,
        () => false,
      ),
      keys: new Set([...now, ...stay].map(alertKey)),
    });
  }

  /** Returns the alerts that earlier decisions of this storm wrote ahead and that `next` lists unchanged. */
  function stillThere(from: Incident, next: Incident): readonly GroupedAlert[] {
    const before = ahead.get(next.id);
    if (before?.version !== from.version) return [];
    const unchanged = new Set(next.alerts?.alerts);
    return (from.alerts?.alerts ?? []).filter((one) => unchanged.has(one) && before.keys.has(alertKey(one)));
  }

  return { keep, writeAhead };
}

/** Returns the alerts that the first incident lists and the second does not. */
function offTheList({ alerts: one }: Incident, { alerts: other }: Incident): readonly GroupedAlert[] {
  const listed = new Set((other?.alerts ?? []).map(alertKey));
  return (one?.alerts ?? []).filter((alert) => !listed.has(alertKey(alert)));
}
