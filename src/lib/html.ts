import { splitLinks } from './linkify.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for a place between tags or in quotes, in HTML and in XML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

/** Like `escapeHtml`, with a `<br>` for each line break. */
export function escapeLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

/**
 * Like `escapeHtml`, and makes web addresses links.
 *
 * @param escaped escapes the text between the links
 */
export function escapeWithLinks(text: string, escaped: (text: string) => string = escapeHtml): string {
  return splitLinks(text)
    .map((piece) =>
      piece.url === undefined
        ? escaped(piece.text)
        : `<a href="${escaped(piece.url)}" rel="noopener noreferrer nofollow">${escaped(piece.text)}</a>`,
    )
    .join('');
}
