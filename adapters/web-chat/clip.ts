import type { Message } from '../../src/ports/message.ts';
import {
  BUTTON_LABEL_LIMIT,
  FIELD_LABEL_LIMIT,
  FIELD_VALUE_LIMIT,
  FIELDS_LIMIT,
  TEXT_LIMIT,
  TITLE_LIMIT,
} from './limits.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `limit` characters, ending in an ellipsis when something is left out, and never inside a written sign. */
export function cut(text: string, limit: number): string {
  const whole = wellFormed(text);
  if (whole.length <= limit) return whole;
  // Segmented with some room after the limit, so that the sign standing across it is seen whole.
  let end = 0;
  for (const { index, segment } of graphemes.segment(whole.slice(0, limit + 100))) {
    if (index + segment.length > limit - 1) break;
    end = index + segment.length;
  }
  return `${whole.slice(0, end)}…`;
}

/** Half of a surrogate pair is no character: databases and browsers each do something else with it. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
}

/** The message within this platform's limits. Buttons are never dropped here; too many are a mistake of the sender's. */
export function clip(message: Message): Message {
  const { text, title, body, fields, buttons } = message;
  return {
    ...message,
    text: cut(text, TEXT_LIMIT),
    ...(title !== undefined && { title: cut(title, TITLE_LIMIT) }),
    ...(body !== undefined && { body: cut(body, TEXT_LIMIT) }),
    ...(fields && {
      fields: fields.slice(0, FIELDS_LIMIT).map((field) => ({
        ...field,
        label: cut(field.label, FIELD_LABEL_LIMIT),
        value: cut(field.value, FIELD_VALUE_LIMIT),
      })),
    }),
    ...(buttons && {
      buttons: buttons.map((button) => ({ ...button, label: cut(button.label, BUTTON_LABEL_LIMIT) })),
    }),
  };
}
