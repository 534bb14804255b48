const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** What JSON can carry: half an emoji would make Telegram refuse the whole message. */
export function wellFormed(text: string): string {
  return text.replace(loneSurrogate, '\uFFFD');
}

/** At most `max` UTF-16 units, ended by an ellipsis where it was cut: never inside what a reader sees as one character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const room = max - 1;
  let end = 0;
  // One character may be as long as people care to make it; a part of it beyond the room does not matter.
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 1))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  if (end === 0) end = /[\uD800-\uDBFF]$/.test(text.slice(0, room)) ? room - 1 : room;
  return `${text.slice(0, end).trimEnd()}…`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
