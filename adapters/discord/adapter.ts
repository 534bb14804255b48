import { type APIApplication, type REST, Routes } from 'discord.js';
import type { Address } from '../../src/domain/address.ts';
import { createConnectionState } from '../../src/ports/chat/connection-state.ts';
import type { ChatAdapter, ChatConnection, Dialogs, PlatformRefused } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import type { PendingAnswers } from '../../src/ports/pending-answers.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { deliveryFailed, platformRefused, tokenRefused } from './failures.ts';
import { closeRest, type DiscordSettings, openRest } from './gateway.ts';
import { createDrafts } from './interactions/drafts.ts';
import { createUnfinished } from './interactions/unfinished.ts';
import { BUTTON_ROWS, BUTTONS_IN_A_ROW, CUSTOM_ID_LENGTH, EMBED_DESCRIPTION_LENGTH } from './limits.ts';
import { createRoomLinks } from './links.ts';
import { createListening, createRegistration, type Listening } from './listening.ts';
import { addMembers } from './members.ts';
import { sendDrawn } from './render.ts';
import { openRoom, renameRoom } from './rooms.ts';
import { seen } from './seen.ts';
import { speech as createSpeech } from './speak.ts';
import { type LineTiming, usualLineTiming } from './websocket/dead-lines.ts';

/** Limit for a delivery, including the wait for a short rate limit. The port promises 10 s. */
const DELIVERY_LIMIT_MS = 8_000;

export type { DiscordSettings };

export interface DiscordParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly dialogs: Dialogs;
  readonly pendingAnswers: PendingAnswers;
  readonly lineTiming?: LineTiming;
}

export function createDiscord(
  settings: DiscordSettings,
  { log, clock, dialogs, pendingAnswers, lineTiming = usualLineTiming }: DiscordParts,
): ChatAdapter {
  // Kept across reconnections: Discord may repeat events after one, and keeps the registered commands.
  const arrived = seen(clock);
  const register = createRegistration(settings, log);
  const drafts = createDrafts(dialogs, log);
  const unfinished = createUnfinished(pendingAnswers, log);

  async function connect(onDisconnect: (why: PlatformRefused) => void): Promise<ChatConnection> {
    const connection = createConnectionState<Listening>('Discord', onDisconnect);
    const rest = openRest(settings, () => connection.disconnected(tokenRefused()));
    const application = await identify(rest);
    const speech = createSpeech(rest);
    const linkTo = createRoomLinks(rest, settings.guildId, log);
    const { untilClosed } = connection;
    const edit = (channel: string, id: string, message: Message, to: Address, signal: AbortSignal) =>
      sendDrawn(message, { direct: to.kind === 'person', log }, (drawing) => speech.edit(channel, id, drawing, signal));
    connection.opened();

    return {
      connected: connection.isOpen,
      listen(commands, signal) {
        const parts = {
          settings,
          rest,
          speech,
          application,
          commands,
          register,
          seen: arrived,
          drafts,
          unfinished,
          disconnected: connection.disconnected,
          lineTiming,
          log,
        };
        return connection.listen(() => createListening(parts), signal);
      },
      send: untilClosed((to, message, key, triedSince) =>
        delivering(async (signal) => {
          const channel = await speech.channelOf(to, signal);
          const id = await sendDrawn(message, { direct: to.kind === 'person', log }, (drawing) =>
            speech.post(channel, drawing, key, signal),
          );
          const sent = { at: to, id };
          if (!triedSince) return sent;
          // It may be the message of an earlier attempt, and show less.
          await edit(channel, id, message, to, signal).catch((err: unknown) => {
            throw deliveryFailed(err).of(sent);
          });
          return sent;
        }),
      ),
      update: untilClosed((sent, message) =>
        delivering(async (signal) => {
          const channel = await speech.channelOf(sent.at, signal);
          await edit(channel, sent.id, message, sent.at, signal);
        }),
      ),
      openRoom: untilClosed((room) => delivering((signal) => openRoom(rest, speech, room, signal))),
      addMembers: untilClosed((room, accounts) =>
        delivering((signal) => addMembers({ rest, speech, log }, room, accounts, signal)),
      ),
      renameRoom: untilClosed((room, name) =>
        delivering((signal) => renameRoom({ rest, speech, log }, room, name, signal)),
      ),
      linkTo,
      async close() {
        if (await connection.close()) closeRest(rest);
      },
    };
  }

  return {
    platform: 'discord',
    limits: {
      text: EMBED_DESCRIPTION_LENGTH,
      buttons: BUTTON_ROWS * BUTTONS_IN_A_ROW,
      buttonBytes: CUSTOM_ID_LENGTH,
    },
    exclusive: true,
    connect,
  };
}

/** Runs a delivery within its time limit. Throws every error as DeliveryFailed. */
async function delivering<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await act(AbortSignal.timeout(DELIVERY_LIMIT_MS));
  } catch (err) {
    throw deliveryFailed(err);
  }
}

/** Returns the id of the application behind the token. Throws PlatformRefused. */
async function identify(rest: REST): Promise<string> {
  try {
    const { id } = (await rest.get(Routes.currentApplication())) as APIApplication;
    return id;
  } catch (err) {
    closeRest(rest);
    throw platformRefused(err);
  }
}
