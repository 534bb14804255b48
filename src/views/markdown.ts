import { withoutControls } from '../lib/text.ts';

/**
 * A web address that can stand between `<` and `>`, where Markdown escapes nothing. Punctuation that ends the sentence stays
 * out.
 */
const address = /\bhttps?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]*[\w\-~/#=%]/u;
/** Text that a forge such as GitHub reads as a mention, and about which it notifies the person or team of that name. */
const mention = /(?<![\p{L}\p{N}_])@[A-Za-z0-9][A-Za-z0-9_@/-]*/u;
const email = /(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w-])/u;
const apart = new RegExp(`(${address.source}|${email.source})|(${mention.source})`, 'gu');

/** Returns text that people typed as one line of Markdown. Nothing in it is markup. */
export function inLine(text: string): string {
  return escapedLine(clean(text).replace(/\s+/g, ' ').trim());
}

/** Returns the text as one paragraph of a list item or a quotation. Line breaks stay, and every line begins with `indent`. */
export function inLines(text: string, indent: string): string {
  const lines = clean(text)
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  return lines.map(escapedLine).join(`\\\n${indent}`);
}

function escapedLine(line: string): string {
  const escaped: string[] = [];
  let at = 0;
  for (const match of line.matchAll(apart)) {
    escaped.push(escapedWords(line.slice(at, match.index)));
    // A mention becomes code, which notifies nobody. An address becomes an autolink, whose text is its target.
    escaped.push(match[1] ? `<${match[0]}>` : `\`${match[0]}\``);
    at = match.index + match[0].length;
  }
  return leading(escaped.join('') + escapedWords(line.slice(at)));
}

function escapedWords(text: string): string {
  return (
    text
      .replace(/[\\`*[\]~|${}]/g, '\\$&')
      // Inside a word every Markdown reader takes it as an underscore.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/&(?=#?\w+;)/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // Another Markdown reader may link an address that `address` does not match.
      .replace(/(https?|ftp|mailto|xmpp)(:)/giu, '$1&#58;')
      .replace(/(www)\./giu, '$1&#46;')
      .replace(/@/g, '&#64;')
  );
}

/** Headings, lists, quotations, rules and tables begin with their marks, so only the beginning of a line is escaped. */
function leading(line: string): string {
  return line.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^[#+\-=:]/, '\\$&');
}

function clean(text: string): string {
  return withoutControls(text.replace(/[\v\f]/g, '\n')).replace(/\t/g, ' ');
}
