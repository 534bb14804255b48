import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/web-api';
import { type Measure, truncate } from '../../../src/lib/text.ts';
import { type Mention, piecesOf } from '../../../src/ports/text-pieces.ts';
import { jsonLength } from './plain.ts';

/** What a separate element adds in JSON to its text and to the text after it. */
const ELEMENT_JSON = 100;

interface Look {
  readonly style?: { readonly bold: true };
  readonly mentions?: readonly Mention[] | undefined;
  /** False: URLs are plain text. */
  readonly liveLinks?: boolean;
}

/**
 * Returns rich text elements of a text by people, at most `limit` characters of JSON, with its links and its mentions.
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

/** Returns a function that measures a text's elements in JSON. */
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
