import type { Platform } from '../../../domain/people.ts';

/**
 * The order when the limit is reached. A bundle of many incidents goes before their single pages, and pages of sev1
 * incidents before all others.
 */
export type Rank = 'bundle' | 'urgent-page' | 'page' | 'card' | 'notice' | 'edit';
export const ranks: readonly Rank[] = ['bundle', 'urgent-page', 'page', 'card', 'notice', 'edit'];

export interface PermitRequest {
  readonly platform: Platform;
  /** The destination. Destinations of one platform wait only for the limit of the whole platform. */
  readonly lane: string;
  readonly rank: Rank;
}

export interface Permit {
  /** Call this when the message has been sent, or will not be sent. */
  release(): void;
}

interface Waiting extends PermitRequest {
  grant(permit: Permit): void;
}

/** The requests of one platform that wait for a permit. */
export interface PermitQueue {
  readonly waiting: Readonly<Record<Rank, Waiting[]>>;
  /** How many requests of a rank wait in a lane. */
  readonly inLane: Map<string, number>;
  underWay: number;
  /** Set when a request waits only because too many messages are being sent. */
  full: boolean;
  /** Cancels the timer. */
  stopTimer?: (() => void) | undefined;
  /** The time of the next look, in milliseconds of `now`. */
  lookAt: number;
}

export function createPermitQueue(): PermitQueue {
  return {
    waiting: { bundle: [], 'urgent-page': [], page: [], card: [], notice: [], edit: [] },
    inLane: new Map(),
    underWay: 0,
    full: false,
    lookAt: 0,
  };
}

/** Returns the ranks that go before this one, and the rank itself. */
export function upTo(rank: Rank): readonly Rank[] {
  return ranks.slice(0, ranks.indexOf(rank) + 1);
}

/** Returns whether a request of the same lane waits already and goes first. */
export function isBehind({ inLane }: PermitQueue, request: PermitRequest): boolean {
  return upTo(request.rank).some((rank) => inLane.has(`${rank} ${request.lane}`));
}

/** Counts a request that begins or ends to wait. */
export function count({ inLane }: PermitQueue, { rank, lane }: PermitRequest, by: 1 | -1): void {
  const key = `${rank} ${lane}`;
  const left = (inLane.get(key) ?? 0) + by;
  if (left > 0) inLane.set(key, left);
  else inLane.delete(key);
}
