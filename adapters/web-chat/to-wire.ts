import { divideLinks } from '../../src/lib/links.ts';
import { encodeInput } from '../../src/ports/commands/input.ts';
import { withoutPress } from '../../src/ports/commands/press.ts';
import { type Button, linksWithPicture, type Message, mostLinks, type Tone } from '../../src/ports/message.ts';
import type { WebPost, WebRoom } from '../../src/ports/web-chat.ts';
import type { WireButton, WirePost, WireRoom } from './wire.ts';

const ANSWER = 'answer-';

/** Returns the id of the answer to an action; a repeat gets the same one. */
export function answerIdFor(invocation: string): string {
  return `${ANSWER}${invocation}`;
}

export function isAnswer(post: Pick<WebPost, 'id'>): boolean {
  return post.id.startsWith(ANSWER);
}

export function toWire(post: WebPost): WirePost {
  const { message } = post;
  const { asButtons: links, asText } = divideLinks(message ? linksWithPicture(message) : [], () => true, mostLinks);
  const under = asText && `\n${asText}`;
  return {
    id: post.id,
    room: post.room,
    at: post.at.toISOString(),
    by: post.by,
    text: (post.text ?? message?.text ?? '') + (message?.title === undefined ? under : ''),
    ...(message?.title !== undefined && { title: message.title }),
    ...bodyOf(message, under),
    ...(message?.tone && { tone: message.tone }),
    fields: (message?.fields ?? []).map(({ label, value, at }) => ({
      label,
      value,
      ...(at && { at: at.toISOString() }),
    })),
    buttons: (message?.buttons ?? []).map(wireButton),
    links,
    private: post.onlyFor !== undefined,
    answer: isAnswer(post),
    ...(post.editedAt && { edited: post.editedAt.toISOString() }),
  };
}

/** Returns the room for the page. The core names a room after its incident: number and title. */
export function toWireRoom({ id, name, createdAt }: WebRoom, tone?: Tone): WireRoom {
  const number = /^(\d{1,9}) /.exec(name)?.[1];
  return {
    id,
    name,
    at: createdAt.toISOString(),
    ...(number !== undefined && { incident: Number(number) }),
    ...(tone && { tone }),
  };
}

function wireButton({ label, tone, invokes, disabled }: Button): WireButton {
  return {
    label,
    ...(tone && { tone }),
    code: encodeInput(invokes),
    key: encodeInput({ command: invokes.command, args: withoutPress(invokes.args) }),
    ...(disabled && { disabled }),
  };
}

function bodyOf(message: Message | undefined, under: string): { body?: string } {
  if (message?.title === undefined) return message?.body === undefined ? {} : { body: message.body };
  const body = `${message.body ?? ''}${under}`.trim();
  return body || message.body !== undefined ? { body } : {};
}
