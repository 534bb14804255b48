import type { Address, MessageRef } from '../../src/domain/address.ts';
import { createCache } from '../../src/lib/cache.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { failureOf, SlackFailed } from './failures.ts';
import { REMEMBER_MS, type Waits } from './limits.ts';
import { type Drawing, sendDrawn } from './render.ts';
import { messageId, type SlackTarget, targetOf } from './targets.ts';
import { type Calls, within } from './transport/calls.ts';

const EVENT_TYPE = 'tocsin_delivery';
/** How far Slack's clock may be behind ours when a recent message is searched for. */
const CLOCK_SKEW_S = 60;
const LOOK_BACK = 200;
/** A search that fails is tried again for so long; a message that may come twice is better than one that comes late. */
const SEARCH_PATIENCE_MS = 30_000;
const REMEMBERED_PEOPLE = 10_000;

interface Attempt {
  readonly at: number;
  /** The calls, which may still go on after the time for a delivery was over. */
  readonly work: Promise<MessageRef>;
  /** Absent: Slack's answer was lost. */
  readonly sent?: Promise<MessageRef>;
}

/** Recent sends, by address and key. */
export type Attempts = Map<string, Attempt>;

export interface Delivery {
  send(to: Address, message: Message, key: string, triedSince?: Date): Promise<MessageRef>;
  update(sent: MessageRef, message: Message): Promise<void>;
  /** Returns the id of the direct-message channel with this person. */
  directChannel(user: string): Promise<string>;
}

/**
 * Sends, edits and finds messages. Slack has no idempotency keys, so a retry after a lost answer would post twice. So the
 * message's metadata contains the key, and after an attempt without an answer the message is searched for by it first.
 */
export function createDelivery(
  call: Calls,
  attempts: Attempts,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  waits: Waits,
): Delivery {
  /** Direct-message channels, by account. */
  const directs = createCache<string, string>({ max: REMEMBERED_PEOPLE });

  async function directChannel(user: string): Promise<string> {
    const known = directs.get(user);
    if (known !== undefined) return known;
    const { channel } = await call('open a direct message', (web) => web.conversations.open({ users: user }));
    const id = channel?.id ?? '';
    directs.set(user, id);
    return id;
  }

  async function targetFor(to: Address): Promise<SlackTarget> {
    return to.kind === 'person' ? { channel: await directChannel(to.id) } : targetOf(to.id);
  }

  /**
   * Posts a message. For a user's id Slack opens the direct message itself and returns its channel, so the first message
   * takes one call.
   */
  async function post(to: Address, message: Message, key: string): Promise<MessageRef> {
    if (to.kind !== 'person') return sendInto({ call, log }, targetOf(to.id), to, message, key);
    try {
      const sent = await sendInto({ call, log }, { channel: directs.get(to.id) ?? to.id }, to, message, key);
      directs.set(to.id, targetOf(sent.id).channel);
      return sent;
    } catch (err) {
      // Slack has no such account, or no such direct message any more; opening it explicitly succeeds or says why.
      if (!(err instanceof SlackFailed) || err.code !== 'channel_not_found') throw err;
      directs.delete(to.id);
      return sendInto({ call, log }, await targetFor(to), to, message, key);
    }
  }

  async function sendAgain(
    to: Address,
    message: Message,
    key: string,
    { at, work }: Pick<Attempt, 'at'> & Partial<Attempt>,
  ): Promise<MessageRef> {
    // What was shown may have changed since the earlier attempt.
    const shown = async (sent: MessageRef) => {
      await update(sent, message).catch((err: unknown) => {
        throw failureOf(err, 'edit a message').of(sent);
      });
      return sent;
    };
    const done = await work?.catch(() => undefined);
    if (done) return shown(done);
    const search = async () => find(call, await targetFor(to), to, key, at);
    const found = await search().catch((err: unknown) => {
      if (isWorthWaiting(err) && clock.now().getTime() - at < SEARCH_PATIENCE_MS) throw err;
      return undefined;
    });
    return found ? shown(found) : post(to, message, key);
  }

  function send(to: Address, message: Message, key: string, triedSince?: Date): Promise<MessageRef> {
    const id = `${to.id} ${key}`;
    const own = attempts.get(id);
    if (own?.sent) return own.sent;
    const earlier = own ?? (triedSince && { at: triedSince.getTime() });
    const at = clock.now().getTime();
    for (const [old, attempt] of attempts) {
      if (at - attempt.at < REMEMBER_MS) break;
      attempts.delete(old);
    }
    const work = earlier ? sendAgain(to, message, key, earlier) : post(to, message, key);
    const begun = { at: earlier?.at ?? at, work };
    const sent = within(waits.deliveryMs, 'post a message', work).catch((err: unknown) => {
      const failure = failureOf(err, 'post a message');
      if (failure.unanswered || earlier) attempts.set(id, begun);
      else attempts.delete(id);
      throw failure;
    });
    attempts.set(id, { ...begun, sent });
    return sent;
  }

  async function update(sent: MessageRef, message: Message): Promise<void> {
    const { channel, thread: ts } = targetOf(sent.id);
    if (!ts) throw new DeliveryFailed('This is not a Slack message, so it cannot be edited.', 'never');
    const work = sendDrawn(message, log, (drawing) =>
      call('edit a message', (web) => web.chat.update({ channel, ts, ...serialized(drawing) })),
    );
    await within(waits.deliveryMs, 'edit a message', work);
  }

  return { send, update, directChannel };
}

