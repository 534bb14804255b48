import { LinkifyIt } from 'linkify-it';

/** A part of a text: words, or a link when it has a `url`. */
export interface TextPiece {
  readonly text: string;
  /** `http:` or `https:`, and equal to `text`. */
  readonly url?: string;
}

/** A longer address is not linked: platforms refuse it. */
const longestUrl = 2_000;
/** The most punctuation marks after a link before the `…` of `truncate`. */
const longestEnding = 20;

/** Links only whole addresses: a domain, an email address or another scheme in a text stays text. */
const linkifier = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true })
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/**
 * Splits a text at its `http(s)` links; joined, the pieces are the text again. Punctuation and brackets around a link stay
 * outside of it. An address that `truncate` shortened stays text, because it would lead to another page.
 */
export function splitLinks(text: string): readonly TextPiece[] {
  // Most texts have no link, and this check is cheaper than the search.
  if (!/https?:\/\//i.test(text)) return text ? [{ text }] : [];
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { index, lastIndex, raw } of linkifier.match(text) ?? []) {
    if (isCutOff(text, lastIndex) || !isWebUrl(raw)) continue;
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: raw, url: raw });
    from = lastIndex;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** Returns whether `truncate` may have cut the link that ends here. Punctuation may stand between the link and the `…`. */
function isCutOff(text: string, end: number): boolean {
  return /^[^\s\p{L}\p{N}]*…/u.test(text.slice(end, end + longestEnding));
}

/** Returns whether a platform can link the address: `http` or `https`, and no character that is shown as another one. */
export function isWebUrl(url: string): boolean {
  if (url.length > longestUrl || !/^https?:\/\/[^\s<>|…\p{Cc}\p{Cf}]+$/iu.test(url)) return false;
  return URL.canParse(url);
}
