import type { Alert } from '../alerts/alert.ts';

/** The report of a monitor to the alert intake, written before it is sent. */
export interface Told {
  /** The key of the problem: another problem has another key. */
  readonly key: string;
  readonly status: Alert['status'];
  /** A process is sending it. If this remains, that process died. */
  readonly until?: Date;
  /** The number of the incident that it began or joined. */
  readonly incident?: number;
}

/** A monitor as it is kept. Each write has the version that was read, plus one. */
export interface Monitored {
  readonly id: string;
  readonly version: number;
  /** Absent: nothing has to be resolved. */
  readonly told?: Told;
}

export type Telling = Pick<Told, 'key' | 'status'>;

/**
 * Returns what the intake has to be told at `now`; undefined when it knows, or when a process is telling it.
 *
 * @param problem the key of the problem at `now`; absent when all is well
 */
export function toTell(told: Told | undefined, problem: string | undefined, now: Date): Telling | undefined {
  if (told?.until && told.until > now) return undefined;
  if (problem === undefined) return told && { key: told.key, status: 'resolved' };
  const known = told?.key === problem && told.status === 'firing' && !told.until;
  return known ? undefined : { key: problem, status: 'firing' };
}

const againMs = 24 * 60 * 60_000;

/**
 * Returns the key of a problem that began at `since`. It changes with each whole day: an open incident only counts the
 * alert, and where somebody resolved it although the problem lasts, people are paged again.
 */
export function problemKey(what: string, since: Date, now: Date): string {
  const days = Math.floor((now.getTime() - since.getTime()) / againMs);
  return `${what}/${since.toISOString()}${days > 0 ? `/day-${days}` : ''}`;
}

/** Returns the state after `done` was told. What another process is telling now stays. */
export function whenTold<S extends Monitored>(state: S, done: Telling, incident?: number): S {
  const { told, ...rest } = state;
  if (told?.key !== done.key || told.status !== done.status) return state;
  if (done.status === 'resolved') return rest as S;
  return { ...state, told: { ...done, ...(incident !== undefined && { incident }) } };
}
