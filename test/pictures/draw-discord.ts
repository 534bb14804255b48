import { escapeHtml } from '../../src/lib/html.ts';
import { dayAndTime, fromNow } from './moments.ts';

type Json = Record<string, unknown>;
export type Names = ReadonlyMap<string, string>;

/** Draws a message as Discord's client does, in its dark theme: content, embeds, rows of buttons. */
export function discordMessage(
  { body, onlyFor }: { body: Json; onlyFor?: string | undefined },
  now: Date,
  names: Names,
): string {
  const {
    content = '',
    embeds = [],
    components = [],
  } = body as {
    content?: string;
    embeds?: Json[];
    components?: { components: Json[] }[];
  };
  const rows = components.map((row) => `<div class="row">${row.components.map(buttonHtml).join('')}</div>`);
  const alone = onlyFor ? '<div class="alone">👁 Only you can see this · <a>Dismiss message</a></div>' : '';
  return `<div class="message"><div class="avatar">T</div><div class="said"><div class="who"><b>Tocsin</b>
    <span class="badge">APP</span> <span class="time">${dayAndTime(now).time}</span></div>
    <p>${markdown(content, now, names)}</p>${embeds.map((one) => embedHtml(one, now, names)).join('')}
    ${rows.join('')}${alone}</div></div>`;
}

function embedHtml({ title, description, color, fields = [], image }: Json, now: Date, names: Names): string {
  const colour = color === undefined ? '#1e1f22' : `#${Number(color).toString(16).padStart(6, '0')}`;
  const drawn = (fields as Json[]).map(
    ({ name, value, inline }) => `<div class="field ${inline ? 'inline' : ''}">
      <b>${markdown(String(name), now, names)}</b><div>${markdown(String(value), now, names)}</div></div>`,
  );
  const picture = (image as Json | undefined)?.url;
  return `<div class="embed" style="border-color:${colour}">
    ${title ? `<h2>${markdown(String(title), now, names)}</h2>` : ''}
    ${description ? `<p>${markdown(String(description), now, names)}</p>` : ''}
    ${drawn.length > 0 ? `<div class="fields">${drawn.join('')}</div>` : ''}
    ${picture ? `<img alt="" src="${picture}">` : ''}</div>`;
}

/** The markup that Discord reads, as far as the bot writes any. */
function markdown(text: string, now: Date, names: Names): string {
  const token =
    /\\([^\w\s])|<t:(\d+):(\w)>|<@(\d+)>|<(https?:[^\s>]+)>|(https?:\/\/[^\s<]+)|\*\*(.+?)\*\*|`([^`]+)`|[\s\S]/g;
  return [...text.matchAll(token)]
    .map(([all, escaped, seconds, style, account, quiet, url, bold, code]) => {
      if (escaped !== undefined) return escapeHtml(escaped);
      if (seconds !== undefined) return `<span class="moment">${moment(Number(seconds), style ?? 'f', now)}</span>`;
      if (account !== undefined) return `<span class="mention">@${names.get(account) ?? account}</span>`;
      if (quiet ?? url) return `<a>${escapeHtml(quiet ?? url ?? '')}</a>`;
      if (bold !== undefined) return `<b>${markdown(bold, now, names)}</b>`;
      if (code !== undefined) return `<code>${escapeHtml(code)}</code>`;
      return escapeHtml(all);
    })
    .join('');
}

function moment(seconds: number, style: string, now: Date): string {
  const at = new Date(seconds * 1_000);
  const { day, time } = dayAndTime(at);
  if (style === 'R') return fromNow(at, now);
  if (style === 't') return time;
  return style === 'd' || style === 'D' ? day : `${day} ${time}`;
}

function buttonHtml({ label, style, disabled }: Json): string {
  const look = ['', 'primary', 'secondary', 'success', 'danger', 'link'][Number(style)] ?? 'secondary';
  const open = look === 'link' ? ' ↗' : '';
  return `<span class="button ${look} ${disabled ? 'disabled' : ''}">${escapeHtml(String(label))}${open}</span>`;
}

/** Draws a modal from the JSON that opened it. */
export function discordModal({ title, components }: Json): string {
  const inputs = (components as Json[]).map(({ label, description, component }) => {
    const { value, placeholder, required, style, type, options = [] } = component as Json;
    const chosen = (options as Json[]).find((one) => one.default)?.label;
    const shown = value ?? chosen;
    const text = shown
      ? escapeHtml(String(shown))
      : `<span class="placeholder">${escapeHtml(String(placeholder ?? ''))}</span>`;
    return `<div class="input"><b>${escapeHtml(String(label))}${required === false ? '' : ' <i>*</i>'}</b>
      ${description ? `<div class="hint">${escapeHtml(String(description))}</div>` : ''}
      <div class="box ${style === 2 ? 'tall' : ''}">${text || '&nbsp;'}${type === 3 ? '<span class="arrow">⌄</span>' : ''}</div></div>`;
  });
  return `<div class="modal"><div class="modal-head"><b>${escapeHtml(String(title))}</b><span>✕</span></div>
    <div class="modal-body"><div class="warning">⚠ This form will be submitted to <b>Tocsin</b>. Do not share passwords
    or other sensitive information.</div>${inputs.join('')}</div>
    <div class="modal-foot"><span class="button secondary">Cancel</span><span class="button primary">Submit</span></div></div>`;
}
