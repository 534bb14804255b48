import type { PublicIncident, PublicService, StatusPage } from '../../src/ports/reporting.ts';
import { incidentHtml } from './incident-html.ts';
import { escaped } from './markup.ts';
import { dayHeading, dayOf, moment } from './times.ts';
import { headline, stateWords } from './words.ts';

// No script, and nothing that reloads the page by itself: that would take a screen reader back to the top in the middle of a
// sentence. Whoever wants to be told has the feed.

/** For people, also by phone, in the dark and by ear. Addresses are relative: a proxy may put the page under a path. */
export function drawHtml(page: StatusPage): string {
  const { title, about, outdated } = page;
  // To the minute, so that within one whoever has the page is sent it once.
  const at = wholeMinute(page.at);
  const tone = outdated ? 'unknown' : (page.state ?? 'unknown');
  const said = headline(page);
  return documentHtml(`${said} · ${title}`, tone, [
    `<header>
<h1 dir="auto">${escaped(title)}</h1>
${about === undefined ? '' : `<p class="about" dir="auto">${escaped(about)}</p>\n`}</header>
${outdated ? `<p class="notice" role="note"><b>Not up to date.</b> How things stand cannot be read at the moment. This is how they stood on ${moment(at)}.</p>\n` : ''}<p class="headline ${tone}"><span>${said}</span></p>
`,
    openHtml(page),
    servicesHtml(page),
    endedHtml(page),
    `<footer>
<p>As of ${moment(at)}. Reload the page to see what has changed since.</p>
<p><a href="status.atom">Feed (Atom)</a> <a href="status.json">For programs (JSON)</a></p>
</footer>
`,
  ]);
}

function wholeMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}

/** When nothing can be said. The sentences are ours, to the last letter. */
export function drawPlain(title: string, sentences: readonly string[]): string {
  const paragraphs = sentences.map((sentence) => `<p class="about">${sentence}</p>\n`);
  return documentHtml(title, 'unknown', [`<h1>${title}</h1>\n`, ...paragraphs]);
}

function documentHtml(title: string, tone: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="${iconOf(tone)}" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" href="status.atom" title="Feed">
<link rel="stylesheet" href="status.css">
</head>
<body>
<main>
${parts.join('')}</main>
</body>
</html>
`;
}

function openHtml({ open, more }: StatusPage): string {
  if (open.length === 0) return '';
  return `<section aria-labelledby="open">
<h2 id="open">Open problems</h2>
${open.map((one) => incidentHtml(one, 3)).join('')}${more.open ? '<p class="none">More are open than are listed here.</p>\n' : ''}</section>
`;
}

function servicesHtml({ services, outdated }: StatusPage): string {
  if (services.length === 0) return '';
  return `<section aria-labelledby="services">
<h2 id="services">Services</h2>
<ul class="services" role="list">
${services.map((one) => serviceHtml(one, outdated)).join('')}</ul>
</section>
`;
}

/** What was green a while ago may not be now. */
function serviceHtml({ name, state }: PublicService, outdated: boolean): string {
  return `<li><span class="name" dir="auto">${escaped(name)}</span> <span class="state ${outdated ? 'unknown' : state}">${stateWords[state]}</span></li>
`;
}

function endedHtml({ services, open, ended, days, more }: StatusPage): string {
  if (services.length === 0) return '';
  return `<section aria-labelledby="ended">
<h2 id="ended">The last ${days} days</h2>
${ended.length === 0 ? `<p class="none">No problem${open.length === 0 ? 's' : ' ended'} in these days.</p>\n` : byDay(ended).map(dayHtml).join('')}${more.ended ? '<p class="none">There were more; these are the latest.</p>\n' : ''}</section>
`;
}

function dayHtml(incidents: readonly PublicIncident[]): string {
  const [first] = incidents;
  return `<h3 class="day">${first?.ended ? dayHeading(first.ended) : ''}</h3>
${incidents.map((one) => incidentHtml(one, 4)).join('')}`;
}

/** By the day on which they ended, as UTC has it; they come in that order. */
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
  degraded: 'b35c00',
  'partial-outage': 'b35c00',
  'major-outage': 'c92a2a',
};

/** In a row of tabs one sees how it stands. */
function iconOf(tone: string): string {
  const colour = iconColours[tone] ?? '7a8394';
  return `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23${colour}'/%3E%3C/svg%3E`;
}
