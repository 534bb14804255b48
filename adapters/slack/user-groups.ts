import type { UserGroups } from '../../src/ports/people.ts';
import type { SlackSettings } from './adapter.ts';
import { failureOf, SlackFailed } from './failures.ts';
import { usualWaits, type Waits } from './limits.ts';
import { createGroupCalls } from './transport/group-calls.ts';

const letUs =
  'In Slack’s settings under Permissions, User Groups, let everyone modify them; a bot is never one of the admins.';
const wrongPerson =
  'Check the Slack id of who is on call: guests, bots and people of another workspace cannot be in a user group.';

/** Slack's error codes about user groups that retrying does not fix. Each has a next step for an operator. */
const hopeless = new Map([
  ['no_such_subteam', 'Check the schedule’s slackGroup: the id begins with S and is in the group’s menu.'],
  ['subteam_not_found', 'Check the schedule’s slackGroup: the id begins with S and is in the group’s menu.'],
  ['permission_denied', letUs],
  ['no_permission', letUs],
  ['plan_upgrade_required', 'User groups come with Slack’s paid plans: take slackGroup out of the file.'],
  ['paid_teams_only', 'User groups come with Slack’s paid plans: take slackGroup out of the file.'],
  ['invalid_user', wrongPerson],
  ['invalid_users', wrongPerson],
  ['failed_for_some_users', wrongPerson],
  ['single_channel_guests_cannot_be_added', wrongPerson],
]);

/** Updates user groups with the bot's token, whether the rest of the adapter is connected or not. */
export function createSlackUserGroups(
  settings: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  waits: Waits = usualWaits,
): UserGroups {
  const call = createGroupCalls(settings, waits);

  return {
    platform: 'slack',
    async setMembers(group, accounts) {
      const purpose = `set who is in the user group ${group}`;
      try {
        await call(purpose, ({ usergroups }) =>
          usergroups.users.update({ usergroup: group, users: accounts.join(',') }),
        );
      } catch (err) {
        throw withNextStep(failureOf(err, purpose), purpose);
      }
    },
  };
}

function withNextStep(failure: SlackFailed, purpose: string): SlackFailed {
  const next = hopeless.get(failure.code);
  if (!next) return failure;
  return new SlackFailed(`Slack refused to ${purpose}: ${failure.code}. ${next}`, 'never', failure.code);
}
