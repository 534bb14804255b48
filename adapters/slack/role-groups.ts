import { WebClient } from '@slack/web-api';
import type { PlatformGroups } from '../../src/ports/people.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { SlackSettings } from './adapter.ts';
import { failureOf } from './failures.ts';
import { usualWaits, type Waits } from './limits.ts';
import { clientOptions, createCalls } from './transport/calls.ts';
import { sdkLog } from './transport/sdk-log.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The members of Slack's user groups (ids such as S012AB3CD), by the bot's token. Needs the scope usergroups:read. */
export function createSlackRoleGroups(
  { botToken, apiUrl }: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  waits: Waits = usualWaits,
): PlatformGroups {
  // Whatever fails is thrown, in words of ours; a line of the SDK's for each attempt would say it again and again.
  const web = new WebClient(botToken, clientOptions(apiUrl, sdkLog(silent, [botToken]), waits));
  // That the token is refused is the adapter's to notice.
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
