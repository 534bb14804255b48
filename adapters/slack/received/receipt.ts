import type { Log } from '../../../src/ports/runtime.ts';
import type { Acknowledge } from './dispatch.ts';

/** Slack's acknowledgement of one request. Without it Slack tells the person that the app did not respond. */
export interface Receipt {
  /**
   * Says that the request is kept. Only the first call counts.
   *
   * @param response what a form's submission is answered with
   * @returns whether it was the first: otherwise Slack takes no response any more
   */
  give(response?: object): boolean;
}

/**
 * Does the work for a request and acknowledges it: when the work gives the receipt, because what was asked for is in the
 * database; at the latest when the work ends, or after `ackMs`. A process that is killed before has acknowledged nothing.
 */
export async function withReceipt(
  acknowledge: Acknowledge,
  work: (receipt: Receipt) => Promise<void>,
  { ackMs, log }: { readonly ackMs: number; readonly log: Log },
): Promise<void> {
  let isGiven = false;
  const receipt: Receipt = {
    give(response) {
      if (isGiven) return false;
      isGiven = true;
      // The person sees Slack's warning then, although what they asked for is done.
      acknowledge(response).catch(() => log.warn({}, 'Slack acknowledgement failed'));
      return true;
    },
  };
  const late = setTimeout(() => receipt.give(), ackMs);
  try {
    await work(receipt);
  } finally {
    clearTimeout(late);
    receipt.give();
  }
}
