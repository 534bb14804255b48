import type { PlatformGroups } from '../../src/ports/people.ts';
import type { SlackSettings } from './adapter.ts';
import { failureOf } from './failures.ts';
import { usualWaits, type Waits } from './limits.ts';
import { createGroupCalls } from './transport/group-calls.ts';

/**
 * Reads the members of Slack's user groups (ids such as S012AB3CD) with the bot's token. Needs the scope usergroups:read.
 */
export function createSlackRoleGroups(
  settings: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  waits: Waits = usualWaits,
): PlatformGroups {
  const call = createGroupCalls(settings, waits);

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
