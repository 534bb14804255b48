import type { Alert } from '../../domain/alerts/alert.ts';
import { type Monitored, type Telling, toTell, whenTold } from '../../domain/monitors/report.ts';
import type { AlertIntake } from '../../ports/alerts.ts';
import type { MonitorStore } from '../../ports/monitors.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import { changeMonitor } from './change-monitor.ts';

/** Longer than the intake takes while the database answers. */
const tellWithinMs = 15_000;
/** The state may change while it is reported, and is then reported again. The next look goes on after so many times. */
const maxPasses = 5;

export interface MonitorReporting<M, S extends Monitored> {
  /** The monitors of the file, by id. */
  monitors(): ReadonlyMap<string, M>;
  readonly store: MonitorStore<S>;
  readonly intake: AlertIntake;
  readonly clock: Clock;
  readonly log: Log;
  /** Returns the key of its problem at `now`; undefined when all is well. */
  problemOf(monitor: M, state: S, now: Date): string | undefined;
  alertOf(monitor: M, state: S, status: Alert['status']): Alert;
}

/**
 * Sends the alert of a monitor's present state to the intake. One process sends it; if that dies, another sends it again
 * under the same key, so that the intake counts it once. A monitor that the file no longer has is not reported. Never
 * throws: the next look tries again.
 */
export async function reportMonitor<M, S extends Monitored>(
  reporting: MonitorReporting<M, S>,
  id: string,
): Promise<void> {
  const { store, clock, log } = reporting;
  try {
    for (let pass = 0; pass < maxPasses; pass += 1) {
      const state = await store.load(id);
      const now = clock.now();
      const monitor = reporting.monitors().get(id);
      const telling = monitor && state && toTell(state.told, reporting.problemOf(monitor, state, now), now);
      if (!telling) return;
      const alert = reporting.alertOf(monitor, state, telling.status);
      const taken: S = {
        ...state,
        version: state.version + 1,
        told: { ...state.told, ...telling, until: new Date(now.getTime() + tellWithinMs) },
      };
      // Otherwise another process reports it, or the state has changed.
      if (await store.replace(taken)) await tell(reporting, taken, telling, alert);
    }
  } catch (err) {
    log.warn({ err, id }, 'monitor state could not be reported; the next look tries again');
  }
}

async function tell<M, S extends Monitored>(
  { store, intake, clock }: MonitorReporting<M, S>,
  taken: S,
  telling: Telling,
  alert: Alert,
): Promise<void> {
  const { id } = taken;
  const key = `${alert.source}/${id}/${telling.key}/${telling.status}`;
  let incident: number | undefined;
  try {
    incident = (await intake.receive([alert], key))[0]?.incident;
  } catch (err) {
    await changeMonitor(store, id, (state) => givenBack(state, taken, clock.now()));
    throw err;
  }
  await changeMonitor(store, id, (state) => whenTold(state, telling, incident));
}

/** Ends the claim, so that another process may report it at once. */
function givenBack<S extends Monitored>(state: S, { told }: S, now: Date): S {
  if (!state.told || state.told.until?.getTime() !== told?.until?.getTime()) return state;
  return { ...state, told: { ...state.told, until: now } };
}
