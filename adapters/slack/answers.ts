import type { Message } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Delivery } from './delivery.ts';
import { failureOf, type SlackFailed } from './failures.ts';
import type { Waits } from './limits.ts';
import { render, sendDrawn } from './render.ts';
import { isDirect } from './targets.ts';
import type { Calls } from './transport/calls.ts';
import { slimFetch } from './transport/slim-fetch.ts';

/** The person to answer, and where the request came from. */
export interface Requester {
  readonly user: string;
  readonly channel: string;
  readonly thread?: string;
  /** Slack's response URL of this request, valid for 30 minutes. It also works where the bot is not a member. */
  readonly responseUrl?: string;
}

export type Tell = (requester: Requester, message: Message) => Promise<void>;

/** Sends answers that only the person sees. The command has already run, so a failed answer is logged, not thrown. */
export function createAnswers(call: Calls, delivery: Delivery, waits: Waits, log: Log): Tell {
  return async function tell(requester, message) {
    const ways = [respond, isDirect(requester.channel) ? reply : whisper, direct];
    for (const [index, way] of ways.entries()) {
      try {
        if (await way(requester, message)) return;
      } catch (err) {
        const failure = failureOf(err, 'answer');
        // Another way would fail too, or would answer twice.
        if (index > 0 && failure.retryAfterMs !== 'never') {
          warn(failure);
          return;
        }
        log.debug({ code: failure.code }, 'Slack answer failed; trying another way');
      }
    }
    log.warn({ user: requester.user }, 'Slack answer was not delivered by any way');
  };

  async function respond({ responseUrl, thread }: Requester, message: Message): Promise<boolean> {
    if (!responseUrl) return false;
    const { ok } = await slimFetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        replace_original: false,
        ...render(message),
        ...(thread && { thread_ts: thread }),
      }),
      signal: AbortSignal.timeout(waits.callMs),
    });
    return ok;
  }

  async function whisper({ channel, user, thread }: Requester, message: Message): Promise<boolean> {
    const where = { channel, user, ...(thread && { thread_ts: thread }) };
    await sendDrawn(message, log, (drawing) =>
      call('answer a person', (web) => web.chat.postEphemeral({ ...where, ...drawing })),
    );
    return true;
  }

  async function reply({ channel, thread }: Requester, message: Message): Promise<boolean> {
    const where = { channel, ...(thread && { thread_ts: thread }), unfurl_links: false };
    await sendDrawn(message, log, (drawing) =>
      call('answer a person', (web) => web.chat.postMessage({ ...where, ...drawing })),
    );
    return true;
  }

  async function direct({ user }: Requester, message: Message): Promise<boolean> {
    const channel = await delivery.directChannel(user);
    return reply({ user, channel }, message);
  }

  function warn(failure: SlackFailed): void {
    log.warn({ reason: failure.message }, 'Slack answer was not delivered');
  }
}
