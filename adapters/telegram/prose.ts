import { escapeHtml } from '../../src/lib/html.ts';
import { type Mention, piecesOf } from '../../src/ports/text-pieces.ts';

/** A piece of text, and how it is rendered. */
export interface Interval {
  readonly text: string;
  readonly as?: 'bold' | 'link' | 'moment';
  readonly url?: string;
  readonly at?: Date;
  /** Whether commands in it stay tappable: only in texts of the bot. */
  readonly tappable?: true;
  /** The people mentioned in it, and the text before it was truncated. */
  readonly mentions?: readonly Mention[] | undefined;
  readonly whole?: string;
}

/**
 * Text that Telegram would turn into something active: "@name" into a mention, which notifies the owner of that name; the
 * rest of a truncated URL into a link; a path such as /tmp into a command.
 */
const active =
  /((?<![\p{L}\p{N}_])@[A-Za-z0-9_]{2,}|(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:\/[^\s<>]*)?|https?:\/\/[^\s<>]*)/iu;

const activeNames = /((?<![\p{L}\p{N}_])@[A-Za-z0-9_]{2,})/u;

/** Returns the HTML of a piece, with its links and mentions. */
export function proseHtml({ text, as, mentions, whole, tappable }: Interval): string {
  return piecesOf(text, 'telegram', mentions, whole)
    .map((piece) => {
      if (piece.url !== undefined) return anchorHtml(piece.url, piece.text);
      if (piece.account !== undefined && /^\d+$/.test(piece.account))
        return anchorHtml(`tg://user?id=${piece.account}`, piece.text);
      return wordsHtml(piece.text, as === 'bold', tappable);
    })
    .join('');
}

export function anchorHtml(url: string, text: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
}

/**
 * Returns words as HTML. Active-looking words become code, which reads the same and in which Telegram links nothing. Code
 * cannot stand inside bold.
 */
function wordsHtml(text: string, bold: boolean, tappable = false): string {
  return text
    .split(tappable ? activeNames : active)
    .map((piece, index) => {
      if (!piece) return '';
      if (index % 2 === 1) return `<code>${escapeHtml(piece)}</code>`;
      return bold ? `<b>${escapeHtml(piece)}</b>` : escapeHtml(piece);
    })
    .join('');
}
