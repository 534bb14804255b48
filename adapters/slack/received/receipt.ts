import type { Log } from '../../../src/ports/runtime.ts';
import type { Acknowledge } from './dispatch.ts';

/** Slack's acknowledgement of one request. Without it, Slack tells the person that the app did not respond. */
export interface Receipt {
  /**
   * Acknowledges that the request is stored. Only the first call counts.
   *
   * @param response response to a form's submission
   * @returns whether this was the first call; on a later one Slack accepts no response
   */
  give(response?: object): boolean;
}

/**
 * Runs the work for a request and acknowledges it: when the work calls the receipt because the request is stored, at the
 * latest when the work ends or after `ackMs`. A process that is killed earlier has acknowledged nothing, so Slack repeats
 * the request.
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
      // The person then sees Slack's warning although the command ran.
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
