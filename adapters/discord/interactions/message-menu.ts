import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { CommandShape } from '../../../src/ports/commands.ts';
import { spellMention, withFiles } from '../../../src/ports/typed-text.ts';
import type { Translations } from '../registration.ts';

const NOTE = 'note';

/**
 * Returns the entry under “Apps” in the menu of a message, which makes a note of the message. A slash command could carry a
 * file too, but Discord keeps that file only for a while; a file in a message stays.
 */
export function drawMenu(
  catalogue: readonly CommandShape[],
  scope: 'guild' | 'global',
  translations: Translations = {},
): RESTPostAPIContextMenuApplicationCommandsJSONBody[] {
  const name = titleIn(catalogue);
  if (!name) return [];
  const names = Object.entries(translations).map(([locale, shapes]) => [locale, titleIn(shapes) ?? name]);
  return [
    {
      type: ApplicationCommandType.Message,
      name,
      ...(names.length > 0 && { name_localizations: Object.fromEntries(names) as Record<string, string> }),
      // Discord rejects these fields on a guild's commands. Direct messages are excluded, because nobody else could open
      // their files.
      ...(scope === 'global' && {
        integration_types: [ApplicationIntegrationType.GuildInstall],
        contexts: [InteractionContextType.Guild],
      }),
    },
  ];
}

function titleIn(catalogue: readonly CommandShape[]): string | undefined {
  const shape = catalogue.find(({ name }) => name === NOTE);
  return shape?.form?.title ?? shape?.summary;
}

/** Returns the note of a message: its author, its text, and a link to the message for each of its files. */
export function noteOf({
  user,
  guildId,
  channelId,
  targetMessage,
}: MessageContextMenuCommandInteraction): CommandInput {
  const { id, author, content, attachments } = targetMessage;
  const writer = author.id === user.id || !content ? '' : `${spellMention(author.id, author.displayName)}: `;
  const note: CommandInput = { command: NOTE, args: content ? { text: `${writer}${content}` } : {} };
  const url = `https://discord.com/channels/${guildId ?? '@me'}/${channelId}/${id}`;
  const files = [...attachments.values()].map(({ name }) => ({ name: name ?? 'file', url }));
  return (files.length > 0 && withFiles(note, files)) || note;
}
