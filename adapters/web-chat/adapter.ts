import { isDeepStrictEqual } from 'node:util';
import type { Directory } from '../../src/domain/directory.ts';
import { languages } from '../../src/domain/languages.ts';
import { truncate } from '../../src/lib/text.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { type ChatAdapter, DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import { type Commands, encodeInput } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Message } from '../../src/ports/message.ts';
import type { SignIns } from '../../src/ports/people.ts';
import type { DashboardReads, Postmortems } from '../../src/ports/reporting.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { WebChatStore, WebPost } from '../../src/ports/web-chat.ts';
import { createActions } from './actions.ts';
import { clip } from './clip.ts';
import { followOthers } from './follow.ts';
import { createApi } from './http/api.ts';
import { createRoutes } from './http/routes.ts';
import { createVisitors } from './http/visitor.ts';
import { BUTTON_BYTES_LIMIT, BUTTONS_LIMIT, ROOM_NAME_LIMIT, STORE_RETRY_MS, TEXT_LIMIT } from './limits.ts';
import { createLive } from './live.ts';
import { announceRoom, announceRoomId, postIdFor, roomAt, roomIdFor } from './rooms.ts';
import { toWire } from './to-wire.ts';
import { createTones } from './tones.ts';
import { boundedSignIns, boundedStore, StoreFailed, TooSlow, within } from './within.ts';

export interface WebChatSettings {
  /** How people reach this server: decides whether cookies are for https alone. */
  readonly publicUrl: string;
  /** Everybody may be anybody, on this machine only. */
  readonly demo: boolean;
}

export interface WebChatParts {
  readonly store: WebChatStore;
  readonly signIns: SignIns;
  readonly dashboard: DashboardReads;
  readonly postmortems: Postmortems;
  readonly directory: () => Directory;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tocsin's own chat: a platform like the others, whose server is this one. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createWebChat(
  settings: WebChatSettings,
  parts: WebChatParts,
): ChatAdapter & { readonly routes: HttpRoutes } {
  const { directory, clock, log } = parts;
  const store = boundedStore(parts.store);
  const signIns = boundedSignIns(parts.signIns);
  const live = createLive();
  const tones = createTones(store, () => clock.now());
  const visitors = createVisitors({ ...settings, directory, signIns, clock });
  const opened = new Set<string>();
  let commands: Commands | undefined;
  let following: { stop(): void } | undefined;

  function houseTranslator() {
    return translatorFor(directory().language ?? languages[0]);
  }

  function theCommands(): Commands {
    if (!commands) throw new Error('The web chat is not started');
    return commands;
  }

  const actions = createActions({ store, live, clock, commands: theCommands });
  const api = createApi({
    ...settings,
    directory,
    commands: () => commands,
    store,
    signIns,
    dashboard: parts.dashboard,
    visitors,
    actions,
    live,
    tones,
    clock,
  });

  async function open(id: string, name: string): Promise<void> {
    if (opened.has(id)) return;
    const room = await store.ensureRoom({ id, name: truncate(name, ROOM_NAME_LIMIT) }, clock.now());
    opened.add(id);
    live.room(room);
  }

  async function delivering<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (err) {
      if (err instanceof DeliveryFailed) throw err;
      log.warn({ err, what }, 'The web chat could not keep a message');
      throw new DeliveryFailed(reason(err), STORE_RETRY_MS);
    }
  }

  return {
    platform: 'web',
    limits: { text: TEXT_LIMIT, buttons: BUTTONS_LIMIT, buttonBytes: BUTTON_BYTES_LIMIT },
    routes: createRoutes({
      ...settings,
      api,
      visitors,
      signIns,
      postmortems: parts.postmortems,
      directory,
      roomOf: (incident) => within(parts.dashboard.roomOf(incident)),
      clock,
      log,
      started: () => commands !== undefined,
    }),

    async start(theirs) {
      const announce = announceRoom(directory(), houseTranslator());
      try {
        opened.delete(announce.id);
        await open(announce.id, announce.name);
      } catch (err) {
        log.warn({ err }, 'The web chat could not open its first room');
        throw new PlatformRefused(reason(err));
      }
      commands = theirs;
      following?.stop();
      following = followOthers({ store, live, tones, log });
    },

    exclusive: false,
    listen: async () => undefined,
    hush: async () => undefined,

    async stop() {
      commands = undefined;
      following?.stop();
      live.endAll();
    },

    connected: () => commands !== undefined,
    hears: () => commands !== undefined,

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
        const post: WebPost = { id, room, at: clock.now(), by: 'bot', message: clip(message) };
        if (await store.add(post)) {
          tones.seen(post);
          live.post(post);
        }
        return { at: to, id };
      });
    },

    async update(sent, message) {
      checkButtons(message);
      return delivering('update', async () => {
        const before = await store.post(sent.id);
        if (!before) throw new DeliveryFailed('The web chat has no such message: it cannot be edited.', 'never');
        const { text: _, ...post } = { ...before, message: clip(message) };
        // An edit that shows nothing new is none, or every card would say “updated” for nothing.
        const news = !isDeepStrictEqual(toWire(before), toWire(post));
        const edited = news ? { ...post, editedAt: clock.now() } : before;
        if (news && !(await store.edit(sent.id, clip(message), edited.editedAt!)))
          throw new DeliveryFailed('The web chat lost that message meanwhile: it cannot be edited.', 'never');
        tones.seen(edited);
        live.edited(edited);
      });
    },

    async openRoom({ key, name }) {
      return delivering('openRoom', async () => {
        const id = roomIdFor(key, announceRoomId(directory()));
        await open(id, name);
        return { address: { platform: 'web', kind: 'channel', id }, style: 'channel', underCard: false };
      });
    },
  };
}

function checkButtons({ buttons = [] }: Message): void {
  if (buttons.length > BUTTONS_LIMIT)
    throw new DeliveryFailed(`A message holds ${BUTTONS_LIMIT} buttons here: send fewer.`, 'never');
  if (buttons.some((button) => Buffer.byteLength(encodeInput(button.invokes)) > BUTTON_BYTES_LIMIT))
    throw new DeliveryFailed(`A button names its command in ${BUTTON_BYTES_LIMIT} bytes here: name less.`, 'never');
}

function reason(err: unknown): string {
  if (err instanceof TooSlow || err instanceof StoreFailed)
    return `${err.message}: see that the database is up and that MONGODB_URI is right.`;
  return 'The web chat stumbled over a mistake of its own: the log says which, please report it.';
}
