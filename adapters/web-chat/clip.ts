import { truncate } from '../../src/lib/text.ts';
import { linksOf, type Message } from '../../src/ports/message.ts';
import {
  BUTTON_LABEL_LIMIT,
  FIELD_LABEL_LIMIT,
  FIELD_VALUE_LIMIT,
  FIELDS_LIMIT,
  TEXT_LIMIT,
  TITLE_LIMIT,
} from './limits.ts';

/**
 * Returns the message within this platform's limits. Buttons are never dropped; too many are an error of the sender.
 */
export function clip(message: Message): Message {
  const { text, title, body, fields, buttons, links } = message;
  return {
    ...message,
    text: truncate(text, TEXT_LIMIT),
    ...(title !== undefined && { title: truncate(title, TITLE_LIMIT) }),
    ...(body !== undefined && { body: truncate(body, TEXT_LIMIT) }),
    ...(fields && {
      fields: fields.slice(0, FIELDS_LIMIT).map((field) => ({
        ...field,
        label: truncate(field.label, FIELD_LABEL_LIMIT),
        value: truncate(field.value, FIELD_VALUE_LIMIT),
      })),
    }),
    ...(buttons && {
      buttons: buttons.map((button) => ({ ...button, label: truncate(button.label, BUTTON_LABEL_LIMIT) })),
    }),
    ...(links && {
      links: linksOf(message).map(({ label, url }) => ({ label: truncate(label, BUTTON_LABEL_LIMIT), url })),
    }),
  };
}
