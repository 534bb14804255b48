import { alertKey } from '../../domain/alerts/alert.ts';
import { keptDetails } from '../../domain/alerts/alert-details.ts';
import { bytesOfAlert } from '../../domain/alerts/alert-group.ts';
import type { RoutedAlert } from '../../domain/alerts/route.ts';
import { StaleIncident } from '../../ports/incidents.ts';
import type { AlertOutcome } from '../../ports/telemetry/metrics.ts';

/** As many as one write takes in, and as much of the incident's document as those of them that differ take. */
const mostTogether = 1_000;
const mostBytesTogether = 24 * 1024;
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
  const lanes = new Map<string, Arrival[]>();

  function queue(arrival: Arrival): void {
    const { key } = arrival.routed;
    const lane = lanes.get(key);
    if (lane) {
      lane.push(arrival);
      return;
    }
    lanes.set(key, [arrival]);
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

/** Takes out the first of a lane: as many as go into one write. */
function takeFrom(lane: Arrival[]): readonly Arrival[] {
  const seen = new Set<string>();
  let bytes = 0;
  const past = lane.slice(0, mostTogether).findIndex(({ routed: { alert, title } }, index) => {
    if (!seen.has(alertKey(alert))) bytes += bytesOfAlert({ ...alert, ...keptDetails(alert), title });
    seen.add(alertKey(alert));
    return index > 0 && bytes > mostBytesTogether;
  });
  return lane.splice(0, past < 0 ? mostTogether : past);
}
