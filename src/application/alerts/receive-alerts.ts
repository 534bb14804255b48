import { type Alert, alertKey } from '../../domain/alerts/alert.ts';
import { isCorrelationKey } from '../../domain/alerts/correlation.ts';
import { beginWithAlerts, goesOn, goOnWithAlerts, isLateFor, withAlerts } from '../../domain/alerts/decide-alerts.ts';
import type { GroupedAlert } from '../../domain/alerts/grouped-alert.ts';
import { withIntegration } from '../../domain/alerts/integration.ts';
import { addToRate } from '../../domain/alerts/rate.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { AlertEnds, AlertIntake, AlertRates, AlertResolves, Receipt } from '../../ports/alerts.ts';
import { StaleIncident, StoreUnavailable } from '../../ports/incidents.ts';
import type { AlertOutcome } from '../../ports/telemetry/metrics.ts';
import { keep, keepNew } from '../incidents/change-incident.ts';
import { decideWithRoundRobin } from '../incidents/decide-with-round-robin.ts';
import type { World } from '../world.ts';
import { createFirings } from './firings.ts';
import { type Known, knownTo } from './known-alerts.ts';
import { createKnownKeys } from './known-keys.ts';
import { type Arrival, createLanes } from './lanes.ts';
import { createLatestIncidents, idOf } from './latest-incidents.ts';
import { createRateLimits } from './limit-rates.ts';
import { createAlertLocator, type Located } from './locate-alerts.ts';
import { createOlderIncidents } from './older-incidents.ts';
import { readableAlert } from './readable-alert.ts';
import { takeInto } from './take-into.ts';

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
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createAlertIntake(
  world: World,
  { alertEnds, alertResolves, alertRates }: Stores,
): AlertIntake & { waiting(): number } {
  const lanes = createLanes(takeSome);
  const incidents = createLatestIncidents(world);
  const older = createOlderIncidents(world);
  const knownKeys = createKnownKeys();
  const locator = createAlertLocator(world);
  const firings = createFirings({ alertResolves, clock: world.clock });
  const rates = createRateLimits({
    ...world,
    alertRates,
    alertEnds,
    latest: (key) => incidents.latest(key, [], false),
  });
  let waiting = 0;

  function receive(alerts: readonly Alert[], key?: string, integration?: string): Promise<readonly Receipt[]> {
    if (waiting + alerts.length > mostWaiting) {
      return Promise.reject(new StoreUnavailable(new Error(`${waiting} alerts wait for the database already`)));
    }
    const directory = world.directory();
    const entry = integration === undefined ? undefined : directory.integrations?.get(integration);
    const now = world.clock.now();
    const named = alerts.map((one) =>
      withIntegration(readableAlert(integration === undefined ? one : { ...one, integration }, directory), entry, now),
    );
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

  /** @returns the arrivals that have no incident yet */
  async function takeSome(key: string, all: readonly Arrival[]): Promise<readonly Arrival[]> {
    const now = world.clock.now();
    const { incident, generation } =
      incidents.keptLast(key, routedOf(all)) ?? (await incidents.latest(key, routedOf(all), lanes.size() >= storm));
    const isRepeat = ({ cause }: Arrival) => cause !== undefined && incident?.handled.includes(cause);
    for (const { placed } of all.filter(isRepeat)) placed('repeated', incident?.number);
    const arrivals = all.filter((one) => !isRepeat(one));
    if (arrivals.length === 0) return [];
    if (!incident || !goesOn(incident, now)) return beginNext(key, generation + 1, await onlyNews(incident, arrivals));
    const known = await knownTo(world.store, incident, arrivals, knownKeys.filterOf(incident)?.mayHave);
    const elsewhere = await repeatsInOlder(key, generation, known, arrivals);
    const isNext = ({ routed }: Arrival) =>
      routed.alert.status === 'firing' && isLateFor(incident, routed, now) && !known.keys.has(alertKey(routed.alert));
    const news = new Set(
      await onlyNews(
        undefined,
        arrivals.filter((one) => !elsewhere.has(one) && !known.keys.has(alertKey(one.routed.alert))),
      ),
    );
    const isHere = (one: Arrival) => !isNext(one) && (known.keys.has(alertKey(one.routed.alert)) || news.has(one));
    await goOn(key, generation, known, arrivals.filter(isHere));
    const next = arrivals.filter((one) => isNext(one) && news.has(one));
    return next.length > 0 ? beginNext(key, generation + 1, next) : [];
  }

  /** Settles the arrivals that change nothing. Returns the others. */
  async function onlyNews(last: Incident | undefined, arrivals: readonly Arrival[]): Promise<readonly Arrival[]> {
    const known = last?.alerts && (await knownTo(world.store, last, arrivals));
    const alerts = known ? [...known.apart, ...(last?.alerts?.alerts ?? [])] : [];
    const { over, repeated } = await firings.notNews(arrivals, last && { incident: last, alerts });
    for (const { placed } of over) placed('unmatched');
    for (const { placed } of repeated) placed('repeated', last?.number);
    return arrivals.filter((one) => !over.has(one) && !repeated.has(one));
  }

  async function goOn(key: string, generation: number, { incident, apart, keys }: Known, arrivals: readonly Arrival[]) {
    const routed = arrivals.map((one) => one.routed);
    if (routed.length > 0) {
      await rates.giveSignalAgain(incident, routed);
      const { group, events, concerns } = await decideWithRoundRobin(world, incident.id, (facts) =>
        goOnWithAlerts(incident, routed, facts, apart),
      );
      if (concerns) {
        const onto = withAlerts(incident, group);
        const next = await keep(world, { onto, from: incident, events, causes: causesOf(arrivals) });
        knownKeys.tookIn(incident, next, routed);
        incidents.keepInMind(key, generation, next);
      }
    }
    const statusBefore = statusesOf(incident, apart);
    for (const arrival of arrivals) {
      const { routed, placed, cause } = arrival;
      const { alert, rules } = routed;
      if (incident.alerts && alert.status === 'resolved' && !keys.has(alertKey(alert))) {
        const isWindowed = rules.windowMs !== undefined || isCorrelationKey(key);
        const found = isWindowed ? await older.takeIn(key, generation, routed, cause) : undefined;
        const number = found ?? (await endUnknown(incident, key, generation, arrival));
        placed(number === undefined ? 'unmatched' : 'resolved', number);
      } else placed(outcomeOf(alert, statusBefore), incident.number);
    }
  }

  /** Stores an end without a firing alert, unless a merge has meanwhile brought the alert with another incident. */
  async function endUnknown(incident: Incident, key: string, generation: number, { routed, cause }: Arrival) {
    await firings.rememberEnds([{ routed }]);
    const isMerged = incident.merged !== undefined || incident.id !== idOf(key, generation);
    return isMerged ? takeInto(world, incident.id, routed, { cause }) : undefined;
  }

  /** Stores ends without a firing alert. When a merge has moved an alert since it was looked up, its end follows it. */
  async function endsOfNothing(arrivals: readonly Arrival[]): Promise<void> {
    await firings.rememberEnds(arrivals);
    const numbers = await Promise.all(arrivals.map(({ routed, cause }) => older.takeWhereItMoved(routed, cause)));
    for (const [index, { placed }] of arrivals.entries()) {
      const number = numbers[index];
      placed(number === undefined ? 'unmatched' : 'resolved', number);
    }
  }

  /** Settles firings that an older incident of the key knows, when a service declares a new one after some time. */
  async function repeatsInOlder(key: string, generation: number, { keys }: Known, arrivals: readonly Arrival[]) {
    const settled = new Set<Arrival>();
    if (generation < 2) return settled;
    for (const arrival of arrivals) {
      const { routed, cause, placed } = arrival;
      const { alert, rules } = routed;
      if (alert.status !== 'firing' || rules.windowMs === undefined || keys.has(alertKey(alert))) continue;
      const number = await older.takeIn(key, generation, routed, cause);
      if (number === undefined) continue;
      placed('repeated', number);
      settled.add(arrival);
    }
    return settled;
  }

  async function beginNext(key: string, generation: number, arrivals: readonly Arrival[]): Promise<readonly Arrival[]> {
    const isFiring = ({ routed }: Arrival) => routed.alert.status === 'firing';
    const first = arrivals.findIndex(isFiring);
    await endsOfNothing(first < 0 ? arrivals : arrivals.slice(0, first));
    if (first < 0) return [];
    const rest = arrivals.slice(first);
    const rate = await rates.beyondLimit(rest[0]!.routed);
    if (rate) return handOn(rest, rate);
    // An alert that has ended again meanwhile is taken in after the declaration: only then can it resolve the incident.
    const over = rest.findIndex((one) => !isFiring(one));
    const begins = over < 0 ? rest : rest.slice(0, over);
    const routed = begins.map((one) => one.routed);
    const number = await world.store.nextNumber();
    const id = idOf(key, generation);
    const { declaration, events, group } = await decideWithRoundRobin(world, id, (facts) =>
      beginWithAlerts(routed, { id, number, generation }, facts),
    );
    try {
      const incident = await keepNew(world, declaration, events, { group, causes: causesOf(begins) });
      incidents.remember(key, generation);
      const began = events.some(({ type }) => type === 'held' || type === 'waiting-for-alerts') ? 'held' : 'began';
      for (const [index, { placed }] of begins.entries()) placed(index === 0 ? began : 'joined', incident.number);
      return rest.slice(begins.length);
    } catch (err) {
      if (!(err instanceof StaleIncident)) throw err;
      // The incident exists already, perhaps by another process, and takes these in.
      incidents.wasThere(key, generation);
      return rest;
    }
  }

  /** Passes these arrivals to the incident of the rate, in order: a resolve follows the alert that it ends. */
  function handOn(arrivals: readonly Arrival[], rate: NonNullable<RoutedAlert['rate']>): readonly Arrival[] {
    for (const arrival of arrivals) {
      const routed = addToRate(arrival.routed, rate, world.directory());
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
    return [];
  }

  return { receive, waiting: () => waiting };
}

function routedOf(arrivals: readonly Arrival[]): readonly RoutedAlert[] {
  return arrivals.map(({ routed }) => routed);
}

function originOf({ integration, source }: Alert) {
  return { source, ...(integration !== undefined && { integration }) };
}

/** Returns the status of each alert that the incident knows. */
function statusesOf({ alerts }: Incident, apart: readonly GroupedAlert[]): ReadonlyMap<string, Alert['status']> {
  return new Map([...apart, ...(alerts?.alerts ?? [])].map((one) => [alertKey(one), one.status]));
}

/** Returns the outcome of an alert that an open incident took in. */
function outcomeOf(alert: Alert, before: ReadonlyMap<string, Alert['status']>): AlertOutcome {
  if (before.get(alertKey(alert)) === alert.status) return 'repeated';
  return alert.status === 'resolved' ? 'resolved' : 'joined';
}

function causesOf(arrivals: readonly Arrival[]): string[] {
  return arrivals.flatMap(({ cause }) => cause ?? []);
}
