import type { Alert } from '../alerts/alert.ts';

/** A monitor's report to the alert intake, stored before it is sent. */
export interface Told {
  /** Key of the problem; each problem has another key. */
  readonly key: string;
  readonly status: Alert['status'];
  /** Set while a process sends it; after this moment that process counts as dead. */
  readonly until?: Date;
  /** Number of the incident that it began or joined. */
  readonly incident?: number;
}

/** The stored state of a monitor. Each write has the version that was read, plus one. */
export interface Monitored {
  readonly id: string;
  readonly version: number;
  /** Absent: nothing is to be resolved. */
  readonly told?: Told;
}

export type Telling = Pick<Told, 'key' | 'status'>;

/**
 * Returns the report to send at `now`; undefined when it was sent, or when a process is sending it.
 *
 * @param problem key of the problem at `now`; absent when there is none
 */
export function toTell(told: Told | undefined, problem: string | undefined, now: Date): Telling | undefined {
  if (told?.until && told.until > now) return undefined;
  if (problem === undefined) return told && { key: told.key, status: 'resolved' };
  const known = told?.key === problem && told.status === 'firing' && !told.until;
  return known ? undefined : { key: problem, status: 'firing' };
}

const againMs = 24 * 60 * 60_000;

/**
 * Returns the key of a problem that began at `since`. It changes after each whole day: an open incident only counts another
 * alert, but if somebody resolved the incident although the problem lasts, people are paged again.
 */
export function problemKey(what: string, since: Date, now: Date): string {
  const days = Math.floor((now.getTime() - since.getTime()) / againMs);
  return `${what}/${since.toISOString()}${days > 0 ? `/day-${days}` : ''}`;
}

/** Returns the state after a report was sent. A report that another process is sending now stays. */
export function whenTold<S extends Monitored>(state: S, done: Telling, incident?: number): S {
  const { told, ...rest } = state;
  if (told?.key !== done.key || told.status !== done.status) return state;
  if (done.status === 'resolved') return rest as S;
  return { ...state, told: { ...done, ...(incident !== undefined && { incident }) } };
}
