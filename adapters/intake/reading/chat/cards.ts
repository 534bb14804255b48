import { labelValue, record } from '../fields.ts';
import { type Colour, colourOf } from './colour.ts';
import { linksIn, withoutMarkup } from './markup.ts';
import type { ChatMessage } from './message.ts';

/** A message that programs post to a chat other than Slack and Discord, or to a telephone. */
export interface Card extends ChatMessage {
  /** Named values of each section of a Teams card. Some programs post one section for each alert. */
  readonly sections: readonly (readonly (readonly [name: string, value: string])[])[];
}

type Given = Readonly<Record<string, unknown>>;

/** Names of fields whose text people read, in all these shapes. */
const shown = new Set(
  'title subtitle text content activitytitle activitysubtitle activitytext markdown body header message topic'.split(
    ' ',
  ),
);
/** Below these nothing is told: buttons, icons and whom to mention. */
const around = new Set('actions potentialaction buttons buttonlist selectaction onclick at mentions'.split(' '));
const mostLines = 400;

const webex = new Set('markdown text html roomId toPersonId toPersonEmail parentId'.split(' '));

/** Fields of ntfy, Gotify and Pushover besides the message. */
const besidesPush = new Set(
  'title message topic tags priority click actions attach icon filename markdown email call delay extras user token sound retry expire html device url url_title ttl timestamp'.split(
    ' ',
  ),
);

/**
 * Reads a card or message in the shape of Microsoft Teams, Google Chat, Feishu, DingTalk, WeCom, Webex, Matrix or Zulip, or a
 * notification for ntfy, Gotify or Pushover; undefined for any other body.
 */
export function readCard(body: unknown): Card | undefined {
  const given = record.safeParse(body).data;
  if (!given) return undefined;
  if (isPush(given)) return ofPush(given);
  return isCard(given) ? ofCard(given) : undefined;
}

function isCard(given: Given): boolean {
  const types = ['@type', 'type'].map((name) => labelValue(given, name));
  if (types.includes('MessageCard') || types.includes('AdaptiveCard') || 'themeColor' in given) return true;
  if (/^application\/vnd\.microsoft\./.test(labelValue(firstOf(given.attachments), 'contentType') ?? '')) return true;
  if (['cardsV2', 'cards'].some((name) => firstOf(given[name]) !== undefined)) return true;
  if (labelValue(given, 'msg_type') !== undefined) return Boolean(given.content ?? given.card);
  if (labelValue(given, 'markdown') && Object.keys(given).every((name) => webex.has(name))) return true;
  if (labelValue(given, 'topic') && labelValue(given, 'content')) return 'to' in given;
  const kind = labelValue(given, 'msgtype');
  return kind !== undefined && (/^m\.(?:text|notice)$/.test(kind) || record.safeParse(given[kind]).success);
}

function isPush(given: Given): boolean {
  if (labelValue(given, 'message') === undefined || !Object.keys(given).every((name) => besidesPush.has(name)))
    return false;
  const hasTarget = 'topic' in given || ('user' in given && 'token' in given);
  return hasTarget || typeof given.priority === 'number';
}

function ofPush(given: Given): Card {
  const texts = ['title', 'message'].flatMap((name) => labelValue(given, name) ?? []);
  const isOver = Array.isArray(given.tags) && given.tags.some((tag) => endTags.has(String(tag)));
  return {
    lines: linesOf(texts),
    links: ['click', 'url'].flatMap((name) => labelValue(given, name) ?? []),
    images: [],
    fields: [],
    sections: [],
    colour: isOver ? 'good' : undefined,
  };
}

/** Tags that ntfy shows as a green symbol. */
const endTags = new Set(['green_circle', 'white_check_mark', 'heavy_check_mark', 'ballot_box_with_check']);

function ofCard(given: Given): Card {
  const found = new Walk();
  found.visit(given, '');
  // Without a title of its own, a card’s first section may only name the program.
  const summary = labelValue(given, 'title') === undefined ? labelValue(given, 'summary') : undefined;
  const texts = [summary ?? '', ...found.texts];
  const lines = linesOf(texts);
  return {
    lines,
    links: [...texts.flatMap(linksIn), ...found.links],
    images: [],
    fields: found.sections.flat(),
    sections: found.sections,
    colour: found.colour ?? colourOf(labelValue(given, 'themeColor')),
  };
}

/** Collects what a card shows, from the top to the bottom. */
class Walk {
  readonly texts: string[] = [];
  readonly links: string[] = [];
  readonly sections: (readonly (readonly [name: string, value: string])[])[] = [];
  colour: Colour | undefined;

  visit(value: unknown, name: string): void {
    if (typeof value === 'string') {
      this.colour ??= colourOf(/<font color=["']?(#?[\da-f]{6})\b/i.exec(value)?.[1]);
      if (shown.has(name) && value.trim()) this.texts.push(value);
      return;
    }
    if (Array.isArray(value)) {
      for (const one of value) this.visit(one, name);
      return;
    }
    const given = record.safeParse(value).data;
    if (!given) return;
    // Adaptive cards have styles, texts of them have colours, and Feishu’s headers have templates.
    this.colour ??= colourOf(['color', 'style', 'template'].map((one) => labelValue(given, one)).find((one) => one));
    const label = labelValue(given, 'topLabel');
    const content = labelValue(given, 'content') ?? labelValue(given, 'text');
    if (label !== undefined && content !== undefined) {
      this.sections.push([[withoutMarkup(label), withoutMarkup(content)]]);
      return;
    }
    for (const [rawName, one] of Object.entries(given)) {
      const plainName = rawName.toLowerCase();
      if (plainName === 'facts' && Array.isArray(one)) this.sections.push(one.flatMap(factOf));
      else if (around.has(plainName)) this.follow(one);
      else this.visit(one, plainName);
    }
  }

  /** Collects the addresses of buttons. */
  private follow(value: unknown): void {
    if (typeof value === 'string') this.links.push(...linksIn(value));
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) this.follow(one);
  }
}

function factOf(value: unknown): readonly (readonly [name: string, value: string])[] {
  const name = labelValue(value, 'name') ?? labelValue(value, 'title');
  const text = labelValue(value, 'value');
  return name && text ? [[withoutMarkup(name).replace(/:$/, ''), withoutMarkup(text)]] : [];
}

function linesOf(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(/\n|<br ?\/?>/))
    .slice(0, mostLines)
    .map(withoutMarkup);
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}
