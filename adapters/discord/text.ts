import { type Measure, truncate } from '../../src/lib/text.ts';

/**
 * Characters that Discord would read as markup where they stand: emphasis, code, spoilers, mentions, timestamps, masked
 * links and quotes anywhere; `://`, which makes a link of what follows; headings and lists where a line begins. What
 * stands before is looked at only behind such a character: looking back from every digit takes long in a long number.
 */
const markup = /[\\*_~`|<>[\]@]|:(?=\/\/)|[#+-](?<=^[ \t]*.)|#(?<=^[ \t]*-#)|\.(?<=^[ \t]*\d+\.)/gm;

/** Markdown that shows exactly these characters, truncated to the limit, and never inside an escape. */
export function escaped(text: string, limit: number): string {
  const marks = new Set([...text.matchAll(markup)].map((match) => match.index));
  const length: Measure = (piece, at) => {
    let escapes = 0;
    for (let i = 0; i < piece.length; i++) if (marks.has(at + i)) escapes++;
    return piece.length + escapes;
  };
  return truncate(text, limit, length).replace(markup, '\\$&');
}
