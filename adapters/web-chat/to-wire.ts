import { encodeInput } from '../../src/ports/commands.ts';
import { type Button, type Tone, withoutPress } from '../../src/ports/message.ts';
import type { WebPost, WebRoom } from '../../src/ports/web-chat.ts';
import type { WireButton, WirePost, WireRoom } from './wire.ts';

const ANSWER = 'answer-';

/** The same action's answer is the same post. */
export function answerIdFor(invocation: string): string {
  return `${ANSWER}${invocation}`;
}

export function isAnswer(post: Pick<WebPost, 'id'>): boolean {
  return post.id.startsWith(ANSWER);
}

export function toWire(post: WebPost): WirePost {
  const { message } = post;
  return {
    id: post.id,
    room: post.room,
    at: post.at.toISOString(),
    by: post.by,
    text: post.text ?? message?.text ?? '',
    ...(message?.title !== undefined && { title: message.title }),
    ...(message?.body !== undefined && { body: message.body }),
    ...(message?.tone && { tone: message.tone }),
    fields: (message?.fields ?? []).map(({ label, value, at }) => ({
      label,
      value,
      ...(at && { at: at.toISOString() }),
    })),
    buttons: (message?.buttons ?? []).map(wireButton),
    ...(message?.link && isWebAddress(message.link.url) && { link: message.link }),
    private: post.onlyFor !== undefined,
    answer: isAnswer(post),
    ...(post.editedAt && { edited: post.editedAt.toISOString() }),
  };
}

/** The core names a room after its incident: number and title. */
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

/** `javascript:` and its kin are no place to go. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
