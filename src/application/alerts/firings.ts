import { type Alert, alertKey } from '../../domain/alerts/alert.ts';
import { type Resolve, stillFires, wasOvertaken } from '../../domain/alerts/episodes.ts';
import type { GroupedAlert } from '../../domain/alerts/grouped-alert.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { AlertResolves } from '../../ports/alerts.ts';
import type { Clock } from '../../ports/runtime.ts';

type Arriving = { readonly routed: RoutedAlert };

export type Firings = ReturnType<typeof createFirings>;

/** Separates new firings from those that come late or again. */
export function createFirings({ alertResolves, clock }: { alertResolves: AlertResolves; clock: Clock }) {
  /**
   * Stores the ends of alerts that are firing in no incident, for a firing that arrives after its end. Throws
   * StoreUnavailable.
   */
  async function rememberEnds(arrivals: readonly Arriving[]): Promise<void> {
    const ends = arrivals.flatMap(({ routed: { alert } }) => (alert.status === 'resolved' ? [endOf(alert)] : []));
    if (ends.length > 0) await alertResolves.put(ends);
  }

  function endOf(alert: Alert) {
    return { alert, receivedAt: clock.now(), ...(alert.resolvedAt && { at: alert.resolvedAt }) };
  }

  /**
   * Returns the arrivals that ended before they came, and those that keep firing after a person resolved the incident.
   *
   * @param last the latest incident of the key, with what it knows about these alerts
   */
  async function notNews<A extends Arriving>(
    arrivals: readonly A[],
    last: { readonly incident: Incident; readonly alerts: readonly GroupedAlert[] } | undefined,
  ): Promise<{ readonly over: ReadonlySet<A>; readonly repeated: ReadonlySet<A> }> {
    const known = new Map((last?.alerts ?? []).map((one) => [alertKey(one), one]));
    const asked = arrivals.filter(
      ({ routed: { alert } }) =>
        alert.status === 'firing' && (alert.startsAt !== undefined || known.has(alertKey(alert))),
    );
    const found = await Promise.all(asked.map(async (one) => [one, await alertResolves.of(one.routed.alert)] as const));
    const over = found.filter(([{ routed }, resolve]) => wasOvertaken(routed.alert, resolve));
    const repeated = found.filter(
      ([{ routed }, resolve]: readonly [A, Resolve | undefined]) =>
        last && stillFires(last.incident, known.get(alertKey(routed.alert)), routed, resolve, clock.now()),
    );
    return { over: new Set(over.map(([one]) => one)), repeated: new Set(repeated.map(([one]) => one)) };
  }

  return { rememberEnds, notNews };
}
