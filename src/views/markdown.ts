import { withoutControls } from '../lib/text.ts';

/** Safe to stand between `<` and `>`, where nothing is escaped, and without what only ends the sentence around it. */
const address = /\bhttps?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]*[\w\-~/#=%]/u;
/** What a forge makes a mention of, and notifies who is called that. */
const mention = /(?<![\p{L}\p{N}_])@[A-Za-z0-9][A-Za-z0-9_@/-]*/u;
const email = /(?<![\w.+-])[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w-])/u;
const apart = new RegExp(`(${address.source}|${email.source})|(${mention.source})`, 'gu');

/** Words of people in one line of Markdown: they read as they were written, and nothing in them is markup. */
export function inLine(text: string): string {
  return escapedLine(clean(text).replace(/\s+/g, ' ').trim());
}

/** The same with its lines kept, as one paragraph of a list item or a quotation: every line begins with `indent`. */
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
    // Code reads the same and wakes nobody; an address is its own text, so it leads where it says.
    escaped.push(match[1] ? `<${match[0]}>` : `\`${match[0]}\``);
    at = match.index + match[0].length;
  }
  return leading(escaped.join('') + escapedWords(line.slice(at)));
}

function escapedWords(text: string): string {
  return (
    text
      .replace(/[\\`*[\]~|${}]/g, '\\$&')
      // Inside a word it is an underscore everywhere.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/&(?=#?\w+;)/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      // What is no whole address by our reading may be one by another's.
      .replace(/(https?|ftp|mailto|xmpp)(:)/giu, '$1&#58;')
      .replace(/(www)\./giu, '$1&#46;')
      .replace(/@/g, '&#64;')
  );
}

/** What makes a heading, a list, a quotation, a rule or a table of a line does so at its beginning only. */
function leading(line: string): string {
  return line.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^[#+\-=:]/, '\\$&');
}

function clean(text: string): string {
  return withoutControls(text.replace(/[\v\f]/g, '\n')).replace(/\t/g, ' ');
}
