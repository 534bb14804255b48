const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Every control character but tab and line feed: mail programs and HTML each do something else with them. */
const controls = /(?![\t\n])\p{Cc}/gu;

/** Text as a mail can carry it. */
export function wellFormed(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(controls, '').replace(loneSurrogate, '\uFFFD');
}

/** One line, whatever was in it: what stands in a header must not begin another one. */
export function singleLine(text: string): string {
  return wellFormed(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** At most `max` UTF-16 units, ended by an ellipsis where it was cut: never inside what a reader sees as one character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const room = max - 1;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 100))) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  // One character may be as long as people care to make it.
  if (end === 0) end = /[\uD800-\uDBFF]$/.test(text.slice(0, room)) ? room - 1 : room;
  return `${text.slice(0, end).trimEnd()}…`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

/** Escaped, with the line breaks that people made. */
export function escapeLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}
