import { type ConnectionState, createConnectionState } from '../../src/ports/chat/connection-state.ts';
import { type ChatAdapter, type ChatConnection, type Dialogs, PlatformRefused } from '../../src/ports/chat.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { createCalls } from './calls.ts';
import { CALLBACK_DATA_BYTES, KEYBOARD_BUTTONS, TEXT_LENGTH, WEBHOOK_SECRET } from './limits.ts';
import { createListening, type Listening, step } from './listening.ts';
import { createOutbound } from './outbound.ts';
import { type Timing, usualTiming } from './timing.ts';
import { createWebhook } from './updates/webhook.ts';

export interface TelegramSettings {
  readonly token: string;
  /** URL of a self-hosted Bot API server; absent: Telegram's own. */
  readonly apiRoot?: string;
  /** When set, Telegram posts updates to `/telegram/webhook` and nothing is polled. */
  readonly webhookSecret?: string;
  /** Base URL at which Telegram reaches this server. Absent: the operator has set the webhook. */
  readonly publicUrl?: string;
  readonly timing?: Partial<Timing>;
}

export function createTelegram(
  settings: TelegramSettings,
  { log, clock, dialogs }: { log: Log; clock: Clock; dialogs: Dialogs },
): ChatAdapter & { routes?: HttpRoutes } {
  const { token, webhookSecret, publicUrl } = settings;
  const timing = { ...usualTiming, ...settings.timing };
  const apiRoot = (settings.apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const webhook = webhookSecret === undefined ? undefined : { secret: webhookSecret, ...(publicUrl && { publicUrl }) };
  /** New ids of groups that became supergroups, kept across reconnections. */
  const newIds = new Map<string, string>();
  /** State of the latest connection, which receives the requests of Telegram. */
  let latest: ConnectionState<Listening> | undefined;

  async function connect(onDisconnect: (why: PlatformRefused) => void): Promise<ChatConnection> {
    if (webhook && !WEBHOOK_SECRET.test(webhook.secret))
      throw new PlatformRefused('TELEGRAM_WEBHOOK_SECRET may hold 1 to 256 letters, digits, “_” and “-” only');
    const connection = createConnectionState<Listening>('Telegram', onDisconnect);
    const disconnected = () =>
      connection.disconnected(
        new PlatformRefused('Telegram does not take the token any more: get a new one from @BotFather', {
          needsRepair: true,
        }),
      );
    const calls = createCalls(token, { apiRoot, callMs: timing.callMs, newIds, log, unauthorized: disconnected });
    const me = await step('getMe', () => calls.api.getMe());
    const outbound = createOutbound(calls, { clock, log, callMs: timing.callMs });
    latest = connection;
    connection.opened();
    log.info({ bot: me.username }, 'Telegram accepts the token');

    return {
      connected: connection.isOpen,
      listen(commands, signal) {
        const parts = { token, apiRoot, me, commands, calls, dialogs, disconnected, timing, clock, log };
        return connection.listen(() => createListening({ ...parts, ...(webhook && { webhook }) }), signal);
      },
      send: connection.untilClosed(outbound.send),
      update: connection.untilClosed(outbound.update),
      openRoom: connection.untilClosed(outbound.openRoom),
      addMembers: connection.untilClosed(outbound.addMembers),
      renameRoom: connection.untilClosed(outbound.renameRoom),
      linkTo: outbound.linkTo,
      async close() {
        await connection.close();
      },
    };
  }

  return {
    platform: 'telegram',
    limits: { text: TEXT_LENGTH, buttons: KEYBOARD_BUTTONS, buttonBytes: CALLBACK_DATA_BYTES },
    exclusive: webhook === undefined,
    connect,
    ...(webhook && {
      routes: createWebhook({
        secret: webhook.secret,
        webhookMs: timing.webhookMs,
        log,
        intake: () => latest?.receiver()?.intake,
      }),
    }),
  };
}
