import type { BaseInteraction, Message, User } from 'discord.js';
import type { Account, CommandOrigin } from '../../src/ports/commands.ts';

export function accountOf(user: User): Account {
  return { platform: 'discord', id: user.id, name: user.displayName };
}

/** @param under what it was said under: the button's message, or the place that a form carried. */
export function whereOf(
  said: Pick<BaseInteraction | Message, 'channelId' | 'guildId' | 'channel'>,
  account: string,
  under: string | undefined,
): CommandOrigin {
  const parent = said.channel?.isThread() ? said.channel.parentId : undefined;
  const places = [under, said.channelId, parent].filter((id): id is string => typeof id === 'string');
  const isPrivate = said.guildId === null;
  return {
    address:
      isPrivate || said.channelId === null
        ? { platform: 'discord', kind: 'person', id: account }
        : { platform: 'discord', kind: 'channel', id: said.channelId },
    private: isPrivate,
    places: [...new Set(places)],
  };
}
