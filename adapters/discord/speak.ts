import { createHash } from 'node:crypto';
import { type APIDMChannel, type APIMessage, type REST, Routes } from 'discord.js';
import type { Address } from '../../src/domain/address.ts';
import { createCache } from '../../src/lib/cache.ts';
import { codeOf, codes } from './failures.ts';
import { NONCE_LENGTH } from './limits.ts';
import type { Drawing } from './render.ts';

/** Outbound calls. They throw discord.js errors, which the caller classifies. */
export interface Speech {
  /** Returns the channel of an address, and opens a person's direct messages if needed. */
  channelOf(address: Address, signal: AbortSignal): Promise<string>;
  /** Posts a message. Within a few minutes Discord recognises a repeat by the key and does not post it again. */
  post(channel: string, drawing: Drawing, key: string, signal: AbortSignal, replyTo?: string): Promise<string>;
  edit(channel: string, message: string, drawing: Drawing, signal: AbortSignal): Promise<void>;
  /** Runs a call in a thread, and unarchives the thread first when it is archived. */
  awake<T>(channel: string, signal: AbortSignal, act: () => Promise<T>): Promise<T>;
}

const REMEMBERED_PEOPLE = 1_000;

export function speech(rest: REST): Speech {
  const directChannels = createCache<string, string>({ max: REMEMBERED_PEOPLE });

  async function directChannel(account: string, signal: AbortSignal): Promise<string> {
    const known = directChannels.get(account);
    if (known) return known;
    const { id } = (await rest.post(Routes.userChannels(), {
      body: { recipient_id: account },
      signal,
    })) as APIDMChannel;
    directChannels.set(account, id);
    return id;
  }

  /**
   * Unarchives a thread.
   *
   * @throws `asleep` when the thread is locked and the bot may not unlock it
   */
  async function wake(channel: string, asleep: unknown, signal: AbortSignal): Promise<void> {
    try {
      await rest.patch(Routes.channel(channel), { body: { archived: false }, signal });
    } catch (err) {
      throw codeOf(err) === codes.missingPermissions ? asleep : err;
    }
  }

  /** Discord rejects edits in an archived thread, and messages in one that is also locked. */
  async function awake<T>(channel: string, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (err) {
      if (codeOf(err) !== codes.threadArchived) throw err;
      await wake(channel, err, signal);
      return await act();
    }
  }

  return {
    awake,

    channelOf: async (address, signal) => (address.kind === 'person' ? directChannel(address.id, signal) : address.id),

    post: (channel, drawing, key, signal, replyTo) =>
      awake(channel, signal, async () => {
        const body = {
          ...drawing,
          nonce: nonceOf(key),
          enforce_nonce: true,
          ...(replyTo && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
        };
        const { id } = (await rest.post(Routes.channelMessages(channel), { body, signal })) as APIMessage;
        return id;
      }),

    edit: (channel, message, drawing, signal) =>
      awake(channel, signal, async () => {
        await rest.patch(Routes.channelMessage(channel, message), { body: drawing, signal });
      }),
  };
}

function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, NONCE_LENGTH);
}
