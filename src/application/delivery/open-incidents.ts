import { gatherLinesMs } from '../../domain/incident/deliveries/gather-lines.ts';
import { readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { type DeliveryResult, withProgress, withProgressOf } from '../../ports/incidents.ts';
import type { LineTimers } from '../runtime/line-timers.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Following, IncidentDeliveryParts } from './incident-delivery.ts';
import { nextLook } from './incident-schedule.ts';

/** A write whose answer was lost may be kept so many sweeps later. */
const mostSweepsUntilKept = 30;

/** So long after it was read or decided on, an incident may be sent from without another look, unless somebody is to be paged. */
const recentMs = 2_000;

/** An incident that was handed to this process, and is not settled. */
export interface Open {
  readonly id: string;
  /** How often it was looked for and not found. */
  missing: number;
  /** As it was read or decided on, with what this process has written of its deliveries since; undefined when it has to be read again. */
  known?: Incident;
  /** When it was read or decided on, in milliseconds of `performance.now()`. */
  readonly since: number;
  /** It is being settled, together with the last that was written of it. */
  settling?: Promise<boolean>;
}

/**
 * What this process knows of the incidents that it has in hand. What it has decided and written it need not read back: an
 * incident is settled only if nobody else has written meanwhile.
 */
export function createOpenIncidents(
  parts: IncidentDeliveryParts,
  dispatcher: Dispatcher,
  lineTimers: Pick<LineTimers, 'follow'>,
) {
  const open = new Map<string, Open>();
  const lanes = createLaneCounts();

  /**
   * An older view than the one that is known is worth nothing.
   *
   * @param from what the incident was decided on: what this process has written of that one's deliveries is not undone by the decision
   * @param result what was written of a delivery together with the decision
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

  /** Keeps up with what is written of this incident's deliveries from here, and settles it with the last of that. */
  function following(id: string): Following {
    return {
      writes(delivery, progress) {
        const entry = open.get(id);
        if (!entry?.known) return;
        entry.known = withProgress(entry.known, delivery, progress);
        // The last of them. Its failure is for whoever waits for it when the lane has ended.
        if (progress.claim === undefined && isDone(entry.known)) settle(entry).catch(() => undefined);
      },
      outdated() {
        delete open.get(id)?.known;
      },
      known: () => open.get(id)?.known,
      recent: () => recent(id),
    };
  }

  /** Nothing of it can be sent now. */
  function isDone(incident: Incident): boolean {
    const now = parts.clock.now();
    return Object.values(incident.deliveries).every((one) => readiness(incident, one, now) !== 'ready');
  }

  /**
   * @param begins it is settled before its lanes send: whatever is left after them is this process's to send
   * @returns false when it has to be read again. Lanes that end together settle it once.
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
    // It was kept with that time: until then nothing changes, and what comes of the lines settles it.
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
    /** It was settled with a decision. Returns false, and keeps it, while something of it is being sent. */
    leave(id: string): boolean {
      if (lanes.of(id) > 0) return false;
      open.delete(id);
      return true;
    },
    /** Its view is not to be relied on, or there is none. */
    lookFor(id: string) {
      open.set(id, { id, missing: 0, since: 0 });
    },
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
    /** Those of which nothing is sent or being settled, and whose next time is not at hand. */
    idle: () => [...open].flatMap(([id, { settling }]) => (lanes.of(id) > 0 || settling || recent(id) ? [] : [id])),
  };
}

function isSoon(at: Date | undefined, now: Date): boolean {
  return at !== undefined && at.getTime() - now.getTime() <= gatherLinesMs;
}

/** How many lanes send something of each incident. */
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
