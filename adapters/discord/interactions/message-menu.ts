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
 * Returns what stands under “Apps” in the menu of a message: a note of it. A slash command could carry a file as well, but
 * Discord keeps such a file only for a while; one in a message stays where the message is.
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
      // Discord refuses these on a guild's own commands. Nobody else could open a file of a direct message.
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

/** Returns the note of a message: who wrote it, what it says, and a link to the message for each of its files. */
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
