import { startHttp } from '../../adapters/http/server.ts';
import { openStores } from '../../adapters/mongo/stores.ts';
import { createWebChat } from '../../adapters/web-chat/adapter.ts';
import type { WirePost } from '../../adapters/web-chat/wire.ts';
import type { RateLimiter } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import type { Address } from '../../src/domain/address.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { splitLinks } from '../../src/lib/linkify.ts';
import type { Postmortems } from '../../src/ports/reporting.ts';
import { systemClock } from '../../src/ports/runtime.ts';
import { openDiscord } from '../adapters/discord/open.ts';
import { openTelegram } from '../adapters/telegram/platform.ts';
import type { Drawn } from '../contracts/chat-adapter/platform-under-test.ts';
import { ConnectedChat } from '../harness/connected-chat.ts';
import { openDatabase } from '../harness/database.ts';
import { openSlack } from '../harness/fake-slack/fake-slack.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { openStage } from '../harness/tocsin.ts';
import { calm, noIntegrations, noJobs, noOnCall } from '../harness/web-chat-server.ts';
import { webPerson } from './web-chat-person.ts';

/** Nothing is tried again while the stage's clock stands still, so a slow machine must not look like a lost answer. */
const patience = { callMs: 8_000, deliveryMs: 9_500, helloMs: 10_000 };

export type FourChats = Awaited<ReturnType<typeof openFourChats>>;

/** The real core with all four adapters on their real SDKs, each connected to a fake of its platform. */
export async function openFourChats(
  directory: Directory,
  outside: {
    readonly publicUrl?: string;
    readonly gatherLinesMs?: number;
    readonly rateLimiter?: RateLimiter;
  } = {},
) {
  const slack = await openSlack({ mode: 'socket', waits: patience });
  const discord = await openDiscord();
  const telegram = await openTelegram('polling', { timing: { callMs: patience.callMs } });
  const webChat = await openWeb(directory);
  const chats = [slack.chat, discord.chat, telegram.chat, webChat.chat];
  const stage = await openStage(chats, directory, outside);
  const web = await webChat.serve(stage.tocsin.postmortems);
  const lost: Error[] = [];
  await Promise.all(chats.map((chat) => chat.start(stage.tocsin.commands, (why) => void lost.push(why))));

  return {
    slack,
    discord,
    telegram,
    web,
    stage,
    /** What anybody, or the person whose direct messages they are, can see at this address. */
    async shown(at: Address): Promise<readonly Drawn[]> {
      switch (at.platform) {
        case 'slack':
          return slack.shown(at);
        case 'discord':
          return discord.shown(at);
        case 'telegram':
          return telegram.shown(at);
        case 'web':
          return web.shown(at);
        default:
          throw new Error(`Nobody chats by ${at.platform}`);
      }
    },
    verify(): void {
      if (lost.length > 0) throw new Error(`A connection was lost: ${lost.join()}`);
      for (const platform of [slack, discord, telegram]) platform.verify();
      const trouble = [stage.log, slack.log, discord.log, telegram.log, web.log]
        .flatMap(({ lines }) => lines)
        .filter(({ level }) => level === 'warn' || level === 'error');
      if (trouble.length > 0) throw new Error(trouble.map((line) => JSON.stringify(line)).join('\n'));
    },
    async close(): Promise<void> {
      await Promise.all(chats.map((chat) => chat.close()));
      await stage.close();
      await Promise.all([slack, discord, telegram, web].map((platform) => platform.close()));
    },
  };
}

/** The web chat with its own store in a database, on a real HTTP server. */
async function openWeb(directory: Directory) {
  const log = new KeptLog();
  const mongo = await openDatabase(log);
  const { webChat: store, pushes, openPages, signIns } = await openStores(mongo);
  const adapter = createWebChat(
    { publicUrl: 'http://127.0.0.1:3000', demo: true },
    { store, pushes, openPages, directory: () => directory, clock: systemClock, log },
  );

  async function serve(postmortems: Postmortems) {
    const routes = adapter.routesFor({
      signIns,
      dashboard: { look: async () => calm, openIncidents: async () => [], roomOf: async () => undefined },
      postmortems,
      integrationPage: noIntegrations,
      jobPage: noJobs,
      onCallPage: noOnCall,
    });
    const ready = async () => ({ ready: true, reasons: [] });
    const http = await startHttp({ host: '127.0.0.1', port: 0, routes: [routes], ready, log });
    const as = (person: string) => webPerson(http.url, person);

    return {
      url: http.url,
      log,
      as,
      async shown({ kind, id }: Address): Promise<readonly Drawn[]> {
        // A room is seen by everybody, direct messages by their reader.
        const posts = kind === 'person' ? await as(id).posts(`dm-${id}`) : await as('victor').posts(id);
        return posts.filter(({ by }) => by === 'bot').map(draw);
      },
      async close(): Promise<void> {
        await http.stop();
        await mongo.close();
      },
    };
  }

  return { chat: new ConnectedChat(adapter), serve };
}

function draw({ id, text, title, body, fields, buttons, links, edited }: WirePost): Drawn {
  const words = title === undefined ? [text] : [title, body ?? '', ...fields.map((one) => `${one.label} ${one.value}`)];
  return {
    id,
    text: words.join('\n'),
    textLinks: words.flatMap((word) => splitLinks(word).flatMap(({ url }) => url ?? [])),
    mentions: [],
    buttons: buttons.map(({ label }) => label),
    links,
    ...(edited !== undefined && { edited: true }),
  };
}
