import { type APIApplication, Events, type REST, type RESTPutAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { withTimeout } from '../../src/lib/async.ts';
import { type ChatAdapter, DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { answers } from './answers.ts';
import { type Connection, closeRest, type DiscordSettings, openConnection, openRest } from './connection.ts';
import { codeOf, codes, deliveryFailed, platformRefused, reasonOf, tokenRefused } from './failures.ts';
import { inbound } from './inbound.ts';
import { BUTTON_ROWS, BUTTONS_IN_A_ROW, CUSTOM_ID_LENGTH, EMBED_DESCRIPTION_LENGTH } from './limits.ts';
import { drawCommands } from './registration.ts';
import { draw } from './render.ts';
import { openRoom } from './rooms.ts';
import { seen } from './seen.ts';
import { type Speech, speech } from './speak.ts';
import { typedLines } from './typed-lines.ts';

/** A send settles within 10 s, the wait for a rate limit that passes by itself included. */
const DELIVERY_LIMIT_MS = 8_000;
/** What is being answered when we stop still gets its answer, if that comes soon. */
const LAST_ANSWERS_MS = 2_000;

/** From a start to its stop: all that sending needs. */
interface Session {
  readonly rest: REST;
  readonly speech: Speech;
  readonly application: string;
  readonly commands: Commands;
  readonly lost: (why: PlatformRefused) => void;
  ear?: Ear;
  /** Told to be lost for good. */
  gone: boolean;
}

/** The gateway, and what hears it. */
interface Ear {
  readonly connection: Connection;
  /** Settles when nothing is being handled. */
  idle(): Promise<unknown>;
}

export type { DiscordSettings };

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createDiscord(settings: DiscordSettings, { log, clock }: { log: Log; clock: Clock }): ChatAdapter {
  const arrived = seen(clock);
  let session: Session | undefined;
  /** Counts the stops, so that a start in the middle notices one. */
  let turns = 0;
  let registered = '';

  async function start(commands: Commands, tell: (why: PlatformRefused) => void): Promise<void> {
    await stop();
    const turn = turns;
    let opened: Session | undefined;
    const lost = (why: PlatformRefused) => {
      if (!opened || session !== opened || opened.gone) return;
      opened.gone = true;
      tell(why);
    };
    const rest = openRest(settings, () => lost(tokenRefused()));
    try {
      const { id } = (await rest.get(Routes.currentApplication())) as APIApplication;
      if (turn !== turns) throw new PlatformRefused('Discord was stopped while it started');
      opened = { rest, speech: speech(rest), application: id, commands, lost, gone: false };
    } catch (err) {
      closeRest(rest);
      throw platformRefused(err);
    }
    session = opened;
  }

  async function listen(): Promise<void> {
    const mine = session;
    if (!mine) throw new PlatformRefused('Discord is not connected');
    if (mine.ear) return;
    const ear = openEar(mine);
    mine.ear = ear;
    try {
      // Before the gateway delivers anything, for a command that is not registered is not given.
      await register(mine.rest, mine.application, mine.commands);
      if (mine.ear !== ear) throw new PlatformRefused('Discord was hushed while it began to listen');
      await ear.connection.connect();
    } catch (err) {
      if (mine.ear === ear) delete mine.ear;
      await ear.connection.close();
      throw err;
    }
  }

  function openEar({ commands, rest, speech, lost }: Session): Ear {
    const connection = openConnection(settings, log, lost);
    const { client } = connection;
    const lines = typedLines(commands, rest, speech, () => client.user?.id ?? '', log);
    const { onInteraction, onMessage, idle } = inbound(commands, answers(log), lines, arrived, log);
    client.on(Events.InteractionCreate, onInteraction);
    client.on(Events.MessageCreate, onMessage);
    return { connection, idle };
  }

  /** @param from a session that is being stopped */
  async function hush(from = session): Promise<void> {
    const ear = from?.ear;
    if (!from || !ear) return;
    delete from.ear;
    await withTimeout(ear.idle(), LAST_ANSWERS_MS);
    await ear.connection.close();
  }

  async function register(rest: REST, applicationId: string, commands: Commands): Promise<void> {
    const { guildId } = settings;
    const body: RESTPutAPIApplicationCommandsJSONBody = drawCommands(commands.catalogue, guildId ? 'guild' : 'global');
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
    turns += 1;
    const stopping = session;
    session = undefined;
    if (!stopping) return;
    await hush(stopping);
    closeRest(stopping.rest);
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

    exclusive: true,
    start,
    listen,
    hush: () => hush(),
    stop,
    connected: () => session !== undefined && !session.gone,
    hears: () => session !== undefined && !session.gone && (session.ear?.connection.connected() ?? false),

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
    openRoom: (room) => delivering(({ rest, speech }, signal) => openRoom(rest, speech, room, signal)),
  };
}
