import type { WebClient, WebClientOptions } from '@slack/web-api';
import { withTimeout } from '../../../src/lib/async.ts';
import { failureOf, SlackFailed } from '../failures.ts';
import type { Waits } from '../limits.ts';
import type { sdkLog } from './sdk-log.ts';
import { slimFetch } from './slim-fetch.ts';

/** Calls Slack; whatever goes wrong is thrown as SlackFailed. `doing` completes "asked to …". */
export type Calls = <T>(purpose: string, call: (web: WebClient) => Promise<T>) => Promise<T>;

/**
 * One attempt each, with a limit: the core's sender retries. Without `rejectRateLimitedCalls` one 429 would hold up
 * every other call of the client. No `headers`: they would take the place of Socket Mode's token.
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

/** Bounds a delivery of several calls. What it was doing may still succeed, so it counts as unanswered. */
export function within<T>(ms: number, purpose: string, work: Promise<T>): Promise<T> {
  return withTimeout(work, ms, () => {
    throw new SlackFailed(`Slack took too long to ${purpose}. See status.slack.com.`, 'soon', 'late', true);
  });
}
