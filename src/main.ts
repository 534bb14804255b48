import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createScheduler } from '../adapters/agenda/scheduler.ts';
import { createCalendar } from '../adapters/calendar/calendar.ts';
import { startHttp } from '../adapters/http/server.ts';
import { connectMongo, type Mongo } from '../adapters/mongo/connect.ts';
import { openSigning } from '../adapters/mongo/signing.ts';
import { openStores, type Stores } from '../adapters/mongo/stores.ts';
import { createWebChat } from '../adapters/web-chat/adapter.ts';
import { commands } from '../commands/index.ts';
import { compose } from './compose.ts';
import { watchConfigFile } from './config/reload.ts';
import type { Config } from './config.ts';
import type { Directory } from './domain/directory.ts';
import type { ChatAdapter } from './ports/chat.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { HttpRoutes } from './ports/http.ts';
import type { Log } from './ports/log.ts';
import type { Signing } from './ports/signing.ts';
import type { UserGroups } from './ports/user-groups.ts';
import { createDirectory } from './use-cases/amend-directory.ts';
import { keepConnected } from './use-cases/keep-connected.ts';
import { keepSweeping } from './use-cases/keep-sweeping.ts';

export interface Surroundings {
  readonly log: Log;
  /** What is going on, for whoever watches the start. */
  say(line: string): void;
}

export interface Running {
  readonly url: string;
  readonly database: string;
  readonly chats: readonly ChatAdapter[];
  /** Milliseconds from the database being up to everything being ready. */
  readonly readyAfterMs: number;
  /** Reads the configuration file again; a broken one changes nothing. */
  reload(): Promise<void>;
  /** Ends within 5 s. Nothing is lost: what was not sent yet is sent by whoever starts next. */
  stop(): Promise<void>;
}

/** @param publicUrl where Slack reaches this server, for HTTP; without it by Socket Mode */
export async function slackManifestFor(publicUrl?: string): Promise<object> {
  const { slackManifest } = await import('../adapters/slack/manifest.ts');
  return slackManifest(commands, publicUrl ? { mode: 'http', publicUrl } : { mode: 'socket' });
}

/** Works of one start, undone in the opposite order: also when the start itself fails halfway. */
interface Undo {
  push(what: () => Promise<void>): void;
  all(): Promise<void>;
}

/** Starts everything that the configuration names. Throws, with everything stopped again, when the core cannot start. */
export async function start(config: Config, { log, say }: Surroundings): Promise<Running> {
  const undo = createUndo(log);
  try {
    return await startAll(config, { log, say }, undo);
  } catch (err) {
    await undo.all();
    throw err;
  }
}

async function startAll(config: Config, { log, say }: Surroundings, undo: Undo): Promise<Running> {
  const { settings, demo } = config;
  const clock = systemClock;
  const { mongo, name } = await openDatabase(config, { log, say }, undo);
  const since = performance.now();
  const stores = await openStores(mongo, clock);
  const file = watchConfigFile(config.file, config.directory, log);
  undo.push(async () => file.stop());
  const amended = createDirectory(file.current, stores.amendments, log);
  undo.push(() => amended.stop());
  await amended.refresh();
  const signing = await openSigning(mongo.connection);
  const { publicUrl } = settings.http;
  const calendar = createCalendar({ publicUrl }, { directory: amended.current, signing, clock, log });
  const { chats, routes, userGroups } = await createChats(config, stores, {
    log,
    clock,
    signing,
    directory: amended.current,
  });

  const scheduler = await createScheduler({ db: mongo.db, log }, async () => void (await tocsin.sweep()));
  const tocsin = compose({
    store: stores.incidents,
    signIns: stores.signIns,
    letters: stores.letters,
    linkCodes: stores.linkCodes,
    amendments: stores.amendments,
    amended,
    publicUrl,
    calendarLink: calendar.linkFor,
    self: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    chats,
    ...(userGroups && { userGroups }),
    scheduler,
    clock,
    directory: amended.current,
    log,
    demo,
  });

  const http = await startHttp({
    ...settings.http,
    routes: [...routes, calendar.routes],
    log,
    ready: () => readiness(mongo, chats),
  });
  undo.push(() => http.stop());
  const connections = chats.map((chat) => keepConnected(chat, tocsin.desk, log));
  undo.push(() => Promise.all(connections.map((connection) => connection.stop())).then(() => undefined));
  // What is being sent gets its answer while the platforms are still there.
  undo.push(() => within(2_000, tocsin.idle()));
  await scheduler.start();
  undo.push(() => scheduler.stop());
  const sweeping = keepSweeping(() => tocsin.sweep(), log);
  undo.push(() => sweeping.stop());
  // The web chat is this process's own; a platform that is slow to answer delays nobody.
  await Promise.all(connections.filter((_, index) => chats[index]?.platform === 'web').map(({ tried }) => tried));
  const readyAfterMs = Math.round(performance.now() - since);
  await within(
    10_000,
    Promise.all(connections.map(({ tried }) => tried)).then(() => undefined),
  );

  const url = settings.http.publicUrlGiven ? settings.http.publicUrl : http.url;
  const reload = async () => void (await file.reload());
  return { url, database: name, chats, readyAfterMs, reload, stop: () => undo.all() };
}

