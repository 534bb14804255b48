import { type Measure, truncate } from '../../../src/lib/text.ts';
import { type Mention, piecesOf, type TextPiece } from '../../../src/ports/text-pieces.ts';

/**
 * Characters that Discord would read as markup where they stand: emphasis, code, spoilers, mentions, timestamps, masked
 * links and quotes anywhere; `://`, which makes a link of what follows; headings and lists where a line begins. What
 * stands before is looked at only behind such a character: looking back from every digit takes long in a long number.
 */
const markup = /[\\*_~`|<>[\]@]|:(?=\/\/)|[#+-](?<=^[ \t]*.)|#(?<=^[ \t]*-#)|\.(?<=^[ \t]*\d+\.)/gm;

/** Markdown that shows exactly these characters, truncated to the limit, and never inside an escape. Nothing is a link. */
export function escaped(text: string, limit: number): string {
  return drawn(text, limit, (shown) => [{ start: 0, text: shown }]);
}

/** The same with the links live, and with the people mentioned whom the text calls. */
export function withLinks(text: string, limit: number, mentions: readonly Mention[] = []): string {
  return drawn(text, limit, (shown) => piecesOf(shown, 'discord', mentions, text));
}

export function hasLinks(text: string): boolean {
  return piecesOf(text, 'discord').some(({ url }) => url !== undefined);
}

function drawn(text: string, limit: number, split: (shown: string) => readonly TextPiece[]): string {
  const shown = truncate(text, limit, lengthOf(text, split(text)));
  // What begins a line begins one in the whole text.
  const escapes = escapesIn(shown);
  return split(shown)
    .map((piece) => tokenOf(piece) ?? escapedPiece(piece, escapes))
    .join('');
}

/** In angle brackets, Discord makes a link of exactly what they hold, and shows no preview of it. */
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

/** Each character with the signs that drawing it adds. Those of a link count too: truncated, it is drawn as words. */
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
