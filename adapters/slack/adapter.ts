import { WebClient } from '@slack/web-api';
import { type ConnectionState, createConnectionState } from '../../src/ports/chat/connection-state.ts';
import { type ChatAdapter, type ChatConnection, type Dialogs, PlatformRefused } from '../../src/ports/chat.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { type Attempts, createDelivery } from './delivery.ts';
import { refusalOf } from './failures.ts';
import { BODY_TEXT, BUTTON_VALUE, BUTTONS, usualWaits, type Waits } from './limits.ts';
import { createListening, type Listening } from './listening.ts';
import { neededScopes } from './manifest.ts';
import { createMembers } from './members.ts';
import type { Home } from './profiles.ts';
import { createDrafts } from './received/drafts.ts';
import { createSeen } from './received/seen.ts';
import { createRenaming } from './rename-room.ts';
import { createRooms } from './rooms.ts';
import { linkToRoom } from './targets.ts';
import { type Calls, clientOptions, createCalls } from './transport/calls.ts';
import { sdkLog } from './transport/sdk-log.ts';

export interface SlackSettings {
  readonly botToken: string;
  /** App-level token for Socket Mode, which needs no inbound port. */
  readonly appToken?: string;
  /** Signing secret for Slack over HTTP, used when there is no app token. */
  readonly signingSecret?: string;
  readonly apiUrl?: string;
}

export function createSlack(
  settings: SlackSettings,
  { log, clock, dialogs }: { readonly log: Log; readonly clock: Clock; readonly dialogs: Dialogs },
  waits: Waits = usualWaits,
): ChatAdapter & { readonly routes?: HttpRoutes } {
  const { botToken, appToken, signingSecret, apiUrl } = settings;
  const secrets = [botToken, appToken, signingSecret].filter((one) => one !== undefined);
  const logger = sdkLog(log, secrets);
  // Handled events and unanswered sends are remembered across reconnections.
  const once = createSeen(clock);
  const attempts: Attempts = new Map();
  const drafts = createDrafts(dialogs, log);
  /** State of the latest connection, which receives the requests of Slack. */
  let latest: ConnectionState<Listening> | undefined;

  async function connect(onDisconnect: (why: PlatformRefused) => void): Promise<ChatConnection> {
    const connection = createConnectionState<Listening>('Slack', onDisconnect);
    const call = createCalls(new WebClient(botToken, clientOptions(apiUrl, logger, waits)), (failure) =>
      connection.disconnected(new PlatformRefused(failure.message, failure)),
    );
    const bot = await identify(call);
    const delivery = createDelivery(call, attempts, { clock, log }, waits);
    const openRoom = createRooms(call, delivery, bot, log);
    const addMembers = createMembers(call, log);
    const renameRoom = createRenaming(call, log);
    latest = connection;
    connection.opened();

    return {
      connected: connection.isOpen,
      listen(commands, signal) {
        const parts = {
          settings,
          secrets,
          bot,
          commands,
          call,
          delivery,
          once,
          drafts,
          disconnected: connection.disconnected,
          logger,
          log,
          clock,
          waits,
        };
        return connection.listen(() => createListening(parts), signal);
      },
      send: connection.untilClosed(delivery.send),
      update: connection.untilClosed(delivery.update),
      openRoom: connection.untilClosed(openRoom),
      addMembers: connection.untilClosed(addMembers),
      renameRoom: connection.untilClosed(renameRoom),
      linkTo: async (room) => (room.kind === 'person' ? undefined : linkToRoom(bot.workspace, room)),
      async close() {
        await connection.close();
      },
    };
  }

  return {
    platform: 'slack',
    limits: { text: BODY_TEXT, buttons: BUTTONS, buttonBytes: BUTTON_VALUE },
    // Slack distributes events over all websockets; Tocsin allows one listening process at a time.
    exclusive: appToken !== undefined,
    connect,
    ...(!appToken && {
      routes: {
        paths: ['/slack/events'],
        handle: async (request) =>
          latest?.receiver()?.handle?.(request) ?? new Response('Slack is not connected\n', { status: 503 }),
      },
    }),
  };
}

interface Bot {
  readonly user: string;
  readonly id: string;
  /** URL of the workspace. */
  readonly workspace: string;
  readonly home: Home;
}

/**
 * Identifies the bot behind the token.
 *
 * @throws PlatformRefused when the token is not a bot token, or the app lacks a scope
 */
async function identify(call: Calls): Promise<Bot> {
  const { user_id: user, bot_id: id, url: workspace, team_id: team, ...rest } = await whoAmI(call);
  const { enterprise_id: enterprise, response_metadata } = rest;
  if (!user || !id || !workspace)
    throw new PlatformRefused(
      'SLACK_BOT_TOKEN is not a bot token. Use the Bot User OAuth Token, which begins with xoxb-.',
    );
  const granted = response_metadata?.scopes;
  const missing = granted ? neededScopes.filter((scope) => !granted.includes(scope)) : [];
  if (missing.length > 0)
    throw new PlatformRefused(
      `The Slack app lacks ${missing.join(', ')}. Add what the manifest lists under OAuth & Permissions, and install it again.`,
    );
  return { user, id, workspace, home: { ...(team && { team }), ...(enterprise && { enterprise }) } };
}

async function whoAmI(call: Calls) {
  try {
    return await call('say who we are', (web) => web.auth.test());
  } catch (err) {
    throw refusalOf(err);
  }
}
