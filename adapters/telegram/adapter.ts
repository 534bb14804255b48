import { createSlot, type Slot } from '../../src/lib/slot.ts';
import {
  type ChatAdapter,
  type ChatConnection,
  DeliveryFailed,
  type Dialogs,
  PlatformRefused,
} from '../../src/ports/chat.ts';
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
  /** A self-hosted Bot API server; Telegram's own when absent. */
  readonly apiRoot?: string;
  /** When set, Telegram posts to `/telegram/webhook`, and nothing is polled. */
  readonly webhookSecret?: string;
  /** Where Telegram finds this server. Absent: whoever runs it has set the webhook. */
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
  /** Ids of groups that became supergroups; they outlive a connection. */
  const newIds = new Map<string, string>();
  /** Of the latest connection; what Telegram posts goes there. */
  let latest: Slot<Listening> | undefined;

  async function connect(onDisconnect: (why: PlatformRefused) => void): Promise<ChatConnection> {
    if (webhook && !WEBHOOK_SECRET.test(webhook.secret))
      throw new PlatformRefused('TELEGRAM_WEBHOOK_SECRET may hold 1 to 256 letters, digits, “_” and “-” only');
    let state: 'connecting' | 'open' | 'lost' | 'closed' = 'connecting';
    const disconnected = () => {
      if (state !== 'open') return;
      state = 'lost';
      onDisconnect(new PlatformRefused('Telegram does not take the token any more: get a new one from @BotFather'));
    };
    const calls = createCalls(token, { apiRoot, callMs: timing.callMs, newIds, log, unauthorized: disconnected });
    const me = await step('getMe', () => calls.api.getMe());
    const outbound = createOutbound(calls, { clock, log, callMs: timing.callMs });
    const listeners = createSlot<Listening>(
      () => new PlatformRefused('Telegram was closed before Tocsin listened to it'),
    );
    latest = listeners;
    state = 'open';
    log.info({ bot: me.username }, 'Telegram accepts the token');

    function checkOpen(): void {
      if (state === 'closed') throw new DeliveryFailed('Telegram is not connected', 'soon');
    }

    return {
      connected: () => state === 'open',
      async listen(commands, signal) {
        if (state !== 'open') throw new PlatformRefused('Telegram is not connected');
        const parts = { token, apiRoot, me, commands, calls, dialogs, disconnected, timing, clock, log };
        const opened = await listeners.open(() => createListening({ ...parts, ...(webhook && { webhook }) }), signal);
        return {
          listening: () => state === 'open' && listeners.current() === opened && opened.listening(),
          close: () => listeners.close(opened),
        };
      },
      async send(to, message, key) {
        checkOpen();
        return outbound.send(to, message, key);
      },
      async update(sent, message) {
        checkOpen();
        return outbound.update(sent, message);
      },
      async openRoom(room) {
        checkOpen();
        return outbound.openRoom(room);
      },
      addMembers: outbound.addMembers,
      renameRoom: outbound.renameRoom,
      linkTo: outbound.linkTo,
      async close() {
        state = 'closed';
        await listeners.close();
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
        intake: () => latest?.current()?.intake,
      }),
    }),
  };
}
