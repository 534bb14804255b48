import { html, type TemplateResult } from 'lit-html';
import { splitLinks } from '../../../../src/lib/linkify.ts';

type Drawn = string | TemplateResult;

/** Returns text with what stands in backticks as code, a line to type mostly, and its links live. All of it stays text. */
export function markedText(text: string): readonly Drawn[] {
  return text
    .split(/`([^`\n]{1,200})`/)
    .flatMap((part, index) => (index % 2 === 1 ? [html`<code>${part}</code>`] : linkedText(part)));
}

/** Returns text with its web addresses as links. */
export function linkedText(text: string): readonly Drawn[] {
  return splitLinks(text).map((piece) =>
    piece.url === undefined
      ? piece.text
      : html`<a href=${piece.url} target="_blank" rel="noopener noreferrer nofollow">${piece.text}</a>`,
  );
}
