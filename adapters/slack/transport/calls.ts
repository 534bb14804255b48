import type { WebClient, WebClientOptions } from '@slack/web-api';
import { withTimeout } from '../../../src/lib/async.ts';
import { failureOf, SlackFailed } from '../failures.ts';
import type { Waits } from '../limits.ts';
import type { sdkLog } from './sdk-log.ts';
import { slimFetch } from './slim-fetch.ts';

/** Calls Slack. Throws every error as SlackFailed. `purpose` completes "asked to …". */
export type Calls = <T>(purpose: string, call: (web: WebClient) => Promise<T>) => Promise<T>;

/**
 * Returns the SDK's options: one attempt with a limit per call, because the core retries. Without `rejectRateLimitedCalls`,
 * one 429 would delay every other call of the client. `headers` is left out because it would replace the token of Socket
 * Mode.
 */
export function clientOptions(
  apiUrl: string | undefined,
  logger: ReturnType<typeof sdkLog>,
  waits: Waits,
): WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: waits.callMs,
    rejectRateLimitedCalls: true,
    fetch: slimFetch,
    logger,
  };
}

export function createCalls(web: WebClient, refused: (failure: SlackFailed) => void): Calls {
  return async function call(purpose, work) {
    try {
      return await work(web);
    } catch (err) {
      const failure = failureOf(err, purpose);
      if (failure.refused) refused(failure);
      throw failure;
    }
  };
}

/** Limits a delivery of several calls. A call cut off by the limit may still succeed, so it counts as unanswered. */
export function within<T>(ms: number, purpose: string, work: Promise<T>): Promise<T> {
  return withTimeout(work, ms, () => {
    throw new SlackFailed(`Slack took too long to ${purpose}. See status.slack.com.`, 'soon', 'late', true);
  });
}
