import type { User } from 'grammy/types';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { Dialog, Dialogs } from '../../src/ports/chat.ts';
import type { CommandInput, CommandOrigin, Commands, Form, FormField, Invocation } from '../../src/ports/commands.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { type Asker, accountOf } from './asker.ts';
import type { Calls } from './calls.ts';
import { isCode, loggable } from './failures.ts';
import { type Answer, answeredDrawing, choiceMark, isBoxed, nextField, questionFor } from './questions.ts';
import { render } from './render.ts';
import type { Press, Replies } from './replies.ts';
import { readMessageId, type Spot, spellMessageId } from './spot.ts';

/** What a person has in hand when a form opens. */
interface Opening {
  readonly id: string;
  readonly input: CommandInput;
  readonly where: CommandOrigin;
}

/** Forms, one question at a time. What is asked and answered is in the store alone, so a restart loses nothing. */
export interface Forms {
  open(asker: Asker, form: Form, opening: Opening, press?: Press): Promise<void>;
  /** False when the text answers no open question. In a group an answer is a reply to the question. */
  hear(asker: Asker, text: string, replied: number | undefined): Promise<boolean>;
  press(asker: Asker, press: Press, question: number, answer: Answer): Promise<void>;
  skip(asker: Asker): Promise<void>;
  cancel(asker: Asker): Promise<void>;
  /** A new command ends what was being asked. */
  abandon(asker: Asker): Promise<void>;
}

interface FormParts {
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly calls: Calls;
  readonly replies: Replies;
  /** Returns what says texts to this person. */
  readonly textsFor: (user: User) => Translate;
  readonly now: () => Date;
  readonly log: Log;
  /** Runs the finished command and answers the person. */
  readonly run: (asker: Asker, invocation: Invocation, press?: Press) => Promise<void>;
}

