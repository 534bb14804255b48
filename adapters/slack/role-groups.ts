import { WebClient } from '@slack/web-api';
import type { PlatformGroups } from '../../src/ports/people.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { SlackSettings } from './adapter.ts';
import { failureOf } from './failures.ts';
import { usualWaits, type Waits } from './limits.ts';
import { clientOptions, createCalls } from './transport/calls.ts';
import { sdkLog } from './transport/sdk-log.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Reads the members of Slack's user groups (ids such as S012AB3CD) with the bot's token. Needs the scope usergroups:read.
 */
export function createSlackRoleGroups(
  { botToken, apiUrl }: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  waits: Waits = usualWaits,
): PlatformGroups {
  // The SDK's log is silenced: every failure is thrown, and the caller logs it once.
  const web = new WebClient(botToken, clientOptions(apiUrl, sdkLog(silent, [botToken]), waits));
  // The adapter's own connection notices that the token is invalid.
  const call = createCalls(web, () => {});

  return {
    platform: 'slack',
    async membersOf(group) {
      const purpose = `say who is in the user group ${group}`;
      try {
        const { users = [] } = await call(purpose, ({ usergroups }) => usergroups.users.list({ usergroup: group }));
        return users;
      } catch (err) {
        throw failureOf(err, purpose);
      }
    },
  };
}
