import type { Alert } from '../alerts/alert.ts';

/** What the alert intake was told about something that is watched. Written down before it is told. */
export interface Told {
  /** Names the trouble: another trouble has another key. */
  readonly key: string;
  readonly status: Alert['status'];
  /** Somebody is telling it at the moment. If it still stands here afterwards, they died over it. */
  readonly until?: Date;
  /** The number of the incident that it began or joined. */
  readonly incident?: number;
}

/** Something that is watched, as it is kept: whoever changes it writes the version that they read, plus one. */
export interface Monitored {
  readonly id: string;
  readonly version: number;
  /** Absent: there is nothing that anybody would have to take back. */
  readonly told?: Told;
}

export type Telling = Pick<Told, 'key' | 'status'>;

/**
 * What the desk is to be told at `now`; undefined when it knows already, or when somebody is telling it.
 *
 * @param trouble the key of what is wrong with it at `now`; absent when all is well
 */
export function toTell(told: Told | undefined, problem: string | undefined, now: Date): Telling | undefined {
  if (told?.until && told.until > now) return undefined;
  if (problem === undefined) return told && { key: told.key, status: 'resolved' };
  const known = told?.key === problem && told.status === 'firing' && !told.until;
  return known ? undefined : { key: problem, status: 'firing' };
}

const againMs = 24 * 60 * 60_000;

/**
 * The key of a trouble that began at `since`. Each whole day that it lasts it is another one: on an open incident that
 * only counts, and where somebody resolved it although nothing is well, they hear of it again.
 */
export function problemKey(what: string, since: Date, now: Date): string {
  const days = Math.floor((now.getTime() - since.getTime()) / againMs);
  return `${what}/${since.toISOString()}${days > 0 ? `/day-${days}` : ''}`;
}

/** With `done` told. What somebody else is telling by now stays as it is. */
export function whenTold<S extends Monitored>(state: S, done: Telling, incident?: number): S {
  const { told, ...rest } = state;
  if (told?.key !== done.key || told.status !== done.status) return state;
  if (done.status === 'resolved') return rest as S;
  return { ...state, told: { ...done, ...(incident !== undefined && { incident }) } };
}
