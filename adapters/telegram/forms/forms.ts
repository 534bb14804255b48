import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { CommandOrigin, Form } from '../../../src/ports/commands.ts';
import { isCode, loggable } from '../failures.ts';
import type { Press } from '../replies.ts';
import { inPrivate, keyOf, type Requester } from '../requester.ts';
import { type FormParts, findOpen } from './open-question.ts';
import { createPressedAnswers } from './pressed-answers.ts';
import { createProgress } from './progress.ts';
import { createQuestionMessages } from './question-messages.ts';
import { type Answer, nextField } from './questions.ts';
import { createTypedAnswers } from './typed-answers.ts';

/** The input with which a form opens. */
interface Opening {
  readonly id: string;
  readonly input: CommandInput;
  readonly where: CommandOrigin;
}

/**
 * Forms with one question at a time. Questions and answers are stored in the database only, so a restart loses none.
 */
export interface Forms {
  open(requester: Requester, form: Form, opening: Opening, press?: Press): Promise<void>;
  /**
   * Takes a text as an answer. Returns false when it answers no open question. In a group an answer must reply to the
   * question.
   */
  hear(requester: Requester, text: string, replied: number | undefined): Promise<boolean>;
  press(requester: Requester, press: Press, question: number, answer: Answer): Promise<void>;
  skip(requester: Requester): Promise<void>;
  cancel(requester: Requester): Promise<void>;
  /** Ends the open question, because the person gave a new command. */
  abandon(requester: Requester): Promise<void>;
}

export function createForms(parts: FormParts): Forms {
  const { dialogs, textsFor, log } = parts;
  const messages = createQuestionMessages(parts);
  const progress = createProgress(parts, messages);

  async function open(requester: Requester, form: Form, { id, input, where }: Opening, press?: Press): Promise<void> {
    const dialog = { id, input, where, answers: {}, asking: '', skipped: [] };
    const field = nextField(form, dialog);
    if (!field) return progress.finish(requester, { dialog, form }, press);
    // Nobody can reply in a broadcast channel.
    const target = requester.chat === 'broadcast' ? inPrivate(requester) : requester;
    try {
      await messages.sendQuestion(target, { dialog, form, field });
    } catch (err) {
      if (!isCode(err, 403, 400)) throw err;
      log.info(loggable(err), 'Telegram question could not be asked');
      return messages.tell(requester, textsFor(requester.user)('telegram.question.start-first'), press);
    }
    await press?.answer(target === requester ? undefined : textsFor(requester.user)('telegram.question.in-private'));
  }

  async function skip(requester: Requester): Promise<void> {
    const current = await findOpen(requester, parts);
    if (!current) return nothingOpen(requester);
    const { option, label, required } = current.field;
    if (required)
      return messages.tell(requester, textsFor(requester.user)('telegram.question.required.cancel', { field: label }));
    return progress.pass(requester, current, [option]);
  }

  async function cancel(requester: Requester): Promise<void> {
    const current = await dialogs.find(keyOf(requester));
    if (!current) return nothingOpen(requester);
    await dialogs.remove(keyOf(requester));
    await messages.sendHere(requester, textsFor(requester.user)('telegram.question.cancelled'));
  }

  /**
   * Answers a cancel without an open question. In a group it may be meant for another bot, so nothing is said there.
   */
  async function nothingOpen(requester: Requester): Promise<void> {
    if (requester.chat === 'private')
      await messages.tell(requester, textsFor(requester.user)('telegram.question.none'));
  }

  async function abandon(requester: Requester): Promise<void> {
    try {
      await dialogs.remove(keyOf(requester));
    } catch (err) {
      // The command itself may work without the database, and says so if it does not.
      log.warn({ err }, 'open Telegram question could not be closed');
    }
  }

  return {
    open,
    hear: createTypedAnswers(parts, messages, progress),
    press: createPressedAnswers(parts, messages, progress),
    skip,
    cancel,
    abandon,
  };
}
