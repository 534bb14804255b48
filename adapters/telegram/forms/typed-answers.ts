import { excerpt } from '../../../src/lib/text.ts';
import type { Requester } from '../requester.ts';
import { spellMessageId } from '../target.ts';
import { chosenBy } from './choosing.ts';
import { type FormParts, findOpen, type OpenQuestion } from './open-question.ts';
import type { Progress } from './progress.ts';
import type { QuestionMessages } from './question-messages.ts';

/** Creates the function that takes a typed text as the answer to a question, as `Forms.hear` says. */
export function createTypedAnswers(parts: FormParts, messages: QuestionMessages, progress: Progress) {
  const { textsFor } = parts;

  async function hear(requester: Requester, text: string, replied: number | undefined): Promise<boolean> {
    // In a group only a reply can be an answer, so other messages cost no database read.
    if (requester.chat !== 'private' && replied === undefined) return false;
    const current = await findOpen(requester, parts);
    if (!current) return false;
    const isReply = replied !== undefined && current.dialog.question === spellMessageId(requester.target.chat, replied);
    if (requester.chat !== 'private' && !isReply) return false;
    const { choices, maxLength } = current.field;
    const t = textsFor(requester.user);
    const typed = text.trim();
    const length = [...typed].length;
    if (!typed) await messages.sendHere(requester, t('telegram.question.empty'));
    else if (choices?.length) await choose(requester, current, typed);
    else if (length > maxLength)
      await messages.sendHere(requester, t('telegram.question.too-long', { length, most: maxLength }));
    else await progress.take(requester, current, typed);
    return true;
  }

  /** Takes a typed choice: a whole name chooses, a part of one narrows the list. */
  async function choose(requester: Requester, current: OpenQuestion, typed: string): Promise<void> {
    const t = textsFor(requester.user);
    const { field, dialog } = current;
    const choosing = chosenBy(typed, field.choices ?? []);
    if (choosing.kind === 'one') return progress.take(requester, current, choosing.value);
    if (choosing.kind === 'some') return messages.show(requester, current, { ...dialog, narrowed: typed, page: 0 });
    // The choices of a time are only suggestions; the command parses any other text.
    if (field.kind === 'time') return progress.take(requester, current, typed);
    const isShort = field.kind === 'choice';
    return messages.sendHere(
      requester,
      isShort ? t('telegram.question.choose') : t('telegram.question.no-match', { typed: excerpt(typed) }),
    );
  }

  return hear;
}
