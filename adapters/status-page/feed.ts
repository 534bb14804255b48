import type { PublicIncident, StatusPage } from '../../src/ports/reporting.ts';
import { incidentInFeed } from './incident-html.ts';
import { maintenanceChanged, maintenanceEntry } from './maintenance.ts';
import { escaped } from './markup.ts';
import { seconds } from './times.ts';
import { nameOf, type Words } from './words.ts';

/**
 * Returns the Atom feed (RFC 4287). It has one entry for each incident, which a feed reader shows as new whenever the
 * incident changes.
 *
 * @param self URL of the feed; the page is beside it
 */
export function drawFeed(page: StatusPage, self: string, words: Words): string {
  const { title, open, ended, maintenance = [], at } = page;
  const url = self.replace(/\.atom$/, '');
  const entries = [
    ...[...open, ...ended].map((one) => ({ changed: one.changed, xml: entry(one, url, words) })),
    ...maintenance.map((one) => ({ changed: maintenanceChanged(one), xml: maintenanceEntry(one, page, url, words) })),
  ].sort((a, b) => b.changed.getTime() - a.changed.getTime());
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${words.language}">
<id>${escaped(self)}</id>
<title>${escaped(title)}</title>
<updated>${seconds(entries[0]?.changed ?? startOfDay(at))}</updated>
<author><name>${escaped(title)}</name></author>
<link rel="self" type="application/atom+xml" href="${escaped(self)}"/>
<link rel="alternate" type="text/html" href="${escaped(url)}"/>
${entries.map(({ xml }) => xml).join('')}</feed>
`;
}

function entry(incident: PublicIncident, url: string, words: Words): string {
  const { id, since, ended, changed } = incident;
  const problem = nameOf(incident, words);
  return `<entry>
<id>urn:uuid:${id}</id>
<title>${escaped(ended ? words.t('status-page.feed.resolved', { problem }) : problem)}</title>
<published>${seconds(since)}</published>
<updated>${seconds(changed)}</updated>
<link rel="alternate" type="text/html" href="${escaped(`${url}#incident-${id}`)}"/>
<content type="html">${escaped(incidentInFeed(incident, words))}</content>
</entry>
`;
}

/** Returns the start of the day. Atom requires a time of change: an empty feed changes once a day at most. */
function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
}
