import type { PublicMaintenance, StatusPage } from '../../src/ports/reporting.ts';
import { escaped } from './markup.ts';
import { seconds } from './times.ts';
import { htmlOf, servicesOf, type Words } from './words.ts';

/** How long before its start a window appears in the feed. Its entry becomes new again when the window begins. */
const ANNOUNCED_MS = 14 * 24 * 60 * 60_000;

/** Returns the maintenance section of the page; empty when there is none. */
export function maintenanceHtml(page: StatusPage, words: Words): string {
  const { maintenance = [] } = page;
  if (maintenance.length === 0) return '';
  return `<section aria-labelledby="maintenance">
<h2 id="maintenance">${escaped(words.t('status-page.maintenance'))}</h2>
${maintenance.map((one) => oneHtml(one, page, words)).join('')}</section>
`;
}

function oneHtml(one: PublicMaintenance, page: StatusPage, words: Words): string {
  return `<article class="incident ${one.running ? 'under-maintenance' : 'planned'}" id="maintenance-${one.id}" aria-labelledby="name-${one.id}">
<h3 id="name-${one.id}" dir="auto">${escaped(servicesOf(one, page, words))}</h3>
<p class="when">${whenHtml(one, words)}</p>
</article>
`;
}

function whenHtml({ from, until, running }: PublicMaintenance, { t, parts, moment }: Words): string {
  const standing = escaped(t(running ? 'status-page.maintenance.running' : 'status-page.maintenance.planned'));
  return `<b>${standing}</b> · ${htmlOf(parts('status-page.span', { from: moment(from), to: moment(until) }))}`;
}

export function maintenanceChanged({ from, running }: PublicMaintenance): Date {
  return running ? from : new Date(from.getTime() - ANNOUNCED_MS);
}

/** @param url of the page */
export function maintenanceEntry(one: PublicMaintenance, page: StatusPage, url: string, words: Words): string {
  const title = words.t('status-page.maintenance.title', { services: servicesOf(one, page, words) });
  return `<entry>
<id>urn:uuid:${one.id}</id>
<title>${escaped(title)}</title>
<published>${seconds(new Date(one.from.getTime() - ANNOUNCED_MS))}</published>
<updated>${seconds(maintenanceChanged(one))}</updated>
<link rel="alternate" type="text/html" href="${escaped(`${url}#maintenance-${one.id}`)}"/>
<content type="html">${escaped(`<p>${whenHtml(one, words)}</p>`)}</content>
</entry>
`;
}
