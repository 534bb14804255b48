import { alertKey } from '../../../src/domain/alerts/alert.ts';
import type { GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { createCache } from '../../../src/lib/cache.ts';
import type { IncidentAlerts } from './incident-alerts.ts';

const mostIncidents = 50;
/** A decision that adds so many alerts to a list that is full already is one of a storm: the next follows at once. */
const stormAlerts = 8;

interface WrittenAhead {
  /** Of the incident that lists them. */
  readonly version: number;
  /** Whether all of them could be written. */
  readonly written: Promise<boolean>;
  readonly keys: ReadonlySet<string>;
}

/**
 * Keeps the alerts that an incident no longer lists. In a storm those that the next decision takes off the list are written
 * while that one is being made, so that it waits for one write and not for two.
 */
export function createAlertsOffList(alerts: Pick<IncidentAlerts, 'keepApart'>) {
  const ahead = createCache<string, WrittenAhead>({ max: mostIncidents });

  /** Call it before `next` is kept: whoever reads what it left sees them there. One that loses has kept what was so already. */
  async function keep(from: Incident, next: Incident): Promise<void> {
    const off = offTheList(from, next);
    if (off.length === 0) return;
    const before = ahead.get(next.id);
    // For the decision that follows at once. With any other the alerts may have changed, or retention deleted what was written ahead.
    const isThere = before?.version === from.version && (await before.written);
    const left = isThere ? off.filter((one) => !before.keys.has(alertKey(one))) : off;
    await alerts.keepApart(next.id, from.version, left);
  }

  /** Call it once `next` is kept. Nobody waits for it; what fails here `keep` does. */
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

  /** Returns those written ahead of earlier decisions of this storm that `next` lists unchanged. */
  function stillThere(from: Incident, next: Incident): readonly GroupedAlert[] {
    const before = ahead.get(next.id);
    if (before?.version !== from.version) return [];
    const unchanged = new Set(next.alerts?.alerts);
    return (from.alerts?.alerts ?? []).filter((one) => unchanged.has(one) && before.keys.has(alertKey(one)));
  }

  return { keep, writeAhead };
}

/** Those that the one lists and the other does not. */
function offTheList({ alerts: one }: Incident, { alerts: other }: Incident): readonly GroupedAlert[] {
  const listed = new Set((other?.alerts ?? []).map(alertKey));
  return (one?.alerts ?? []).filter((alert) => !listed.has(alertKey(alert)));
}
