import { type Measure, truncate } from '../../../src/lib/text.ts';
import { type Mention, piecesOf, type TextPiece } from '../../../src/ports/text-pieces.ts';

/**
 * Characters that Discord would read as markup: emphasis, code, spoilers, mentions, timestamps, masked links and quotes
 * anywhere; `://`, which begins a link; headings and lists at the beginning of a line. The lookbehind follows the character,
 * because looking back from every digit is slow in a long number.
 */
const markup = /[\\*_~`|<>[\]@]|:(?=\/\/)|[#+-](?<=^[ \t]*.)|#(?<=^[ \t]*-#)|\.(?<=^[ \t]*\d+\.)/gm;

/**
 * Returns Markdown that shows exactly these characters without links, truncated to the limit and never inside an escape.
 */
export function escaped(text: string, limit: number): string {
  return drawn(text, limit, (shown) => [{ start: 0, text: shown }]);
}

/** Returns Markdown with the links and the mentions of the text. */
export function withLinks(text: string, limit: number, mentions: readonly Mention[] = []): string {
  return drawn(text, limit, (shown) => piecesOf(shown, 'discord', mentions, text));
}

export function hasLinks(text: string): boolean {
  return piecesOf(text, 'discord').some(({ url }) => url !== undefined);
}

function drawn(text: string, limit: number, split: (shown: string) => readonly TextPiece[]): string {
  const shown = truncate(text, limit, lengthOf(text, split(text)));
  // Checked in the whole text, because a line begins there, not at every piece.
  const escapes = escapesIn(shown);
  return split(shown)
    .map((piece) => tokenOf(piece) ?? escapedPiece(piece, escapes))
    .join('');
}

/** Returns a URL in angle brackets, which Discord makes a link of exactly that text, without a preview. */
function tokenOf({ url, account }: TextPiece): string | undefined {
  if (url !== undefined) return `<${url}>`;
  return account !== undefined && /^\d{1,20}$/.test(account) ? `<@${account}>` : undefined;
}

function escapedPiece({ text, start }: TextPiece, escapes: ReadonlySet<number>): string {
  let shown = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (!escapes.has(start + at)) continue;
    shown += `${text.slice(from, at)}\\`;
    from = at;
  }
  return shown + text.slice(from);
}

function escapesIn(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(markup)].map((match) => match.index));
}

/**
 * Returns a function that measures each character with its escapes. Characters of a link count theirs too, because a
 * truncated link is shown as text.
 */
function lengthOf(text: string, pieces: readonly TextPiece[]): Measure {
  const more = new Map<number, number>();
  for (const at of escapesIn(text)) more.set(at, 1);
  for (const piece of pieces) {
    const token = tokenOf(piece);
    if (token === undefined) continue;
    const before = more.get(piece.start) ?? 0;
    more.set(piece.start, before + Math.max(0, token.length - piece.text.length));
  }
  return (piece, index) => {
    let signs = 0;
    for (let at = 0; at < piece.length; at++) signs += more.get(index + at) ?? 0;
    return piece.length + signs;
  };
}
