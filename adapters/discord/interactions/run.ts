import type { AutocompleteInteraction, Interaction } from 'discord.js';
import type { Language } from '../../../src/domain/languages.ts';
import { withTimeout } from '../../../src/lib/async.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Commands, Reply } from '../../../src/ports/commands.ts';
import { accountOf, whereOf } from '../origin.ts';
import type { Words } from '../words/names.ts';
import type { Answers } from './answers.ts';
import { drawForm } from './form.ts';

export type Repliable = Exclude<Interaction, AutocompleteInteraction>;

/** Of the 3 s that Discord gives: a read-only command that finishes within this time is answered directly. */
const READ_LIMIT_MS = 1_000;

interface Parts {
  readonly commands: Commands;
  readonly answers: Answers;
  readonly words: Words;
}

/** Creates the functions that run the command of an interaction and answer it. */
export function createRuns({ commands, answers, words }: Parts) {
  /** Opens a form when something is missing, else runs the command. Decides which before it awaits anything. */
  async function take(asked: Repliable, input: CommandInput, under: string | undefined) {
    const form = commands.formFor(input, accountOf(asked.user, asked.locale));
    if (form) return answers.openForm(asked, drawForm(form, under));
    if (commands.onlyReads(input)) return read(asked, input, under);
    const reply = await run(asked, input, under);
    if (reply) await answers.answer(asked, reply.message);
  }

  /** Runs the command. Undefined when Discord has already shown the person that it failed; then nothing runs. */
  async function run(asked: Repliable, input: CommandInput, under: string | undefined): Promise<Reply | undefined> {
    if (!(await answers.acknowledge(asked, languageOf(commands, asked)))) return undefined;
    return give(asked, input, under);
  }

  /**
   * Runs a read-only command. A direct answer is one call instead of two, and leaves no pending answer behind when the
   * process is killed.
   */
  async function read(asked: Repliable, input: CommandInput, under: string | undefined): Promise<void> {
    const reading = give(asked, input, under);
    // An error is reported below, like that of any command.
    const soon = await withTimeout(reading, READ_LIMIT_MS).catch(() => undefined);
    if (soon) return answers.say(asked, soon.message);
    if (!(await answers.acknowledge(asked, languageOf(commands, asked)))) return;
    await answers.answer(asked, (await reading).message);
  }

  async function give(asked: Repliable, input: CommandInput, under: string | undefined): Promise<Reply> {
    return commands.run({
      command: input.command,
      args: await readable(input.args, asked.guildId),
      id: asked.id,
      from: accountOf(asked.user, asked.locale),
      where: whereOf(asked, asked.user.id, under),
    });
  }

  async function readable(args: CommandInput['args'], guild: string | null): Promise<CommandInput['args']> {
    const entries = Object.entries(args).map(async ([name, value]) => [name, await words(value, guild)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  return { take, run };
}

export function languageOf(commands: Commands, { user, locale }: Repliable): Language {
  return commands.languageFor(accountOf(user, locale));
}
