import type { Directory } from '../src/domain/directory.ts';
import type { Person } from '../src/domain/people.ts';
import { oneLine, truncate } from '../src/lib/text.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { Message } from '../src/ports/message.ts';
import { houseZone } from '../src/views/reader.ts';
import type { Command } from './command.ts';

const longestName = 60;

/**
 * Returns somebody who is not in the file as a person for one command, where the file lets guests give it; else undefined.
 * Their id is what people read of them, such as “Dana Guest (guest)”: ids in the file have no brackets, so it belongs to no person there.
 * They have no accounts, so no group gives them a role.
 */
export function guestFor(
  directory: Directory,
  command: Command | undefined,
  { from, where }: Pick<Invocation, 'from' | 'where'>,
): Person | undefined {
  if (!mayGiveAsGuest(directory, command) || !isOnOurChat(directory, { from, where })) return undefined;
  const name = `${truncate(oneLine(from.name ?? ''), longestName) || from.id} (guest)`;
  const role = command?.forGuests === 'declare' ? 'responder' : 'viewer';
  return { id: name, name, timezone: houseZone(directory), accounts: {}, role };
}

/** Returns whether the file lets guests give this command. */
export function mayGiveAsGuest({ guests }: Directory, command: Command | undefined): boolean {
  const needed = command?.forGuests;
  return needed !== undefined && (guests === 'declare' || guests === needed);
}

/**
 * A Telegram bot can be written to by anybody, and added to any group: there only chats count that the file names. By Slack
 * Connect people of other workspaces read a channel: they count only where the file says so, and so does whom Slack does not tell of.
 */
function isOnOurChat(
  { rooms, slackConnectGuests }: Directory,
  { from, where }: Pick<Invocation, 'from' | 'where'>,
): boolean {
  if (from.platform === 'slack') return from.workspace === 'own' || slackConnectGuests === true;
  if (from.platform === 'discord') return true;
  if (from.platform !== 'telegram' || where.private) return false;
  const named = [rooms.announce.telegram, rooms.operators?.telegram].flatMap((id) => chatOf(id) ?? []);
  return named.includes(chatOf(where.address.id) ?? '');
}

/** A topic belongs to its chat. */
function chatOf(id: string | undefined): string | undefined {
  return id?.split(':')[0];
}

/** Returns an answer for a guest: nothing to press, and no links, of which some open to whoever has them. */
export function forGuest({ buttons: _buttons, links: _links, ...message }: Message): Message {
  return message;
}
