import { randomUUID } from 'node:crypto';
import type { Check, Finding } from '../../domain/checks/check.ts';
import { begun, type CheckState, checkAlert, dueAt, monitorFrom, problemOf, ran } from '../../domain/checks/state.ts';
import type { Directory } from '../../domain/directory.ts';
import { toTell } from '../../domain/monitors/report.ts';
import { createInFlight } from '../../lib/in-flight.ts';
import type { AlertIntake } from '../../ports/alerts.ts';
import type { Checker, CheckReport, Checks, MonitorStore } from '../../ports/monitors.ts';
import type { Clock, Log, Scheduler } from '../../ports/runtime.ts';
import { lookRhythm, soonAfter } from '../runtime/look-rhythm.ts';
import { changeMonitor } from './change-monitor.ts';
import { monitorStates } from './monitor-states.ts';
import { reportMonitor } from './report-monitor.ts';

/** Checks at once in this process. Others wait until one has ended, or another process runs them. */
const mostAtOnce = 20;

interface Parts {
  readonly store: MonitorStore<CheckState>;
  readonly checker: Checker;
  readonly intake: AlertIntake;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  directory(): Directory;
}

export interface CheckRunner extends Checks {
  /** Starts the due checks in the background. Returns how many it started or reported. */
  look(): Promise<number>;
  /** Settles when no check is running. */
  idle(): Promise<void>;
}

const none: ReadonlyMap<string, Check> = new Map();

/**
 * Runs the checks of the file, each in one process at a time, and deletes the state of checks that are no longer in the
 * file.
 */
export function createCheckRunner(parts: Parts): CheckRunner {
  const { store, checker, clock, log } = parts;
  const known = () => parts.directory().checks ?? none;
  const rhythm = lookRhythm(parts, 'checks');
  const running = createInFlight();
  const reporting = { ...parts, monitors: known, problemOf, alertOf: checkAlert };

  const stand = () => monitorStates(store, known(), (id) => monitorFrom(id, clock.now()));

  /** Returns false when another process has started it. */
  async function start(check: Check, state: CheckState): Promise<boolean> {
    const at = clock.now();
    const id = randomUUID();
    if (!(await store.replace({ ...begun(check, state, id, at), version: state.version + 1 }))) return false;
    void running.track(runOnce(check, id, at));
    return true;
  }

  /** Never throws. A result that could not be written is made again when its claim ends. */
  async function runOnce(check: Check, id: string, at: Date): Promise<void> {
    try {
      const finding: Finding = await checker.run(check);
      await changeMonitor(store, check.id, (state) => ran(check, state, id, finding, at));
      await reportMonitor(reporting, check.id);
    } catch (err) {
      log.warn({ err, check: check.id }, 'check failed to run; trying again');
    }
  }

  return {
    async look() {
      const checks = known();
      const { changed, resting } = rhythm.begin(checks);
      if (resting) return 0;
      if (changed) await store.keepOnly([...checks.keys()]);
      const all = checks.size > 0 ? await stand() : [];
      const now = clock.now();
      // The process that ran one may have died before it reported the result.
      const untold = all.filter(([check, state]) => toTell(state.told, problemOf(check, state, now), now));
      await Promise.all(untold.map(([{ id }]) => reportMonitor(reporting, id)));
      const due = all
        .filter(([check, state]) => dueAt(check, state) <= now)
        .sort(([one, its], [other, others]) => dueAt(one, its).getTime() - dueAt(other, others).getTime());
      const begins = due.slice(0, Math.max(0, mostAtOnce - running.size));
      const started = await Promise.all(begins.map(([check, state]) => start(check, state)));
      const later = all.filter((one) => !due.includes(one)).map(([check, state]) => dueAt(check, state));
      // Checks that were started may have ended by then, and those that found no room may find it.
      await rhythm.end(due.length + untold.length > 0 ? [...later, soonAfter(now)] : later);
      return untold.length + started.filter(Boolean).length;
    },
    async list() {
      const now = clock.now();
      return (await stand()).map(([check, state]) => reportOn(check, state, now));
    },
    async idle() {
      await running.settled();
    },
  };
}

function reportOn(check: Check, state: CheckState, now: Date): CheckReport {
  const { last, bad, told } = state;
  const failing = problemOf(check, state, now) !== undefined;
  return {
    name: check.id,
    kind: check.probe.kind,
    status: !last ? 'pending' : failing ? 'failing' : bad ? 'unsure' : 'ok',
    ...(last && { lastRun: last.at }),
    ...(last?.reason !== undefined && { reason: last.reason }),
    failuresInARow: bad?.count ?? 0,
    nextRun: dueAt(check, state),
    ...(told?.incident !== undefined && { incident: told.incident }),
  };
}
