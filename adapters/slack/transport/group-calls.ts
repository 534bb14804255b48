import { WebClient } from '@slack/web-api';
import type { Log } from '../../../src/ports/runtime.ts';
import type { SlackSettings } from '../adapter.ts';
import type { Waits } from '../limits.ts';
import { type Calls, clientOptions, createCalls } from './calls.ts';
import { sdkLog } from './sdk-log.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Makes calls about user groups with the bot's token, whether the rest of the adapter is connected or not. */
export function createGroupCalls(
  { botToken, apiUrl }: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  waits: Waits,
): Calls {
  // The SDK's log is silenced: every failure is thrown, and the caller logs it once.
  const web = new WebClient(botToken, clientOptions(apiUrl, sdkLog(silent, [botToken]), waits));
  // The adapter's own connection notices that the token is invalid.
  return createCalls(web, () => {});
}
