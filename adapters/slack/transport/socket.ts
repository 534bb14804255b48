import type { App, Logger, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { backoffMs, sleep, withTimeout } from '../../../src/lib/async.ts';
import { PlatformRefused } from '../../../src/ports/chat.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { failureOf, SlackFailed } from '../failures.ts';
import type { Waits } from '../limits.ts';
import { type Acknowledge, dispatch } from '../received/dispatch.ts';

const CONNECT = 'open a Socket Mode connection';
/** The SDK waits 30 s for the server to close; a second call to close ends the wait. */
const GOODBYE_MS = 1_000;

export interface SlackReceiver extends Receiver {
  connected(): boolean;
}

interface Envelope {
  readonly ack: Acknowledge;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

interface Settings {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly logger: Logger;
  readonly disconnected: (why: PlatformRefused) => void;
  readonly log: Log;
  readonly waits: Waits;
}

/**
 * Creates the Socket Mode receiver. It reconnects by itself, because the SDK's reconnection leaves one failure of
 * `apps.connections.open` as an unhandled rejection, which ends the process.
 */
export function socketReceiver({ appToken, clientOptions, logger, disconnected, log, waits }: Settings): SlackReceiver {
  let app: App | undefined;
  let state: 'down' | 'up' | 'stopped' = 'down';
  const stopping = new AbortController();
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: waits.pongMs,
    logger,
    clientOptions,
  });

  client.on('slack_event', ({ ack, body, retry_num, retry_reason }: Envelope) => {
    if (!app) return;
    dispatch(app, { body, retryNum: retry_num, retryReason: retry_reason }, ack).catch((err: unknown) => {
      log.error({ err, type: body.type }, 'Slack event could not be handled; Slack sends it again');
    });
  });
  client.on('disconnected', () => {
    if (state !== 'up') return;
    state = 'down';
    void reconnect();
  });

  async function connect(): Promise<void> {
    try {
      await withTimeout(client.start(), waits.helloMs, () => {
        throw new SlackFailed('Slack opened a websocket but sent no hello.', 'soon', 'no_hello', true);
      });
      if (state === 'stopped') throw new SlackFailed('Slack was stopped while it was connecting.', 'soon', 'stopped');
      state = 'up';
    } catch (err) {
      await close();
      throw failureOf(err, CONNECT);
    }
  }

  async function reconnect(): Promise<void> {
    let reason = '';
    for (let attempt = 0; attempt < waits.reconnects; attempt++) {
      // Slack replaces its connections regularly, so the first attempt is made at once.
      if (attempt > 0) await sleep(backoffMs(attempt, waits.reconnectMs, waits.reconnectMaxMs), stopping.signal);
      if (state === 'stopped') return;
      try {
        await connect();
        log.info({ attempts: attempt + 1 }, 'Slack reconnected');
        return;
      } catch (err) {
        const failure = failureOf(err, CONNECT);
        reason = failure.message;
        log.warn({ reason, attempt: attempt + 1 }, 'Slack is not connected; reconnecting');
        if (failure.refused) break;
      }
    }
    if (state === 'down') disconnected(new PlatformRefused(reason));
  }

  async function close(): Promise<void> {
    const closed = client.disconnect().catch(() => {});
    const force = setTimeout(() => client.websocket?.disconnect(), GOODBYE_MS);
    await closed;
    clearTimeout(force);
  }

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: connect,
    stop: async () => {
      state = 'stopped';
      stopping.abort();
      await close();
    },
    connected: () => state === 'up' && (client.websocket?.isActive() ?? false),
  };
}
