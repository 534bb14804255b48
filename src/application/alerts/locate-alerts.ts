import { type Alert, alertKey } from '../../domain/alerts/alert.ts';
import { routeCalmSignal } from '../../domain/alerts/rate.ts';
import { routeAlert, routeResolve } from '../../domain/alerts/route.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { World } from '../world.ts';

/** Undefined: a route says that it is ignored. */
export type Located = RoutedAlert | undefined;

export interface AlertLocator {
  /**
   * Says where each of the alerts of one request belongs: one that fires by the routes, and at once; a resolve by the
   * incident in which its alert fires. All of a request that wait are there together, so that they go into one write; what comes
   * later on the same alert comes after them. Rejects with StoreUnavailable.
   */
  locate(alerts: readonly Alert[]): readonly (Located | Promise<Located>)[];
  /** Until the returned function is called the alert is not kept yet, and its resolve follows it to the same incident. */
  enters(routed: RoutedAlert): () => void;
}

export function createAlertLocator(world: Pick<World, 'store' | 'directory'>): AlertLocator {
  /** The last of what waits for a look at the database, for each alert. */
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
