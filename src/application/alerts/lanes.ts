import { alertKey } from '../../domain/alerts/alert.ts';
import { keptDetails } from '../../domain/alerts/alert-details.ts';
import { bytesOfAlert } from '../../domain/alerts/alert-group.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { AlertOutcome } from '../../ports/telemetry/metrics.ts';
import { retried } from '../runtime/retried.ts';

/** As many as one write takes in. */
const mostTogether = 1_000;
/**
 * As much of the incident's document as the alerts of one write may take: those that differ are listed there until the next
 * write. While more wait, that one follows at once, and a storm costs fewer writes the more goes into each.
 */
const mostBytes = { last: 24 * 1024, whileMoreWait: 128 * 1024 } as const;
/**
 * A write of so many alerts is one of a storm: its senders post again as soon as they are answered. The next write waits a moment
 * for them, so that it takes in all of them and those that wait already: a write costs about the same however many it takes in.
 */
const stormAlerts = 8;
const gatherMs = 10;

export interface Arrival {
  readonly routed: RoutedAlert;
  /** The same cause counts once. */
  readonly cause?: string;
  placed(outcome: AlertOutcome, incident?: number): void;
  failed(err: unknown): void;
}

/**
 * Brings the alerts of each key to their incident one after the other. What comes while a write is under way goes into the
 * next one together.
 *
 * @param takeSome takes in some of one key. Returns those that have no place yet; throws StaleIncident to be asked again
 */
export function createLanes(takeSome: (key: string, arrivals: readonly Arrival[]) => Promise<readonly Arrival[]>) {
  const lanes = new Map<string, Lane>();

  function queue(arrival: Arrival): void {
    const { key } = arrival.routed;
    const lane = lanes.get(key);
    const queued = { arrival, bytes: bytesOf(arrival) };
    if (lane) {
      lane.queued.push(queued);
      lane.grew?.();
      return;
    }
    lanes.set(key, { queued: [queued] });
    // What came in the same request goes into the same write, and so does what has arrived with it.
    setImmediate(() => void takeAll(key));
  }

  async function takeAll(key: string): Promise<void> {
    const lane = lanes.get(key)!;
    while (lane.queued.length > 0) {
      const arrivals = takeFrom(lane.queued);
      await take(key, arrivals).catch((err: unknown) => {
        for (const { failed } of arrivals) failed(err);
      });
      if (arrivals.length >= stormAlerts) await gather(lane, lane.queued.length + arrivals.length);
    }
    lanes.delete(key);
  }

  /** Waits until so many are queued or they fill a write, at most 10 ms. */
  function gather(lane: Lane, count: number): Promise<void> {
    const isFull = () => lane.queued.length >= count || bytesIn(lane.queued) >= mostBytes.last;
    if (isFull()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        delete lane.grew;
        resolve();
      };
      const timer = setTimeout(done, gatherMs);
      lane.grew = () => isFull() && done();
    });
  }

  async function take(key: string, arrivals: readonly Arrival[]): Promise<void> {
    let left = arrivals;
    while (left.length > 0) {
      const some = left;
      left = await retried(() => takeSome(key, some));
    }
  }

  return { queue, /** Returns how many keys have something under way. */ size: () => lanes.size };
}

interface Lane {
  readonly queued: Queued[];
  /** Called when more is queued while the lane gathers. */
  grew?: () => void;
}

interface Queued {
  readonly arrival: Arrival;
  /** About as much as it takes in the document. */
  readonly bytes: number;
}

function bytesOf({ routed: { alert, title } }: Arrival): number {
  const { source, fingerprint, url } = alert;
  return bytesOfAlert({ source, fingerprint, title, ...(url && { url }), ...keptDetails(alert) });
}

function bytesIn(queued: readonly Queued[]): number {
  return queued.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Takes out the first of a lane: as many as go into one write. What is left of them is never more than the last write takes. */
function takeFrom(lane: Queued[]): readonly Arrival[] {
  const all = lane.slice(0, mostTogether);
  const sums = sumsOf(all);
  const total = sums.at(-1) ?? 0;
  const most =
    total <= mostBytes.last
      ? total
      : Math.min(mostBytes.whileMoreWait, Math.max(mostBytes.last, total - mostBytes.last));
  const past = sums.findIndex((sum, index) => index > 0 && sum > most);
  return lane.splice(0, past < 0 ? mostTogether : past).map(({ arrival }) => arrival);
}

/** How many bytes those up to each of them take. An alert that comes again takes no more. */
function sumsOf(all: readonly Queued[]): readonly number[] {
  const seen = new Set<string>();
  let sum = 0;
  return all.map(({ arrival, bytes }) => {
    const key = alertKey(arrival.routed.alert);
    if (!seen.has(key)) sum += bytes;
    seen.add(key);
    return sum;
  });
}
