import type {
  ActionsBlock,
  HeaderBlock,
  ImageBlock,
  KnownBlock,
  RichTextBlock,
  RichTextDate,
  RichTextElement,
} from '@slack/web-api';
import type { Language } from '../../src/domain/languages.ts';
import { splitLinks } from '../../src/lib/linkify.ts';
import { divideLinks, pictureAddress } from '../../src/lib/links.ts';
import { formatMomentWithYear } from '../../src/lib/moment.ts';
import { oneLine, truncate } from '../../src/lib/text.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { encodeInput } from '../../src/ports/commands/input.ts';
import { withoutPress } from '../../src/ports/commands/press.ts';
import {
  type Button,
  type Field,
  type Link,
  linksOf,
  linksWithPicture,
  type Message,
  toneSigns,
} from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { shifted } from '../../src/ports/text-pieces.ts';
import { SlackFailed } from './failures.ts';
import {
  ACTION_ID,
  BLOCKS_JSON,
  BODY_TEXT,
  BUTTON_TEXT,
  BUTTON_VALUE,
  BUTTONS,
  FALLBACK_TEXT,
  FIELD_LABEL,
  FIELD_VALUE,
  FIELDS,
  FIELDS_JSON,
  HEADER_TEXT,
  LINK_URL,
  LINKS_JSON,
} from './limits.ts';
import { escapeText, jsonLength } from './words/plain.ts';
import { elementsOf, jsonLengthOf, richText } from './words/rich-text.ts';

