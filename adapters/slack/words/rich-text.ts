import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/web-api';
import { type Measure, truncate } from '../../../src/lib/text.ts';
import { type Mention, piecesOf } from '../../../src/ports/text-pieces.ts';
import { jsonLength } from './plain.ts';

/** What an element of its own takes up in JSON beside its text, and the text that goes on behind it. */
const ELEMENT_JSON = 100;

interface Look {
  readonly style?: { readonly bold: true };
  readonly mentions?: readonly Mention[] | undefined;
  /** False: addresses are words like the others. */
  readonly liveLinks?: boolean;
}

/**
 * Text that people wrote, at most `limit` characters of JSON, with its links live and with those mentioned whom it calls.
 * Nothing else in it is markup.
 */
export function elementsOf(
  text: string,
  limit: number,
  { style, mentions, liveLinks = true }: Look = {},
): RichTextElement[] {
  const shown = truncate(text, limit, jsonLengthOf(text, mentions));
  return piecesOf(shown, 'slack', mentions, text).map((piece): RichTextElement => {
    const look = style ? { style } : {};
    if (piece.url !== undefined && liveLinks) return { type: 'link', url: piece.url, ...look };
    if (piece.account !== undefined) return { type: 'user', user_id: piece.account, ...look };
    return { type: 'text', text: piece.text, ...look };
  });
}

/** How long the elements of a text are in JSON. */
export function jsonLengthOf(text: string, mentions?: readonly Mention[]): Measure {
  const starts = piecesOf(text, 'slack', mentions).flatMap(({ start, url, account }) =>
    url === undefined && account === undefined ? [] : start,
  );
  if (starts.length === 0) return jsonLength;
  return (piece, index) => {
    const elements = starts.filter((start) => start >= index && start < index + piece.length).length;
    return jsonLength(piece) + elements * ELEMENT_JSON;
  };
}

export function richText(elements: RichTextElement[]): RichTextBlock {
  const section: RichTextSection = { type: 'rich_text_section', elements };
  return { type: 'rich_text', elements: [section] };
}
