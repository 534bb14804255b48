import type { Progress } from '../../domain/incident/deliveries/delivery.ts';
import { readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { LineTimers } from '../runtime/line-timers.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Following, IncidentDeliveryParts } from './incident-delivery.ts';
import { nextLook } from './incident-schedule.ts';

/** A write whose answer was lost may be kept so many sweeps later. */
const mostSweepsUntilKept = 30;

/** An incident that was handed to this process, and is not settled. */
export interface Open {
  readonly id: string;
  /** How often it was looked for and not found. */
  missing: number;
  /** What is known of it without a look; undefined when it has to be read again. */
  view?: View;
  /** It is being settled, together with the last that was written of it. */
  settling?: Promise<boolean>;
}

interface View {
  /** As it was read or decided on. */
  readonly seen: Incident;
  /** The same after what this process has written of its deliveries since, and how many writes that took. */
  known: Incident;
  own: number;
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
  /** How many lanes send something of each. */
  const lanes = new Map<string, number>();

  /** An older view than the one that is known is worth nothing. */
  function enter(incident: Incident): Open {
    const before = open.get(incident.id);
    if (before?.view && before.view.seen.version > incident.version) return before;
    const entry: Open = { id: incident.id, missing: 0, view: { seen: incident, known: incident, own: 0 } };
    open.set(incident.id, entry);
    return entry;
  }

  /** Keeps up with what is written of this incident's deliveries from here, and settles it with the last of that. */
  function following(id: string): Following {
    return {
      writes(delivery, progress) {
        const entry = open.get(id);
        if (!entry?.view) return;
        const { view } = entry;
        view.known = withProgress(view.known, delivery, progress);
        view.own += 1;
        const isLast = (lanes.get(id) ?? 0) <= 1 && progress.claim === undefined;
        // Its failure is for whoever waits for it when the lane has ended.
        if (isLast && isDone(view.known)) settle(entry).catch(() => undefined);
      },
      outdated() {
        delete open.get(id)?.view;
      },
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
    const { id, view } = entry;
    if (!view) return false;
    const settled = await parts.store.settle(view.seen, nextLook(parts, dispatcher, view.known), view.own);
    if (settled) lineTimers.follow(view.known);
    if (!settled) delete entry.view;
    else if (!begins && open.get(id) === entry && (lanes.get(id) ?? 0) <= 1) open.delete(id);
    return settled;
  }

  return {
    enter,
    following,
    settle,
    of: (id: string) => open.get(id),
    /** Its view is not to be relied on, or there is none. */
    lookFor(id: string) {
      open.set(id, { id, missing: 0 });
    },
    notFound(id: string) {
      const entry = open.get(id);
      if (!entry) return;
      entry.missing += 1;
      if (entry.missing > mostSweepsUntilKept) open.delete(id);
    },
    beginLanes(id: string, count: number) {
      lanes.set(id, (lanes.get(id) ?? 0) + count);
    },
    endLane(id: string) {
      const left = (lanes.get(id) ?? 0) - 1;
      if (left > 0) lanes.set(id, left);
      else lanes.delete(id);
    },
    isBusy: (id: string) => lanes.has(id),
    idle: () => [...open.keys()].filter((id) => !lanes.has(id)),
  };
}

function withProgress(incident: Incident, id: string, progress: Progress): Incident {
  const delivery = incident.deliveries[id];
  return delivery ? { ...incident, deliveries: { ...incident.deliveries, [id]: { ...delivery, progress } } } : incident;
}
