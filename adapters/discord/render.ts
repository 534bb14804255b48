import {
  type APIButtonComponent,
  type APIEmbed,
  type APIEmbedField,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Language } from '../../src/domain/languages.ts';
import { divideLinks, pictureAddress } from '../../src/lib/links.ts';
import { oneLine, truncate } from '../../src/lib/text.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { encodeInput } from '../../src/ports/commands/input.ts';
import {
  type Button,
  type Field,
  type Link,
  linksOf,
  linksWithPicture,
  type Message,
  type Tone,
} from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Mention } from '../../src/ports/text-pieces.ts';
import { codeOf, codes, reasonOf } from './failures.ts';
import {
  BUTTON_LABEL_LENGTH,
  BUTTON_ROWS,
  BUTTON_URL_LENGTH,
  BUTTONS_IN_A_ROW,
  CONTENT_LENGTH,
  CUSTOM_ID_LENGTH,
  EMBED_DESCRIPTION_LENGTH,
  EMBED_FIELDS,
  EMBED_TITLE_LENGTH,
  EMBED_TOTAL_LENGTH,
  FIELD_NAME_LENGTH,
  FIELD_VALUE_LENGTH,
} from './limits.ts';
import { escaped, hasLinks, withLinks } from './words/text.ts';

/** A message as Discord's API takes it, to send and to edit: an empty field removes the old contents. */
export interface Drawing {
  readonly content: string;
  readonly embeds: APIEmbed[];
  readonly components: APIMessageTopLevelComponent[];
  readonly allowed_mentions: {
    readonly parse: never[];
    readonly users: readonly string[];
    readonly replied_user: false;
  };
}

const colours: Readonly<Record<Tone, number>> = {
  danger: 0xd92d20,
  warning: 0xf79009,
  success: 0x12b76a,
  neutral: 0x667085,
};

/** Characters reserved for the description when the fields would take all. */
const DESCRIPTION_SHARE = 2_000;
/** Characters reserved for the last field, which says how many were left out. */
const LEFT_OUT_SHARE = 40;
/** Values of up to this length are shown three in a row, each on one line. */
const INLINE_VALUE_LENGTH = 20;
const PICTURE_URL_LENGTH = 2_048;
/** Discord rejects texts without a visible character. */
const NOTHING = '—';

/**
 * Renders a message.
 *
 * @param direct in a direct message the plain text stands above the embed: a phone's notification shows nothing of an embed,
 * and the lock screen must show what a page is about
 */
export function draw(message: Message, direct: boolean, { linkButtons = true } = {}): Drawing {
  const buttonRows = inRows(drawButtons(message.buttons ?? []));
  const roomForLinks = linkButtons ? (BUTTON_ROWS - buttonRows.length) * BUTTONS_IN_A_ROW : 0;
  const picture = linkButtons ? pictureOf(message) : undefined;
  const links = picture ? linksOf(message) : linksWithPicture(message);
  const { asButtons, asText: linkText } = divideLinks(links, isTaken, roomForLinks);
  const { fields = [], language, mentions = [] } = message;
  const text = joined(message.text, message.title === undefined ? linkText : '');
  const plain = withLinks(text, EMBED_DESCRIPTION_LENGTH);
  const inEmbed = message.title === undefined && plain.length > CONTENT_LENGTH;
  const embed = drawEmbed(
    message.title,
    message.title === undefined ? (inEmbed ? text : '') : joined(bodyBesides(direct ? text : '', message), linkText),
    { fields, language },
  );
  if (embed && message.tone) embed.color = colours[message.tone];
  if (embed && picture) embed.image = { url: picture };
  const isCard = message.title !== undefined && !direct;
  // Mentions inside an embed notify nobody.
  const call = isCard ? message.call : undefined;
  const above = call ?? (isCard || inEmbed ? undefined : { text, mentions });
  const content = above ? withLinks(above.text, CONTENT_LENGTH, above.mentions).trim() : '';
  return {
    content: content || (embed ? '' : NOTHING),
    embeds: embed ? [embed] : [],
    components: [...buttonRows, ...inRows(asButtons.map(drawLink))],
    allowed_mentions: { parse: [], users: accountsIn(content, above?.mentions ?? []), replied_user: false },
  };
}

/** Returns the URL of the picture for the embed. Discord shows nothing for one that it cannot fetch. */
function pictureOf({ picture, title }: Message): string | undefined {
  return picture && title !== undefined ? pictureAddress(picture.url, PICTURE_URL_LENGTH) : undefined;
}

/** Returns the body without the paragraph that already ends the text above the embed. */
function bodyBesides(text: string, { body = '' }: Message): string {
  const [first = '', ...others] = body.split('\n\n');
  return first && text.endsWith(`: ${first}`) ? others.join('\n\n') : body;
}

/** Returns the accounts that the content mentions. Discord notifies only these, whatever people wrote. */
function accountsIn(content: string, mentions: readonly Mention[]): string[] {
  const accounts = mentions.flatMap((mention) => mention.accounts.discord ?? []);
  return [...new Set(accounts)].filter((account) => content.includes(`<@${account}>`));
}

function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join('\n\n');
}

