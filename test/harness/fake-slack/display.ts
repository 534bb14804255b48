/** What Slack shows: markup resolved where it applies, and text left alone where it does not. */

type Shape = Record<string, unknown>;

export function visibleText(message: { text?: string; blocks?: readonly Shape[] }): string {
  if (!message.blocks?.length) return markdown(message.text ?? '');
  return message.blocks.map(visibleBlock).filter(Boolean).join('\n');
}

export function buttonsOf(blocks: readonly Shape[] = []): readonly Shape[] {
  return blocks.filter(({ type }) => type === 'actions').flatMap(({ elements }) => elements as Shape[]);
}

export function labelOf(button: Shape): string {
  return entities(String((button.text as Shape).text));
}

interface Shown {
  readonly text?: string;
  readonly blocks?: readonly Shape[];
}

/** Where the links in a message lead. */
export function linksOf({ blocks = [] }: Shown): string[] {
  return richElements(blocks).flatMap(({ type, url }) => (type === 'link' ? String(url) : []));
}

/** Who is notified: by an element of rich text, or by markup in what Slack reads markup in. */
export function mentionsOf({ text = '', blocks = [] }: Shown): string[] {
  const inText = [...text.matchAll(/<[@!]([^>|]+)/g)].map(([, id]) => String(id));
  const elements = richElements(blocks).flatMap(({ type, user_id, range }) =>
    type === 'user' ? String(user_id) : type === 'broadcast' ? String(range) : [],
  );
  return [...inText, ...elements];
}

function richElements(blocks: readonly Shape[]): Shape[] {
  return blocks
    .filter(({ type }) => type === 'rich_text')
    .flatMap(({ elements }) => (elements as Shape[]).flatMap((one) => one.elements as Shape[]));
}

function visibleBlock(block: Shape): string {
  switch (block.type) {
    case 'header':
    case 'section':
      return [block.text, ...((block.fields as unknown[] | undefined) ?? [])]
        .filter(Boolean)
        .map(textObject)
        .join('\n');
    case 'context':
      return (block.elements as unknown[]).map(textObject).join(' ');
    case 'rich_text':
      return (block.elements as Shape[]).map((one) => (one.elements as Shape[]).map(richElement).join('')).join('\n');
    default:
      return '';
  }
}

function textObject(one: unknown): string {
  const { type, text } = one as { type: string; text: string };
  return type === 'mrkdwn' ? markdown(text) : entities(text);
}

/** Rich text is shown as it is: neither entities nor markup mean anything in it. */
function richElement(one: Shape): string {
  switch (one.type) {
    case 'text':
      return String(one.text);
    case 'link':
      return String(one.text ?? one.url);
    case 'date':
      return String(one.fallback ?? '');
    case 'user':
      return '@somebody';
    case 'broadcast':
      return `@${String(one.range)}!`;
    default:
      return '';
  }
}

function markdown(text: string): string {
  return entities(
    text
      .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
      .replace(/<!(\w+)[^>]*>/g, '@$1!')
      .replace(/<@\w+(?:\|[^>]*)?>/g, '@somebody')
      .replace(/<[^|>]*\|([^>]*)>/g, '$1')
      .replace(/<([^>]*)>/g, '$1')
      .replace(/(^|\W)([*_~`])(\S(?:[^\n]*?\S)?)\2(?=\W|$)/g, '$1$3'),
  );
}

function entities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
