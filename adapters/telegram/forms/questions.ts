import type { ForceReply, InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { truncate } from '../../../src/lib/text.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { Dialog } from '../../../src/ports/chat.ts';
import type { Form, FormField } from '../../../src/ports/commands.ts';
import { PLACEHOLDER_LENGTH } from '../limits.ts';
import type { Interval } from '../prose.ts';
import { type Drawing, draw, pressable } from '../render.ts';
import type { Requester } from '../requester.ts';
import { choiceButtons } from './choosing.ts';

/**
 * What a question's button does. The leading character distinguishes it from a command's button, because no command's name
 * has it.
 */
export type Answer =
  | { readonly kind: 'pick'; readonly option: string; readonly code: string }
  | { readonly kind: 'page'; readonly option: string; readonly page: number }
  | { readonly kind: 'skip' | 'all'; readonly option: string }
  | { readonly kind: 'finish' | 'cancel' };

const answerPattern = /^~(pick|page|all|skip|finish|cancel)(?:\|([^|]+))?(?:\|([^|]+))?$/;

export function readAnswer(data: string): Answer | undefined {
  const [, kind, option, code] = answerPattern.exec(data) ?? [];
  if (kind === 'pick' && option && code) return { kind, option, code };
  if (kind === 'page' && option && /^\d{1,4}$/.test(code ?? '')) return { kind, option, page: Number(code) };
  if ((kind === 'skip' || kind === 'all') && option) return { kind, option };
  return kind === 'finish' || kind === 'cancel' ? { kind } : undefined;
}

/** Returns the next field to ask for: required ones first, then optional ones. */
export function nextField(form: Form, { answers = {}, skipped }: Dialog): FormField | undefined {
  const open = form.fields.filter(({ option }) => answers[option] === undefined && !skipped.includes(option));
  return open.find(({ required }) => required) ?? open[0];
}

export interface Question {
  readonly drawing: Drawing;
  readonly markup: InlineKeyboardMarkup | ForceReply;
}

/**
 * Returns a question with a keyboard or, for free text in a group, with the reply box, which only the asked person sees.
 * Telegram does not show both on one message.
 */
export function questionFor(
  { form, field, dialog }: { readonly form: Form; readonly field: FormField; readonly dialog: Dialog },
  { chat, user }: Requester,
  now: Date,
  t: Translate,
): Question {
  const group = chat === 'group';
  const boxed = isBoxed(field, chat);
  const done = Object.keys(dialog.answers ?? {}).length + dialog.skipped.length;
  const label = truncate(field.label, 100);
  const spans: Interval[] = [
    // Without the mention, the box would open for nobody when the form began with a button on the bot's own message.
    ...(group
      ? [{ text: user.first_name.toWellFormed(), as: 'link' as const, url: `tg://user?id=${user.id}` }, { text: ', ' }]
      : []),
    { text: truncate(form.title, 100), as: 'bold' },
    { text: ` ${t('telegram.question.step', { step: done + 1, count: form.fields.length })}\n` },
    { text: label, as: 'bold' },
    { text: field.required ? '' : ` ${t('telegram.question.optional')}` },
    { text: `\n${[truncate(field.hint, 200), field.fallback].filter(Boolean).join('\n')}` },
    { text: instruction(field, { group, boxed }, t) },
  ];
  const drawing = draw(spans, now);
  if (!boxed) return { drawing, markup: { inline_keyboard: keyboard(form, field, dialog, t) } };
  const input_field_placeholder = truncate(label, PLACEHOLDER_LENGTH) || '…';
  return { drawing, markup: { force_reply: true, selective: true, input_field_placeholder } };
}

/** Returns whether the question uses the reply box. It then has no buttons, and Telegram does not allow editing it. */
export function isBoxed({ required, choices }: FormField, chat: Requester['chat']): boolean {
  return chat === 'group' && required && !choices?.length;
}

function instruction(field: FormField, { group, boxed }: { group: boolean; boxed: boolean }, t: Translate): string {
  if (field.kind === 'choice' && field.choices?.length) return '';
  if (boxed) return `\n${t('telegram.question.reply')}`;
  if (field.choices?.length) return `\n${t(group ? 'telegram.question.reply-name' : 'telegram.question.write-name')}`;
  return `\n${t(group ? 'telegram.question.reply-or-press' : 'telegram.question.write')}`;
}

function keyboard(form: Form, field: FormField, dialog: Dialog, t: Translate): InlineKeyboardButton[][] {
  const { option, required } = field;
  return [
    ...choiceButtons(field, dialog, t),
    ...(required
      ? []
      : [[pressable(t('telegram.question.skip'), `~skip|${option}`), pressable(form.submit, '~finish', 'primary')]]),
    [pressable(t('chat.cancel'), '~cancel')],
  ];
}

/** Returns the question after it was answered by a button: with the answer and without buttons. */
export function answeredDrawing(field: FormField, answer: string | undefined, now: Date, t: Translate): Drawing {
  const words = answer === undefined ? t('telegram.question.skipped') : truncate(answer, 1_000);
  return draw([{ text: `${truncate(field.label, 100)}:`, as: 'bold' }, { text: ` ${words}` }], now);
}
