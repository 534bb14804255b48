import type { User } from 'grammy/types';
import { excerpt } from '../../src/lib/text.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { Dialog, Dialogs } from '../../src/ports/chat.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { CommandOrigin, Commands, Form, FormField, Invocation, Reply } from '../../src/ports/commands.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Calls } from './calls.ts';
import { choiceCode, chosenBy } from './choosing.ts';
import { isCode, loggable } from './failures.ts';
import { type Answer, answeredDrawing, isBoxed, nextField, questionFor } from './questions.ts';
import { render } from './render.ts';
import type { Press, Replies } from './replies.ts';
import { accountOf, inPrivate, keyOf, type Requester, replyTarget } from './requester.ts';
import { readMessageId, spellMessageId } from './target.ts';

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

interface FormParts {
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly calls: Calls;
  readonly replies: Replies;
  /** Returns the texts in this person's language. */
  readonly textsFor: (user: User) => Translate;
  readonly now: () => Date;
  readonly log: Log;
  /** Runs the completed command and answers the person. */
  readonly run: (requester: Requester, invocation: Invocation, press?: Press) => Promise<Reply>;
}

/** An open question, read from the database. */
interface Open {
  readonly dialog: Dialog;
  readonly form: Form;
  readonly field: FormField;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createForms(parts: FormParts): Forms {
  const { commands, dialogs, calls, replies, textsFor, now, log } = parts;

  async function open(requester: Requester, form: Form, { id, input, where }: Opening, press?: Press): Promise<void> {
    const dialog = { id, input, where, answers: {}, asking: '', skipped: [] };
    const field = nextField(form, dialog);
    if (!field) return finish(requester, { dialog, form }, press);
    // Nobody can reply in a broadcast channel.
    const target = requester.chat === 'broadcast' ? inPrivate(requester) : requester;
    try {
      await sendQuestion(target, { dialog, form, field });
    } catch (err) {
      if (!isCode(err, 403, 400)) throw err;
      log.info(loggable(err), 'Telegram question could not be asked');
      return tell(requester, textsFor(requester.user)('telegram.question.start-first'), press);
    }
    await press?.answer(target === requester ? undefined : textsFor(requester.user)('telegram.question.in-private'));
  }

  async function sendQuestion(requester: Requester, { dialog, form, field }: Open): Promise<void> {
    const { narrowed: _, page: __, ...asked } = dialog;
    const { drawing, markup } = questionFor({ form, field, dialog: asked }, requester, now(), textsFor(requester.user));
    const posted = await replies.post(replyTarget(requester), { drawing, markup });
    const question = spellMessageId(posted.chat, posted.message);
    await dialogs.put(keyOf(requester), { ...asked, asking: field.option, question });
  }

  async function find(requester: Requester): Promise<Open | undefined> {
    const dialog = await dialogs.find(keyOf(requester));
    const form = dialog && commands.formFor(dialog.input, accountOf(requester.user));
    const field = form?.fields.find(({ option }) => option === dialog?.asking);
    return dialog && form && field ? { dialog, form, field } : undefined;
  }

  async function hear(requester: Requester, text: string, replied: number | undefined): Promise<boolean> {
    // In a group only a reply can be an answer, so other messages cost no database read.
    if (requester.chat !== 'private' && replied === undefined) return false;
    const current = await find(requester);
    if (!current) return false;
    const isReply = replied !== undefined && current.dialog.question === spellMessageId(requester.target.chat, replied);
    if (requester.chat !== 'private' && !isReply) return false;
    const { field } = current;
    const t = textsFor(requester.user);
    const typed = text.trim();
    if (typed && field.choices?.length) {
      await choose(requester, current, typed);
      return true;
    }
    const answer = typed;
    const length = [...answer].length;
    if (!answer) await sendHere(requester, t('telegram.question.empty'));
    else if (length > field.maxLength)
      await sendHere(requester, t('telegram.question.too-long', { length, most: field.maxLength }));
    else await take(requester, current, answer);
    return true;
  }

  /** Takes a typed choice: a whole name chooses, a part of one narrows the list. */
  async function choose(requester: Requester, current: Open, typed: string): Promise<void> {
    const t = textsFor(requester.user);
    const { field, dialog } = current;
    const choosing = chosenBy(typed, field.choices ?? []);
    if (choosing.kind === 'one') return take(requester, current, choosing.value);
    if (choosing.kind === 'some') return show(requester, current, { ...dialog, narrowed: typed, page: 0 });
    // The choices of a time are only suggestions; the command parses any other text.
    if (field.kind === 'time') return take(requester, current, typed);
    const isShort = field.kind === 'choice';
    return sendHere(
      requester,
      isShort ? t('telegram.question.choose') : t('telegram.question.no-match', { typed: excerpt(typed) }),
    );
  }

  /** Shows another part of the list in the question's message. */
  async function show(requester: Requester, { form, field }: Open, dialog: Dialog): Promise<void> {
    await dialogs.put(keyOf(requester), dialog);
    const question = readMessageId(dialog.question ?? '');
    if (!question) return;
    const { drawing, markup } = questionFor({ form, field, dialog }, requester, now(), textsFor(requester.user));
    if ('inline_keyboard' in markup) await calls.edit(question, { ...drawing, keyboard: markup });
  }

  async function press(requester: Requester, pressed: Press, question: number, answer: Answer): Promise<void> {
    const t = textsFor(requester.user);
    const gone = t('telegram.question.gone');
    const current = await find(requester);
    if (current?.dialog.question !== spellMessageId(requester.target.chat, question)) return pressed.answer(gone, true);
    const { dialog, form, field } = current;
    switch (answer.kind) {
      case 'pick': {
        if (answer.option !== dialog.asking) return pressed.answer(gone, true);
        const choice = field.choices?.find((one) => choiceCode(one) === answer.code);
        if (!choice) return pressed.answer(t('telegram.question.choice-gone'), true);
        return take(requester, current, choice.value, pressed);
      }
      case 'page':
      case 'all': {
        if (answer.option !== dialog.asking) return pressed.answer(gone, true);
        const { narrowed: _, page: __, ...whole } = dialog;
        const page = answer.kind === 'page' ? { ...dialog, page: answer.page } : whole;
        await Promise.all([show(requester, current, page), pressed.answer()]);
        return;
      }
      case 'skip':
        if (answer.option !== dialog.asking || field.required) return pressed.answer(gone, true);
        return pass(requester, current, [field.option], pressed);
      case 'finish': {
        const left = form.fields.filter(({ option }) => dialog.answers?.[option] === undefined);
        if (left.some(({ required }) => required))
          return pressed.answer(t('telegram.question.required', { field: field.label }), true);
        const rest = left.map(({ option }) => option);
        return pass(requester, current, rest, pressed);
      }
      case 'cancel':
        await dialogs.remove(keyOf(requester));
        tidy(requester, current);
        return pressed.answer(t('telegram.question.cancelled'));
      default:
        return answer satisfies never;
    }
  }

  async function skip(requester: Requester): Promise<void> {
    const current = await find(requester);
    if (!current) return nothingOpen(requester);
    if (current.field.required)
      return tell(
        requester,
        textsFor(requester.user)('telegram.question.required.cancel', { field: current.field.label }),
      );
    return pass(requester, current, [current.field.option]);
  }

  async function cancel(requester: Requester): Promise<void> {
    const current = await dialogs.find(keyOf(requester));
    if (!current) return nothingOpen(requester);
    await dialogs.remove(keyOf(requester));
    await sendHere(requester, textsFor(requester.user)('telegram.question.cancelled'));
  }

  /**
   * Answers a cancel without an open question. In a group it may be meant for another bot, so nothing is said there.
   */
  async function nothingOpen(requester: Requester): Promise<void> {
    if (requester.chat === 'private') await tell(requester, textsFor(requester.user)('telegram.question.none'));
  }

  async function take(
    requester: Requester,
    { dialog, form, field }: Open,
    answer: string,
    pressed?: Press,
  ): Promise<void> {
    tidy(requester, { dialog, form, field }, labelOf(answer, field));
    await goOn(requester, form, { ...dialog, answers: { ...dialog.answers, [field.option]: answer } }, pressed);
  }

  async function pass(requester: Requester, current: Open, options: readonly string[], pressed?: Press): Promise<void> {
    const { dialog, form } = current;
    tidy(requester, current);
    await goOn(requester, form, { ...dialog, skipped: [...dialog.skipped, ...options] }, pressed);
  }

  async function goOn(requester: Requester, form: Form, dialog: Dialog, pressed?: Press): Promise<void> {
    const field = nextField(form, dialog);
    if (!field) return finish(requester, { dialog, form }, pressed);
    await Promise.all([sendQuestion(requester, { dialog, form, field }), pressed?.answer()]);
  }

  async function finish(
    requester: Requester,
    { dialog, form }: Pick<Open, 'dialog' | 'form'>,
    pressed?: Press,
  ): Promise<void> {
    const { command, args } = dialog.input;
    if (!dialog.where) return dialogs.remove(keyOf(requester));
    const invocation = { id: dialog.id, command, args: { ...args, ...dialog.answers }, where: dialog.where };
    const { refused } = await parts.run(requester, { ...invocation, from: accountOf(requester.user) }, pressed);
    const field = refused && form.fields.find(({ option }) => option === refused.option);
    // Asks again for the refused answer; the other answers are kept.
    if (field) return sendQuestion(requester, { dialog: without(dialog, field.option), form, field });
    // Removed last: if the process ends before, the repeated answer completes the command under the same id.
    await dialogs.remove(keyOf(requester));
  }

  /** Removes the keyboard of an answered question. Cosmetic, so it may fail and nothing waits for it. */
  function tidy({ chat, user }: Requester, { dialog, field }: Open, answer?: string): void {
    const question = readMessageId(dialog.question ?? '');
    if (!question || isBoxed(field, chat)) return;
    calls.edit(question, answeredDrawing(field, answer, now(), textsFor(user))).catch((err: unknown) => {
      log.debug(loggable(err), 'answered Telegram question still shows its buttons');
    });
  }

  async function abandon(requester: Requester): Promise<void> {
    try {
      await dialogs.remove(keyOf(requester));
    } catch (err) {
      // The command itself may work without the database, and says so if it does not.
      log.warn({ err }, 'open Telegram question could not be closed');
    }
  }

  async function tell(requester: Requester, text: string, pressed?: Press): Promise<void> {
    return pressed ? replies.toPress(requester, pressed, { text }) : replies.toMessage(requester, { text });
  }

  /** Sends a text about the question to the place of the question. */
  async function sendHere(requester: Requester, text: string): Promise<void> {
    await replies.post(replyTarget(requester), { drawing: render({ text }, now()) });
  }

  return { open, hear, press, skip, cancel, abandon };
}

/** Returns the dialog without the answer, or the skip, of this option. */
function without(dialog: Dialog, option: string): Dialog {
  const answers = Object.entries(dialog.answers ?? {}).filter(([name]) => name !== option);
  return {
    ...dialog,
    answers: Object.fromEntries(answers),
    skipped: dialog.skipped.filter((name) => name !== option),
  };
}

function labelOf(answer: string, { choices = [] }: FormField): string {
  return choices.find(({ value }) => value === answer)?.label ?? answer;
}
