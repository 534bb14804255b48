import { type Monitored, problemKey } from '../monitors/report.ts';
import type { Severity } from '../severity.ts';

/** An incoming dead man's switch of the file: it is reported when its beats stop. */
export interface Heartbeat {
  readonly id: string;
  readonly everyMs: number;
  /** The grace period after the interval. */
  readonly graceMs: number;
  /** The id of a service; absent: the routes decide. */
  readonly service?: string;
  readonly severity?: Severity;
}

export interface HeartbeatState extends Monitored {
  /** The beginning of its silence: the last beat, or when it was first seen. */
  readonly since: Date;
  readonly beats: number;
  /** Absent: there was no beat yet. */
  readonly lastBeat?: Date;
  /** A failure that it reported after its last beat. */
  readonly failed?: { readonly at: Date; readonly reason?: string };
}

export type HeartbeatStatus = 'ok' | 'silent' | 'failed';

/** Returns the state of a new heartbeat, whose first silence begins now. */
export function seenFirst(id: string, now: Date): HeartbeatState {
  return { id, version: 1, since: now, beats: 0 };
}

export function beaten(state: HeartbeatState, now: Date): HeartbeatState {
  const { failed: _over, ...rest } = state;
  return { ...rest, since: now, lastBeat: now, beats: state.beats + 1 };
}

/** Notes a failure. A repeated failure is the same failure, with the latest reason. */
export function failed(state: HeartbeatState, now: Date, reason?: string): HeartbeatState {
  return { ...state, failed: { at: state.failed?.at ?? now, ...(reason && { reason }) } };
}

/** Returns when it counts as silent without another beat. */
export function silentFrom({ everyMs, graceMs }: Heartbeat, { since }: HeartbeatState): Date {
  return new Date(since.getTime() + everyMs + graceMs);
}

export function statusOf(heartbeat: Heartbeat, state: HeartbeatState, now: Date): HeartbeatStatus {
  if (state.failed) return 'failed';
  return now >= silentFrom(heartbeat, state) ? 'silent' : 'ok';
}

/** Returns the key of its problem at `now`: one key a day for each silence or failure. Undefined: it is well. */
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
