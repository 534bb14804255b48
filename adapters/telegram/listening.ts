import { sequentialize } from '@grammyjs/runner';
import { Bot } from 'grammy';
import type { BotCommand, User, UserFromGetMe } from 'grammy/types';
import { type Language, languages } from '../../src/domain/languages.ts';
import { withTimeout } from '../../src/lib/async.ts';
import type { Resource } from '../../src/lib/slot.ts';
import { truncate } from '../../src/lib/text.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { Dialogs } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { Calls } from './calls.ts';
import { loggable, platformRefused, refusesToken } from './failures.ts';
import { telegramName } from './hear.ts';
import { createInbound } from './inbound.ts';
import { COMMAND_DESCRIPTION_LENGTH, COMMANDS } from './limits.ts';
import { createReplies } from './replies.ts';
import { accountOf } from './requester.ts';
import type { Timing } from './timing.ts';
import { createIntake, type Intake } from './updates/intake.ts';
import { allowedUpdates, createPolling } from './updates/polling.ts';
import { webhookPath } from './updates/webhook.ts';
import { fetchWhole } from './whole-answers.ts';

/** How long closing waits for running commands. */
const DRAIN_MS = 2_000;

export interface ListeningParts {
  readonly token: string;
  readonly apiRoot: string;
  /** When set, Telegram posts its updates. Absent: they are polled. */
  readonly webhook?: { readonly secret: string; readonly publicUrl?: string };
  readonly me: UserFromGetMe;
  readonly commands: Commands;
  readonly calls: Calls;
  readonly dialogs: Dialogs;
  readonly disconnected: () => void;
  readonly timing: Timing;
  readonly clock: Clock;
  readonly log: Log;
}

/** The handler of updates and, for polling, what fetches them. */
export interface Listening extends Resource {
  readonly intake: Intake;
  readonly listening: () => boolean;
}

export function createListening(parts: ListeningParts): Listening {
  const { me, calls, webhook, timing, log } = parts;
  const ending = new AbortController();
  const bot = createBot(parts, ending.signal);
  const intake = createIntake((update) => bot.handleUpdate(update).catch(unwrap));
  const polling = webhook
    ? undefined
    : createPolling({
        getUpdates: (args, signal) => bot.api.getUpdates(args, signal),
        deleteWebhook: () => calls.api.deleteWebhook(),
        take: intake.take,
        unauthorized: parts.disconnected,
        timing,
        log,
        ending: ending.signal,
      });

  return {
    intake,
    async open() {
      await register(parts);
      if (webhook) await setWebhook(parts, webhook);
      else {
        // Telegram allows no polling while a webhook is set. Waiting updates are kept.
        await step('deleteWebhook', () => calls.api.deleteWebhook());
        // If this was closed meanwhile, another process may already be polling.
        if (!ending.signal.aborted) await step('getUpdates', async () => polling?.start());
      }
      if (!ending.signal.aborted)
        log.info({ bot: me.username, by: webhook ? 'webhook' : 'polling' }, 'Listening to Telegram updates');
    },
    async close() {
      ending.abort();
      await polling?.stop();
      const drained = await withTimeout(
        intake.idle().then(() => true),
        DRAIN_MS,
      );
      if (drained) await polling?.confirm().catch(() => undefined);
      else log.warn({}, 'Telegram stopped while commands were running; Telegram sends their updates again');
    },
    listening: () => polling?.hearing() ?? true,
  };
}

function createBot({ token, apiRoot, me, timing, clock, ...parts }: ListeningParts, ending: AbortSignal): Bot {
  const { commands, dialogs, calls, log } = parts;
  const now = () => clock.now();
  const textsFor = (user: User) => translatorFor(commands.languageFor(accountOf(user)));
  const replies = createReplies(calls, { username: me.username, now, log, timing, ending, textsFor });
  const { pressMs } = timing;
  const onUpdate = createInbound({ commands, dialogs, calls, replies, textsFor, me, now, log, pressMs });
  const bot = new Bot(token, {
    botInfo: me,
    client: { apiRoot, timeoutSeconds: timing.pollSeconds + timing.callMs / 1_000, fetch: fetchWhole },
  });
  // One update at a time per person and chat, so that a slow command delays nobody else.
  bot.use(sequentialize(({ chat, from }) => `${chat?.id}:${from?.id}`));
  bot.use(({ update }) => onUpdate(update));
  return bot;
}

async function register({ calls, commands, log }: ListeningParts): Promise<void> {
  try {
    // The list without a language is for all languages without a separate list.
    await calls.api.setMyCommands(commandList(commands, 'en'));
    for (const language of languages.filter((one) => one !== 'en'))
      await calls.api.setMyCommands(commandList(commands, language), { language_code: language });
  } catch (err) {
    if (refusesToken(err)) throw platformRefused(err, 'setMyCommands');
    // The commands work without being listed.
    log.warn(loggable(err), 'Telegram commands could not be registered; the next start tries again');
  }
}

async function setWebhook(
  { calls, log }: ListeningParts,
  { secret, publicUrl }: NonNullable<ListeningParts['webhook']>,
): Promise<void> {
  if (!publicUrl) {
    log.info({ path: webhookPath }, 'PUBLIC_URL is not set: set the Telegram webhook yourself');
    return;
  }
  const url = `${publicUrl.replace(/\/+$/, '')}${webhookPath}`;
  await step('setWebhook', () => calls.api.setWebhook(url, { secret_token: secret, allowed_updates: allowedUpdates }));
}

/** Runs one step of connecting. Throws PlatformRefused, which names the step. */
export async function step<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (err) {
    throw platformRefused(err, name);
  }
}

/** Rethrows the error of a handler: grammY wraps it together with the whole update. */
function unwrap(err: unknown): never {
  throw err instanceof Error && 'error' in err && 'ctx' in err ? err.error : err;
}

/** Returns the commands that Telegram suggests after a slash: every verb, and the command that every bot has. */
function commandList({ catalogueIn }: Commands, language: Language): BotCommand[] {
  const t = translatorFor(language);
  const list = [
    ...catalogueIn(language).map(({ name, summary }) => ({ command: telegramName(name), description: summary })),
    { command: 'incident', description: t('telegram.incident') },
    { command: 'cancel', description: t('telegram.cancel') },
  ];
  if (list.length > COMMANDS) throw new Error(`${list.length} commands; Telegram takes ${COMMANDS}`);
  return list.map(({ command, description }) => ({
    command,
    description: truncate(description.trim() || command, COMMAND_DESCRIPTION_LENGTH),
  }));
}
