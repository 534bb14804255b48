import type { Incident, State } from './incident.ts';

/** The state of the incident when a button was drawn. */
export interface Seen {
  readonly state: State;
  readonly epoch: number;
}

/** The button that was pressed: a press that comes too late does nothing. */
export interface Pressed {
  /** Absent on messages that tell no state: from before buttons did, and in mails. */
  readonly seen?: Seen;
  /** `pagesOf` as it was when they were asked whether to page. */
  readonly agreed?: string;
}

/** Returns the state that a button is drawn for, in a few characters, such as `t0`. */
export function spellSeen({ state, epoch }: Seen): string {
  return `${state.charAt(0)}${epoch}`;
}

/** Returns undefined for what `spellSeen` did not write. */
export function readSeen(code: string): Seen | undefined {
  const [, notification, epoch] = /^([tar])(\d{1,6})$/.exec(code) ?? [];
  const states = { t: 'triggered', a: 'acknowledged', r: 'resolved' } as const;
  return notification ? { state: states[notification as keyof typeof states], epoch: Number(epoch) } : undefined;
}

/** The agreement to take an incident over from its owner. */
export const takeOver = 'take-over';

/** Whether they agreed to take over an incident that still has the owner whom the question named. */
export function takesOver({ pressed }: { readonly pressed?: Pressed }, { state, epoch }: Seen): boolean {
  const seen = pressed?.seen;
  return pressed?.agreed === takeOver && state === 'acknowledged' && seen?.state === state && seen.epoch === epoch;
}

/** Returns how far the paging has got, in a few characters: another one after each page. */
export function pagesOf({
  escalation,
  paged,
}: Pick<Incident, 'paged'> & Partial<Pick<Incident, 'escalation'>>): string {
  const last = lastPaged(paged)?.getTime() ?? 0;
  return `${escalation?.level ?? '-'}.${escalation?.round ?? '-'}.${last.toString(36)}`;
}

/** Returns when somebody was paged last; undefined when nobody was. */
export function lastPaged(paged: Incident['paged']): Date | undefined {
  const times = Object.values(paged).map((at) => at.getTime());
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}
