import { convert, type HtmlToTextOptions } from 'html-to-text';
import type { ParsedMail } from 'mailparser';

/** Longer HTML is cut before it is read: what a monitor has to say stands in front. */
const mostHtmlCharacters = 300_000;

type Selectors = NonNullable<HtmlToTextOptions['selectors']>;

/** Texts keep their case, links their address, tables their columns; pictures say nothing. */
const shapes: Selectors = [
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'], noAnchorUrl: true } },
  { selector: 'img', format: 'skip' },
  { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
];
/** Where mail programs put what they quote. */
const quoted: Selectors = [
  'blockquote',
  'div.gmail_quote',
  'div.gmail_signature',
  'div.moz-cite-prefix',
  '#appendonsend',
  '#divRplyFwdMsg',
].map((selector) => ({ selector, format: 'skip' }));

/** The first line of what a mail program quotes below. */
const beginsQuote = [
  // On Thu, 15 Jan 2026 at 12:00, Alice <alice@example.org> wrote: — and as other languages say it.
  /^(?:on|am|le|el|il|op)\s.{5,200}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)[^:]{0,80}:$/i,
  /^-{2,}\s?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\s?-{2,}$/i,
  /^_{20,}$/,
];
/** RFC 3676: what follows is the signature. Many programs drop the space behind it. */
const beginsSignature = /^--\s?$/;
const forwarded = /^\s*(?:fwd?|wg|tr|rv)\s?:/i;
const noHtmlHere = /\b(?:html|browser|e-?mail client)\b/i;

/**
 * Returns what a mail says, as text. One without a text of its own is read from its HTML, with its links. What it quotes of
 * other mails and its signature are left out, unless nothing else is left or it was forwarded.
 */
export function textOfMail({ text, html, subject }: Pick<ParsedMail, 'text' | 'html' | 'subject'>): string {
  const plain = (text ?? '').replaceAll('\0', '').trim();
  const isForwarded = forwarded.test(subject ?? '');
  if (html && isStandIn(plain)) return fromHtml(html, isForwarded) || plain;
  return isForwarded ? plain : withoutQuotes(plain) || plain;
}

/** “Your mail program does not show HTML.” */
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