/** Returns the message with this key, if Slack shows it at this time or later. */
async function find(
  call: Calls,
  { channel, thread }: SlackTarget,
  to: Address,
  key: string,
  since: number,
): Promise<MessageRef | undefined> {
  const asked = {
    channel,
    oldest: String(Math.floor(since / 1_000) - CLOCK_SKEW_S),
    include_all_metadata: true,
    limit: LOOK_BACK,
  };
  const found = await call('look for a message', (web) =>
    thread ? web.conversations.replies({ ...asked, ts: thread }) : web.conversations.history(asked),
  );
  const messages: readonly { ts?: string; metadata?: { event_type?: string; event_payload?: object } }[] =
    found.messages ?? [];
  const sent = messages.find(
    ({ metadata }) =>
      metadata?.event_type === EVENT_TYPE && (metadata.event_payload as { key?: unknown } | undefined)?.key === key,
  );
  return sent?.ts ? { at: to, id: messageId(channel, sent.ts) } : undefined;
}

/** Whether a search may work soon: Slack does not answer, or asks for a short pause. */
function isWorthWaiting(err: unknown): boolean {
  if (!(err instanceof SlackFailed) || err.isAnswer) return false;
  return typeof err.retryAfterMs !== 'number' || err.retryAfterMs <= SEARCH_PATIENCE_MS / 6;
}

async function sendInto(
  { call, log }: { readonly call: Calls; readonly log: Log },
  { channel, thread }: SlackTarget,
  to: Address,
  message: Message,
  key: string,
): Promise<MessageRef> {
  const sent = await sendDrawn(message, log, (drawing) =>
    call('post a message', (web) =>
      web.chat.postMessage({
        channel,
        ...serialized(drawing),
        ...(thread && { thread_ts: thread }),
        metadata: asJson({ event_type: EVENT_TYPE, event_payload: { key } }),
        unfurl_links: false,
        unfurl_media: false,
      }),
    ),
  );
  return { at: to, id: messageId(sent.channel ?? channel, sent.ts ?? '') };
}

function serialized({ text, blocks }: Drawing): Drawing {
  return { text, blocks: asJson(blocks) };
}

/**
 * Returns the JSON that the SDK would send for it. The SDK copies nested arguments for its debug log first, also when nobody
 * reads that log, which took more time than the request.
 */
function asJson<T extends object>(argument: T): T {
  return JSON.stringify(argument) as unknown as T;
}
