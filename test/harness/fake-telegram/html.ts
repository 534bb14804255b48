/** A stretch of a message that is more than plain words, as Telegram understood it. */
export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly unix?: number;
}

export interface Parsed {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** Why Telegram would refuse it. */
export class Unparsable extends Error {}

const plainTags: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly url?: string;
  readonly unix?: number;
}

/** HTML as the Bot API reads it: a dozen tags, four named entities, and everything else is an error or plain text. */
export function parseHtml(html: string): Parsed {
  let text = '';
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  const pieces = /<(\/?)([^<>]*)>|<|&(#\d+|#x[0-9a-f]+|[a-z]+);|[^<&]+|&/giu;
  for (const [piece, slash, tag, entity] of html.matchAll(pieces)) {
    if (tag !== undefined) {
      if (slash) closeTag(tag.trim().toLowerCase(), open, entities, text.length);
      else open.push(openTag(tag, text.length, open));
    } else if (piece === '<') throw new Unparsable('unexpected "<"');
    else if (entity !== undefined) text += decode(entity) ?? piece;
    else text += piece;
  }
  const left = open.at(-1);
  if (left) throw new Unparsable(`can't find end tag corresponding to start tag "${left.name}"`);
  return { text, entities };
}

function openTag(tag: string, offset: number, open: readonly OpenTag[]): OpenTag {
  const [, name = '', rest = ''] = /^([a-z][a-z-]*)\s*([\s\S]*)$/i.exec(tag) ?? [];
  const spelled = name.toLowerCase();
  const attributes = new Map([...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)].map(([, key, value]) => [key, value]));
  if (open.some(({ type }) => type === 'code' || type === 'pre') || (spelled === 'code' && open.length > 0))
    throw new Unparsable(`code can neither hold nor be held by another tag: "${spelled}"`);
  const value = (key: string) => (attributes.get(key) ?? '').replace(/&([a-z]+);/gi, (all, one) => named[one] ?? all);
  if (spelled === 'a') return { name: spelled, type: 'text_link', offset, url: value('href') };
  if (spelled === 'span' && value('class') === 'tg-spoiler') return { name: spelled, type: 'spoiler', offset };
  if (spelled === 'tg-time') {
    if (!/^\d+$/.test(value('unix')) || !/^(r|w?[dD]?[tT]?)$/.test(value('format')))
      throw new Unparsable('tg-time has a wrong time or format');
    return { name: spelled, type: 'date_time', offset, unix: Number(value('unix')) };
  }
  const type = plainTags[spelled];
  if (!type) throw new Unparsable(`Unsupported start tag "${spelled || tag}"`);
  return { name: spelled, type, offset };
}

function closeTag(name: string, open: OpenTag[], entities: Entity[], end: number): void {
  const tag = open.pop();
  if (!tag) throw new Unparsable('unexpected end tag');
  if (name && tag.name !== name) throw new Unparsable(`unmatched end tag, expected "</${tag.name}>"`);
  const { type, offset, url, unix } = tag;
  if (end === offset) return;
  entities.push({
    type,
    offset,
    length: end - offset,
    ...(url !== undefined && { url }),
    ...(unix !== undefined && { unix }),
  });
}

function decode(entity: string): string | undefined {
  if (!entity.startsWith('#')) return named[entity.toLowerCase()];
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** What Telegram finds in plain words by itself: mentions notify whoever is called so. */
export function mentionsIn(parsed: Parsed): string[] {
  return foundIn(parsed, /(?<![\p{L}\p{N}_])@\w{2,}/gu);
}

/** Where the links lead, those included that Telegram makes of addresses in plain words. */
export function linksIn(parsed: Parsed): string[] {
  const given = parsed.entities.flatMap(({ url }) => (url && /^https?:/i.test(url) ? url : []));
  return [...given, ...foundIn(parsed, /https?:\/\/[^\s<>"]+/giu)];
}

function foundIn({ text, entities }: Parsed, pattern: RegExp): string[] {
  const silent = entities.filter(({ type }) => ['code', 'pre', 'text_link'].includes(type));
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !silent.some(({ offset, length }) => index >= offset && index < offset + length))
    .map(([found]) => found);
}
