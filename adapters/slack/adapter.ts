import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { withTimeout } from '../../src/lib/async.ts';
import { type ChatAdapter, DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { createAnswers } from './answers.ts';
import { type Attempts, createDelivery, type Delivery } from './delivery.ts';
import { failureOf } from './failures.ts';
import { CommandFailed, listen } from './inbound.ts';
import { BODY_TEXT, BUTTON_VALUE, BUTTONS, usualWaits, type Waits } from './limits.ts';
import { neededScopes } from './manifest.ts';
import { createRooms } from './rooms.ts';
import { createSeen } from './seen.ts';
import { type Calls, clientOptions, createCalls } from './transport/calls.ts';
import { type HttpReceiver, httpReceiver } from './transport/http.ts';
import { conceal, sdkLog } from './transport/sdk-log.ts';
import { type SlackReceiver, socketReceiver } from './transport/socket.ts';

export interface SlackSettings {
  readonly botToken: string;
  /** Socket Mode, which needs no inbound port. */
  readonly appToken?: string;
  /** HTTP, when there is no app token. */
  readonly signingSecret?: string;
  readonly apiUrl?: string;
}

/** From a start to its stop: all that sending needs, by the Web API alone. */
interface Session {
  readonly bot: { readonly user: string; readonly id: string };
  readonly commands: Commands;
  readonly call: Calls;
  readonly openRoom: ReturnType<typeof createRooms>;
  readonly delivery: Delivery;
  readonly busy: Set<Promise<void>>;
  readonly report: (why: PlatformRefused) => void;
  receiver?: SlackReceiver;
  lost: boolean;
}

/** How long `stop` waits for commands that are being run. */
const FAREWELL_MS = 3_000;

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createSlack(
  settings: SlackSettings,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
  waits: Waits = usualWaits,
): ChatAdapter & { readonly routes?: HttpRoutes } {
  const { botToken, appToken, signingSecret, apiUrl } = settings;
  const secrets = [botToken, appToken, signingSecret].filter((one) => one !== undefined);
  const logger = sdkLog(log, secrets);
  // Events remembered outlive a restart of the connection, and so do sends without an answer.
  const once = createSeen(clock);
  const attempts: Attempts = new Map();
  // Slack spreads what it sends over all the websockets there are; to be heard by one process at a time is Tocsin's choice.
  const exclusive = appToken !== undefined;
  let session: Session | undefined;
  let http: HttpReceiver | undefined;
  /** Counts the stops, so that a start in the middle notices one. */
  let turns = 0;

  async function start(commands: Commands, lost: (why: PlatformRefused) => void): Promise<void> {
    if (session) await stop();
    const report = (why: PlatformRefused) => {
      if (!next || session !== next || next.lost) return;
      next.lost = true;
      lost(why);
    };
    const call = createCalls(new WebClient(botToken, clientOptions(apiUrl, logger, waits)), (failure) =>
      report(new PlatformRefused(failure.message)),
    );
    let next: Session | undefined;
    const turn = turns;
    const bot = await connecting(() => whoWeAre(call));
    if (turn !== turns) throw stoppedMeanwhile();
    const delivery = createDelivery(call, attempts, clock, waits);
    const openRoom = createRooms(call, delivery, bot, log);
    next = { bot, commands, call, delivery, openRoom, busy: new Set(), report, lost: false };
    session = next;
    if (exclusive) return;
    try {
      await hear(next);
    } catch (err) {
      await stop();
      throw err;
    }
  }

  async function hear(mine: Session): Promise<void> {
    const receiver = receive(mine.report);
    mine.receiver = receiver;
    try {
      await connecting(() => open(mine, receiver));
    } catch (err) {
      if (mine.receiver === receiver) delete mine.receiver;
      throw err;
    }
    if (session !== mine || mine.receiver !== receiver) {
      await receiver.stop();
      throw stoppedMeanwhile();
    }
  }

  async function open(mine: Session, receiver: SlackReceiver): Promise<void> {
    const { bot, commands, call, delivery, busy, report } = mine;
    const app = new App({
      token: botToken,
      receiver,
      botId: bot.id,
      botUserId: bot.user,
      clientOptions: clientOptions(apiUrl, logger, waits),
      logger,
      // A bad token would otherwise be an unhandled rejection. We have asked already.
      deferInitialization: true,
      tokenVerificationEnabled: false,
      convoStore: false,
    });
    app.error(async (err) => {
      if (!(err.original instanceof CommandFailed)) log.error(safe(err), 'A listener on Slack failed');
      throw err;
    });
    listen(app, {
      commands,
      bot,
      call,
      log,
      tell: createAnswers(call, delivery, waits, log),
      once: (id, work) => {
        const running = once(id, work);
        const settled = running.catch(() => {});
        busy.add(settled);
        void settled.then(() => busy.delete(settled));
        return running;
      },
      revoked: () =>
        report(new PlatformRefused('The Slack app was uninstalled or its token revoked. Install it again.')),
    });
    await app.init();
    await app.start();
  }

  async function connecting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (err) {
      if (err instanceof PlatformRefused) throw err;
      throw new PlatformRefused(failureOf(err, 'connect').message);
    }
  }

  async function whoWeAre(call: Calls): Promise<Session['bot']> {
    const { user_id: user, bot_id: id, response_metadata } = await call('say who we are', (web) => web.auth.test());
    if (!user || !id)
      throw new PlatformRefused('SLACK_BOT_TOKEN is no bot’s. Use the Bot User OAuth Token, which begins with xoxb-.');
    const granted = response_metadata?.scopes;
    const missing = granted ? neededScopes.filter((scope) => !granted.includes(scope)) : [];
    if (missing.length > 0)
      throw new PlatformRefused(
        `The Slack app lacks ${missing.join(', ')}. Add what the manifest lists under OAuth & Permissions, and install it again.`,
      );
    return { user, id };
  }

  function receive(lost: (why: PlatformRefused) => void): SlackReceiver {
    if (appToken)
      return socketReceiver({
        appToken,
        clientOptions: clientOptions(apiUrl, logger, waits),
        logger,
        lost,
        log,
        waits,
      });
    if (!signingSecret)
      throw new PlatformRefused('Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.');
    http = httpReceiver(signingSecret, clock, log);
    return http;
  }

  async function stop(): Promise<void> {
    turns += 1;
    const ended = session;
    session = undefined;
    http = undefined;
    if (ended) await deafen(ended);
  }

  async function deafen(ended: Session): Promise<void> {
    const { receiver } = ended;
    delete ended.receiver;
    if (!receiver) return;
    // What is being run is finished, answered and acknowledged first, or Slack would send it to the next process too.
    const answered = Promise.all(ended.busy).then(() => new Promise((resolve) => setImmediate(resolve)));
    await withTimeout(answered, FAREWELL_MS);
    await receiver.stop();
  }

  function running(): Session {
    if (!session) throw new DeliveryFailed('Slack is not connected.', 'soon');
    return session;
  }

  function safe(err: Error): object {
    return { reason: conceal(err.message, secrets), kind: err.name };
  }

  return {
    platform: 'slack',
    limits: { text: BODY_TEXT, buttons: BUTTONS, buttonBytes: BUTTON_VALUE },
    exclusive,
    start,
    async listen() {
      if (!exclusive) return;
      const mine = session;
      if (!mine) throw new PlatformRefused('Slack is not connected.');
      if (!mine.receiver) await hear(mine);
    },
    async hush() {
      if (exclusive && session) await deafen(session);
    },
    stop,
    connected: () => session !== undefined && !session.lost,
    hears: () => session !== undefined && !session.lost && (session.receiver?.connected() ?? false),
    send: async (to, message, key) => running().delivery.send(to, message, key),
    update: async (sent, message) => running().delivery.update(sent, message),
    openRoom: async (room) => running().openRoom(room),
    ...(!appToken && {
      routes: {
        paths: ['/slack/events'],
        handle: async (request) => http?.handle(request) ?? new Response('Slack is not connected\n', { status: 503 }),
      },
    }),
  };
}

function stoppedMeanwhile(): PlatformRefused {
  return new PlatformRefused('Slack was stopped while it was connecting.');
}
