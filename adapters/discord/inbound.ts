import type { Interaction, Message as Posted } from 'discord.js';
import type { Commands } from '../../src/ports/commands.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Answers } from './answers.ts';
import { interactions } from './interactions.ts';
import type { Seen } from './seen.ts';
import type { TypedLines } from './typed-lines.ts';

const sorry = { text: 'Something went wrong in Tocsin. It stands in its log; please try again.' };

/** What the gateway brings, each once, with every fault caught here: one that escaped would end the process. */
export function inbound(commands: Commands, answers: Answers, lines: TypedLines, arrived: Seen, log: Log) {
  const underWay = new Set<Promise<void>>();
  const hear = interactions(commands, answers, lines, log);

  function handle(id: string, work: () => Promise<void>, apologise: () => Promise<void>): void {
    if (!arrived.first(id)) return;
    const handling = work()
      .catch((err: unknown) => {
        arrived.forget(id);
        log.error({ err }, 'Handling what came from Discord failed');
        return apologise();
      })
      .catch((err: unknown) => log.error({ err }, 'Handling what came from Discord failed'))
      .finally(() => underWay.delete(handling));
    underWay.add(handling);
  }

  return {
    onInteraction: (interaction: Interaction) =>
      handle(
        interaction.id,
        () => hear(interaction),
        async () => {
          if (interaction.isRepliable()) await answers.answer(interaction, sorry);
        },
      ),
    onMessage(posted: Posted) {
      // Most of what is written in a server is not for us, comes without its text, and need not be remembered.
      if (posted.author.bot || !posted.content) return;
      handle(
        posted.id,
        () => lines.hear(posted),
        () => lines.tell(posted, sorry),
      );
    },
    idle: () => Promise.allSettled(underWay),
  };
}
