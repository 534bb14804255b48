import type { Directory } from '../../src/domain/directory.ts';
import { languages } from '../../src/domain/languages.ts';
import { checkedBy } from '../../src/lib/async.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { CreateRateLimit } from '../../src/lib/rate-limit.ts';
import { truncate } from '../../src/lib/text.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { IntegrationPage } from '../../src/ports/alerts.ts';
import { type ChatAdapter, type ChatConnection, DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { JobPage } from '../../src/ports/jobs/jobs.ts';
import type { OnCallPage } from '../../src/ports/on-call/on-call-page.ts';
import type { SignIns } from '../../src/ports/people.ts';
import type { DashboardReads, Postmortems } from '../../src/ports/reporting.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { WebChatStore } from '../../src/ports/web-chat.ts';
import { createActions } from './actions.ts';
import { followOthers } from './follow.ts';
import { createApi } from './http/api.ts';
import { createWebRateLimits } from './http/rate-limits.ts';
import { createRoutes } from './http/routes.ts';
import { createVisitors } from './http/visitor.ts';
import { BUTTON_BYTES_LIMIT, BUTTONS_LIMIT, ROOM_NAME_LIMIT, TEXT_LIMIT } from './limits.ts';
import { createLive } from './live.ts';
import { createOutbound, storeReason } from './outbound.ts';
import { openPush, type PushParts } from './push/open-push.ts';
import { announceRoom } from './rooms.ts';
import { createTones } from './tones.ts';
import { bounded, within } from './within.ts';

const REMEMBERED_ROOMS = 10_000;

export interface WebChatSettings {
  /** How people reach this server; decides whether cookies are for https only. */
  readonly publicUrl: string;
  /** Demo mode: everybody may be anybody, on this machine only. */
  readonly demo: boolean;
}

export interface WebChatParts extends PushParts {
  readonly store: WebChatStore;
  readonly directory: () => Directory;
  readonly clock: Clock;
  readonly log: Log;
  /** Creates the counters of rate limits; absent: in this process only. */
  readonly rates?: CreateRateLimit;
}

/** What the pages need besides the chat. */
export interface WebPageParts {
  readonly signIns: SignIns;
  readonly dashboard: DashboardReads;
  readonly postmortems: Postmortems;
  readonly integrationPage: IntegrationPage;
  readonly jobPage: JobPage;
  readonly onCallPage: OnCallPage;
}

export interface WebChat extends ChatAdapter {
  /** Returns the routes of the pages. They say that Tocsin is starting until the adapter listens. */
  routesFor(parts: WebPageParts): HttpRoutes;
}

/** Creates the web chat: a chat platform whose server is Tocsin itself. */
export function createWebChat(settings: WebChatSettings, parts: WebChatParts): WebChat {
  const { directory, clock, log } = parts;
  const store = bounded(parts.store);
  const live = createLive(() => push.presence.changed());
  const push = openPush(parts, { ...settings, live, clock, log });
  const tones = createTones(store, () => clock.now());
  /** Rooms that are there for certain; of one that is forgotten the store is asked again. */
  const opened = createCache<string, true>({ max: REMEMBERED_ROOMS });
  /** The listener, which runs people's commands. */
  let current: { readonly commands: Commands } | undefined;

  async function open(id: string, name: string): Promise<void> {
    if (opened.has(id)) return;
    const room = await store.ensureRoom({ id, name: truncate(name, ROOM_NAME_LIMIT) }, clock.now());
    opened.set(id, true);
    live.room(room);
  }

  function commandsNow(): Commands {
    if (!current) throw new Error('Nobody listens to the web chat');
    return current.commands;
  }

  const sending = createOutbound({ store, live, tones, browsers: push.browsers, directory, clock, log, open });

  async function connect(): Promise<ChatConnection> {
    const announce = announceRoom(directory(), translatorFor(directory().language ?? languages[0]));
    try {
      opened.delete(announce.id);
      await open(announce.id, announce.name);
    } catch (err) {
      log.warn({ err }, 'web chat could not open its first room');
      throw new PlatformRefused(storeReason(err));
    }
    const following = followOthers({ store, live, tones, directory, log });
    let closed = false;
    let mine: typeof current;

    function stopListening(which: typeof current): void {
      if (current === which) current = undefined;
    }

    function checkOpen(): void {
      if (closed) throw new DeliveryFailed('The web chat is not connected.', 'soon');
    }

    return {
      connected: () => !closed,
      async listen(commands) {
        if (closed) throw new PlatformRefused('The web chat is not connected.');
        const listener = mine !== undefined && current === mine ? mine : { commands };
        mine = listener;
        current = listener;
        return {
          listening: () => !closed && current === listener,
          close: async () => stopListening(listener),
        };
      },
      send: checkedBy(checkOpen, sending.send),
      update: checkedBy(checkOpen, sending.update),
      openRoom: checkedBy(checkOpen, sending.openRoom),
      addMembers: sending.addMembers,
      renameRoom: checkedBy(checkOpen, sending.renameRoom),
      linkTo: sending.linkTo,
      async close() {
        if (closed) return;
        closed = true;
        if (mine) stopListening(mine);
        following.stop();
        push.close();
        live.endAll();
      },
    };
  }

  return {
    platform: 'web',
    limits: { text: TEXT_LIMIT, buttons: BUTTONS_LIMIT, buttonBytes: BUTTON_BYTES_LIMIT },
    exclusive: false,
    connect,
    routesFor(pages) {
      const signIns = bounded(pages.signIns);
      const visitors = createVisitors({ ...settings, directory, signIns, clock });
      const limits = createWebRateLimits(parts.rates);
      const shared = { ...settings, directory, signIns, visitors, clock, limits };
      const commands = () => current?.commands;
      const actions = createActions({ store, live, clock, commands: commandsNow });
      const { postmortems, dashboard } = pages;
      const api = createApi({ ...pages, ...shared, commands, store, actions, live, tones, ...push.api });
      const roomOf = (incident: number) => within(dashboard.roomOf(incident));
      return createRoutes({ ...shared, api, postmortems, roomOf, log, started: () => current !== undefined });
    },
  };
}
