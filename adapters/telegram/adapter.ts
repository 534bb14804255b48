import { sequentialize } from '@grammyjs/runner';
import { Bot } from 'grammy';
import type { BotCommand, UserFromGetMe } from 'grammy/types';
import { withTimeout } from '../../src/lib/async.ts';
import { truncate } from '../../src/lib/text.ts';
import { type ChatAdapter, type Dialogs, PlatformRefused } from '../../src/ports/chat.ts';
import type { CommandShape, Commands } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { createCalls } from './calls.ts';
import { isCode, loggable, platformRefused } from './failures.ts';
import { telegramName } from './hear.ts';
import { createInbound } from './inbound.ts';
import { createIntake, type Intake } from './intake.ts';
import {
  CALLBACK_DATA_BYTES,
  COMMAND_DESCRIPTION_LENGTH,
  COMMANDS,
  KEYBOARD_BUTTONS,
  TEXT_LENGTH,
  WEBHOOK_SECRET,
} from './limits.ts';
import { createOutbound } from './outbound.ts';
import { allowedUpdates, createPolling, type Polling } from './polling.ts';
import { createReplies } from './replies.ts';
import { type Timing, usualTiming } from './timing.ts';
import { createWebhook, webhookPath } from './webhook.ts';

export interface TelegramSettings {
  readonly token: string;
  /** A self-hosted Bot API server; Telegram's own when absent. */
  readonly apiRoot?: string;
  /** When set, Telegram posts to `/telegram/webhook`, and nothing is polled. */
  readonly webhookSecret?: string;
  /** Where Telegram finds this server. Absent: whoever runs it has set the webhook. */
  readonly publicUrl?: string;
  readonly timing?: Partial<Timing>;
}

/** From one start to its stop. */
interface Session {
  readonly ending: AbortController;
  readonly me: UserFromGetMe;
  readonly commands: Commands;
  readonly lost: (why: PlatformRefused) => void;
  ear?: Ear;
  started: boolean;
}

/** From when it begins to listen until it is hushed. */
interface Ear {
  readonly ending: AbortController;
  readonly intake: Intake;
  readonly polling?: Polling;
  open: boolean;
}

