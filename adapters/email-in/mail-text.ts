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
/** Elements in which mail programs put quoted text and signatures. */
const quoted: Selectors = [
  'blockquote',
  ...['div.gmail_quote', 'div.yahoo_quoted', 'div.protonmail_quote', 'div.zmail_extra', 'div.moz-cite-prefix'],
  ...['div.gmail_signature', '.moz-signature', 'div.protonmail_signature_block', '#AppleMailSignature'],
  ...['#ms-outlook-mobile-signature', '#composer_signature', '#Signature'],
].map((selector) => ({ selector, format: 'skip' }));
/** Outlook puts a mark above the mail that is answered, and that mail behind it and not in it. */
const quoteBehind =
  /<\w{1,10}\b[^<>]{0,300}\bid=["']?(?:x_)?(?:appendonsend|divRplyFwdMsg|mail-editor-reference-message-container)\b/i;

const wrote =
  '(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|napisał\\(a\\)|さん(?:は|が)書きました|のメール|のメッセージ)';
/** “On Thu, 15 Jan 2026 at 12:00, Alice <alice@example.org> wrote:” and the same in other languages. */
const longLine = new RegExp(`^(?:on|am|le|el|il|op|den)\\s.{5,250}${wrote}[^:]{0,120}:$`, 'i');
/** Matches the first line above a quote. */
const beginsQuote = [
  // “Alice <alice@example.org> schrieb am Do., 15. Jan. 2026, 12:00:”
  new RegExp(`^.{0,100}<[^<>\\s]{3,254}@[^<>\\s]{3,254}>\\s?${wrote}.{0,80}[:：]$`, 'i'),
  // “2026年1月15日(木) 12:00 Alice <alice@example.org>:”
  /^\d{4}(?:年|[/.-]\d).{5,200}<[^<>\s]{3,254}>.{0,20}[:：]$/,
  /^-{2,}\s?(?:original message|original appointment|reply message|forwarded message|ursprüngliche nachricht|originalnachricht|message d'origine|mensaje original|元のメッセージ|元のメール)\s?-{2,}$/i,
  /^_{20,}$/,
];
/** Two such lines one below the other are the head of the mail that is answered, as Outlook writes it. */
const headOfQuote = /^\*{0,2}(?:from|von|de|da|差出人|送信者)\s?[:：]/i;
const moreOfHead =
  /^\*{0,2}(?:sent|date|to|subject|gesendet|datum|an|betreff|enviado(?: el)?|fecha|para|asunto|envoyé|à|objet|送信日時|日付|日時|宛先|件名)\s?[:：]/i;
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

/**
 * Returns what somebody wrote above the mail that they answer, or below or between its lines; empty when there is only a quote.
 */
export function writtenIn({ text, html }: Pick<ParsedMail, 'text' | 'html'>): string {
  const plain = (text ?? '').replaceAll('\0', '').trim();
  const all = html && isStandIn(plain) ? toText(beforeQuote(html), [...shapes, ...quoted]) : plain;
  const lines = all.split(/\r?\n/);
  const head = lines.findIndex((line, at) => headOfQuote.test(line) && moreOfHead.test(lines[at + 1] ?? ''));
  const above = withoutQuotes((head < 0 ? lines : lines.slice(0, head)).join('\n'));
  return above || belowQuote(lines);
}

/** Returns what stands below lines that are marked as a quote. Of a quote without marks, nobody knows where it ends. */
function belowQuote(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => line.startsWith('>'));
  return last < 0 ? '' : withoutQuotes(lines.slice(last + 1).join('\n'));
}

function beforeQuote(html: string): string {
  const at = html.search(quoteBehind);
  return at < 0 ? html : html.slice(0, at);
}

/** Returns whether the text part is only a placeholder, such as “Your mail program does not show HTML.” */
function isStandIn(plain: string): boolean {
  return plain === '' || (plain.length < 200 && noHtmlHere.test(plain) && !plain.includes('\n'));
}

function fromHtml(html: string, isForwarded: boolean): string {
  const all = () => toText(html, shapes);
  if (isForwarded) return all();
  return withoutQuotes(toText(beforeQuote(html), [...shapes, ...quoted])) || all();
}

function toText(html: string, selectors: Selectors): string {
  const limits = { maxDepth: 100, maxChildNodes: 5_000 };
  return convert(html.slice(0, mostHtmlCharacters), { wordwrap: false, selectors, limits }).replaceAll('\0', '').trim();
}

function withoutQuotes(text: string): string {
  const lines = text.split(/\r?\n/);
  const isEnd = (line: string, at: number) =>
    beginsSignature.test(line) || beginsQuote.some((one) => one.test(line.trim())) || isLongLine(lines, at);
  const end = lines.findIndex(isEnd);
  return (end < 0 ? lines : lines.slice(0, end))
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim();
}

/** Mail programs break such a line where it gets long. */
function isLongLine(lines: readonly string[], at: number): boolean {
  return [1, 2, 3].some((count) => {
    const broken = lines.slice(at, at + count).map((one) => one.trim());
    return longLine.test(broken.join(' '));
  });
}
