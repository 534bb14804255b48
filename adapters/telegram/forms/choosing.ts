import { createHash } from 'node:crypto';
import type { InlineKeyboardButton } from 'grammy/types';
import { folded, matching } from '../../../src/lib/matching.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { Dialog } from '../../../src/ports/chat.ts';
import type { Choice, FormField } from '../../../src/ports/commands.ts';
import { inRows, pressable } from '../render.ts';

/** Choices on one page, which a phone shows without scrolling. More are shown in pages. */
const CHOICES_A_PAGE = 8;
/** So many choices still fit on one page: turning a page for one or two more is more work than looking at them. */
const CHOICES_AT_ONCE = 10;

/** The part of a long list that a question shows. */
type View = Pick<Dialog, 'page' | 'narrowed'>;

/**
 * Returns the code of a choice for its button. It is short for any value, and never stands for another value after the list
 * has changed.
 */
export function choiceCode({ value }: Choice): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, 12);
}

/** How typed words match a list of choices. */
export type Choosing =
  | { readonly kind: 'one'; readonly value: string }
  /** Some choices contain the words in their name: show those. */
  | { readonly kind: 'some' }
  | { readonly kind: 'none' };

/**
 * Returns what typed words choose. Only a whole name chooses; for a part of one, the person presses the choice that is
 * meant.
 */
export function chosenBy(typed: string, choices: readonly Choice[]): Choosing {
  const sought = folded(typed);
  const equal = choices.filter(({ value, label }) => folded(value) === sought || folded(label) === sought);
  if (equal.length === 1 && equal[0]) return { kind: 'one', value: equal[0].value };
  return { kind: matching(choices, typed).length > 0 ? 'some' : 'none' };
}

/**
 * Returns the buttons of a question: one page of the choices that match the typed words, and the buttons that turn the page.
 */
export function choiceButtons(
  { option, choices = [] }: FormField,
  { page = 0, narrowed = '' }: View,
  t: Translate,
): InlineKeyboardButton[][] {
  const shown = matching(choices, narrowed);
  const pages = shown.length <= CHOICES_AT_ONCE ? 1 : Math.ceil(shown.length / CHOICES_A_PAGE);
  const at = Math.min(Math.max(0, page), pages - 1);
  const here = pages === 1 ? shown : shown.slice(at * CHOICES_A_PAGE, (at + 1) * CHOICES_A_PAGE);
  const pageButton = (to: number, label: string) => pressable(label, `~page|${option}|${(to + pages) % pages}`);
  return [
    ...inRows(here.map((choice) => pressable(choice.label, `~pick|${option}|${choiceCode(choice)}`))),
    ...(pages === 1 ? [] : [[pageButton(at - 1, '‹'), pageButton(at, `${at + 1}/${pages}`), pageButton(at + 1, '›')]]),
    ...(narrowed ? [[pressable(t('telegram.question.all'), `~all|${option}`)]] : []),
  ];
}
