import type { ChatSending } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { SlackFailed } from './failures.ts';
import type { Calls } from './transport/calls.ts';

/** What Slack answers beside a success, when it let in only some: the SDK's types do not have it. */
interface Invited {
  readonly errors?: readonly { readonly user?: string; readonly error?: string }[];
}

export function createMembers(call: Calls, log: Log): ChatSending['addMembers'] {
  return async function addMembers({ address: { id: channel }, style }, accounts) {
    // Everybody in the channel reads the thread.
    if (style !== 'channel') return;
    const users = accounts.join(',');
    try {
      // With `force` those who can come are brought in, whoever else cannot.
      const { errors } = (await call('bring people into a channel', (web) =>
        web.conversations.invite({ channel, users, force: true }),
      )) as Invited;
      const skipped = errors?.map(({ user, error }) => `${user}: ${error}`);
      if (skipped?.length) log.info({ channel, skipped }, 'Slack did not let everybody into a room');
    } catch (err) {
      if (!(err instanceof SlackFailed) || !err.isAnswer || err.gone === 'place') throw err;
      if (err.code === 'already_in_channel') return;
      log.info({ channel, users, reason: err.message }, 'Slack did not let anybody into a room');
    }
  };
}
