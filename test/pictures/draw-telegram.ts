import { escapeHtml } from '../../src/lib/html.ts';
import type { Entity } from '../harness/fake-telegram/html.ts';
import type { Markup } from '../harness/fake-telegram/world.ts';
import { dayAndTime } from './moments.ts';

export interface TelegramText {
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly markup?: Markup | undefined;
  readonly preview?: string | undefined;
}

/** Draws a message as Telegram's client does: a bubble with its keyboard below. */
export function telegramMessage({ text, entities, markup, preview }: TelegramText, now: Date): string {
  const rows = (markup?.inline_keyboard ?? []).map(
    (row) =>
      `<div class="row">${row
        .map(
          (one) => `<span class="button ${one.style ?? ''}">${one.url ? '<i>↗</i>' : ''}${escapeHtml(one.text)}</span>`,
        )
        .join('')}</div>`,
  );
  const picture = preview ? `<img alt="" src="${preview}">` : '';
  return `<div class="message"><div class="avatar">T</div><div class="said"><div class="bubble"><div class="who">Tocsin</div>
    ${picture}<p dir="auto">${withEntities(text, entities)}<span class="time">${dayAndTime(now).time}</span></p></div>${rows.join('')}</div></div>
    ${markup?.force_reply ? '<div class="reply">↩ Reply to Tocsin<br><span>Message</span></div>' : ''}`;
}

const tags: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

function withEntities(text: string, entities: readonly Entity[]): string {
  const cuts = new Set([0, text.length, ...entities.flatMap(({ offset, length }) => [offset, offset + length])]);
  const edges = [...cuts].sort((one, other) => one - other);
  return edges
    .slice(1)
    .map((end, index) => {
      const start = edges[index] ?? 0;
      const around = entities.filter(({ offset, length }) => offset <= start && end <= offset + length).map(tagOf);
      const words = escapeHtml(text.slice(start, end));
      // What Telegram finds by itself in plain words.
      const found = /(?<![\w/])(https?:\/\/[^\s<]+|\/[a-z][a-z_]{1,31}(?![\w/]))/g;
      const inner = around.length > 0 ? words : words.replace(found, '<a>$1</a>');
      return around.reduce((html, tag) => `<${tag}>${html}</${tag}>`, inner);
    })
    .join('');
}

function tagOf({ type }: Entity): string {
  return tags[type] ?? 'a';
}
