import type { AutocompleteInteraction, ButtonInteraction, Interaction, ModalSubmitInteraction } from 'discord.js';
import { withTimeout } from '../../../src/lib/async.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { decodePress } from '../../../src/ports/commands/press.ts';
import type { Commands } from '../../../src/ports/commands.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { accountOf } from '../origin.ts';
import { drawChoices, ROOT_COMMAND, readCommand } from '../registration.ts';
import type { TypedLines } from '../typed-lines.ts';
import type { Words } from '../words/names.ts';
import type { Answers } from './answers.ts';
import { readLineCode } from './carried.ts';
import { type Drafts, isDraftCode, withEdit } from './drafts.ts';
import { drawForm, readForm } from './form.ts';
import { noteOf } from './message-menu.ts';
import { createRuns, languageOf, type Repliable } from './run.ts';

/** Of the 3 s: the choices still have to travel to Discord. */
const COMPLETION_LIMIT_MS = 2_000;

interface HearingParts {
  readonly commands: Commands;
  readonly answers: Answers;
  readonly lines: TypedLines;
  readonly drafts: Drafts;
  readonly words: Words;
  readonly log: Log;
}

/** Handles slash commands, the message menu, buttons, forms and completions. */
export function interactions({ commands, answers, lines, drafts, words, log }: HearingParts) {
  const { take, run } = createRuns({ commands, answers, words });

  function textsFor(asked: Repliable): Translate {
    return translatorFor(languageOf(commands, asked));
  }

  async function press(pressed: ButtonInteraction) {
    const line = readLineCode(pressed.customId);
    if (line) {
      const read = await lines.readAgain(line);
      if (read) return take(pressed, read.input, read.under);
      return answers.say(pressed, { text: textsFor(pressed)('chat.line-gone') });
    }
    if (isDraftCode(pressed.customId)) return edit(pressed);
    const input = decodePress(pressed.customId);
    if (input) return take(pressed, input, pressed.message.id);
    return answers.say(pressed, { text: textsFor(pressed)('chat.button-gone') });
  }

  /** Opens a refused form with its values. */
  async function edit(pressed: ButtonInteraction) {
    const draft = await drafts.find(pressed.customId);
    const form = draft && commands.formFor(draft.input, accountOf(pressed.user, pressed.locale));
    if (form) return answers.openForm(pressed, drawForm(form, draft.under, draft.filled));
    return answers.say(pressed, { text: textsFor(pressed)('chat.form-gone') });
  }

  async function submit(submitted: ModalSubmitInteraction) {
    const form = readForm(submitted);
    if (!form) return answers.say(submitted, { text: textsFor(submitted)('chat.form-gone') });
    const { input, filled } = form;
    const under = form.under ?? submitted.message?.id;
    // Discord opens no form in response to a form, so the answer names what is missing.
    const whole = { command: input.command, args: { ...input.args, ...filled } };
    const reply = await run(submitted, whole, under);
    if (!reply) return;
    const code = reply.refused && (await drafts.keep(submitted.id, { input, filled, ...(under && { under }) }));
    const t = textsFor(submitted);
    await answers.answer(submitted, reply.message, code ? (drawing) => withEdit(drawing, code, t) : undefined);
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
      log.error({ err, command, option: name }, 'Discord autocompletion failed');
      return undefined;
    });
    await answers.suggest(asked, drawChoices(choices ?? []));
  }

  return async function hear(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return complete(interaction);
    if (interaction.isChatInputCommand()) return take(interaction, readCommand(interaction), undefined);
    if (interaction.isMessageContextMenuCommand()) return take(interaction, noteOf(interaction), interaction.targetId);
    if (interaction.isButton()) return press(interaction);
    if (interaction.isModalSubmit()) return submit(interaction);
  };
}