/** A message as Slack takes it: people see the blocks; notifications and screen readers use the text. */
export interface Drawing {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** A title with a link, in characters of JSON. */
const TITLE_TEXT = 600;
/** A line that mentions people, in characters of JSON. */
const CALL_TEXT = 1_000;
/** Slack's limit for an image URL. */
const PICTURE_URL = 3_000;
const PICTURE_ALT = 2_000;
/** What a paragraph adds in JSON to its text. */
const CONTAINER = 120;
const rejectedBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

interface Look {
  /** False: URLs are plain text. */
  readonly liveLinks?: boolean;
  /** False: a picture becomes a link. */
  readonly pictures?: boolean;
}

/**
 * Renders a message. Text by people goes into rich text, whose text elements have no markup, so nobody can forge any.
 */
export function render(message: Message, { liveLinks = true, pictures = true }: Look = {}): Drawing {
  // A coloured attachment bar does not work: Slack hides its contents, buttons too, behind "Show more".
  const sign = toneSigns[message.tone ?? 'neutral'];
  const title = message.title?.trim();
  const body = (title ? message.body : message.text)?.trim();
  const head: KnownBlock[] = title ? [titleBlock(sign, title, liveLinks)] : [];
  if (title && message.call) head.push(callBlock(message.call));
  const tail: KnownBlock[] = [];
  if (message.fields?.length) tail.push(fieldsBlock(message.fields, message, liveLinks));
  const picture = pictures ? pictureBlock(message) : undefined;
  const links = drawLinks(picture ? linksOf(message) : linksWithPicture(message), liveLinks);
  if (links.asText) tail.push(paragraph(links.asText, LINKS_JSON, liveLinks));
  if (message.buttons?.length) tail.push(actionsBlock(message.buttons));
  if (links.asButtons.length > 0) tail.push(linksBlock(links.asButtons));
  // Below the buttons, so that these stay in view.
  if (picture) tail.push(picture);

  const left = BLOCKS_JSON - JSON.stringify([...head, ...tail]).length - CONTAINER;
  const look = { liveLinks, mentions: title ? [] : shifted(message.mentions, sign.length - leading(message.text)) };
  const shown = `${title ? '' : sign}${body}`;
  const middle = body ? [richText(elementsOf(shown, Math.min(BODY_TEXT, left), look))] : [];
  const drawn = [...head, ...middle, ...tail];
  const blocks = drawn.length > 0 ? drawn : [paragraph(`${sign}…`, BODY_TEXT, liveLinks)];
  const text = truncate(message.text || title || '…', FALLBACK_TEXT, (one) => escapeText(one).length);
  return { text: escapeText(text), blocks };
}

/** Returns how many characters of white space the text begins with. */
function leading(text: string): number {
  return text.length - text.trimStart().length;
}

function titleBlock(sign: string, title: string, liveLinks: boolean): HeaderBlock | RichTextBlock {
  const line = title.replace(/\s+/g, ' ');
  // A header block cannot contain links.
  if (liveLinks && splitLinks(line).some(({ url }) => url !== undefined))
    return richText(elementsOf(sign + line, TITLE_TEXT, { style: { bold: true } }));
  // Slack interprets entities in every text object, also in plain text.
  const text = escapeText(sign + truncate(line, HEADER_TEXT - sign.length, (one) => jsonLength(escapeText(one))));
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function callBlock({ text, mentions }: NonNullable<Message['call']>): RichTextBlock {
  return richText(elementsOf(text, CALL_TEXT, { mentions }));
}

function paragraph(text: string, limit: number, liveLinks: boolean): RichTextBlock {
  return richText(elementsOf(text, limit, { liveLinks }));
}

function fieldsBlock(fields: readonly Field[], { zone, language }: Message, liveLinks: boolean): RichTextBlock {
  const elements: RichTextElement[] = [];
  let room = FIELDS_JSON;
  for (const [index, field] of fields.entries()) {
    if (index === FIELDS || room < FIELD_LABEL) {
      elements.push({ type: 'text', text: '\n…' });
      break;
    }
    const label = `${truncate(field.label.trim() || '–', FIELD_LABEL, jsonLength)}:`;
    room -= jsonLength(label);
    const length = jsonLengthOf(field.value);
    const value = truncate(field.value, Math.max(1, Math.min(FIELD_VALUE, room)), length);
    room -= length(value, 0);
    elements.push({ type: 'text', text: index ? `\n${label}` : label, style: { bold: true } });
    elements.push(...elementsOf(` ${value}`, FIELD_VALUE * 2, { liveLinks }));
    if (field.at) {
      if (value) elements.push({ type: 'text', text: ' · ' });
      elements.push(moment(field.at, zone, language));
    }
  }
  return richText(elements);
}

/** Slack shows the moment in the reader's zone; the fallback text, for clients that cannot, names its zone. */
function moment(at: Date, zone = 'UTC', language: Language = 'en'): RichTextDate {
  return {
    type: 'date',
    timestamp: Math.floor(at.getTime() / 1_000),
    format: translatorFor(language)('chat.slack-moment', { date: '{date_short_pretty}', time: '{time}' }),
    fallback: formatMomentWithYear(at, zone, language),
  };
}

function pictureBlock({ picture }: Message): ImageBlock | undefined {
  const address = picture && pictureAddress(picture.url, PICTURE_URL);
  if (!address) return undefined;
  return {
    type: 'image',
    image_url: address,
    alt_text: truncate(oneLine(picture.alt), PICTURE_ALT) || picture.label,
  };
}

function drawLinks(shown: readonly Link[], liveLinks: boolean) {
  let room = LINKS_JSON;
  const takes = ({ href }: URL) => {
    // Slack rejects the whole message for one invalid URL.
    if (!liveLinks || /[\s<>|]/.test(href) || href.length > LINK_URL || href.length > room) return false;
    room -= href.length;
    return true;
  };
  return divideLinks(shown, takes, BUTTONS);
}

/** Slack reports a press of a link button too; without a value it invokes nothing. */
function linksBlock(links: readonly Link[]): ActionsBlock {
  return {
    type: 'actions',
    elements: links.map(({ label, url }, index) => ({
      type: 'button',
      action_id: `open:${index}`,
      text: { type: 'plain_text', text: truncate(label.trim(), BUTTON_TEXT) || '…', emoji: false },
      url,
    })),
  };
}

/**
 * Sends the drawing. When Slack rejects its blocks, sends it again with less: first with the picture as a link, because
 * Slack fetches a picture before it accepts the message, then with all URLs as text, then the words alone. Slack neither
 * documents which URLs it rejects nor names one in its answer.
 */
export async function sendDrawn<T>(
  message: Message,
  log: Pick<Log, 'error'>,
  send: (drawing: Drawing) => Promise<T>,
  look: Look = {},
): Promise<T> {
  const drawing = render(message, look);
  try {
    return await send(drawing);
  } catch (err) {
    if (!(err instanceof SlackFailed) || !rejectedBlocks.has(err.code)) throw err;
    const next = plainer(drawing, look);
    if (next) return sendDrawn(message, log, send, next);
    log.error({ reason: err.message }, 'Slack rejected a message; sending its words without buttons');
    return send({ ...drawing, blocks: [] });
  }
}

function plainer({ blocks }: Drawing, { liveLinks = true }: Look): Look | undefined {
  if (blocks.some(({ type }) => type === 'image')) return { pictures: false };
  return liveLinks && JSON.stringify(blocks).includes('"url":') ? { pictures: false, liveLinks: false } : undefined;
}

function actionsBlock(buttons: readonly Button[]): ActionsBlock {
  const ids = new Set<string>();
  return {
    type: 'actions',
    elements: buttons.slice(0, BUTTONS).map(({ label, tone, invokes }, index) => {
      const value = encodeInput(invokes);
      if (value.length > BUTTON_VALUE)
        throw new DeliveryFailed(`A button carries ${value.length} characters; Slack takes ${BUTTON_VALUE}.`, 'never');
      return {
        type: 'button' as const,
        action_id: actionId(invokes, index, ids),
        text: { type: 'plain_text' as const, text: truncate(label || '…', BUTTON_TEXT), emoji: false },
        value,
        ...(tone && { style: tone }),
      };
    }),
  };
}

/**
 * Returns the action id of a button. It depends on what the button invokes, not on its position, so that an edited message
 * never has another button under the same id. Only the value decides what is invoked.
 */
function actionId({ command, args }: Button['invokes'], index: number, taken: Set<string>): string {
  const code = encodeInput({ command, args: withoutPress(args) });
  // Slack rejects a message with the same id twice.
  const id = code.length <= ACTION_ID && !taken.has(code) ? code : `invoke:${index}`;
  taken.add(id);
  return id;
}
