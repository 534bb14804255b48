import type { Language } from '../../src/domain/languages.ts';
import { escapeHtml, escapeLines, escapeWithLinks } from '../../src/lib/html.ts';
import type { Tone } from '../../src/ports/message.ts';
import { chartHtml } from './charts/chart-html.ts';
import type { Drawing, DrawnButton, DrawnField } from './drawing.ts';

/**
 * Text and background have no colours here: with the `color-scheme` below, a mail program in dark mode uses its own pair.
 * Only elements that set both (buttons) name colours, and borders have a tone that shows on either background.
 */
const toneColours: Readonly<Record<Tone, string>> = {
  danger: '#d64545',
  warning: '#c77700',
  success: '#2f9e4f',
  neutral: '#7a8394',
};

const SHORT_LABEL = 20;
const LINE = '#8a93a3';
const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const WRAP = 'overflow-wrap:anywhere;word-break:break-word';
const PROSE = `white-space:pre-wrap;${WRAP}`;

const buttonColours: Readonly<Record<NonNullable<DrawnButton['tone']> | 'plain', string>> = {
  primary: 'background-color:#2f5fd0;color:#ffffff;border:1px solid #2f5fd0',
  danger: 'background-color:#c92a2a;color:#ffffff;border:1px solid #c92a2a',
  // In the dark, a light button would outshine the one that matters.
  plain: 'background-color:transparent;color:inherit;border:1px solid #8a93a3',
};

/** An inbox shows the first text of a mail, also where the mail does not. */
const HIDDEN = 'display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;mso-hide:all';

/** Returns the text/html part. It has inline styles only and loads nothing from the network. */
export function drawHtml(drawing: Drawing, footer: readonly string[], language: Language): string {
  const { subject, preview, title, body, tone, fields, buttons, links, linkText, charts } = drawing;
  const parts = [
    title && `<h1 dir="auto" style="margin:0 0 12px;font-size:22px;line-height:1.3;${WRAP}">${proseHtml(title)}</h1>`,
    body && `<p dir="auto" style="margin:0 0 16px;${PROSE}">${proseHtml(body)}</p>`,
    buttons.length > 0 && `<p style="margin:0 0 8px">${buttons.map(buttonHtml).join(' ')}</p>`,
    fields.length > 0 && fieldsHtml(fields),
    ...charts.map(chartHtml),
    links.length > 0 && `<p style="margin:0 0 16px">${links.map(linkHtml).join(' · ')}</p>`,
    linkText && `<p style="margin:0 0 16px;${WRAP}">${escapeLines(linkText)}</p>`,
    `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid ${LINE};font-size:13px;${WRAP}">${footer.map(escapeHtml).join('<br>')}</p>`,
  ];
  return `<!doctype html>
<html lang="${language}" style="color-scheme:light dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;color-scheme:light dark">
${preview && `<div dir="auto" aria-hidden="true" style="${HIDDEN}">${escapeHtml(preview)}</div>\n`}<div role="article" lang="${language}" aria-label="${escapeHtml(subject)}" style="max-width:600px;margin:0 auto;padding:16px;font:16px/1.5 ${FONT}">
<div style="border-left:4px solid ${toneColours[tone]};padding:2px 0 2px 14px">
${parts.filter(Boolean).join('\n')}
</div>
</div>
</body>
</html>
`;
}

/** Returns prose by people as HTML, with its URLs as links. */
function proseHtml(text: string): string {
  return escapeWithLinks(text, escapeLines);
}

/** Returns a button as HTML, big enough for a thumb. */
function buttonHtml({ label, tone, url }: DrawnButton): string {
  const look = `display:inline-block;margin:0 4px 8px 0;padding:11px 18px;border-radius:8px;font-weight:600;text-decoration:none;${buttonColours[tone ?? 'plain']}`;
  return `<a href="${escapeHtml(url)}" style="${look}">${escapeHtml(label)}</a>`;
}

function fieldsHtml(fields: readonly DrawnField[]): string {
  const rows = fields.map(({ label, value, moment }) => {
    const time = moment ? `<time datetime="${moment.iso}">${escapeHtml(moment.words)}</time>` : '';
    const between = value && time ? ' · ' : '';
    // In a table, a mail program breaks such a word to make room for the other column.
    const wrap = label.length <= SHORT_LABEL ? 'white-space:nowrap' : WRAP;
    return `<tr><th scope="row" dir="auto" style="padding:3px 14px 3px 0;text-align:left;vertical-align:top;font-weight:600;${wrap}">${escapeHtml(label)}</th><td dir="auto" style="padding:3px 0;text-align:left;vertical-align:top;${PROSE}">${proseHtml(value)}${between}${time}</td></tr>`;
  });
  return `<table style="margin:8px 0 16px;border-collapse:collapse;font-size:15px">${rows.join('\n')}</table>`;
}

function linkHtml({ label, url }: Drawing['links'][number]): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}
