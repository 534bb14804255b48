import type { Platform } from '../../domain/people.ts';
import type { Rate, Taken } from '../../lib/rate-limit.ts';

/** What a worker process reports once it is up. */
export interface WorkerReady {
  readonly url: string;
  readonly database: string;
  readonly chats: readonly { readonly platform: Platform; readonly connected: boolean }[];
  readonly readyAfterMs: number;
}

/** Asks for metrics; the answer has the same id. */
export interface MetricsRequest {
  readonly kind: 'metrics-request';
  readonly id: number;
  /** The `Accept` header of the scraper. */
  readonly accept: string;
}

export interface MetricsAnswer {
  readonly kind: 'metrics-answer';
  readonly id: number;
  readonly text: string;
}

/** Asks the primary process to count. */
export interface RateRequest {
  readonly kind: 'rate-request';
  readonly id: number;
  readonly limit: { readonly name: string; readonly rate: Rate; readonly burst?: Rate };
  readonly key: string;
  /** How many processes share the limit, on all machines. */
  readonly processes: number;
  /** False: only read the count. */
  readonly take: boolean;
}

/** What a worker tells the primary process. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly running: WorkerReady }
  /** @param name the name of its claims; absent while it has none */
  | { readonly kind: 'alive'; readonly name?: string }
  | RateRequest
  | MetricsRequest
  | MetricsAnswer;

/** What the primary process tells a worker. */
export type ToWorker =
  | { readonly kind: 'stop' }
  | { readonly kind: 'reload' }
  /** A worker is dead, so its claims are free. */
  | { readonly kind: 'ended'; readonly name: string }
  | { readonly kind: 'rate-answer'; readonly id: number; readonly taken: Taken }
  | MetricsRequest
  | MetricsAnswer;

/** How often a worker reports that it is alive. */
export const aliveEveryMs = 5_000;
