import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Language } from '../../src/domain/languages.ts';
import { divideLinks, pictureAddress } from '../../src/lib/links.ts';
import { formatMoment } from '../../src/lib/moment.ts';
import { truncate } from '../../src/lib/text.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { encodeInput } from '../../src/ports/commands/input.ts';
import {
  type Button,
  type Field,
  type Link,
  linksOf,
  linksWithPicture,
  type Message,
  toneSigns,
} from '../../src/ports/message.ts';
import {
  BUTTON_LABEL_LENGTH,
  BUTTON_URL_LENGTH,
  CALLBACK_DATA_BYTES,
  KEYBOARD_BUTTONS,
  TEXT_LENGTH,
} from './limits.ts';
import { momentHtml } from './moment.ts';
import { anchorHtml, type Interval, proseHtml } from './prose.ts';

/** A message as Telegram takes it; `plain` is the text without markup, for a server that rejects the markup. */
export interface Drawing {
  readonly html: string;
  readonly plain: string;
  readonly keyboard?: InlineKeyboardMarkup;
  /** URL of the picture below the text. Telegram fetches it, and leaves out one that it cannot fetch. */
  readonly picture?: string;
  /**
   * The same message with its URLs in the text, for when Telegram rejects a link button. Absent without link buttons.
   */
  readonly withoutLinkButtons?: Drawing;
}

const TITLE_LENGTH = 512;
const CALL_LENGTH = 500;
const LABEL_LENGTH = 80;
const VALUE_LENGTH = 500;
/** For all fields together, so that the description keeps room. */
const FIELDS_LENGTH = 1_800;
/** For the text of links that do not become buttons. */
const LINKS_LENGTH = 1_000;
const BUTTONS_A_ROW = 2;

export function render(message: Message, now: Date): Drawing {
  const drawing = drawWith(message, now, KEYBOARD_BUTTONS - (message.buttons?.length ?? 0));
  const hasLinkButtons = drawing.keyboard?.inline_keyboard.flat().some((button) => 'url' in button);
  return hasLinkButtons ? { ...drawing, withoutLinkButtons: drawWith(message, now, 0) } : drawing;
}

function drawWith(message: Message, now: Date, roomForLinks: number): Drawing {
  const sign = toneSigns[message.tone ?? 'neutral'];
  const title = truncate(message.title?.trim() ?? '', TITLE_LENGTH);
  const call: Interval[] = title && message.call ? [{ text: '\n' }, callLine(message.call)] : [];
  const head: Interval[] = title ? [{ text: sign }, { text: title, as: 'bold' }, ...call] : [{ text: sign }];
  const fields = fieldSpans(message, now);
  const picture = pictureOf(message);
  const links = divideLinks(picture ? linksOf(message) : linksWithPicture(message), isTaken, roomForLinks);
  const link: Interval[] = links.asText ? [{ text: `\n\n${truncate(links.asText, LINKS_LENGTH)}` }] : [];
  const taken = length(head) + length(fields) + length(link) + 4;
  const body = truncate((title ? message.body : message.text) ?? '', TEXT_LENGTH - taken);
  const spans = [
    ...head,
    ...(body ? [title ? { text: `\n${body}` } : { text: body, mentions: message.mentions, whole: message.text }] : []),
    ...(fields.length > 0 ? [{ text: body ? '\n\n' : '\n' }, ...fields] : []),
    ...link,
  ];
  const keyboard = keyboardOf(message.buttons ?? [], links.asButtons);
  return { ...draw(spans, now, message.language), ...(keyboard && { keyboard }), ...(picture && { picture }) };
}

/**
 * Returns the URL of the picture. It is sent as a link preview, not as a photo: a photo's caption holds 1,024 characters,
 * and a message sent without a photo cannot be edited to have one.
 */
function pictureOf({ picture }: Message): string | undefined {
  return picture && pictureAddress(picture.url);
}

function callLine({ text, mentions }: NonNullable<Message['call']>): Interval {
  return { text: truncate(text, CALL_LENGTH), mentions, whole: text };
}

