import type { Alert } from '../../domain/alerts/alert.ts';
import { type Monitored, type Telling, toTell, whenTold } from '../../domain/monitors/report.ts';
import type { AlertIntake } from '../../ports/alerts.ts';
import type { MonitorStore } from '../../ports/monitors.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import { changeMonitor } from './change-monitor.ts';

/** Longer than the desk takes while the database answers at all. */
const tellWithinMs = 15_000;
/** Told, changed meanwhile, told again: beyond this the next look goes on. */
const maxPasses = 5;

export interface MonitorReporting<S extends Monitored> {
  readonly store: MonitorStore<S>;
  readonly intake: AlertIntake;
  readonly clock: Clock;
  readonly log: Log;
  /** The key of its trouble at `now`; undefined when all is well, and when the file does not know it any more. */
  problemOf(state: S, now: Date): string | undefined;
  /** Undefined: the file does not know it any more, and nobody is told of it. */
  alertOf(state: S, status: Alert['status']): Alert | undefined;
}

/**
 * Brings the desk to know how it stands with this one. Of many processes one tells; if it dies over that, another one
 * tells the same under the same key, so that the desk counts it once. Never throws: the next look tries again.
 */
export async function reportMonitor<S extends Monitored>(reporting: MonitorReporting<S>, id: string): Promise<void> {
  const { store, clock, log } = reporting;
  try {
    for (let pass = 0; pass < maxPasses; pass += 1) {
      const state = await store.load(id);
      const now = clock.now();
      const telling = state && toTell(state.told, reporting.problemOf(state, now), now);
      const alert = state && telling && reporting.alertOf(state, telling.status);
      if (!state || !telling || !alert) return;
      const taken: S = {
        ...state,
        version: state.version + 1,
        told: { ...state.told, ...telling, until: new Date(now.getTime() + tellWithinMs) },
      };
      // Lost: somebody else tells it, or it is not so any more.
      if (await store.replace(taken)) await tell(reporting, taken, telling, alert);
    }
  } catch (err) {
    log.warn({ err, id }, 'monitor state could not be reported; the next look tries again');
  }
}

async function tell<S extends Monitored>(
  { store, intake, clock }: MonitorReporting<S>,
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

/** Somebody else may try at once. */
function givenBack<S extends Monitored>(state: S, { told }: S, now: Date): S {
  if (!state.told || state.told.until?.getTime() !== told?.until?.getTime()) return state;
  return { ...state, told: { ...state.told, until: now } };
}
