import { alertKey } from '../../domain/alerts/alert.ts';
import { keptDetails } from '../../domain/alerts/alert-details.ts';
import { bytesOfAlert } from '../../domain/alerts/alert-group.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import { retried } from '../../lib/retried.ts';
import type { AlertOutcome } from '../../ports/telemetry/metrics.ts';

/** The most alerts in one write. */
const mostTogether = 1_000;
/**
 * How many bytes of the incident's document the alerts of one write may take: different alerts are listed there until the
 * next write. While more alerts wait, the next write follows at once, and larger writes make a storm cheaper.
 */
const mostBytes = { last: 24 * 1024, whileMoreWait: 128 * 1024 } as const;
/**
 * A write of this many alerts is part of a storm, whose senders post again as soon as they are answered. The next write
 * waits a moment for them: a write costs about the same, however many alerts it takes in.
 */
const stormAlerts = 8;
const gatherMs = 10;

export interface Arrival {
  readonly routed: RoutedAlert;
  /** Arrivals with the same cause count once. */
  readonly cause?: string;
  placed(outcome: AlertOutcome, incident?: number): void;
  failed(err: unknown): void;
}

export type Lanes = ReturnType<typeof createLanes>;

/**
 * Brings the alerts of each key to their incident in order. Alerts that arrive during a write go together into the next one.
 *
 * @param takeSome takes in some alerts of one key. Returns those that have no incident yet; throws StaleIncident to be
 *   called again
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
    // Alerts of the same request, and others that arrived with it, go into the same write.
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

  /** Waits until `count` alerts are queued or they fill a write, at most 10 ms. */
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
  /** Called when more alerts are queued while the lane gathers. */
  grew?: () => void;
}

interface Queued {
  readonly arrival: Arrival;
  /** About the size that it takes in the document. */
  readonly bytes: number;
}

function bytesOf({ routed: { alert, title } }: Arrival): number {
  const { source, fingerprint, url } = alert;
  return bytesOfAlert({ source, fingerprint, title, ...(url && { url }), ...keptDetails(alert) });
}

function bytesIn(queued: readonly Queued[]): number {
  return queued.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Removes the first alerts of a lane, as many as go into one write. The rest is never more than the last write takes. */
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

/** Returns the running sums of their sizes in bytes. A repeated alert takes no more space. */
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

export function routedOf(arrivals: readonly Arrival[]): readonly RoutedAlert[] {
  return arrivals.map(({ routed }) => routed);
}

export function causesOf(arrivals: readonly Arrival[]): string[] {
  return arrivals.flatMap(({ cause }) => cause ?? []);
}
