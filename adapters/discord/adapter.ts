import { Events, type REST, type RESTPutAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { type ChatAdapter, DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { CommandDesk } from '../../src/ports/command-desk.ts';
import type { Log } from '../../src/ports/log.ts';
import { answers } from './answers.ts';
import { type Connection, type DiscordSettings, openConnection } from './connection.ts';
import { codeOf, codes, deliveryFailed, reasonOf } from './failures.ts';
import { inbound } from './inbound.ts';
import { BUTTON_ROWS, BUTTONS_IN_A_ROW, CUSTOM_ID_LENGTH, EMBED_DESCRIPTION_LENGTH } from './limits.ts';
import { drawCommands } from './registration.ts';
import { draw } from './render.ts';
import { openRoom } from './rooms.ts';
import { seen } from './seen.ts';
import { type Speech, speech } from './speak.ts';
import { typedLines } from './typed-lines.ts';
import { atMost } from './waiting.ts';

/** A send settles within 10 s, the wait for a rate limit that passes by itself included. */
const DELIVERY_LIMIT_MS = 8_000;
/** What is being answered when we stop still gets its answer, if that comes soon. */
const LAST_ANSWERS_MS = 2_000;

interface Session {
  readonly connection: Connection;
  readonly speech: Speech;
  /** Settles when nothing is being handled. */
  idle(): Promise<unknown>;
}

export type { DiscordSettings };

export function createDiscord(settings: DiscordSettings, { log, clock }: { log: Log; clock: Clock }): ChatAdapter {
  const arrived = seen(clock);
  let session: Session | undefined;
  let registered = '';

  function open(desk: CommandDesk, lost: (why: PlatformRefused) => void): Session {
    const connection = openConnection(settings, log, lost);
    const { client } = connection;
    const speaking = speech(client.rest);
    const lines = typedLines(desk, client.rest, speaking, () => client.user?.id ?? '', log);
    const { onInteraction, onMessage, idle } = inbound(desk, answers(log), lines, arrived, log);
    client.on(Events.InteractionCreate, onInteraction);
    client.on(Events.MessageCreate, onMessage);
    return { connection, speech: speaking, idle };
  }

  async function register(rest: REST, applicationId: string, desk: CommandDesk): Promise<void> {
    const { guildId } = settings;
    const body: RESTPutAPIApplicationCommandsJSONBody = drawCommands(desk.catalogue, guildId ? 'guild' : 'global');
    const wanted = JSON.stringify(body);
    if (wanted === registered) return;
    try {
      await rest.put(
        guildId ? Routes.applicationGuildCommands(applicationId, guildId) : Routes.applicationCommands(applicationId),
        { body },
      );
      registered = wanted;
    } catch (err) {
      if (guildId && (codeOf(err) === codes.missingAccess || codeOf(err) === codes.unknownGuild))
        throw new PlatformRefused(
          'The bot is not in the server of DISCORD_GUILD_ID: correct the id, or invite the bot there with the scopes bot and applications.commands',
        );
      // Buttons, direct messages and the commands of before work without it.
      log.error({ reason: reasonOf(err) }, 'Discord did not take the commands; those it shows may be out of date');
    }
  }

  async function stop(): Promise<void> {
    const stopping = session;
    session = undefined;
    if (!stopping) return;
    await atMost(LAST_ANSWERS_MS, stopping.idle());
    await stopping.connection.close();
  }

  /** Whatever goes wrong inside becomes DeliveryFailed. */
  async function delivering<T>(act: (session: Session, signal: AbortSignal) => Promise<T>): Promise<T> {
    if (!session) throw new DeliveryFailed('Discord is not connected', 'soon');
    try {
      return await act(session, AbortSignal.timeout(DELIVERY_LIMIT_MS));
    } catch (err) {
      throw deliveryFailed(err);
    }
  }

  return {
    platform: 'discord',
    limits: {
      text: EMBED_DESCRIPTION_LENGTH,
      buttons: BUTTON_ROWS * BUTTONS_IN_A_ROW - 1,
      buttonBytes: CUSTOM_ID_LENGTH,
    },

    async start(desk, lost) {
      await stop();
      const opening = open(desk, lost);
      session = opening;
      try {
        await opening.connection.connect((application) => register(opening.connection.client.rest, application, desk));
      } catch (err) {
        if (session === opening) session = undefined;
        await opening.connection.close();
        throw err;
      }
    },
    stop,
    connected: () => session?.connection.connected() ?? false,

    send: (to, message, key) =>
      delivering(async ({ speech }, signal) => {
        const channel = await speech.channelOf(to, signal);
        const id = await speech.post(channel, draw(message, to.kind === 'person'), key, signal);
        return { at: to, id };
      }),
    update: (sent, message) =>
      delivering(async ({ speech }, signal) => {
        const channel = await speech.channelOf(sent.at, signal);
        await speech.edit(channel, sent.id, draw(message, sent.at.kind === 'person'), signal);
      }),
    openRoom: (room) =>
      delivering(({ connection, speech }, signal) => openRoom(connection.client.rest, speech, room, signal)),
  };
}
