import { type ChatSending, DeliveryFailed } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { SlackFailed } from './failures.ts';
import { channelName, NAMES_TRIED, topicOf } from './room-name.ts';
import type { Calls } from './transport/calls.ts';

export function createRenaming(call: Calls, log: Log): ChatSending['renameRoom'] {
  /** Tries the names that a new room would try. A taken name may be the room's own. */
  async function rename(channel: string, name: string): Promise<void> {
    let own: string | undefined;
    for (let attempt = 1; attempt <= NAMES_TRIED; attempt++) {
      const next = channelName(name, '', attempt);
      try {
        await call('rename a channel', (web) => web.conversations.rename({ channel, name: next }));
        return;
      } catch (err) {
        if (!(err instanceof SlackFailed) || err.code !== 'name_taken') throw err;
        own ??= (await call('look at a channel', (web) => web.conversations.info({ channel }))).channel?.name;
        if (own === next) return;
      }
    }
    throw new DeliveryFailed('Slack has channels of all the names that this room could have. Rename one.', 'never');
  }

  async function describe(channel: string, name: string): Promise<void> {
    await call('set a channel’s topic', (web) => web.conversations.setTopic({ channel, topic: topicOf(name) }));
  }

  return async function renameRoom({ address: { id: channel }, style }, name) {
    // A thread has no name.
    if (style !== 'channel') return;
    for (const work of [rename, describe]) {
      try {
        await work(channel, name);
      } catch (err) {
        if (!(err instanceof SlackFailed) || !err.isAnswer || err.gone === 'place') throw err;
        log.info({ channel, reason: err.message }, 'Slack does not allow the bot to rename a room');
      }
    }
  };
}