function drawEmbed(
  title: string | undefined,
  body: string,
  { fields, language }: { readonly fields: readonly Field[]; readonly language: Language | undefined },
): APIEmbed | undefined {
  if (title === undefined && !body && fields.length === 0) return undefined;
  // An embed's title shows no links, so a title with links begins the description instead.
  if (title !== undefined && hasLinks(title)) return drawEmbed(undefined, joined(title, body), { fields, language });
  const shownTitle = title === undefined ? '' : escaped(oneLine(title), EMBED_TITLE_LENGTH) || NOTHING;
  const left = EMBED_TOTAL_LENGTH - shownTitle.length;
  const whole = withLinks(body, EMBED_DESCRIPTION_LENGTH);
  const needed = drawFields(fields, left, language).reduce(
    (sum, field) => sum + field.name.length + field.value.length,
    0,
  );
  const share = Math.max(left - needed, Math.min(whole.length, DESCRIPTION_SHARE));
  const description = whole.length > share ? withLinks(body, share) : whole;
  const drawn = drawFields(fields, left - description.length, language);
  return {
    ...(shownTitle && { title: shownTitle }),
    ...(description.trim() && { description }),
    ...(drawn.length > 0 && { fields: drawn }),
  };
}

function drawFields(fields: readonly Field[], room: number, language: Language = 'en'): APIEmbedField[] {
  const drawn: APIEmbedField[] = [];
  let left = room;
  for (const [index, field] of fields.entries()) {
    const last = index === fields.length - 1;
    const one = drawField(field);
    const length = one.name.length + one.value.length;
    const full = drawn.length === EMBED_FIELDS - 1 && !last;
    if (full || length > left - (last ? 0 : LEFT_OUT_SHARE)) {
      const count = fields.length - index;
      const more = { name: '…', value: translatorFor(language)('list.rest', { count }) };
      return more.name.length + more.value.length <= left ? [...drawn, more] : drawn;
    }
    drawn.push(one);
    left -= length;
  }
  return drawn;
}

function drawField(field: Field): APIEmbedField {
  const moment = field.at ? drawMoment(field.at) : '';
  const value = withLinks(field.value, FIELD_VALUE_LENGTH - moment.length - 3).trim();
  return {
    name: escaped(oneLine(field.label), FIELD_NAME_LENGTH) || NOTHING,
    value: [value, moment].filter(Boolean).join(' · ') || NOTHING,
    inline: !moment && value.length <= INLINE_VALUE_LENGTH && !value.includes('\n'),
  };
}

/** Returns a timestamp that Discord shows in the reader's zone: the time, and how long ago. A tap shows the date. */
function drawMoment(at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `<t:${seconds}:t> (<t:${seconds}:R>)`;
}

/**
 * Returns the buttons. Two that do the same would share a custom_id, which Discord rejects, so only the first stays.
 */
function drawButtons(buttons: readonly Button[]): APIButtonComponent[] {
  const drawn = new Map<string, APIButtonComponent>();
  for (const { label, tone, invokes, disabled } of buttons) {
    const code = encodeInput(invokes);
    if (code.length > CUSTOM_ID_LENGTH || drawn.has(code)) continue;
    const style =
      tone === 'primary' ? ButtonStyle.Primary : tone === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary;
    drawn.set(code, {
      type: ComponentType.Button,
      style,
      label: buttonLabel(label),
      custom_id: code,
      ...(disabled && { disabled }),
    });
  }
  return [...drawn.values()].slice(0, BUTTON_ROWS * BUTTONS_IN_A_ROW);
}

/** Discord calls a host without a dot, such as localhost, "not a well formed URL" and rejects the whole message. */
function isTaken({ href, hostname }: URL): boolean {
  return href.length <= BUTTON_URL_LENGTH && hostname.includes('.');
}

function drawLink({ label, url }: Link): APIButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: buttonLabel(label), url };
}

/**
 * Sends the drawing. When Discord rejects its contents, sends it again with less: first with the URLs of link buttons as
 * text, because Discord does not document which URLs it rejects, then the words alone.
 */
export function sendDrawn<T>(
  message: Message,
  { direct, log }: { readonly direct: boolean; readonly log: Pick<Log, 'error'> },
  send: (drawing: Drawing) => Promise<T>,
): Promise<T> {
  const linked = message.links?.length || message.picture;
  const words = { ...draw({ text: message.text }, direct), embeds: [], components: [] };
  const plainer = [...(linked ? [draw(message, direct, { linkButtons: false })] : []), words];
  return sendFirst(draw(message, direct), plainer, log, send);
}

async function sendFirst<T>(
  drawing: Drawing,
  [next, ...others]: readonly Drawing[],
  log: Pick<Log, 'error'>,
  send: (drawing: Drawing) => Promise<T>,
): Promise<T> {
  try {
    return await send(drawing);
  } catch (err) {
    if (!next || codeOf(err) !== codes.invalidForm) throw err;
    const reason = reasonOf(err);
    if (others.length === 0) log.error({ reason }, 'Discord rejected a message; sending its words without buttons');
    return sendFirst(next, others, log, send);
  }
}

function buttonLabel(label: string): string {
  return truncate(oneLine(label), BUTTON_LABEL_LENGTH) || NOTHING;
}

export function inRows(buttons: readonly APIButtonComponent[]): APIMessageTopLevelComponent[] {
  const rows: APIMessageTopLevelComponent[] = [];
  for (let i = 0; i < buttons.length; i += BUTTONS_IN_A_ROW)
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(i, i + BUTTONS_IN_A_ROW) });
  return rows;
}
