import { escapeHtml } from '../../src/lib/html.ts';
import { type Mention, piecesOf } from '../../src/ports/text-pieces.ts';

/** A stretch of text as it is read, and how it is drawn. */
export interface Interval {
  readonly text: string;
  readonly as?: 'bold' | 'link' | 'moment';
  readonly url?: string;
  readonly at?: Date;
  /** Commands in it may be tapped: the bot suggests them. */
  readonly tappable?: true;
  /** Who is mentioned in it, and the text before it was truncated. */
  readonly mentions?: readonly Mention[] | undefined;
  readonly whole?: string;
}

/**
 * What Telegram would make something of in plain words: a mention of every "@name", which notifies who is called that; a
 * link of what is left of a truncated one; a command of a path such as /tmp.
 */
const active =
  /((?<![\p{L}\p{N}_])@[A-Za-z0-9_]{2,}|(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:\/[^\s<>]*)?|https?:\/\/[^\s<>]*)/iu;

const activeNames = /((?<![\p{L}\p{N}_])@[A-Za-z0-9_]{2,})/u;

/** The words of a span, with its links live and with those mentioned whom it calls. */
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

/** In code, which reads the same, Telegram makes nothing of words. Code cannot stand inside bold. */
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
