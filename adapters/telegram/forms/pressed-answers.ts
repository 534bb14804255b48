import type { Press } from '../replies.ts';
import { keyOf, type Requester } from '../requester.ts';
import { spellMessageId } from '../target.ts';
import { choiceCode } from './choosing.ts';
import { type FormParts, findOpen } from './open-question.ts';
import type { Progress } from './progress.ts';
import type { QuestionMessages } from './question-messages.ts';
import type { Answer } from './questions.ts';

/** Creates the function that acts on a pressed button of a question. */
export function createPressedAnswers(parts: FormParts, messages: QuestionMessages, progress: Progress) {
  const { dialogs, textsFor } = parts;

  return async (requester: Requester, pressed: Press, question: number, answer: Answer): Promise<void> => {
    const t = textsFor(requester.user);
    const gone = t('telegram.question.gone');
    const current = await findOpen(requester, parts);
    if (current?.dialog.question !== spellMessageId(requester.target.chat, question)) return pressed.answer(gone, true);
    const { dialog, form, field } = current;
    if ('option' in answer && answer.option !== dialog.asking) return pressed.answer(gone, true);
    switch (answer.kind) {
      case 'pick': {
        const choice = field.choices?.find((one) => choiceCode(one) === answer.code);
        if (!choice) return pressed.answer(t('telegram.question.choice-gone'), true);
        return progress.take(requester, current, choice.value, pressed);
      }
      case 'page':
      case 'all': {
        const { narrowed: _, page: __, ...whole } = dialog;
        const page = answer.kind === 'page' ? { ...dialog, page: answer.page } : whole;
        await Promise.all([messages.show(requester, current, page), pressed.answer()]);
        return;
      }
      case 'skip':
        if (field.required) return pressed.answer(gone, true);
        return progress.pass(requester, current, [field.option], pressed);
      case 'finish': {
        const left = form.fields.filter(({ option }) => dialog.answers?.[option] === undefined);
        if (left.some(({ required }) => required))
          return pressed.answer(t('telegram.question.required', { field: field.label }), true);
        const rest = left.map(({ option }) => option);
        return progress.pass(requester, current, rest, pressed);
      }
      case 'cancel':
        await dialogs.remove(keyOf(requester));
        messages.tidy(requester, current);
        return pressed.answer(t('telegram.question.cancelled'));
      default:
        return answer satisfies never;
    }
  };
}
