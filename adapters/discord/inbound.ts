import type { Interaction, Message as Posted } from 'discord.js';
import { createInFlight } from '../../src/lib/in-flight.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import type { Account, Commands } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Answers } from './interactions/answers.ts';
import type { Drafts } from './interactions/drafts.ts';
import { readForm } from './interactions/form.ts';
import { interactions } from './interactions/hear.ts';
import { noteOf } from './interactions/message-menu.ts';
import { accountOf } from './origin.ts';
import { ROOT_COMMAND } from './registration.ts';
import type { Seen } from './seen.ts';
import type { TypedLines } from './typed-lines.ts';
import type { Words } from './words/names.ts';

interface InboundParts {
  readonly commands: Commands;
  readonly answers: Answers;
  readonly lines: TypedLines;
  readonly drafts: Drafts;
  readonly words: Words;
  readonly arrived: Seen;
  readonly log: Log;
}

/**
 * Creates the handlers of gateway events. Each event is handled once. Every error is caught here, because an uncaught one
 * would end the process.
 */
export function inbound({ commands, answers, lines, drafts, words, arrived, log }: InboundParts) {
  const inFlight = createInFlight();
  const hear = interactions({ commands, answers, lines, drafts, words, log });

  function handle(id: string, work: () => Promise<void>, apologise: () => Promise<void>): void {
    if (!arrived.first(id)) return;
    const handling = work()
      .catch((err: unknown) => {
        arrived.forget(id);
        log.error({ err }, 'Discord event could not be handled');
        return apologise();
      })
      .catch((err: unknown) => log.error({ err }, 'Discord event could not be handled'));
    void inFlight.track(handling);
  }

  function sorry(account: Account): Message {
    return { text: translatorFor(commands.languageFor(account))('chat.failed') };
  }

  /**
   * Returns whether this account is answered. Checked before anything is stored, because an unlinked account may send any
   * number of messages.
   */
  async function isHeard(account: Account, lineOf: () => string): Promise<boolean> {
    return commands.isLinked(account) || commands.admitUnlinked(account, lineOf());
  }

  return {
    async onInteraction(interaction: Interaction) {
      const account = accountOf(interaction.user, interaction.locale);
      // An unlinked account can do nothing, so a completion must not count towards its limit of answers.
      if (interaction.isAutocomplete() && !commands.isLinked(account)) return;
      if (!(await isHeard(account, () => commandOf(interaction)))) return;
      handle(
        interaction.id,
        () => hear(interaction),
        async () => {
          if (interaction.isRepliable()) await answers.answer(interaction, sorry(account));
        },
      );
    },
    async onMessage(posted: Posted) {
      // Most messages in a server are not for the bot and arrive without their text.
      if (posted.author.bot || (!posted.content && posted.attachments.size === 0)) return;
      const line = lines.meant(posted);
      if (line === undefined || !(await isHeard(accountOf(posted.author), () => line))) return;
      handle(
        posted.id,
        () => lines.hear(posted),
        () => lines.tell(posted, sorry(accountOf(posted.author))),
      );
    },
    idle: inFlight.settled,
  };
}

/** Returns the name of the command that an interaction gives; empty where it gives none. */
function commandOf(interaction: Interaction): string {
  if (interaction.isChatInputCommand()) {
    const name = interaction.commandName;
    return name === ROOT_COMMAND ? (interaction.options.getSubcommand(false) ?? '') : name;
  }
  if (interaction.isMessageContextMenuCommand()) return noteOf(interaction).command;
  if (interaction.isButton()) return decodePress(interaction.customId)?.command ?? '';
  return interaction.isModalSubmit() ? (readForm(interaction)?.input.command ?? '') : '';
}
