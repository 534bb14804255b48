import { alertKey } from '../../domain/alerts/alert.ts';
import { keptDetails } from '../../domain/alerts/alert-details.ts';
import { bytesOfAlert } from '../../domain/alerts/alert-group.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import { StaleIncident } from '../../ports/incidents.ts';
import type { AlertOutcome } from '../../ports/telemetry/metrics.ts';

/** As many as one write takes in. */
const mostTogether = 1_000;
/**
 * As much of the incident's document as the alerts of one write may take: those that differ are listed there until the next
 * write. While more wait, that one follows at once, and a storm costs fewer writes the more goes into each.
 */
const mostBytes = { last: 24 * 1024, whileMoreWait: 128 * 1024 } as const;
/** Each lost race means that somebody else won one, so this many in a row do not happen. */
const attempts = 50;

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
  const lanes = new Map<string, Queued[]>();

  function queue(arrival: Arrival): void {
    const { key } = arrival.routed;
    const lane = lanes.get(key);
    const queued = { arrival, bytes: bytesOf(arrival) };
    if (lane) {
      lane.push(queued);
      return;
    }
    lanes.set(key, [queued]);
    // What came in the same request goes into the same write, and so does what has arrived with it.
    setImmediate(() => void takeAll(key));
  }

  async function takeAll(key: string): Promise<void> {
    for (;;) {
      const arrivals = takeFrom(lanes.get(key) ?? []);
      if (arrivals.length === 0) break;
      await take(key, arrivals).catch((err: unknown) => {
        for (const { failed } of arrivals) failed(err);
      });
    }
    lanes.delete(key);
  }

  async function take(key: string, arrivals: readonly Arrival[]): Promise<void> {
    let left = arrivals;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      try {
        left = await takeSome(key, left);
      } catch (err) {
        if (!(err instanceof StaleIncident) || attempt === attempts) throw err;
      }
    }
  }

  return { queue, /** Returns how many keys have something under way. */ size: () => lanes.size };
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
