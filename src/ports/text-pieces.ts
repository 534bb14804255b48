import type { Platform } from '../domain/people.ts';
import { splitLinks } from '../lib/linkify.ts';

/** Where a text names a person whom it calls. A platform on which they have an account mentions them there. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly accounts: Readonly<Partial<Record<Platform, string>>>;
}

/** A stretch of a text: words; a link when it has a `url`; a person to mention when it has an `account`. */
export interface TextPiece {
  readonly start: number;
  readonly text: string;
  readonly url?: string;
  readonly account?: string;
}

/**
 * Splits a text for a platform to draw; joined, the pieces are the text again.
 *
 * @param whole the text as it was before it was truncated, which `mentions` are places in
 */
export function piecesOf(
  text: string,
  platform: Platform,
  mentions: readonly Mention[] = [],
  whole = text,
): readonly TextPiece[] {
  const people = mentions
    .filter(
      ({ start, end }) =>
        start >= 0 && start < end && end <= text.length && text.slice(start, end) === whole.slice(start, end),
    )
    .flatMap(({ start, end, accounts }) => {
      const account = accounts[platform];
      return account === undefined ? [] : [{ start, end, account }];
    })
    .sort((a, b) => a.start - b.start);
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { start, end, account } of people) {
    if (start < from) continue;
    pieces.push(...linked(text.slice(from, start), from), { start, text: text.slice(start, end), account });
    from = end;
  }
  pieces.push(...linked(text.slice(from), from));
  return pieces;
}

/** Returns the mentions where they are once so many characters stand before the text. */
export function shifted(mentions: readonly Mention[] = [], by: number): readonly Mention[] {
  return mentions.map((mention) => ({ ...mention, start: mention.start + by, end: mention.end + by }));
}

function linked(text: string, start: number): TextPiece[] {
  let at = start;
  return splitLinks(text).map((piece) => {
    const placed = { start: at, ...piece };
    at += piece.text.length;
    return placed;
  });
}
