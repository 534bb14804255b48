import { escapeHtml, escapeWithLinks } from '../../src/lib/html.ts';

/** What XML 1.0 has no place for, not even escaped: one such character, and no reader takes the feed. */
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** Controls that HTML and XML each take for something else. */
const controls = /[\u007F-\u009F]/g;

/** Text, for a place between tags or in quotes, of HTML as well as of XML. */
export function escaped(text: string): string {
  return escapeHtml(text.replace(/\r\n?/g, '\n').replace(unspeakable, '\uFFFD').replace(controls, '\uFFFD'));
}

/** The same with its web addresses as links, in HTML. */
export function withLinks(text: string): string {
  return escapeWithLinks(text, escaped);
}

/** HTML that is ours to the last letter, for a placeholder of a text. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}
