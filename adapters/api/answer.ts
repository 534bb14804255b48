import type { Message } from '../../src/ports/message.ts';
import type { AnswerJson } from '../../src/schemas/answer.ts';

/** Returns the answer as JSON. @param page the page that this is, from 1 */
export function answerToJson({ title, text, body, fields, links, buttons = [] }: Message, page = 1): AnswerJson {
  const hasNext = buttons.some(({ invokes }) => Number(invokes.args.page) > page);
  return {
    ...(title !== undefined && { title }),
    text: body ?? text,
    ...(fields && {
      fields: fields.map(({ at, ...field }) => ({ ...field, ...(at && { at: at.toISOString() }) })),
    }),
    ...(links && { links: [...links] }),
    more: hasNext,
  };
}
