import { convert, type HtmlToTextOptions } from 'html-to-text';
import type { ParsedMail } from 'mailparser';

/** In characters. Longer HTML is truncated before it is parsed: a monitor puts its message first. */
const mostHtmlCharacters = 300_000;

type Selectors = NonNullable<HtmlToTextOptions['selectors']>;

/**
 * How HTML becomes text: upper case stays as it is, links show their URL, tables keep their columns, pictures are dropped.
 */
const shapes: Selectors = [
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'], noAnchorUrl: true } },
  { selector: 'img', format: 'skip' },
  { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
];
/** Elements in which mail programs put quoted text. */
const quoted: Selectors = [
  'blockquote',
  'div.gmail_quote',
  'div.gmail_signature',
  'div.moz-cite-prefix',
  '#appendonsend',
  '#divRplyFwdMsg',
].map((selector) => ({ selector, format: 'skip' }));

/** Matches the first line above a quote. */
const beginsQuote = [
  // “On Thu, 15 Jan 2026 at 12:00, Alice <alice@example.org> wrote:” and the same in other languages.
  /^(?:on|am|le|el|il|op)\s.{5,200}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)[^:]{0,80}:$/i,
  /^-{2,}\s?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\s?-{2,}$/i,
  /^_{20,}$/,
];
/** RFC 3676: a signature follows. Many programs drop the space behind the hyphens. */
const beginsSignature = /^--\s?$/;
const forwarded = /^\s*(?:fwd?|wg|tr|rv)\s?:/i;
const noHtmlHere = /\b(?:html|browser|e-?mail client)\b/i;

/**
 * Returns the text of a mail. A mail without a text part is read from its HTML, with its links. Quotes and the signature are
 * left out, unless nothing else is left or the mail was forwarded.
 */
export function textOfMail({ text, html, subject }: Pick<ParsedMail, 'text' | 'html' | 'subject'>): string {
  const plain = (text ?? '').replaceAll('\0', '').trim();
  const isForwarded = forwarded.test(subject ?? '');
  if (html && isStandIn(plain)) return fromHtml(html, isForwarded) || plain;
  return isForwarded ? plain : withoutQuotes(plain) || plain;
}

/** Returns what somebody wrote above the mail that they answer; empty when it is only a quote. */
export function writtenIn({ text, html }: Pick<ParsedMail, 'text' | 'html'>): string {
  const plain = (text ?? '').replaceAll('\0', '').trim();
  return withoutQuotes(html && isStandIn(plain) ? toText(html, [...shapes, ...quoted]) : plain);
}

/** Returns whether the text part is only a placeholder, such as “Your mail program does not show HTML.” */
function isStandIn(plain: string): boolean {
  return plain === '' || (plain.length < 200 && noHtmlHere.test(plain) && !plain.includes('\n'));
}

function fromHtml(html: string, isForwarded: boolean): string {
  const all = () => toText(html, shapes);
  if (isForwarded) return all();
  return withoutQuotes(toText(html, [...shapes, ...quoted])) || all();
}

function toText(html: string, selectors: Selectors): string {
  const limits = { maxDepth: 100, maxChildNodes: 5_000 };
  return convert(html.slice(0, mostHtmlCharacters), { wordwrap: false, selectors, limits }).replaceAll('\0', '').trim();
}

function withoutQuotes(text: string): string {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => beginsSignature.test(line) || beginsQuote.some((one) => one.test(line.trim())));
  return (end < 0 ? lines : lines.slice(0, end))
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim();
}
