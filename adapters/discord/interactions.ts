import type { AutocompleteInteraction, ButtonInteraction, Interaction } from 'discord.js';
import { withTimeout } from '../../src/lib/async.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { CommandInput, Commands } from '../../src/ports/commands.ts';
import { decodePress } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Answers } from './answers.ts';
import { readLineCode } from './carried.ts';
import { drawForm, readForm } from './form.ts';
import { accountOf, whereOf } from './origin.ts';
import { drawChoices, ROOT_COMMAND, readCommand } from './registration.ts';
import type { TypedLines } from './typed-lines.ts';

type Repliable = Exclude<Interaction, AutocompleteInteraction>;

/** Of the 3 s: the choices still have to reach Discord. */
const COMPLETION_LIMIT_MS = 2_000;

/** Slash commands, buttons, forms and completions: four ways to give a command. */
export function interactions(commands: Commands, answers: Answers, lines: TypedLines, log: Log) {
  /** With a form when something is missing, else at once. Which of the two is decided before anything is awaited. */
  async function take(asked: Repliable, input: CommandInput, under: string | undefined, mayAsk: boolean) {
    const form = mayAsk ? commands.formFor(input, accountOf(asked.user, asked.locale)) : undefined;
    if (form) return answers.openForm(asked, drawForm(form, under));
    if (!(await answers.acknowledge(asked))) return;
    const { message } = await commands.run({
      ...input,
      id: asked.id,
      from: accountOf(asked.user, asked.locale),
      where: whereOf(asked, asked.user.id, under),
    });
    await answers.answer(asked, message);
  }

  function textsFor({ user, locale }: Repliable): Translate {
    return translatorFor(commands.languageFor(accountOf(user, locale)));
  }

  async function press(pressed: ButtonInteraction) {
    const line = readLineCode(pressed.customId);
    if (line) {
      const read = await lines.readAgain(line);
      if (read) return take(pressed, read.input, read.under, true);
      return answers.say(pressed, { text: textsFor(pressed)('chat.line-gone') });
    }
    const input = decodePress(pressed.customId);
    if (input) return take(pressed, input, pressed.message.id, true);
    return answers.say(pressed, { text: textsFor(pressed)('chat.button-gone') });
  }

  async function complete(asked: AutocompleteInteraction) {
    const { name, value } = asked.options.getFocused(true);
    const command = asked.commandName === ROOT_COMMAND ? (asked.options.getSubcommand(false) ?? '') : asked.commandName;
    const completion = commands.complete({
      command,
      option: name,
      typed: value,
      from: accountOf(asked.user, asked.locale),
    });
    const choices = await withTimeout(completion, COMPLETION_LIMIT_MS).catch((err: unknown) => {
      log.error({ err, command, option: name }, 'option could not be completed');
      return undefined;
    });
    await answers.suggest(asked, drawChoices(choices ?? []));
  }

  return async function hear(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return complete(interaction);
    if (interaction.isChatInputCommand()) return take(interaction, readCommand(interaction), undefined, true);
    if (interaction.isButton()) return press(interaction);
    if (!interaction.isModalSubmit()) return;
    const filledIn = readForm(interaction);
    // Discord opens no form in answer to a form: what is still missing, the answer says in words.
    if (filledIn) return take(interaction, filledIn.input, filledIn.under ?? interaction.message?.id, false);
    return answers.say(interaction, { text: textsFor(interaction)('chat.form-gone') });
  };
}
