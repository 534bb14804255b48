import type { Alert } from '../../domain/alerts/alert.ts';
import { withIntegration } from '../../domain/alerts/integration.ts';
import { addToRate } from '../../domain/alerts/rate.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Directory } from '../../domain/directory.ts';
import type { AlertEnds, AlertIntake, AlertRates, AlertResolves, Receipt } from '../../ports/alerts.ts';
import { StoreUnavailable } from '../../ports/incidents.ts';
import type { AlertOutcome } from '../../ports/telemetry/metrics.ts';
import type { World } from '../world.ts';
import { createFirings } from './firings.ts';
import { createTakeIn } from './intake/take-in.ts';
import { type Arrival, createLanes, type Lanes } from './lanes.ts';
import { createLatestIncidents } from './latest-incidents.ts';
import { createRateLimits } from './limit-rates.ts';
import { type AlertLocator, createAlertLocator, type Located } from './locate-alerts.ts';
import { readableAlert } from './readable-alert.ts';

/** The most alerts that wait for the database, over all senders; further senders have to retry. */
const mostWaiting = 20_000;
/** This many keys at once are a storm: what seems to be new is then written without a read. */
const storm = 4;

interface Stores {
  readonly alertEnds: AlertEnds;
  readonly alertResolves: AlertResolves;
  readonly alertRates: AlertRates;
}

/**
 * Brings alerts to their incidents. Alerts of one key are taken in in order, and those that arrive during a write go
 * together into the next one, so that a storm costs few writes. At most one incident of a key takes in new alerts: ids
 * consist of the key and its number of incidents, so of two processes that declare the same one only one succeeds.
 */
export function createAlertIntake(
  world: World,
  { alertEnds, alertResolves, alertRates }: Stores,
): AlertIntake & { waiting(): number } {
  const lanes = createLanes((key, arrivals) => takeIn(key, arrivals));
  const incidents = createLatestIncidents(world);
  const locator = createAlertLocator(world);
  const firings = createFirings({ alertResolves, clock: world.clock });
  const rates = createRateLimits({
    ...world,
    alertRates,
    alertEnds,
    latest: (key) => incidents.latest(key, [], false),
  });
  const takeIn = createTakeIn({
    world,
    incidents,
    firings,
    rates,
    handOn: (arrivals, rate) => handOn({ arrivals, rate }, { directory: world.directory, lanes, locator }),
    isStorm: () => lanes.size() >= storm,
  });
  let waiting = 0;

  function receive(alerts: readonly Alert[], key?: string, integration?: string): Promise<readonly Receipt[]> {
    if (waiting + alerts.length > mostWaiting) {
      return Promise.reject(new StoreUnavailable(new Error(`${waiting} alerts wait for the database already`)));
    }
    const named = namedBy(integration, alerts, world.directory(), world.clock.now());
    const receipts = locator.locate(named).map((located, index) => {
      const cause = key === undefined ? undefined : `alert:${key}:${index}`;
      const settle = (found: Located) => {
        if (found) return enter(found, cause);
        world.metrics.alertReceived(originOf(named[index]!), 'ignored');
        return Promise.resolve({ fingerprint: named[index]!.fingerprint });
      };
      if (!(located instanceof Promise)) return settle(located);
      waiting += 1;
      const settled = located.finally(() => {
        waiting -= 1;
      });
      return settled.then(settle);
    });
    const ends = named.flatMap(({ endsAt, ...alert }) => (endsAt ? [{ alert, at: endsAt }] : []));
    if (ends.length === 0) return Promise.all(receipts);
    // The two run in parallel; a sender that does not get 202 sends both again.
    return Promise.all([alertEnds.put(ends), ...receipts]).then(([, ...all]) => all);
  }

  function enter(routed: RoutedAlert, cause: string | undefined): Promise<Receipt> {
    const { fingerprint } = routed.alert;
    waiting += 1;
    const isKept = world.writePressure.waits();
    const isPlaced = locator.enters(routed);
    let isSettled = false;
    const settle = () => {
      if (isSettled) return;
      isSettled = true;
      waiting -= 1;
      isPlaced();
      isKept();
    };
    return new Promise<Receipt>((resolve, reject) => {
      const placed = (outcome: AlertOutcome, incident?: number) => {
        settle();
        world.metrics.alertReceived(originOf(routed.alert), outcome);
        resolve({ fingerprint, ...(incident !== undefined && { incident }) });
      };
      const failed = (err: unknown) => {
        settle();
        reject(err);
      };
      lanes.queue({ routed, placed, failed, ...(cause !== undefined && { cause }) });
    });
  }

  return { receive, waiting: () => waiting };
}

function originOf({ integration, source }: Alert) {
  return { source, ...(integration !== undefined && { integration }) };
}

/** Returns the alerts as the integration names them. */
function namedBy(
  integration: string | undefined,
  alerts: readonly Alert[],
  directory: Directory,
  now: Date,
): readonly Alert[] {
  const entry = integration === undefined ? undefined : directory.integrations?.get(integration);
  return alerts.map((one) =>
    withIntegration(readableAlert(integration === undefined ? one : { ...one, integration }, directory), entry, now),
  );
}

/** Passes these arrivals to the incident of the rate, in order: a resolve follows the alert that it ends. */
function handOn(
  { arrivals, rate }: { readonly arrivals: readonly Arrival[]; readonly rate: NonNullable<RoutedAlert['rate']> },
  { directory, lanes, locator }: Pick<World, 'directory'> & { readonly lanes: Lanes; readonly locator: AlertLocator },
): void {
  for (const arrival of arrivals) {
    const routed = addToRate(arrival.routed, rate, directory());
    const isPlaced = locator.enters(routed);
    lanes.queue({
      ...arrival,
      routed,
      placed(outcome, incident) {
        isPlaced();
        arrival.placed(outcome, incident);
      },
      failed(err) {
        isPlaced();
        arrival.failed(err);
      },
    });
  }
}
