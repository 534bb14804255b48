/**
 * Returns the length of a text in the unit of a limit. It is called with a grapheme and its index in the whole text, and
 * with the whole text at 0. The length of the whole text must equal the sum of its graphemes.
 */
export type Measure = (piece: string, index: number) => number;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';

/**
 * Returns the characters as people see them: an emoji with its skin tone, a flag, and a letter with its combining marks are
 * one each.
 */
export function graphemes(text: string): string[] {
  return [...segments(text)];
}

/** Counts UTF-16 code units, as JavaScript, Slack, Discord and Telegram do. */
export const utf16Length: Measure = (piece) => piece.length;

/** Counts bytes of UTF-8. It does not encode the text, because it is called for many short texts. */
export const utf8Length: Measure = (piece) => {
  let bytes = piece.length;
  for (let index = 0; index < piece.length; index += 1) {
    const unit = piece.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate pair takes four bytes; a lone surrogate is encoded as U+FFFD, which takes three.
    if (unit < 0x800 || isPairAt(piece, index)) bytes += 1;
    else if (isPairAt(piece, index - 1)) bytes += 1;
    else bytes += 2;
  }
  return bytes;
};

function isPairAt(text: string, index: number): boolean {
  const [high, low] = [text.charCodeAt(index), text.charCodeAt(index + 1)];
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}

/** Counts characters as people see them. */
export const graphemeLength: Measure = (piece) => graphemes(piece).length;

/**
 * Returns the text when it fits, else its beginning and `…`, together at most `limit` long. Never cuts inside a grapheme,
 * unless the first one alone is too long; never inside a surrogate pair. Lone surrogates become U+FFFD.
 */
export function truncate(text: string, limit: number, measure: Measure = utf16Length): string {
  const whole = text.toWellFormed();
  if (measure(whole, 0) <= limit) return whole;
  const room = limit - measure(ellipsis, whole.length);
  if (room < 0) return '';
  const end =
    measure === utf16Length
      ? boundaryBefore(whole, room)
      : measure === utf8Length
        ? boundaryBefore(whole, fitting(whole, room, measure))
        : fitting(segments(whole), room, measure);
  return apart(`${whole.slice(0, end || fitting(whole, room, measure)).trimEnd()}${ellipsis}`, whole);
}

/** Like `truncate`, but keeps the end: `…` and the last characters, at most `limit` UTF-16 code units together. */
export function truncateStart(text: string, limit: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  if (limit < ellipsis.length) return '';
  const least = whole.length - limit + ellipsis.length;
  const at = segmenter.segment(whole).containing(least);
  const start = at === undefined || at.index === least ? least : at.index + at.segment.length;
  return apart(`${ellipsis}${whole.slice(start).trimStart()}`, whole);
}

/** A part that leaves out fewer UTF-16 code units than this may hold the whole text. */
const leastDropped = 1_024;

/** V8 keeps the whole text in memory for as long as a part of it lives; this part is a copy when it leaves out much. */
function apart(part: string, whole: string): string {
  return whole.length - part.length < leastDropped ? part : structuredClone(part);
}

/** ASCII words with one space between them: this text is one line already, and has no hidden characters. */
const plainLine = /^[!-~]+(?: [!-~]+)*$/;

/** Returns the text on one line: line breaks, control characters and runs of spaces become one space. */
export function oneLine(text: string): string {
  if (plainLine.test(text)) return text;
  return withoutHidden(text.toWellFormed())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/** Returns as much of a typed text as fits into a sentence: one line, at most `limit` UTF-16 code units. */
export function excerpt(text: string, limit = 60): string {
  return truncate(oneLine(text), limit);
}

/** Returns the text with `\n` as its only line break, and without control characters except tab and line feed. */
export function withoutControls(text: string): string {
  return withoutHidden(text.toWellFormed())
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '');
}

/** Returns the text with a bar before each line except the first, so that no line can pass for a separate one. */
export function barred(text: string): string {
  return text.replace(/\n/g, '\n│ ');
}

/** Joiners connect words of Persian and Hindi and parts of emoji; anywhere else they only hide characters. */
function withoutHidden(text: string): string {
  return (
    withoutBidiControls(text)
      .replace(/[\u00AD\u180E\u200B\u2060-\u2064\uFEFF\uFFF9-\uFFFB]/g, '')
      // Tag characters after a black flag make flags such as England's; anywhere else they are invisible text.
      .replace(/(\u{1F3F4}[\u{E0020}-\u{E007F}]{1,8})|[\u{E0000}-\u{E007F}]/gu, '$1')
      .replace(/(?<![\p{L}\p{M}\p{Emoji}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Emoji}])/gu, '')
  );
}

/**
 * Embeddings, overrides and isolates can change the order in which a text and the text after it are shown. The marks U+200E,
 * U+200F and U+061C move the numbers and signs beside them, and one in front can reverse a whole line. They stay only in
 * lines with right-to-left letters, which need them, one at a time.
 */
function withoutBidiControls(text: string): string {
  const bare = text.replace(/[\u202A-\u202E\u2066-\u206F]/g, '');
  if (!directional.test(bare)) return bare;
  return bare.replace(/[^\r\n\v\f\u0085\u2028\u2029]+/g, (line) =>
    rightToLeft.test(line)
      ? line.replace(/([\u200E\u200F\u061C])[\u200E\u200F\u061C]+/g, '$1')
      : line.replace(everyDirectional, ''),
  );
}

const directional = /[\u200E\u200F\u061C]/;
const everyDirectional = /[\u200E\u200F\u061C]/g;
/** A letter of a script that is written from right to left. */
const rightToLeft =
  /(?=\p{L})[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/**
 * Returns the last grapheme boundary at or before `index`. It segments as little as possible: texts of alerts are long and
 * many.
 */
function boundaryBefore(text: string, index: number): number {
  return segmenter.segment(text.slice(0, index + 2)).containing(index)?.index ?? index;
}

/** A step of `Intl.Segmenter` copies the text that it was given: 64 kB as one piece took seconds. */
const windowUnits = 500;

/** Yields one segment at a time, because only the beginning of a long text is needed. */
function* segments(text: string): Iterable<string> {
  let units = windowUnits;
  for (let at = 0; at < text.length; ) {
    const end = at + units + (isPairAt(text, at + units - 1) ? 1 : 0);
    const from = at;
    let last = '';
    for (const { segment } of segmenter.segment(text.slice(at, end))) {
      if (last) yield last;
      at += last.length;
      last = segment;
    }
    // The last one may go on behind the window.
    if (end < text.length) {
      units = at === from ? units * 2 : windowUnits;
      continue;
    }
    yield last;
    at += last.length;
  }
}

function fitting(pieces: Iterable<string>, room: number, measure: Measure): number {
  let end = 0;
  let length = 0;
  for (const piece of pieces) {
    length += measure(piece, end);
    if (length > room) break;
    end += piece.length;
  }
  return end;
}
