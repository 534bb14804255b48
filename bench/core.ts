import { createScheduler } from '../adapters/agenda/scheduler.ts';
import { openSigning } from '../adapters/mongo/collections/signing.ts';
import { connectMongo } from '../adapters/mongo/connection/connect.ts';
import { openStores } from '../adapters/mongo/stores.ts';
import { compose, type Tocsin } from '../src/app/compose.ts';
import { startWork } from '../src/app/work.ts';
import { followProcesses } from '../src/application/runtime/process-liveness.ts';
import type { Directory } from '../src/domain/directory.ts';
import type { Chat } from '../src/ports/chat.ts';
import { systemClock } from '../src/ports/runtime.ts';

const quiet = () => undefined;
const log = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (data: object, message: string) => console.error(message, data),
};

/**
 * Starts the real core on the database of MONGODB_URI with the real scheduler, and a chat that takes whatever it is given.
 *
 * @param sent called with each message that the chat is given
 * @param sole writes go as they do under `npm start` with an embedded database
 */
export async function startCore(
  directory: Directory,
  { sent = quiet, sole = false }: { sent?: (key: string, to: string) => void; sole?: boolean } = {},
): Promise<Tocsin> {
  const chat: Chat = {
    platform: 'web',
    limits: { text: 10_000, buttons: 25, buttonBytes: 64 },
    connected: () => true,
    async send(to, _message, key) {
      sent(key, to.id);
      return { at: to, id: key };
    },
    update: async () => undefined,
    openRoom: async ({ name, style }) => ({
      address: { platform: 'web', kind: 'channel', id: `room-${name.split(' ')[0]}` },
      style,
      underCard: false,
    }),
    addMembers: async () => undefined,
    renameRoom: async () => undefined,
    linkTo: async () => undefined,
  };
  const mongo = await connectMongo(process.env.MONGODB_URI ?? '', { log, sole });
  const scheduler = await createScheduler({ db: mongo.db, log });
  const stores = await openStores(mongo);
  const tocsin = compose({
    stores,
    chats: [chat],
    amended: { file: () => directory, current: () => directory, refresh: async () => undefined },
    scheduler,
    clock: systemClock,
    log,
    signing: await openSigning(mongo.connection),
    checker: { run: async () => ({ ok: true }) },
    processes: followProcesses(stores.processRegistry, { self: `bench-${process.pid}`, log }),
    publicUrl: 'http://127.0.0.1',
    calendarLink: () => 'http://127.0.0.1',
    demo: false,
    everybodyOnWeb: true,
  });
  await startWork(tocsin, scheduler, log);
  return tocsin;
}
