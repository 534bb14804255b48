import { LinkifyIt } from 'linkify-it';

/** A stretch of a text: words, or a link when it has a `url`. */
export interface TextPiece {
  readonly text: string;
  /** `http:` or `https:`, and exactly what `text` says. */
  readonly url?: string;
}

/** Beyond this nothing is a link: platforms refuse them, and nobody types them. */
const longestUrl = 2_000;
/** Nobody ends a link with more signs. */
const longestEnding = 20;

/** Only whole addresses: a domain, an email address or another scheme in a text stays text. */
const linkifier = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true })
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null);

/**
 * Splits a text at its `http(s)` links; joined, the pieces are the text again. Punctuation and brackets around a link
 * stay outside. What `truncate` has shortened is no link: it would lead somewhere else.
 */
export function splitLinks(text: string): readonly TextPiece[] {
  // Most texts have none, and looking for them costs more than this.
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

/** Whether `truncate` may have taken the rest of the link that ends here: a sign at its end is no part of what is left. */
function isCutOff(text: string, end: number): boolean {
  return /^[^\s\p{L}\p{N}]*…/u.test(text.slice(end, end + longestEnding));
}

/** Returns whether a platform can make a link of it: `http` or `https`, and no character that shows as another. */
export function isWebUrl(url: string): boolean {
  if (url.length > longestUrl || !/^https?:\/\/[^\s<>|…\p{Cc}\p{Cf}]+$/iu.test(url)) return false;
  return URL.canParse(url);
}
