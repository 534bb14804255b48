import type { Address, MessageRef } from '../../src/domain/address.ts';
import { withTimeout } from '../../src/lib/async.ts';
import { truncate } from '../../src/lib/text.ts';
import { type ChatSending, DeliveryFailed, type OpenedRoom, type RoomRequest } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { Calls } from './calls.ts';
import { deliveryFailed, isCode, isUnknownMethod, loggable, says, tooSlow } from './failures.ts';
import { TOPIC_NAME_LENGTH } from './limits.ts';
import { render } from './render.ts';
import { formatTarget, linkToTarget, readMessageId, readTarget, spellMessageId, type Target } from './target.ts';

/**
 * Creates the outbound side of the adapter. Telegram has no idempotency keys: when its answer is lost, a retry posts twice.
 */
export function createOutbound(
  calls: Calls,
  { clock, log, callMs }: { clock: Clock; log: Log; callMs: number },
): Pick<ChatSending, 'send' | 'update' | 'openRoom' | 'addMembers' | 'renameRoom' | 'linkTo'> {
  /** Runs the calls of a delivery under one limit. Throws every error as DeliveryFailed. */
  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    try {
      const done = await withTimeout(
        work().then((value) => ({ value })),
        callMs,
      );
      if (!done) throw tooSlow();
      return done.value;
    } catch (err) {
      throw deliveryFailed(err);
    }
  }

  async function send(to: Address, message: Message): Promise<MessageRef> {
    return bounded(async () => {
      const { chat, message: id, target } = await calls.post(targetOf(to), { drawing: render(message, clock.now()) });
      return { at: { ...to, id: formatTarget(target) }, id: spellMessageId(chat, id) };
    });
  }

  async function update(sent: MessageRef, message: Message): Promise<void> {
    return bounded(async () => {
      const known = readMessageId(sent.id);
      if (!known) throw new DeliveryFailed('This is not a Telegram message, so it cannot be edited', 'never');
      await calls.edit(known, render(message, clock.now()));
    });
  }

  async function openRoom(room: RoomRequest): Promise<OpenedRoom> {
    return bounded(() => openIn(room));
  }

  async function openIn(room: RoomRequest): Promise<OpenedRoom> {
    const card = room.card && readMessageId(room.card.id);
    const chat = card?.chat ?? (room.announce && targetOf(room.announce).chat);
    if (!chat)
      throw new DeliveryFailed('A room on Telegram needs an announce chat: set rooms.announce.telegram', 'never');
    const topic = room.style === 'reply' ? undefined : await openTopic(chat, room.name);
    if (topic) return { address: addressOf(topic), style: 'topic', underCard: false };
    const announced = room.card ? readTarget(room.card.at.id)?.topic : undefined;
    const inTopic = announced === undefined ? {} : { topic: announced };
    if (card) return { address: addressOf({ chat, ...inTopic, reply: card.message }), style: 'reply', underCard: true };
    const head = await calls.post(room.announce ? targetOf(room.announce) : { chat }, {
      drawing: render({ text: room.name }, clock.now()),
    });
    return { address: addressOf({ ...head.target, reply: head.message }), style: 'reply', underCard: false };
  }

  /** Creates a topic. Undefined where the chat has no topics, or the bot may not create them. */
  async function openTopic(chat: string, name: string): Promise<Target | undefined> {
    try {
      return await calls.createTopic(chat, topicName(name));
    } catch (err) {
      const isImpossible = isUnknownMethod(err) || (isCode(err, 400) && !says(err, /chat not found|logged out/i));
      if (!isImpossible) throw err;
      log.info({ chat, ...loggable(err) }, 'Telegram topic could not be created; the room is the replies to the card');
      return undefined;
    }
  }

  async function renameRoom({ address }: Pick<OpenedRoom, 'address'>, name: string): Promise<void> {
    const { chat, topic, reply } = targetOf(address);
    // Replies to a card have no name, and the topic around them is not this room's.
    if (topic === undefined || reply !== undefined) return;
    return bounded(async () => {
      try {
        await calls.renameTopic(chat, topic, topicName(name));
      } catch (err) {
        if (!says(err, /not enough rights|CHAT_ADMIN_REQUIRED/i)) throw err;
        log.info({ chat, topic, ...loggable(err) }, 'Telegram does not allow the bot to rename a topic');
      }
    });
  }

  // Does nothing: a bot cannot add people to a group, and members of the group see its topics.
  async function addMembers(): Promise<void> {}

  async function linkTo({ id }: Address): Promise<string | undefined> {
    const target = readTarget(id);
    return target && linkToTarget(target);
  }

  return { send, update, openRoom, addMembers, renameRoom, linkTo };
}

function topicName(name: string): string {
  return truncate(name.trim(), TOPIC_NAME_LENGTH) || 'Incident';
}

function targetOf({ id }: Address): Target {
  const target = readTarget(id);
  if (target) return target;
  throw new DeliveryFailed(`“${id}” is not an id on Telegram: ids are numbers, such as -1001234567890`, 'never');
}

function addressOf(target: Target): Address {
  return { platform: 'telegram', kind: 'channel', id: formatTarget(target) };
}
