import type { Directory } from '../../domain/directory.ts';
import { heartbeatAlert } from '../../domain/heartbeats/alert.ts';
import {
  beaten,
  failed,
  type Heartbeat,
  type HeartbeatState,
  problemOf,
  seenFirst,
  silentFrom,
  statusOf,
} from '../../domain/heartbeats/heartbeat.ts';
import { toTell } from '../../domain/monitors/report.ts';
import { createInFlight } from '../../lib/in-flight.ts';
import type { AlertIntake } from '../../ports/alerts.ts';
import type { HeartbeatReport, Heartbeats, MonitorStore } from '../../ports/monitors.ts';
import type { Clock, Log, Scheduler } from '../../ports/runtime.ts';
import { lookRhythm, soonAfter } from '../runtime/look-rhythm.ts';
import { changeMonitor } from './change-monitor.ts';
import { monitorStates } from './monitor-states.ts';
import { reportMonitor } from './report-monitor.ts';

interface Parts {
  readonly store: MonitorStore<HeartbeatState>;
  readonly intake: AlertIntake;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  directory(): Directory;
}

export interface HeartbeatMonitor extends Heartbeats {
  /** Reports the heartbeats that fell silent. Cheap when there are none. Returns how many there were. */
  look(): Promise<number>;
  /** Settles when no report is under way. */
  idle(): Promise<void>;
}

const none: ReadonlyMap<string, Heartbeat> = new Map();

/**
 * Monitors the heartbeats of the file. Deletes the state of those that are no longer in it; new ones count from now on.
 */
export function createHeartbeatMonitor(parts: Parts): HeartbeatMonitor {
  const { store, clock, log } = parts;
  const known = () => parts.directory().heartbeats ?? none;
  const rhythm = lookRhythm(parts, 'heartbeats');
  const inFlight = createInFlight();
  const reporting = { ...parts, monitors: known, problemOf, alertOf: heartbeatAlert };

  async function change(name: string, decide: (state: HeartbeatState) => HeartbeatState) {
    const heartbeat = known().get(name);
    if (!heartbeat) return undefined;
    const state = await changeMonitor(store, name, decide, () => seenFirst(name, clock.now()));
    // The request waits until the beat is kept, and not for the report.
    if (state && toTell(state.told, problemOf(heartbeat, state, clock.now()), clock.now())) tellSoon(name);
    return state && reportOn(heartbeat, state, clock.now());
  }

  function tellSoon(name: string): void {
    void inFlight.track(reportMonitor(reporting, name));
  }

  const stand = () => monitorStates(store, known(), (id) => seenFirst(id, clock.now()));

  return {
    async look() {
      const heartbeats = known();
      const { changed, resting } = rhythm.begin(heartbeats);
      if (resting) return 0;
      if (changed) await store.keepOnly([...heartbeats.keys()]);
      const all = heartbeats.size > 0 ? await stand() : [];
      const now = clock.now();
      const telling = all.filter(([heartbeat, state]) => toTell(state.told, problemOf(heartbeat, state, now), now));
      await Promise.all(telling.map(([{ id }]) => reportMonitor(reporting, id)));
      const silences = all.map(([heartbeat, state]) => silentFrom(heartbeat, state)).filter((at) => at > now);
      await rhythm.end(telling.length > 0 ? [...silences, soonAfter(now)] : silences);
      return telling.length;
    },
    beat: (name) => change(name, (state) => beaten(state, clock.now())),
    async fail(name, reason) {
      const report = await change(name, (state) => failed(state, clock.now(), reason));
      if (report) log.info({ heartbeat: name }, 'heartbeat reported a failure');
      return report;
    },
    names: () => [...known().keys()],
    async list() {
      const now = clock.now();
      return (await stand()).map(([heartbeat, state]) => reportOn(heartbeat, state, now));
    },
    async idle() {
      await inFlight.settled();
    },
  };
}

function reportOn(heartbeat: Heartbeat, state: HeartbeatState, now: Date): HeartbeatReport {
  const { id, everyMs, graceMs } = heartbeat;
  const { beats, lastBeat, told } = state;
  return {
    name: id,
    status: statusOf(heartbeat, state, now),
    everyMs,
    graceMs,
    beats,
    ...(lastBeat && { lastBeat }),
    expectedBefore: silentFrom(heartbeat, state),
    ...(told?.incident !== undefined && { incident: told.incident }),
  };
}
