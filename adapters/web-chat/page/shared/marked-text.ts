import { html, type TemplateResult } from 'lit-html';
import { splitLinks } from '../../../../src/lib/linkify.ts';

type Drawn = string | TemplateResult;

/**
 * Returns a text with its links, and its words in backticks (mostly commands) as code. Nothing else in it becomes markup.
 */
export function markedText(text: string): readonly Drawn[] {
  return text
    .split(/`([^`\n]{1,200})`/)
    .flatMap((part, index) => (index % 2 === 1 ? [html`<code>${part}</code>`] : linkedText(part)));
}

/** Returns a text with its URLs as links. */
export function linkedText(text: string): readonly Drawn[] {
  return splitLinks(text).map((piece) =>
    piece.url === undefined
      ? piece.text
      : html`<a href=${piece.url} target="_blank" rel="noopener noreferrer nofollow">${piece.text}</a>`,
  );
}
