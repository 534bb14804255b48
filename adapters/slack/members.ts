import type { ChatSending } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { SlackFailed } from './failures.ts';
import type { Calls } from './transport/calls.ts';

/** Slack's answer when it invited only some of the people; the SDK's types lack it. */
interface Invited {
  readonly errors?: readonly { readonly user?: string; readonly error?: string }[];
}

export function createMembers(call: Calls, log: Log): ChatSending['addMembers'] {
  return async function addMembers({ address: { id: channel }, style }, accounts) {
    // Everybody in the channel can read the thread.
    if (style !== 'channel') return;
    const users = accounts.join(',');
    try {
      // `force` invites the people who can join, even when others cannot.
      const { errors } = (await call('bring people into a channel', (web) =>
        web.conversations.invite({ channel, users, force: true }),
      )) as Invited;
      const skipped = errors?.map(({ user, error }) => `${user}: ${error}`);
      if (skipped?.length) log.info({ channel, skipped }, 'Slack did not add everybody to a room; ask them to join it');
    } catch (err) {
      if (!(err instanceof SlackFailed) || !err.isAnswer || err.gone === 'place') throw err;
      if (err.code === 'already_in_channel') return;
      log.info({ channel, users, reason: err.message }, 'Slack added nobody to a room; ask them to join it');
    }
  };
}