/** What is under way at a stop may finish, this long. */
const DRAIN_MS = 2_000;

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createTelegram(
  settings: TelegramSettings,
  { log, clock, dialogs }: { log: Log; clock: Clock; dialogs: Dialogs },
): ChatAdapter & { routes?: HttpRoutes } {
  const { token, webhookSecret } = settings;
  const polls = webhookSecret === undefined;
  const timing = { ...usualTiming, ...settings.timing };
  const apiRoot = (settings.apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const now = () => clock.now();
  let session: Session | undefined;
  /** Counts the stops, so that a start in the middle notices one. */
  let turns = 0;
  const calls = createCalls(token, { apiRoot, callMs: timing.callMs, log, unauthorized: lose });
  const outbound = createOutbound(calls, { clock, log, callMs: timing.callMs });

  /** The token was revoked: told once, and only to whom it was still good. */
  function lose(): void {
    if (!session?.started || session.ending.signal.aborted) return;
    session.ending.abort();
    session.ear?.ending.abort();
    session.lost(new PlatformRefused('Telegram does not take the token any more: get a new one from @BotFather'));
  }

  async function start(commands: Commands, lost: (why: PlatformRefused) => void): Promise<void> {
    await stop();
    const turn = turns;
    if (webhookSecret !== undefined && !WEBHOOK_SECRET.test(webhookSecret))
      throw new PlatformRefused('TELEGRAM_WEBHOOK_SECRET may hold 1 to 256 letters, digits, “_” and “-” only');
    const me = await step('getMe', () => calls.api.getMe());
    if (turn !== turns) throw stoppedMeanwhile();
    const mine: Session = { ending: new AbortController(), me, commands, lost, started: polls };
    session = mine;
    log.info({ bot: me.username }, 'Telegram is connected');
    if (polls) return;
    try {
      await hear(mine);
      mine.started = true;
    } catch (err) {
      if (session === mine) await stop();
      throw err;
    }
  }

  async function hear(mine: Session): Promise<void> {
    const ear = openEar(mine);
    mine.ear = ear;
    try {
      await register(mine.commands.catalogue);
      if (ear.polling) await listenByPolling(ear.polling, () => mine.ear === ear);
      else await listenByWebhook();
    } catch (err) {
      if (mine.ear !== ear) throw stoppedMeanwhile();
      await deafen(mine);
      throw err;
    }
    if (mine.ear !== ear) throw stoppedMeanwhile();
    ear.open = true;
    log.info({ bot: mine.me.username, by: polls ? 'polling' : 'webhook' }, 'Telegram is listened to');
  }

  function openEar({ me, commands }: Session): Ear {
    const ending = new AbortController();
    const replies = createReplies(calls, { username: me.username, now, log, timing, ending: ending.signal });
    const onUpdate = createInbound({ commands, dialogs, calls, replies, me, now, log, pressMs: timing.pressMs });
    const bot = new Bot(token, {
      botInfo: me,
      client: { apiRoot, timeoutSeconds: timing.pollSeconds + timing.callMs / 1_000 },
    });
    // One at a time for a person in a chat; a slow command delays nobody else.
    bot.use(sequentialize(({ chat, from }) => `${chat?.id}:${from?.id}`));
    bot.use(({ update }) => onUpdate(update));
    const intake = createIntake((update) => bot.handleUpdate(update).catch(unwrap));
    if (!polls) return { ending, intake, open: false };
    const polling = createPolling({
      getUpdates: (args, signal) => bot.api.getUpdates(args, signal),
      take: intake.take,
      unauthorized: lose,
      timing,
      log,
      ending: ending.signal,
    });
    return { ending, intake, polling, open: false };
  }

  async function register(catalogue: readonly CommandShape[]): Promise<void> {
    try {
      await calls.api.setMyCommands(commandList(catalogue));
    } catch (err) {
      if (isCode(err, 401, 404)) throw platformRefused(err, 'setMyCommands');
      // The commands work without being shown.
      log.warn(loggable(err), 'Telegram does not show the commands; the next start tries again');
    }
  }

  /** @param wanted not when it was hushed meanwhile: another process may be polling already */
  async function listenByPolling(polling: Polling, wanted: () => boolean): Promise<void> {
    // While a webhook is set, nothing can be polled. What waits stays.
    await step('deleteWebhook', () => calls.api.deleteWebhook());
    if (!wanted()) throw stoppedMeanwhile();
    await step('getUpdates', () => polling.start());
  }

  async function listenByWebhook(): Promise<void> {
    if (!settings.publicUrl) {
      log.info({ path: webhookPath }, 'PUBLIC_URL is not set: set the Telegram webhook yourself');
      return;
    }
    const url = `${settings.publicUrl.replace(/\/+$/, '')}${webhookPath}`;
    await step('setWebhook', () =>
      calls.api.setWebhook(url, { secret_token: webhookSecret, allowed_updates: allowedUpdates }),
    );
  }

  async function stop(): Promise<void> {
    turns += 1;
    const ended = session;
    session = undefined;
    if (!ended) return;
    ended.ending.abort();
    await deafen(ended);
  }

  async function deafen(from: Session): Promise<void> {
    const { ear } = from;
    if (!ear) return;
    delete from.ear;
    ear.ending.abort();
    await ear.polling?.stop();
    const drained = await withTimeout(
      ear.intake.idle().then(() => true),
      DRAIN_MS,
    );
    if (drained) await ear.polling?.confirm().catch(() => undefined);
    else log.warn({}, 'Telegram was stopped while commands were still running');
  }

  function connected(): boolean {
    return session !== undefined && !session.ending.signal.aborted;
  }

  function hears(): boolean {
    const ear = session?.ear;
    if (!connected() || !ear?.open) return false;
    return ear.polling?.hearing() ?? true;
  }

  return {
    platform: 'telegram',
    limits: { text: TEXT_LENGTH, buttons: KEYBOARD_BUTTONS, buttonBytes: CALLBACK_DATA_BYTES },
    exclusive: polls,
    start,
    async listen() {
      if (!polls) return;
      const mine = session;
      if (!mine) throw new PlatformRefused('Telegram is not connected');
      if (!mine.ear) await hear(mine);
    },
    async hush() {
      if (polls && session) await deafen(session);
    },
    stop,
    connected,
    hears,
    ...outbound,
    ...(webhookSecret !== undefined && {
      routes: createWebhook({
        secret: webhookSecret,
        webhookMs: timing.webhookMs,
        log,
        intake: () => (session?.ending.signal.aborted ? undefined : session?.ear?.intake),
      }),
    }),
  };
}

function stoppedMeanwhile(): PlatformRefused {
  return new PlatformRefused('Telegram was stopped while it started');
}

async function step<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (err) {
    throw platformRefused(err, name);
  }
}

/** grammY wraps what a handler throws together with the whole update; only what was thrown is wanted. */
function unwrap(err: unknown): never {
  throw err instanceof Error && 'error' in err && 'ctx' in err ? err.error : err;
}

/** What Telegram offers after a slash: every verb, and the one command that is the same everywhere. */
function commandList(catalogue: readonly CommandShape[]): BotCommand[] {
  const list = [
    ...catalogue.map(({ name, summary }) => ({ command: telegramName(name), description: summary })),
    { command: 'incident', description: 'Any of these, as on the other chats: /incident ack 42' },
    { command: 'cancel', description: 'Stop the questions' },
  ];
  if (list.length > COMMANDS) throw new Error(`${list.length} commands; Telegram takes ${COMMANDS}`);
  return list.map(({ command, description }) => ({
    command,
    description: truncate(description.trim() || command, COMMAND_DESCRIPTION_LENGTH),
  }));
}
