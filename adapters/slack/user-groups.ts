import { WebClient } from '@slack/web-api';
import type { UserGroups } from '../../src/ports/people.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { SlackSettings } from './adapter.ts';
import { failureOf, SlackFailed } from './failures.ts';
import { usualWaits, type Waits } from './limits.ts';
import { clientOptions, createCalls } from './transport/calls.ts';
import { sdkLog } from './transport/sdk-log.ts';

const letUs =
  'In Slack’s settings under Permissions, User Groups, let everyone modify them; a bot is never one of the admins.';
const wrongPerson =
  'Check the Slack id of who is on call: guests, bots and people of another workspace cannot be in a user group.';

/** Words of Slack's about groups. Each asks somebody to mend something. */
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

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** User groups by the bot's token, whether the rest of the adapter is connected or not. */
export function createSlackUserGroups(
  { botToken, apiUrl }: Pick<SlackSettings, 'botToken' | 'apiUrl'>,
  waits: Waits = usualWaits,
): UserGroups {
  // Whatever fails is thrown, in words of ours; a line of the SDK's for each attempt would say it again and again.
  const web = new WebClient(botToken, clientOptions(apiUrl, sdkLog(silent, [botToken]), waits));
  // That the token is refused is the adapter's to notice.
  const call = createCalls(web, () => {});

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
