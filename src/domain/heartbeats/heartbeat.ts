import { type Monitored, problemKey } from '../monitors/report.ts';
import type { Severity } from '../severity.ts';

/** A dead man's switch, as the file describes it: something that beats, and is missed when it does not. */
export interface Heartbeat {
  readonly id: string;
  readonly everyMs: number;
  /** How much later than that a beat may come. */
  readonly graceMs: number;
  /** The id of a service; without one the routes tell. */
  readonly service?: string;
  readonly severity?: Severity;
}

export interface HeartbeatState extends Monitored {
  /** Silence counts from here: the last beat, or when it was first seen. */
  readonly since: Date;
  readonly beats: number;
  /** Absent: there was none yet. */
  readonly lastBeat?: Date;
  /** It said itself that it failed, and has not beaten since. */
  readonly failed?: { readonly at: Date; readonly reason?: string };
}

export type HeartbeatStatus = 'ok' | 'silent' | 'failed';

/** Seen for the first time, which is where its first silence begins. */
export function seenFirst(id: string, now: Date): HeartbeatState {
  return { id, version: 1, since: now, beats: 0 };
}

export function beaten(state: HeartbeatState, now: Date): HeartbeatState {
  const { failed: _over, ...rest } = state;
  return { ...rest, since: now, lastBeat: now, beats: state.beats + 1 };
}

/** A failure said again is the same failure, with the reason that came last. */
export function failed(state: HeartbeatState, now: Date, reason?: string): HeartbeatState {
  return { ...state, failed: { at: state.failed?.at ?? now, ...(reason && { reason }) } };
}

/** When the next beat is missed at the latest. */
export function silentFrom({ everyMs, graceMs }: Heartbeat, { since }: HeartbeatState): Date {
  return new Date(since.getTime() + everyMs + graceMs);
}

export function statusOf(heartbeat: Heartbeat, state: HeartbeatState, now: Date): HeartbeatStatus {
  if (state.failed) return 'failed';
  return now >= silentFrom(heartbeat, state) ? 'silent' : 'ok';
}

/** The key of its trouble at `now`: one silence or failure has one key a day. Undefined: it is well. */
export function problemOf(heartbeat: Heartbeat, state: HeartbeatState, now: Date): string | undefined {
  const status = statusOf(heartbeat, state, now);
  switch (status) {
    case 'ok':
      return undefined;
    case 'silent':
      return problemKey('silent', silentFrom(heartbeat, state), now);
    case 'failed':
      return problemKey('failed', state.failed?.at ?? state.since, now);
    default:
      return status satisfies never;
  }
}
