import type { Network } from '../../src/lib/network/public-address.ts';

/** What each kind of question is asked under. */
export interface Asking {
  /** Aborts when the time is over; then everything is closed and the question throws its reason. */
  readonly within: AbortSignal;
  readonly authorities: readonly string[];
  readonly network: Network;
}
