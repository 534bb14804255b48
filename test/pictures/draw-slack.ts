import { escapeHtml } from '../../src/lib/html.ts';
import type { Shape } from '../harness/fake-slack/workspace.ts';
import { dayAndTime } from './moments.ts';

/** Draws a message as Slack's client does: its blocks, and its text where there are none. */
export function slackMessage(
  { text, blocks, onlyFor }: { text: string; blocks: readonly Shape[]; onlyFor?: string },
  now: Date,
  names: ReadonlyMap<string, string>,
): string {
  const shown = blocks.length > 0 ? blocks.map((block) => blockHtml(block, now, names)).join('') : `<p>${text}</p>`;
  const alone = onlyFor ? '<div class="alone">👁 Only visible to you</div>' : '';
  const { time } = dayAndTime(now);
  return `<div class="message">${alone}<div class="avatar">T</div><div class="said"><div class="who"><b>Tocsin</b>
    <span class="badge">APP</span> <span class="time">${time}</span></div>${shown}</div></div>`;
}

/** Draws a modal. */
export function slackModal(view: Shape, now: Date, names: ReadonlyMap<string, string>): string {
  const blocks = (view.blocks as Shape[]).map((block) =>
    block.type === 'input' ? inputHtml(block) : blockHtml(block, now, names),
  );
  return `<div class="modal"><div class="modal-head"><b>${plain(view.title)}</b><span>✕</span></div>
    <div class="modal-body">${blocks.join('')}</div>
    <div class="modal-foot"><span class="button">${plain(view.close) || 'Cancel'}</span>
    <span class="button primary">${plain(view.submit) || 'Submit'}</span></div></div>`;
}

/** What Slack shows of a text object: it reads its own three entities. */
function plain(text: unknown): string {
  return String((text as Shape | undefined)?.text ?? '');
}

function blockHtml(block: Shape, now: Date, names: ReadonlyMap<string, string>): string {
  switch (block.type) {
    case 'header':
      return `<h2>${plain(block.text)}</h2>`;
    case 'rich_text':
      return (block.elements as Shape[])
        .map((section) => {
          const elements = (section.elements as Shape[]).map((one) => elementHtml(one, now, names));
          return `<p>${elements.join('')}</p>`;
        })
        .join('');
    case 'actions':
      return `<div class="actions">${(block.elements as Shape[]).map(buttonHtml).join('')}</div>`;
    case 'image':
      return `<div class="image"><span class="alt">${plain(block.title)}</span><img alt="" src="${block.image_url}"></div>`;
    case 'divider':
      return '<hr>';
    case 'context':
      return `<p class="context">${(block.elements as Shape[]).map((one) => mrkdwn(String(one.text ?? ''))).join(' ')}</p>`;
    default:
      return `<p>${mrkdwn(plain(block.text))}</p>`;
  }
}

function elementHtml(one: Shape, now: Date, names: ReadonlyMap<string, string>): string {
  const { bold, italic, code } = (one.style ?? {}) as Record<string, boolean>;
  const [open, close] = bold ? ['<b>', '</b>'] : italic ? ['<i>', '</i>'] : code ? ['<code>', '</code>'] : ['', ''];
  const text = escapeHtml(String(one.text ?? one.url ?? ''));
  if (one.type === 'link') return `<a>${open}${text}${close}</a>`;
  if (one.type === 'user') return `<span class="mention">@${names.get(String(one.user_id)) ?? one.user_id}</span>`;
  if (one.type === 'date') return dateText(Number(one.timestamp), String(one.format), now);
  return `${open}${text}${close}`;
}

function dateText(seconds: number, format: string, now: Date): string {
  const { day, time } = dayAndTime(new Date(seconds * 1_000));
  const pretty = day === dayAndTime(now).day ? 'today' : day.replace(/ \d{4}$/, '');
  return format.replaceAll(/\{date_\w+\}/g, pretty).replaceAll('{time}', time);
}

/** Entities stay: Slack reads them in every text. */
function mrkdwn(text: string): string {
  return text
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, '<a>$2</a>')
    .replace(/<(https?:[^>]+)>/g, '<a>$1</a>')
    .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>');
}

function buttonHtml(button: Shape): string {
  const open = button.url ? ' ↗' : '';
  return `<span class="button ${button.style ?? ''}">${plain(button.text)}${open}</span>`;
}

function inputHtml({ label, element, hint, optional }: Shape): string {
  const { type, initial_value, initial_option, placeholder, multiline } = element as Shape;
  const value = initial_value ?? plain((initial_option as Shape | undefined)?.text);
  const shown = value ? escapeHtml(String(value)) : `<span class="placeholder">${plain(placeholder)}</span>`;
  const arrow = String(type).endsWith('select') ? '<span class="arrow">▾</span>' : '';
  return `<div class="input"><b>${plain(label)}</b>${optional ? ' <span class="optional">(optional)</span>' : ''}
    <div class="box ${multiline ? 'tall' : ''}">${shown || '&nbsp;'}${arrow}</div>
    ${hint ? `<div class="hint">${plain(hint)}</div>` : ''}</div>`;
}
