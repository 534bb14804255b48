import type { BaseInteraction, Message, User } from 'discord.js';
import { languageOf } from '../../src/domain/languages.ts';
import type { Account, CommandOrigin } from '../../src/ports/commands.ts';

/** @param locale locale that Discord sends with an interaction; messages have none */
export function accountOf(user: User, locale?: string): Account {
  const language = languageOf(locale);
  return { platform: 'discord', id: user.id, name: user.displayName, ...(language && { language }) };
}

/**
 * Returns where something was said.
 *
 * @param under the message above it: that of the button, or the place that a form carried
 */
export function whereOf(
  source: Pick<BaseInteraction | Message, 'channelId' | 'guildId' | 'channel'>,
  account: string,
  under: string | undefined,
): CommandOrigin {
  const parent = source.channel?.isThread() ? source.channel.parentId : undefined;
  const contextIds = [under, source.channelId, parent].filter((id): id is string => typeof id === 'string');
  const isPrivate = source.guildId === null;
  return {
    address:
      isPrivate || source.channelId === null
        ? { platform: 'discord', kind: 'person', id: account }
        : { platform: 'discord', kind: 'channel', id: source.channelId },
    private: isPrivate,
    places: [...new Set(contextIds)],
  };
}