/** A question that is open, read from the store. */
interface Open {
  readonly dialog: Dialog;
  readonly form: Form;
  readonly field: FormField;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createForms(parts: FormParts): Forms {
  const { commands, dialogs, calls, replies, textsFor, now, log } = parts;

  async function open(asker: Asker, form: Form, { id, input, where }: Opening, press?: Press): Promise<void> {
    const dialog = { id, input, where, answers: {}, asking: '', skipped: [] };
    const field = nextField(form, dialog);
    if (!field) return finish(asker, dialog, press);
    // Nobody can reply in a broadcast channel.
    const place = asker.chat === 'broadcast' ? inPrivate(asker) : asker;
    try {
      await ask(place, { dialog, form, field });
    } catch (err) {
      if (!isCode(err, 403, 400)) throw err;
      log.info(loggable(err), 'Telegram question could not be asked');
      return tell(asker, textsFor(asker.user)('telegram.question.start-first'), press);
    }
    await press?.answer(place === asker ? undefined : textsFor(asker.user)('telegram.question.in-private'));
  }

  async function ask(asker: Asker, { dialog, form, field }: Open): Promise<void> {
    const { drawing, markup } = questionFor({ form, field, dialog }, asker, now(), textsFor(asker.user));
    const posted = await replies.post(placeOf(asker), { drawing, markup });
    const question = spellMessageId(posted.chat, posted.message);
    await dialogs.put(keyOf(asker), { ...dialog, asking: field.option, question });
  }

  async function find(asker: Asker): Promise<Open | undefined> {
    const dialog = await dialogs.find(keyOf(asker));
    const form = dialog && commands.formFor(dialog.input, accountOf(asker.user));
    const field = form?.fields.find(({ option }) => option === dialog?.asking);
    return dialog && form && field ? { dialog, form, field } : undefined;
  }

  async function hear(asker: Asker, text: string, replied: number | undefined): Promise<boolean> {
    // In a group only a reply can be an answer: what people say to each other costs no look into the store.
    if (asker.chat !== 'private' && replied === undefined) return false;
    const current = await find(asker);
    if (!current) return false;
    const isReply = replied !== undefined && current.dialog.question === spellMessageId(asker.spot.chat, replied);
    if (asker.chat !== 'private' && !isReply) return false;
    const { field } = current;
    const t = textsFor(asker.user);
    const answer = answerFrom(text, field);
    const length = [...(answer ?? '')].length;
    if (answer === undefined) await sayInPlace(asker, t('telegram.question.choose'));
    else if (!answer) await sayInPlace(asker, t('telegram.question.empty'));
    else if (length > field.maxLength)
      await sayInPlace(asker, t('telegram.question.too-long', { length, most: field.maxLength }));
    else await take(asker, current, answer);
    return true;
  }

  async function press(asker: Asker, pressed: Press, question: number, answer: Answer): Promise<void> {
    const t = textsFor(asker.user);
    const gone = t('telegram.question.gone');
    const current = await find(asker);
    if (current?.dialog.question !== spellMessageId(asker.spot.chat, question)) return pressed.answer(gone, true);
    const { dialog, form, field } = current;
    switch (answer.kind) {
      case 'pick': {
        if (answer.option !== dialog.asking) return pressed.answer(gone, true);
        const choice = field.choices?.find((one) => choiceMark(one) === answer.mark);
        if (!choice) return pressed.answer(t('telegram.question.choice-gone'), true);
        return take(asker, current, choice.value, pressed);
      }
      case 'skip':
        if (answer.option !== dialog.asking || field.required) return pressed.answer(gone, true);
        return pass(asker, current, [field.option], pressed);
      case 'finish': {
        const left = form.fields.filter(({ option }) => dialog.answers?.[option] === undefined);
        if (left.some(({ required }) => required))
          return pressed.answer(t('telegram.question.required', { field: field.label }), true);
        const rest = left.map(({ option }) => option);
        return pass(asker, current, rest, pressed);
      }
      case 'cancel':
        await dialogs.remove(keyOf(asker));
        tidy(asker, current);
        return pressed.answer(t('telegram.question.cancelled'));
      default:
        return answer satisfies never;
    }
  }

  async function skip(asker: Asker): Promise<void> {
    const current = await find(asker);
    if (!current) return nothingOpen(asker);
    if (current.field.required)
      return tell(asker, textsFor(asker.user)('telegram.question.required.cancel', { field: current.field.label }));
    return pass(asker, current, [current.field.option]);
  }

  async function cancel(asker: Asker): Promise<void> {
    const current = await dialogs.find(keyOf(asker));
    if (!current) return nothingOpen(asker);
    await dialogs.remove(keyOf(asker));
    await sayInPlace(asker, textsFor(asker.user)('telegram.question.cancelled'));
  }

  /** In a group it may be another bot's question that is cancelled. */
  async function nothingOpen(asker: Asker): Promise<void> {
    if (asker.chat === 'private') await tell(asker, textsFor(asker.user)('telegram.question.none'));
  }

  async function take(asker: Asker, { dialog, form, field }: Open, answer: string, pressed?: Press): Promise<void> {
    tidy(asker, { dialog, form, field }, labelOf(answer, field));
    await goOn(asker, form, { ...dialog, answers: { ...dialog.answers, [field.option]: answer } }, pressed);
  }

  async function pass(asker: Asker, current: Open, options: readonly string[], pressed?: Press): Promise<void> {
    const { dialog, form } = current;
    tidy(asker, current);
    await goOn(asker, form, { ...dialog, skipped: [...dialog.skipped, ...options] }, pressed);
  }

  async function goOn(asker: Asker, form: Form, dialog: Dialog, pressed?: Press): Promise<void> {
    const field = nextField(form, dialog);
    if (!field) return finish(asker, dialog, pressed);
    await Promise.all([ask(asker, { dialog, form, field }), pressed?.answer()]);
  }

  async function finish(asker: Asker, dialog: Dialog, pressed?: Press): Promise<void> {
    const { command, args } = dialog.input;
    if (!dialog.where) return dialogs.remove(keyOf(asker));
    const invocation = { id: dialog.id, command, args: { ...args, ...dialog.answers }, where: dialog.where };
    await parts.run(asker, { ...invocation, from: accountOf(asker.user) }, pressed);
    // Only now: should the process die before, the repeated answer finishes it, under the same id.
    await dialogs.remove(keyOf(asker));
  }

  /** Takes the keyboard off an answered question. Only looks: it may fail, and nobody waits for it. */
  function tidy({ chat, user }: Asker, { dialog, field }: Open, answer?: string): void {
    const question = readMessageId(dialog.question ?? '');
    if (!question || isBoxed(field, chat)) return;
    calls.edit(question, answeredDrawing(field, answer, now(), textsFor(user))).catch((err: unknown) => {
      log.debug(loggable(err), 'answered Telegram question still shows its buttons');
    });
  }

  async function abandon(asker: Asker): Promise<void> {
    try {
      await dialogs.remove(keyOf(asker));
    } catch (err) {
      // The command itself may get by without the database, and says so if not.
      log.warn({ err }, 'open Telegram question could not be closed');
    }
  }

  async function tell(asker: Asker, text: string, pressed?: Press): Promise<void> {
    return pressed ? replies.toPress(asker, pressed, { text }) : replies.toMessage(asker, { text });
  }

  /** About the question, so where the question is. */
  async function sayInPlace(asker: Asker, text: string): Promise<void> {
    await replies.post(placeOf(asker), { drawing: render({ text }, now()) });
  }

  return { open, hear, press, skip, cancel, abandon };
}

/** What was meant by a typed answer; undefined when it is not among the choices and has to be. */
function answerFrom(text: string, { kind, choices = [] }: FormField): string | undefined {
  const typed = text.trim();
  const wanted = typed.toLowerCase();
  const choice = choices.find(({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted);
  if (choice) return choice.value;
  // The other lists show 25 at most, and there may be more: the command checks.
  return kind === 'choice' && choices.length > 0 ? undefined : typed;
}

function labelOf(answer: string, { choices = [] }: FormField): string {
  return choices.find(({ value }) => value === answer)?.label ?? answer;
}

function keyOf({ spot, user }: Asker): string {
  return `telegram:${spot.chat}:${user.id}`;
}

function inPrivate({ user }: Asker): Asker {
  return { user, chat: 'private', spot: { chat: String(user.id) } };
}

/** In a private chat nothing need be quoted. */
function placeOf({ chat, spot }: Asker): Spot {
  return chat === 'private' ? { chat: spot.chat } : spot;
}
