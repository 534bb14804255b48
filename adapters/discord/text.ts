const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Characters that Discord would read as markup where they stand: emphasis, code, spoilers, mentions, timestamps, masked
 * links and quotes anywhere; `://`, which makes a link of what follows; headings and lists where a line begins.
 */
const markup = /[\\*_~`|<>[\]@]|:(?=\/\/)|(?<=^[ \t]*)[#+-]|(?<=^[ \t]*-)#|(?<=^[ \t]*\d+)\./gm;

/** Markdown that shows exactly these characters, cut where a character ends, and never inside an escape. */
export function escaped(text: string, limit: number): string {
  const marks = new Set([...text.matchAll(markup)].map((match) => match.index));
  return within(text, limit, (piece, at) => {
    let written = '';
    for (let i = 0; i < piece.length; i++) written += marks.has(at + i) ? `\\${piece[i]}` : piece[i];
    return written;
  });
}

/** For names and labels, in which nothing is markup. */
export function cut(text: string, limit: number): string {
  return within(text, limit, (piece) => piece);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function within(text: string, limit: number, write: (piece: string, at: number) => string): string {
  let written = '';
  let roomForEllipsis = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    const piece = write(segment, index);
    if (written.length + piece.length > limit) return `${written.slice(0, roomForEllipsis)}…`;
    written += piece;
    if (written.length < limit) roomForEllipsis = written.length;
  }
  return written;
}
