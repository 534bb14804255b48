import type { Directory } from '../src/domain/directory.ts';
import type { Person } from '../src/domain/people.ts';
import { oneLine, truncate } from '../src/lib/text.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { Message } from '../src/ports/message.ts';
import { houseZone } from '../src/views/reader.ts';
import type { Command } from './command.ts';

const longestName = 60;

/**
 * Returns a guest as a person for one command, where the file lets guests give it; else undefined. The guest's id is a
 * readable name such as “Dana Guest (guest)”: ids in the file have no brackets, so it never matches a person of the file. A
 * guest has no accounts, so no group gives a role.
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
 * Returns whether the message comes from a chat of the organisation. Anybody can write to a Telegram bot or add it to a
 * group, so there only chats in the file count. Through Slack Connect, people of other workspaces read a channel: they, and
 * accounts that Slack says nothing about, count only where the file allows it.
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

/** Returns the chat of a topic. */
function chatOf(id: string | undefined): string | undefined {
  return id?.split(':')[0];
}

/** Returns an answer for a guest without buttons and links, because some links open for everybody who has them. */
export function forGuest({ buttons: _buttons, links: _links, ...message }: Message): Message {
  return message;
}
