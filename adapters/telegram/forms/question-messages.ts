import type { Dialog } from '../../../src/ports/chat.ts';
import { loggable } from '../failures.ts';
import { render } from '../render.ts';
import type { Press } from '../replies.ts';
import { keyOf, type Requester, replyTarget } from '../requester.ts';
import { readMessageId, spellMessageId } from '../target.ts';
import type { FormParts, OpenQuestion } from './open-question.ts';
import { answeredDrawing, isBoxed, questionFor } from './questions.ts';

export type QuestionMessages = ReturnType<typeof createQuestionMessages>;

/** Posts questions and what is said about them, and keeps which message asks which question. */
export function createQuestionMessages({ dialogs, calls, replies, textsFor, now, log }: FormParts) {
  async function sendQuestion(requester: Requester, { dialog, form, field }: OpenQuestion): Promise<void> {
    const { narrowed: _, page: __, ...asked } = dialog;
    const { drawing, markup } = questionFor({ form, field, dialog: asked }, requester, now(), textsFor(requester.user));
    const posted = await replies.post(replyTarget(requester), { drawing, markup });
    const question = spellMessageId(posted.chat, posted.message);
    await dialogs.put(keyOf(requester), { ...asked, asking: field.option, question });
  }

  /** Shows another part of the list in the question's message. */
  async function show(requester: Requester, { form, field }: OpenQuestion, dialog: Dialog): Promise<void> {
    await dialogs.put(keyOf(requester), dialog);
    const question = readMessageId(dialog.question ?? '');
    if (!question) return;
    const { drawing, markup } = questionFor({ form, field, dialog }, requester, now(), textsFor(requester.user));
    if ('inline_keyboard' in markup) await calls.edit(question, { ...drawing, keyboard: markup });
  }

  /** Removes the keyboard of an answered question. Cosmetic, so it may fail and nothing waits for it. */
  function tidy({ chat, user }: Requester, { dialog, field }: OpenQuestion, answer?: string): void {
    const question = readMessageId(dialog.question ?? '');
    if (!question || isBoxed(field, chat)) return;
    calls.edit(question, answeredDrawing(field, answer, now(), textsFor(user))).catch((err: unknown) => {
      log.debug(loggable(err), 'answered Telegram question still shows its buttons');
    });
  }

  async function tell(requester: Requester, text: string, pressed?: Press): Promise<void> {
    return pressed ? replies.toPress(requester, pressed, { text }) : replies.toMessage(requester, { text });
  }

  /** Sends a text about the question to the place of the question. */
  async function sendHere(requester: Requester, text: string): Promise<void> {
    await replies.post(replyTarget(requester), { drawing: render({ text }, now()) });
  }

  return { sendQuestion, show, tidy, tell, sendHere };
}
