import type { PublicIncident, PublicService, StatusPage } from '../../src/ports/reporting.ts';
import { foldIncidents } from './fold.ts';
import { incidentHtml } from './incident-html.ts';
import { maintenanceHtml } from './maintenance.ts';
import { escaped, withLinks } from './markup.ts';
import { dayOf } from './times.ts';
import { headline, htmlOf, stateWord, type Words } from './words.ts';

// The page has no script and does not reload by itself: a reload would move a screen reader back to the top. The feed is
// there for visitors who want to be notified.

/**
 * Returns the page as HTML, for phones, dark mode and screen readers. Links are relative, because a proxy may publish the
 * page under another path.
 */
export function drawHtml(page: StatusPage, words: Words): string {
  const { title, about, outdated } = page;
  // Rounded to the minute, so that the ETag changes once a minute at most.
  const at = wholeMinute(page.at);
  const tone = outdated ? 'unknown' : (page.state ?? 'unknown');
  const { t, parts, moment } = words;
  const current = headline(page, words);
  const warning = `<b>${escaped(t('status-page.outdated'))}</b> ${htmlOf(parts('status-page.outdated.text', { time: moment(at) }))}`;
  return documentHtml(words, `${current} · ${title}`, tone, [
    `<header>
<h1 dir="auto">${escaped(title)}</h1>
${about === undefined ? '' : `<p class="about" dir="auto">${withLinks(about)}</p>\n`}</header>
${outdated ? `<p class="notice" role="note">${warning}</p>\n` : ''}<p class="headline ${tone}"><span>${escaped(current)}</span></p>
`,
    openHtml(page, words),
    maintenanceHtml(page, words),
    servicesHtml(page, words),
    endedHtml(page, words),
    `<footer>
<p>${htmlOf(parts('status-page.as-of', { time: moment(at) }))}</p>
<p><a href="status.atom">${escaped(t('status-page.feed'))}</a> <a href="status.json">${escaped(t('status-page.json'))}</a></p>
</footer>
`,
  ]);
}

function wholeMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}

/** Returns a page with only this sentence. */
export function drawPlain(sentence: string, words: Words): string {
  const title = words.t('status-page.title');
  return documentHtml(words, title, 'unknown', [
    `<h1>${escaped(title)}</h1>\n`,
    `<p class="about">${escaped(sentence)}</p>\n`,
  ]);
}

function documentHtml({ language, t }: Words, title: string, tone: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="${iconOf(tone)}" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" href="status.atom" title="${escaped(t('status-page.feed'))}">
<link rel="stylesheet" href="status.css">
</head>
<body>
<main>
${parts.join('')}</main>
</body>
</html>
`;
}

function openHtml({ open, more }: StatusPage, words: Words): string {
  if (open.length === 0 && !more.open) return '';
  return `<section aria-labelledby="open">
<h2 id="open">${escaped(words.t('status-page.open'))}</h2>
${foldIncidents(open)
  .map((one) => incidentHtml(one, 3, words))
  .join('')}${more.open ? none(words.t('status-page.open.more')) : ''}</section>
`;
}

function servicesHtml({ services, outdated }: StatusPage, words: Words): string {
  if (services.length === 0) return '';
  return `<section aria-labelledby="services">
<h2 id="services">${escaped(words.t('status-page.services'))}</h2>
<ul class="services" role="list">
${services.map((one) => serviceHtml(one, outdated, words)).join('')}</ul>
</section>
`;
}

/** An outdated page does not show a service as operational, because it may have failed since. */
function serviceHtml({ name, state }: PublicService, outdated: boolean, words: Words): string {
  return `<li><span class="name" dir="auto">${escaped(name)}</span> <span class="state ${outdated ? 'unknown' : state}">${escaped(stateWord(state, words))}</span></li>
`;
}

function endedHtml({ services, open, ended, days, more }: StatusPage, words: Words): string {
  if (services.length === 0) return '';
  const { t } = words;
  const nothing = t(open.length === 0 && !more.open ? 'status-page.ended.none' : 'status-page.ended.none-ended');
  const rest = t(ended.length === 0 ? 'status-page.ended.unlisted' : 'status-page.ended.more');
  return `<section aria-labelledby="ended">
<h2 id="ended">${escaped(t('status-page.ended', { days }))}</h2>
${
  ended.length === 0
    ? more.ended
      ? ''
      : none(nothing)
    : byDay(ended)
        .map((one) => dayHtml(one, words))
        .join('')
}${more.ended ? none(rest) : ''}</section>
`;
}

function none(text: string): string {
  return `<p class="none">${escaped(text)}</p>\n`;
}

function dayHtml(incidents: readonly PublicIncident[], words: Words): string {
  const [first] = incidents;
  return `<h3 class="day">${first?.ended ? words.day(first.ended).html : ''}</h3>
${foldIncidents(incidents)
  .map((one) => incidentHtml(one, 4, words))
  .join('')}`;
}

/** Groups incidents by the UTC day on which they ended. The input is already in that order. */
function byDay(ended: readonly PublicIncident[]): PublicIncident[][] {
  const found = new Map<string, PublicIncident[]>();
  for (const one of ended) {
    const day = dayOf(one.ended ?? one.changed);
    found.set(day, [...(found.get(day) ?? []), one]);
  }
  return [...found.values()];
}

const iconColours: Readonly<Record<string, string>> = {
  operational: '237a3b',
  'under-maintenance': '2f5fd0',
  degraded: 'b35c00',
  'partial-outage': 'b35c00',
  'major-outage': 'c92a2a',
};

/** Returns the favicon for the state, so that a tab shows the state. */
function iconOf(tone: string): string {
  const colour = iconColours[tone] ?? '7a8394';
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23${colour}'/%3E%3C/svg%3E`;
}
