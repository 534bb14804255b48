import { OverwriteType, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import type { OpenedRoom } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { codeOf, codes } from './failures.ts';
import { draw } from './render.ts';
import type { Speech } from './speak.ts';

/**
 * Codes for a person who cannot be added, whatever the bot's permissions: not in the server, or excluded from the channel.
 */
const skipped: ReadonlySet<number> = new Set([codes.unknownUser, codes.unknownMember, codes.missingAccess]);

/**
 * Adds people to a thread, or lets them see a channel. Throws discord.js errors when a retry may succeed or the room is
 * gone.
 */
export async function addMembers(
  parts: { readonly rest: REST; readonly speech: Speech; readonly log: Log },
  { address: { id: channel }, style }: Pick<OpenedRoom, 'address' | 'style'>,
  accounts: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { rest, speech, log } = parts;
  const notAllowed: string[] = [];
  for (const account of accounts) {
    try {
      await speech.awake(channel, signal, () => add(rest, channel, style, account, signal));
    } catch (err) {
      const code = codeOf(err) ?? 0;
      if (skipped.has(code)) log.info({ channel, account, code }, 'Discord did not add a person to a room');
      else if (code === codes.missingPermissions) notAllowed.push(account);
      else throw err;
    }
  }
  if (notAllowed.length === 0) return;
  log.info(
    { channel, accounts: notAllowed },
    'Discord does not allow the bot to add people to a room; give it the permissions of the invite link',
  );
  // A mention adds the person to the thread. In a channel that they cannot see, it would do nothing.
  if (style !== 'channel')
    await speech.post(channel, draw(mentioning(notAllowed), false), `members ${channel} ${notAllowed.join()}`, signal);
}

/** Returns a message that only mentions these people. */
function mentioning(accounts: readonly string[]): Message {
  let end = -1;
  const mentions = accounts.map((account) => {
    const start = end + 1;
    end = start + account.length;
    return { start, end, accounts: { discord: account } };
  });
  return { text: accounts.join(' '), mentions };
}

function add(rest: REST, channel: string, style: OpenedRoom['style'], account: string, signal: AbortSignal) {
  if (style !== 'channel') return rest.put(Routes.threadMembers(channel, account), { signal });
  const allow = String(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages);
  return rest.put(Routes.channelPermission(channel, account), { body: { type: OverwriteType.Member, allow }, signal });
}
