import { createScheduler } from '../adapters/agenda/scheduler.ts';
import { openSigning } from '../adapters/mongo/collections/signing.ts';
import { connectMongo } from '../adapters/mongo/connection/connect.ts';
import { openStores } from '../adapters/mongo/stores.ts';
import { compose } from '../src/app/compose.ts';
import { keepSweeping } from '../src/application/runtime/keep-sweeping.ts';
import { watchProcesses } from '../src/application/runtime/watch-processes.ts';
import type { ChatAdapter } from '../src/ports/chat.ts';
import { systemClock } from '../src/ports/runtime.ts';
import { loadTeam } from './load-team.ts';

// The process under load: the real core, database and scheduler, and a chat that takes whatever it is handed. Lines come
// from the parent, and their answers go back.

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
  send: async (to, _message, key) => ({ at: to, id: key }),
  update: async () => undefined,
  openRoom: async ({ name, style }) => ({
    address: { platform: 'web', kind: 'channel', id: `room-${name.split(' ')[0]}` },
    style,
    underCard: false,
  }),
};

// Writes go as they do under `npm start` with an embedded database.
const mongo = await connectMongo(process.env.MONGODB_URI ?? '', { log, sole: process.env.LOAD_SOLE === 'yes' });
const stores = await openStores(mongo);
const processes = watchProcesses(stores.processRegistry, { self: `bench-${process.pid}`, log });
const scheduler = await createScheduler({ db: mongo.db, log }, async () => void (await tocsin.sweep()));
const directory = loadTeam();
const tocsin = compose({
  ...stores,
  store: stores.incidents,
  signing: await openSigning(mongo.connection),
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

export interface Asked {
  readonly id: string;
  readonly person: string;
  readonly line: string;
}
export type Told = 'ready' | { readonly id: string; readonly text: string; readonly rssBytes: number };

async function answer({ id, person, line }: Asked): Promise<string> {
  if (line === 'dashboard') return JSON.stringify(await tocsin.dashboard.look());
  if (line === '') return tocsin.idle().then(() => 'idle');
  const reading = tocsin.commands.read(line);
  if ('refusal' in reading) return reading.refusal.message.text;
  const { message } = await tocsin.commands.run({
    ...reading.input,
    id,
    from: { platform: 'web', id: person, name: person },
    where: { address: { platform: 'web', kind: 'person', id: person }, private: true, places: [person] },
  });
  return message.text;
}

const tell = (told: Told) => void process.send?.(told);
process.on('message', (asked: Asked) => {
  answer(asked).then(
    (text) => tell({ id: asked.id, text, rssBytes: process.memoryUsage.rss() }),
    (err: unknown) => tell({ id: asked.id, text: `Failed: ${String(err)}`, rssBytes: 0 }),
  );
});
await scheduler.start();
keepSweeping(() => tocsin.sweep(), log);
tell('ready');
process.on('disconnect', () => process.exit(0));
