import { escapeHtml, escapeWithLinks } from '../../src/lib/html.ts';

/** Characters that XML 1.0 forbids, even escaped: one of them makes the whole feed unreadable. */
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** Controls that HTML and XML interpret differently. */
const controls = /[\u007F-\u009F]/g;

/** Escapes text for HTML and XML, as content or as a quoted attribute. */
export function escaped(text: string): string {
  return escapeHtml(text.replace(/\r\n?/g, '\n').replace(unspeakable, '\uFFFD').replace(controls, '\uFFFD'));
}

/** Escapes text for HTML, with its URLs as links. */
export function withLinks(text: string): string {
  return escapeWithLinks(text, escaped);
}

/** Trusted HTML for a placeholder of a text. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}
