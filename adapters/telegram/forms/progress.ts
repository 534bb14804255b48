import type { Dialog } from '../../../src/ports/chat.ts';
import type { Form, FormField } from '../../../src/ports/commands.ts';
import type { Press } from '../replies.ts';
import { accountOf, keyOf, type Requester } from '../requester.ts';
import type { FormParts, OpenQuestion } from './open-question.ts';
import type { QuestionMessages } from './question-messages.ts';
import { nextField } from './questions.ts';

export type Progress = ReturnType<typeof createProgress>;

/** Goes from one question of a form to the next, and runs the command after the last. */
export function createProgress({ dialogs, run }: FormParts, messages: QuestionMessages) {
  async function take(requester: Requester, open: OpenQuestion, answer: string, pressed?: Press): Promise<void> {
    const { dialog, form, field } = open;
    messages.tidy(requester, open, labelOf(answer, field));
    await goOn(requester, form, { ...dialog, answers: { ...dialog.answers, [field.option]: answer } }, pressed);
  }

  async function pass(
    requester: Requester,
    open: OpenQuestion,
    options: readonly string[],
    pressed?: Press,
  ): Promise<void> {
    const { dialog, form } = open;
    messages.tidy(requester, open);
    await goOn(requester, form, { ...dialog, skipped: [...dialog.skipped, ...options] }, pressed);
  }

  async function goOn(requester: Requester, form: Form, dialog: Dialog, pressed?: Press): Promise<void> {
    const field = nextField(form, dialog);
    if (!field) return finish(requester, { dialog, form }, pressed);
    await Promise.all([messages.sendQuestion(requester, { dialog, form, field }), pressed?.answer()]);
  }

  async function finish(
    requester: Requester,
    { dialog, form }: Pick<OpenQuestion, 'dialog' | 'form'>,
    pressed?: Press,
  ): Promise<void> {
    const { command, args } = dialog.input;
    if (!dialog.where) return dialogs.remove(keyOf(requester));
    const invocation = { id: dialog.id, command, args: { ...args, ...dialog.answers }, where: dialog.where };
    const { refused } = await run(requester, { ...invocation, from: accountOf(requester.user) }, pressed);
    const field = refused && form.fields.find(({ option }) => option === refused.option);
    // Asks again for the refused answer; the other answers are kept.
    if (field) return messages.sendQuestion(requester, { dialog: without(dialog, field.option), form, field });
    // Removed last: if the process ends before, the repeated answer completes the command under the same id.
    await dialogs.remove(keyOf(requester));
  }

  return { take, pass, finish };
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
