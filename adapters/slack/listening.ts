import { App } from '@slack/bolt';
import { withTimeout } from '../../src/lib/async.ts';
import { createInFlight } from '../../src/lib/in-flight.ts';
import type { Resource } from '../../src/lib/slot.ts';
import { PlatformRefused } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { createAnswers } from './answers.ts';
import type { Delivery } from './delivery.ts';
import { refusalOf } from './failures.ts';
import { listen } from './inbound.ts';
import type { Waits } from './limits.ts';
import { createLocales } from './locales.ts';
import { createProfiles, type Home } from './profiles.ts';
import type { Drafts } from './received/drafts.ts';
import { CommandFailed } from './received/run.ts';
import type { createSeen } from './received/seen.ts';
import { type Calls, clientOptions } from './transport/calls.ts';
import { type HttpReceiver, httpReceiver } from './transport/http.ts';
import { conceal, type sdkLog } from './transport/sdk-log.ts';
import { type SlackReceiver, socketReceiver } from './transport/socket.ts';

/** How long closing waits for running commands. */
const DRAIN_MS = 3_000;

export interface ListeningParts {
  readonly settings: {
    readonly botToken: string;
    readonly appToken?: string;
    readonly signingSecret?: string;
    readonly apiUrl?: string;
  };
  readonly secrets: readonly string[];
  readonly bot: { readonly user: string; readonly id: string; readonly home: Home };
  readonly commands: Commands;
  readonly call: Calls;
  readonly delivery: Delivery;
  readonly once: ReturnType<typeof createSeen>;
  readonly drafts: Drafts;
  readonly disconnected: (why: PlatformRefused) => void;
  readonly logger: ReturnType<typeof sdkLog>;
  readonly log: Log;
  readonly clock: Clock;
  readonly waits: Waits;
}

/** A Bolt app that receives from a websocket or from signed requests. */
export interface Listening extends Resource {
  readonly listening: () => boolean;
  /** Handles a request from Slack; only without Socket Mode. */
  readonly handle?: HttpReceiver['handle'];
}

/** @throws PlatformRefused when neither Socket Mode nor HTTP is set up */
export function createListening(parts: ListeningParts): Listening {
  const { settings, bot, commands, call, delivery, disconnected, logger, log, waits } = parts;
  const options = clientOptions(settings.apiUrl, logger, waits);
  const receiver = receiverFor(parts);
  const running = createInFlight();
  const locales = createLocales(call, log);
  const profileOf = createProfiles(call, bot.home, { ...parts, isPerson: commands.isLinked });

  const track = (id: string, work: () => Promise<unknown>) => {
    return running.track(parts.once(id, work));
  };

  async function open(): Promise<void> {
    const app = new App({
      token: settings.botToken,
      receiver,
      botId: bot.id,
      botUserId: bot.user,
      clientOptions: options,
      logger,
      // With eager initialization, a bad token would be an unhandled rejection. The token was checked when the connection
      // was opened.
      deferInitialization: true,
      tokenVerificationEnabled: false,
      convoStore: false,
    });
    app.error(async (err) => {
      if (!(err.original instanceof CommandFailed))
        log.error({ reason: conceal(err.message, parts.secrets), kind: err.name }, 'Slack listener failed');
      throw err;
    });
    const revoked = () =>
      disconnected(
        new PlatformRefused('The Slack app was uninstalled or its token revoked. Install it again.', {
          needsRepair: true,
        }),
      );
    listen(app, {
      commands,
      bot,
      call,
      locales,
      profileOf,
      drafts: parts.drafts,
      log,
      tell: createAnswers(call, delivery, waits, log),
      once: track,
      ackMs: waits.ackMs,
      revoked,
    });
    try {
      await app.init();
      await app.start();
    } catch (err) {
      throw refusalOf(err);
    }
  }

  async function close(): Promise<void> {
    // Running commands finish, answer and are acknowledged first; otherwise Slack would send them to the next process as
    // well.
    const answered = running.settled().then(() => new Promise((resolve) => setImmediate(resolve)));
    await withTimeout(answered, DRAIN_MS);
    await receiver.stop();
  }

  return {
    open,
    close,
    listening: () => receiver.connected(),
    ...('handle' in receiver && { handle: receiver.handle }),
  };
}

function receiverFor(parts: ListeningParts): SlackReceiver | HttpReceiver {
  const { settings, disconnected, logger, log, clock, waits } = parts;
  const { appToken, signingSecret, apiUrl } = settings;
  if (appToken) {
    const options = clientOptions(apiUrl, logger, waits);
    return socketReceiver({ appToken, clientOptions: options, logger, disconnected, log, waits });
  }
  if (signingSecret) return httpReceiver(signingSecret, clock, log);
  throw new PlatformRefused('Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.');
}
