import { Events, type REST, type RESTPutAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { withTimeout } from '../../src/lib/async.ts';
import type { Resource } from '../../src/lib/slot.ts';
import { PlatformRefused } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { codeOf, codes, reasonOf } from './failures.ts';
import { closeRest, type DiscordSettings, type GatewayParts, openAnswersRest, openGateway } from './gateway.ts';
import { inbound } from './inbound.ts';
import { createAnswers } from './interactions/answers.ts';
import type { Drafts } from './interactions/drafts.ts';
import { drawMenu } from './interactions/message-menu.ts';
import type { Unfinished } from './interactions/unfinished.ts';
import { drawCommands, type Translations } from './registration.ts';
import type { Seen } from './seen.ts';
import type { Speech } from './speak.ts';
import { typedLines } from './typed-lines.ts';
import { createWords } from './words/names.ts';

/** How long closing waits for answers that are being given. */
const DRAIN_MS = 2_000;

export interface ListeningParts extends GatewayParts {
  readonly settings: DiscordSettings;
  readonly rest: REST;
  readonly speech: Speech;
  readonly application: string;
  readonly commands: Commands;
  readonly register: ReturnType<typeof createRegistration>;
  readonly seen: Seen;
  readonly drafts: Drafts;
  readonly unfinished: Unfinished;
}

/** The gateway and its handlers. */
export interface Listening extends Resource {
  readonly listening: () => boolean;
}

export function createListening(parts: ListeningParts): Listening {
  const { settings, rest, speech, application, commands, register, seen, drafts, unfinished, log } = parts;
  const gateway = openGateway(settings, parts);
  const answersRest = openAnswersRest(settings);
  const { client } = gateway;
  const words = createWords(rest, (id) => commands.isLinked({ platform: 'discord', id }), log);
  const lines = typedLines({ commands, rest, speech, words, botId: () => client.user?.id ?? '', log });
  const { onInteraction, onMessage, idle } = inbound({
    commands,
    answers: createAnswers(answersRest, unfinished, log),
    lines,
    drafts,
    words,
    arrived: seen,
    log,
  });
  client.on(Events.InteractionCreate, onInteraction);
  client.on(Events.MessageCreate, onMessage);
  let closed = false;

  return {
    async open() {
      // Before the gateway connects, because Discord does not deliver commands that are not registered.
      await register(rest, application, commands);
      if (!closed) await gateway.connect();
      // No other process listens now, so answers still shown as pending belong to a process that ended.
      if (!closed) void unfinished.endEarlier(rest);
    },
    async close() {
      closed = true;
      await withTimeout(idle(), DRAIN_MS);
      closeRest(answersRest);
      await gateway.close();
    },
    listening: () => gateway.connected(),
  };
}

/** Returns the translations of the catalogue, by Discord's names of the languages other than English. */
function translationsOf(commands: Commands): Translations {
  const es = commands.catalogueIn('es');
  return { de: commands.catalogueIn('de'), 'es-ES': es, 'es-419': es, ja: commands.catalogueIn('ja') };
}

/** Registers the commands with Discord, again only after they changed. */
export function createRegistration({ guildId }: DiscordSettings, log: Log) {
  let registered = '';

  return async function register(rest: REST, application: string, commands: Commands): Promise<void> {
    const shown = [commands.catalogue, guildId ? 'guild' : 'global', translationsOf(commands)] as const;
    const body: RESTPutAPIApplicationCommandsJSONBody = [...drawCommands(...shown), ...drawMenu(...shown)];
    const drawn = JSON.stringify(body);
    if (drawn === registered) return;
    const route = guildId
      ? Routes.applicationGuildCommands(application, guildId)
      : Routes.applicationCommands(application);
    try {
      await rest.put(route, { body });
      registered = drawn;
    } catch (err) {
      if (guildId && (codeOf(err) === codes.missingAccess || codeOf(err) === codes.unknownGuild))
        throw new PlatformRefused(
          'The bot is not in the server of DISCORD_GUILD_ID: correct the id, or invite the bot there with the scopes bot and applications.commands',
        );
      // Buttons, direct messages and previously registered commands work without it.
      log.error({ reason: reasonOf(err) }, 'Discord commands could not be registered; those shown may be out of date');
    }
  };
}
