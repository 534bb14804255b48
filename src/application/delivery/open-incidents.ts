import { gatherLinesMs } from '../../domain/incident/deliveries/gather-lines.ts';
import { readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { type DeliveryResult, withProgress, withProgressOf } from '../../ports/incidents.ts';
import type { LineTimers } from '../runtime/line-timers.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { IncidentDeliveryParts } from './incident-delivery.ts';
import { nextLook } from './incident-schedule.ts';
import { createUnrecorded, type Following } from './record-result.ts';

/** How many sweeps later a write whose answer was lost may still be stored. */
const mostSweepsUntilKept = 30;

/** How long after a read or a decision an incident may be sent from without another read, unless a person is to be paged. */
const recentMs = 2_000;

/** An incident that this process works on and has not settled. */
export interface Open {
  readonly id: string;
  /** How often a read did not find it. */
  missing: number;
  /** The last read or decision, with this process's writes since; undefined when it has to be read again. */
  known?: Incident;
  /** The time of the last read or decision, in milliseconds of `performance.now()`. */
  readonly since: number;
  /** Set while the incident is being settled, together with the last write about it. */
  settling?: Promise<boolean>;
}

/**
 * Keeps the state of the incidents that this process works on. It need not read back its own decisions and writes: an
 * incident is settled only if no other process has written meanwhile.
 */
export function createOpenIncidents(
  parts: IncidentDeliveryParts,
  dispatcher: Dispatcher,
  lineTimers: Pick<LineTimers, 'follow'>,
) {
  const open = new Map<string, Open>();
  const lanes = createLaneCounts();
  const unrecorded = createUnrecorded();

  /**
   * Adds or updates an incident, unless the known state is newer.
   *
   * @param from the state that the decision was made on; the decision does not undo this process's writes about its
   *   deliveries
   * @param result the result of a delivery that was written together with the decision
   */
  function enter(incident: Incident, from?: Incident, result?: DeliveryResult): Open {
    const before = open.get(incident.id);
    if (before?.known && before.known.version > incident.version) return before;
    const goesOn = before?.known?.version === from?.version ? before?.known : undefined;
    const upToIt = goesOn && result ? withProgress(goesOn, result.delivery, result.progress) : goesOn;
    const known = upToIt ? withProgressOf(incident, upToIt) : incident;
    const entry: Open = { id: incident.id, missing: 0, known, since: performance.now() };
    open.set(incident.id, entry);
    return entry;
  }

  /** Tracks this process's writes about the incident's deliveries, and settles the incident with the last of them. */
  function following(id: string): Following {
    return {
      writes(delivery, progress) {
        const entry = open.get(id);
        if (!entry?.known) return;
        entry.known = withProgress(entry.known, delivery, progress);
        // This was the last write. A failure is reported to the caller that waits for it when the lane has ended.
        if (progress.claim === undefined && isDone(entry.known)) settle(entry).catch(() => undefined);
      },
      outdated() {
        delete open.get(id)?.known;
      },
      known: () => open.get(id)?.known,
      recent: () => recent(id),
      unrecorded: unrecorded(id),
    };
  }

  /** Returns whether nothing of the incident can be sent now. */
  function isDone(incident: Incident): boolean {
    const now = parts.clock.now();
    return Object.values(incident.deliveries).every((one) => readiness(incident, one, now) !== 'ready');
  }

  /**
   * @param begins settles before its lanes send, because this process will send the rest
   * @returns false when the incident has to be read again. Lanes that end together settle it once.
   */
  function settle(entry: Open, begins = false): Promise<boolean> {
    entry.settling ??= settleOnce(entry, begins).finally(() => {
      delete entry.settling;
    });
    return entry.settling;
  }

  async function settleOnce(entry: Open, begins: boolean): Promise<boolean> {
    const { id, known } = entry;
    if (!known) return false;
    const next = nextLook(parts, dispatcher, known);
    const followed = lineTimers.follow(known);
    // It is stored with that time already, and the result of the lines settles it.
    if (!begins && followed && next.by.length === 0 && isSoon(next.lookAt, parts.clock.now())) return true;
    const settled = await parts.store.settle(known, next);
    if (!settled) delete entry.known;
    else if (!begins && open.get(id) === entry && (lanes.of(id) <= 1 || isDone(known))) open.delete(id);
    return settled;
  }

  function recent(id: string): Incident | undefined {
    const entry = open.get(id);
    return entry && performance.now() - entry.since < recentMs ? entry.known : undefined;
  }

  return {
    enter,
    following,
    settle,
    of: (id: string) => open.get(id),
    /**
     * Removes an incident that was settled with a decision. Returns false, and keeps it, while a delivery of it is being
     * sent.
     */
    leave(id: string): boolean {
      if (lanes.of(id) > 0) return false;
      open.delete(id);
      return true;
    },
    /** Marks the state as unreliable or missing. */
    lookFor: (id: string) => void open.set(id, { id, missing: 0, since: 0 }),
    notFound(id: string) {
      const entry = open.get(id);
      if (!entry) return;
      entry.missing += 1;
      if (entry.missing > mostSweepsUntilKept) open.delete(id);
    },
    beginLanes: lanes.begin,
    endLane: lanes.end,
    isBusy: (id: string) => lanes.of(id) > 0,
    recent,
    /** Returns the incidents that are neither being sent nor settled, and whose next look is not soon. */
    idle: () => [...open].flatMap(([id, { settling }]) => (lanes.of(id) > 0 || settling || recent(id) ? [] : [id])),
  };
}

function isSoon(at: Date | undefined, now: Date): boolean {
  return at !== undefined && at.getTime() - now.getTime() <= gatherLinesMs;
}

/** Counts the lanes that send for each incident. */
function createLaneCounts() {
  const counts = new Map<string, number>();
  const of = (id: string) => counts.get(id) ?? 0;
  return {
    of,
    begin: (id: string, count: number) => void counts.set(id, of(id) + count),
    end(id: string): void {
      if (of(id) > 1) counts.set(id, of(id) - 1);
      else counts.delete(id);
    },
  };
}
