import { isDeepStrictEqual } from 'node:util';
import type { MessageRef } from '../../src/domain/address.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { truncate } from '../../src/lib/text.ts';
import { type ChatSending, DeliveryFailed } from '../../src/ports/chat.ts';
import { encodeInput } from '../../src/ports/commands/input.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { WebChatStore, WebPost } from '../../src/ports/web-chat.ts';
import { clip } from './clip.ts';
import { BUTTON_BYTES_LIMIT, BUTTONS_LIMIT, ROOM_NAME_LIMIT, STORE_RETRY_MS } from './limits.ts';
import type { Live } from './live.ts';
import type { BotPost } from './push/pushes.ts';
import type { TellBrowsers } from './push/tell-browsers.ts';
import { announceRoomId, postIdFor, roomAt, roomIdFor } from './rooms.ts';
import { toWire } from './to-wire.ts';
import type { Tones } from './tones.ts';
import { StoreFailed, TooSlow } from './within.ts';

/** Creates the outbound side: messages are stored and sent to the open pages. */
export function createOutbound(parts: {
  readonly store: WebChatStore;
  readonly live: Live;
  readonly tones: Tones;
  readonly browsers: TellBrowsers;
  readonly directory: () => Directory;
  readonly clock: Clock;
  readonly log: Log;
  /** Creates the room if it does not exist. */
  readonly open: (id: string, name: string) => Promise<void>;
}): Pick<ChatSending, 'send' | 'update' | 'openRoom' | 'addMembers' | 'renameRoom' | 'linkTo'> {
  const { store, live, tones, browsers, directory, clock, log, open } = parts;

  async function delivering<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (err) {
      throw failureOf(what, err);
    }
  }

  function failureOf(what: string, err: unknown): DeliveryFailed {
    if (err instanceof DeliveryFailed) return err;
    log.warn({ err, what }, 'web chat could not store a message');
    return new DeliveryFailed(storeReason(err), STORE_RETRY_MS);
  }

  /** Shows a message in the place of what the post shows. */
  async function edit(before: WebPost, message: Message): Promise<BotPost> {
    const { text: _, ...post } = { ...before, message: clip(message) };
    // An edit without a visible change is skipped; otherwise every card would say “updated” for nothing.
    const news = !isDeepStrictEqual(toWire(before), toWire(post));
    const edited = news ? { ...post, editedAt: clock.now() } : before;
    if (news && !(await store.edit(before.id, clip(message), edited.editedAt!)))
      throw new DeliveryFailed('The web chat lost that message meanwhile: it cannot be edited.', 'never', {
        gone: 'message',
      });
    tones.seen(edited);
    live.edited(edited);
    return { ...edited, message: clip(message) };
  }

  /** Tells a person of a post that is stored, which is there whatever comes of it. */
  async function tell(sent: MessageRef, post: BotPost): Promise<MessageRef> {
    const { later, ...told } = await browsers
      .page(sent.at.id, post)
      .catch((err: unknown) => ({ later: failureOf('push', err), reachedNobody: true as const }));
    if (later) throw later.of({ ...sent, ...told });
    return { ...sent, ...told };
  }

  return {
    async send(to, message, key) {
      checkButtons(message);
      return delivering('send', async () => {
        if (to.kind === 'person' && !directory().people.has(to.id))
          throw new DeliveryFailed(
            `Nobody is called ${truncate(to.id, 100)} in the configuration file: add them.`,
            'never',
          );
        const room = roomAt(to);
        const id = postIdFor(room, key);
        await open(room, room);
        const post: BotPost = { id, room, at: clock.now(), by: 'bot', message: clip(message) };
        const isNew = await store.add(post);
        if (isNew) {
          tones.seen(post);
          live.post(post);
        }
        const before = isNew ? undefined : await store.post(id);
        // What it shows may have changed since the earlier attempt.
        const shown = before ? await edit(before, message) : post;
        return to.kind === 'person' ? tell({ at: to, id }, shown) : { at: to, id };
      });
    },

    async update(sent, message) {
      checkButtons(message);
      return delivering('update', async () => {
        const before = await store.post(sent.id);
        if (!before)
          throw new DeliveryFailed('The web chat has no such message: it cannot be edited.', 'never', {
            gone: 'message',
          });
        await browsers.edited(before, await edit(before, message));
      });
    },

    async openRoom({ key, name }) {
      return delivering('openRoom', async () => {
        const id = roomIdFor(key, announceRoomId(directory()));
        await open(id, name);
        return { address: { platform: 'web', kind: 'channel', id }, style: 'channel', underCard: false };
      });
    },

    // Does nothing: every signed-in person reads every room.
    async addMembers() {},

    async renameRoom({ address }, name) {
      return delivering('renameRoom', async () => {
        const room = await store.renameRoom(roomAt(address), truncate(name, ROOM_NAME_LIMIT));
        if (room) live.room(room);
      });
    },

    // The room of an incident is its page, which the core links by itself.
    linkTo: async () => undefined,
  };
}

/** Returns why the store failed, and the next step. */
export function storeReason(err: unknown): string {
  if (err instanceof TooSlow || err instanceof StoreFailed)
    return `${err.message}: see that the database is up and that MONGODB_URI is right.`;
  return 'The web chat stumbled over a mistake of its own: the log says which, please report it.';
}

function checkButtons({ buttons = [] }: Message): void {
  if (buttons.length > BUTTONS_LIMIT)
    throw new DeliveryFailed(`A message holds ${BUTTONS_LIMIT} buttons here: send fewer.`, 'never');
  if (buttons.some((button) => Buffer.byteLength(encodeInput(button.invokes)) > BUTTON_BYTES_LIMIT))
    throw new DeliveryFailed(`A button names its command in ${BUTTON_BYTES_LIMIT} bytes here: name less.`, 'never');
}
