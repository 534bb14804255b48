import { createScheduler } from '../adapters/agenda/scheduler.ts';
import { openSigning } from '../adapters/mongo/collections/signing.ts';
import { connectMongo } from '../adapters/mongo/connection/connect.ts';
import { openStores } from '../adapters/mongo/stores.ts';
import { compose } from '../src/app/compose.ts';
import { keepSweeping } from '../src/application/runtime/keep-sweeping.ts';
import { watchProcesses } from '../src/application/runtime/watch-processes.ts';
import type { ChatAdapter } from '../src/ports/chat.ts';
import { systemClock } from '../src/ports/runtime.ts';
import { team } from './escalation-team.ts';

// One of the two processes: the real core, database and scheduler, and a chat that tells the parent what it was handed.

const quiet = () => undefined;
const log = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (data: object, message: string) => console.error(message, data),
};

const chat: ChatAdapter = {
  platform: 'web',
  limits: { text: 10_000, buttons: 25, buttonBytes: 64 },
  exclusive: false,
  start: async () => undefined,
  listen: async () => undefined,
  hush: async () => undefined,
  stop: async () => undefined,
  connected: () => true,
  hears: () => true,
  async send(to, _message, key) {
    process.send?.({ key, to: to.id, at: Date.now() });
    return { at: to, id: key };
  },
  update: async () => undefined,
  openRoom: async () => {
    throw new Error('No incident here has a room');
  },
};

const mongo = await connectMongo(process.env.MONGODB_URI ?? '', { log });
const stores = await openStores(mongo);
const processes = watchProcesses(stores.processRegistry, { self: `bench-${process.pid}`, log });
const scheduler = await createScheduler({ db: mongo.db, log }, async () => void (await tocsin.sweep()));
const directory = team();
const tocsin = compose({
  ...stores,
  store: stores.incidents,
  signing: await openSigning(mongo.connection),
  notifications: stores.notifications,
  amended: { file: () => directory, refresh: async () => undefined },
  checker: { ask: async () => ({ ok: true }) },
  publicUrl: 'http://127.0.0.1',
  calendarLink: () => 'http://127.0.0.1',
  demo: false,
  everybodyOnWeb: true,
  processes,
  chats: [chat],
  scheduler,
  clock: systemClock,
  log,
  directory: () => directory,
});
await scheduler.start();
keepSweeping(() => tocsin.sweep(), log);
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
