import { encodeInput } from '../../src/ports/commands.ts';
import { type Button, type Tone, withoutPress } from '../../src/ports/message.ts';
import type { WebPost } from '../../src/ports/web-chat.ts';

/** A post as the page gets it. Everything in it is text; the page never makes markup of it. */
export interface WirePost {
  readonly id: string;
  readonly room: string;
  readonly at: string;
  readonly by: string;
  readonly text: string;
  readonly title?: string;
  readonly body?: string;
  readonly tone?: Tone;
  readonly fields: readonly { label: string; value: string; at?: string }[];
  readonly buttons: readonly WireButton[];
  readonly link?: { readonly label: string; readonly url: string };
  /** Nobody else sees it. */
  readonly private: boolean;
  /** The answer to something that was asked here; what is not is a page or a card. */
  readonly answer: boolean;
  readonly edited?: string;
}

export interface WireButton {
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
  readonly code: string;
  /** What it does, whatever state it was drawn for: the page keeps one element for each. */
  readonly key: string;
  readonly disabled?: true;
}

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