async function openDatabase(
  { settings: { database } }: Config,
  { log, say }: Surroundings,
  undo: Undo,
): Promise<{ mongo: Mongo; name: string }> {
  const embedded = database.uri ? undefined : await openEmbedded(database, { log, say });
  if (embedded) undo.push(() => embedded.stop());
  const mongo = await connectMongo(database.uri ?? embedded?.uri ?? '', { log });
  undo.push(() => mongo.close());
  const name = embedded ? `embedded ${embedded.engine} ${embedded.version}, in ${database.dataDir}` : 'MONGODB_URI';
  return { mongo, name };
}

async function openEmbedded({ embedded, dataDir }: Config['settings']['database'], { log, say }: Surroundings) {
  const { startEmbedded } = await import('../adapters/mongo/embedded/start.ts');
  return startEmbedded({ engine: embedded, dataDir, log, progress: say });
}

/** The platforms whose tokens are set, and the web chat. What is not used is not even loaded. */
async function createChats(
  { settings, demo }: Config,
  stores: Stores,
  parts: { log: Log; clock: Clock; signing: Signing; directory: () => Directory },
): Promise<{ chats: ChatAdapter[]; routes: HttpRoutes[]; userGroups?: UserGroups }> {
  const { slack, discord, telegram, email, http } = settings;
  const publicUrl = http.publicUrlGiven ? { publicUrl: http.publicUrl } : {};
  const chats: (ChatAdapter & { routes?: HttpRoutes })[] = [
    createWebChat({ publicUrl: http.publicUrl, demo }, { ...parts, store: stores.webChat, signIns: stores.signIns }),
  ];
  let userGroups: UserGroups | undefined;
  if (slack) {
    const { createSlack } = await import('../adapters/slack/adapter.ts');
    const { createSlackUserGroups } = await import('../adapters/slack/user-groups.ts');
    chats.push(createSlack(slack, parts));
    userGroups = createSlackUserGroups(slack);
  }
  if (discord) {
    const { createDiscord } = await import('../adapters/discord/adapter.ts');
    chats.push(createDiscord(discord, parts));
  }
  if (telegram) {
    const { createTelegram } = await import('../adapters/telegram/adapter.ts');
    chats.push(createTelegram({ ...telegram, ...publicUrl }, { ...parts, dialogs: stores.dialogs }));
  }
  if (email) {
    const { createEmail } = await import('../adapters/email/adapter.ts');
    chats.push(createEmail({ ...email, publicUrl: http.publicUrl }, parts));
  }
  return { chats, routes: chats.flatMap(({ routes }) => routes ?? []), ...(userGroups && { userGroups }) };
}

/** Ready to page: the database answers, and at least one chat does. Platforms that are away are named. */
async function readiness(mongo: Mongo, chats: readonly ChatAdapter[]): Promise<{ ready: boolean; reasons: string[] }> {
  const away = chats.filter((chat) => !chat.connected()).map(({ platform }) => `${platform} is not connected`);
  try {
    await mongo.ping();
    return { ready: away.length < chats.length, reasons: away };
  } catch {
    return { ready: false, reasons: ['the database does not answer', ...away] };
  }
}

function createUndo(log: Log): Undo {
  const works: (() => Promise<void>)[] = [];
  return {
    push: (what) => void works.push(what),
    async all() {
      for (const work of works.splice(0).reverse()) {
        await work().catch((err: unknown) => log.warn({ err }, 'Something did not stop cleanly'));
      }
    },
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