export function draw(
  spans: readonly Interval[],
  now: Date,
  language: Language = 'en',
): Pick<Drawing, 'html' | 'plain'> {
  const plain = spans.map(({ text }) => text).join('');
  // Telegram rejects a message without visible text.
  if (!plain.trim()) {
    const empty = translatorFor(language)('telegram.no-text');
    return { html: empty, plain: empty };
  }
  return { html: spans.map((span) => spanHtml(span, now)).join(''), plain };
}

function length(spans: readonly Interval[]): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}

function spanHtml(span: Interval, now: Date): string {
  const { text, as, url, at } = span;
  if (as === 'link' && url) return anchorHtml(url, text);
  if (as === 'moment' && at) return momentHtml(at, text, now);
  return proseHtml(span);
}

function fieldSpans({ fields = [], zone, language }: Message, now: Date): Interval[] {
  const spans: Interval[] = [];
  for (const field of fields) {
    const line = fieldLine(field, (at) => formatMoment(at, zone, now, language));
    const before: Interval[] = spans.length > 0 ? [{ text: '\n' }] : [];
    if (length(spans) + length(line) + 2 > FIELDS_LENGTH) return [...spans, ...before, { text: '…' }];
    spans.push(...before, ...line);
  }
  return spans;
}

function fieldLine({ label, value, at }: Field, momentOf: (at: Date) => string): Interval[] {
  const words = truncate(value, VALUE_LENGTH);
  return [
    { text: `${truncate(label, LABEL_LENGTH)}:`, as: 'bold' },
    { text: ` ${words}${at && words ? ' · ' : ''}` },
    ...(at ? [{ text: momentOf(at), as: 'moment' as const, at }] : []),
  ];
}

/** Telegram calls a host without a dot, such as localhost, a "Wrong HTTP URL" and rejects the whole message. */
function isTaken({ href, hostname }: URL): boolean {
  return href.length <= BUTTON_URL_LENGTH && (hostname.includes('.') || hostname.startsWith('['));
}

function keyboardOf(buttons: readonly Button[], links: readonly Link[]): InlineKeyboardMarkup | undefined {
  if (buttons.length + links.length === 0) return undefined;
  if (buttons.length > KEYBOARD_BUTTONS)
    throw new Error(`${buttons.length} buttons; Telegram takes ${KEYBOARD_BUTTONS}`);
  const linkButtons = links.map(({ label, url }) => ({ text: buttonLabel(label), url }));
  return { inline_keyboard: [...rowsOf(buttons.map(buttonOf)), ...rowsOf(linkButtons)] };
}

/** Two longer labels do not fit side by side on a phone. */
const LONGEST_OF_TWO = 20;

/**
 * Arranges short labels in pairs and longer ones below each other. With an odd number, the first has a row to itself,
 * because it matters most.
 */
function rowsOf(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const isLong = ({ text }: InlineKeyboardButton) => text.length > LONGEST_OF_TWO;
  const end = buttons.findIndex(isLong);
  const short = end < 0 ? buttons : buttons.slice(0, end);
  const alone = short.length % BUTTONS_A_ROW;
  const rows = [...inRows(short.slice(0, alone)), ...inRows(short.slice(alone))];
  const long = end < 0 ? undefined : buttons[end];
  return long === undefined ? rows : [...rows, [long], ...rowsOf(buttons.slice(end + 1))];
}

export function inRows(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += BUTTONS_A_ROW) rows.push(buttons.slice(at, at + BUTTONS_A_ROW));
  return rows;
}

function buttonOf({ label, tone, invokes }: Button): InlineKeyboardButton {
  return pressable(label, encodeInput(invokes), tone);
}

export function pressable(label: string, data: string, tone?: Button['tone']): InlineKeyboardButton {
  const bytes = Buffer.byteLength(data);
  if (bytes > CALLBACK_DATA_BYTES)
    throw new Error(`The button “${label}” carries ${bytes} bytes; Telegram takes ${CALLBACK_DATA_BYTES}`);
  return {
    text: buttonLabel(label),
    callback_data: data,
    ...(tone && { style: tone }),
  };
}

function buttonLabel(label: string): string {
  return truncate(label.trim(), BUTTON_LABEL_LENGTH) || '…';
}
