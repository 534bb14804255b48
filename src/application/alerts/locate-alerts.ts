import { type Alert, alertKey } from '../../domain/alerts/alert.ts';
import { routeCalmSignal } from '../../domain/alerts/rate.ts';
import { routeAlert, routeResolve } from '../../domain/alerts/route.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { World } from '../world.ts';

/** Undefined: a route ignores the alert. */
export type Located = RoutedAlert | undefined;

export interface AlertLocator {
  /**
   * Returns where each alert of one request belongs: a firing one by the routes, at once; a resolve by the incident in which
   * its alert is firing. All alerts of a request that wait settle together, so that they go into one write; later arrivals
   * of the same alert follow them. Rejects with StoreUnavailable.
   */
  locate(alerts: readonly Alert[]): readonly (Located | Promise<Located>)[];
  /**
   * Marks the alert as not stored until the returned function is called. Its resolve meanwhile follows it to the same
   * incident.
   */
  enters(routed: RoutedAlert): () => void;
}

export function createAlertLocator(world: Pick<World, 'store' | 'directory'>): AlertLocator {
  /** The last pending read of the database for each alert. */
  const locating = new Map<string, Promise<unknown>>();
  const entering = new Map<string, RoutedAlert>();

  function locate(alerts: readonly Alert[]): readonly (Located | Promise<Located>)[] {
    const located = alerts.map((alert) =>
      alert.status === 'firing' && !locating.has(alertKey(alert))
        ? routeAlert(alert, world.directory())
        : locateOne(alert),
    );
    if (!located.some((one) => one instanceof Promise)) return located;
    const all = Promise.all(located);
    return located.map((one, index) => {
      if (!(one instanceof Promise)) return one;
      stayBehind(alertKey(alerts[index]!), all);
      return all.then(() => one);
    });
  }

  function locateOne(alert: Alert): Promise<Located> {
    const key = alertKey(alert);
    const before = locating.get(key) ?? Promise.resolve();
    const located = before.catch(() => undefined).then(() => origin(alert, key));
    stayBehind(key, located);
    return located;
  }

  async function origin(alert: Alert, key: string): Promise<Located> {
    if (alert.status === 'firing') return routeAlert(alert, world.directory());
    const calm = routeCalmSignal(alert);
    if (calm) return calm;
    const going = entering.get(key);
    if (going) return { ...going, alert };
    const open = await world.store.openWithAlert(alert.fingerprint);
    return routeResolve(alert, open, world.directory()) ?? routeAlert(alert, world.directory());
  }

  function stayBehind(key: string, last: Promise<unknown>): void {
    locating.set(key, last);
    const done = () => {
      if (locating.get(key) === last) locating.delete(key);
    };
    last.then(done, done);
  }

  function enters(routed: RoutedAlert): () => void {
    const key = alertKey(routed.alert);
    if (routed.alert.status === 'firing') entering.set(key, routed);
    return () => {
      if (entering.get(key) === routed) entering.delete(key);
    };
  }

  return { locate, enters };
}
