import type { Message } from '../ports/message.ts';
import type { Reader } from './reader.ts';

/**
 * Returns an answer for everybody to read: with the name of the person who shared it, and without buttons, which were meant
 * for one reader.
 */
export function sharedView(
  { buttons: _own, ...answer }: Message,
  name: string,
  { t, language, zone }: Reader,
): Message {
  const by = t('share.by', { name });
  const common = { ...answer, zone, language };
  if (answer.title === undefined) return { ...common, text: `${answer.text}\n${by}` };
  const field = { label: t('field.shared-by'), value: name };
  return { ...common, text: `${answer.text} · ${by}`, fields: [...(answer.fields ?? []), field] };
}
