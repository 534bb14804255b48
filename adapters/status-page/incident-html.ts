import type { PublicIncident, PublicUpdate } from '../../src/ports/reporting.ts';
import { escaped } from './markup.ts';
import { moment, span } from './times.ts';
import { nameOf, stateWords, statusWords } from './words.ts';

/** @param level of the heading, below the one that it stands under */
export function incidentHtml(incident: PublicIncident, level: 3 | 4): string {
  const { id, impact, status, since, ended, updates } = incident;
  const stands = ended ? 'Resolved' : status && statusWords[status];
  const when = ended ? span(since, ended) : `Since ${moment(since)}`;
  return `<article class="incident ${ended ? 'over' : impact}" id="incident-${id}" aria-labelledby="name-${id}">
<h${level} id="name-${id}" dir="auto">${escaped(nameOf(incident))}</h${level}>
<p class="when">${stands ? `<b>${stands}</b> · ` : ''}${when}</p>
${updatesHtml(updates)}</article>
`;
}

function updatesHtml(updates: readonly PublicUpdate[]): string {
  if (updates.length === 0) return '';
  return `<ol class="updates" role="list" aria-label="Updates, the latest first">
${updates.map(updateHtml).join('')}</ol>
`;
}

function updateHtml({ at, status, text }: PublicUpdate): string {
  return `<li>
<p class="when">${status ? `<b>${statusWords[status]}</b> · ` : ''}${moment(at)}</p>
<p class="text" dir="auto">${escaped(text)}</p>
</li>
`;
}

/** The same for a feed's reader, who brings a look of their own. */
export function incidentInFeed({ impact, since, ended, updates }: PublicIncident): string {
  const told = updates.map(
    ({ at, status, text }) =>
      `<p>${status ? `<b>${statusWords[status]}</b> · ` : ''}${moment(at)}<br>${escaped(text).replaceAll('\n', '<br>')}</p>`,
  );
  const over = ended ? `<p><b>Resolved</b> · ${moment(ended)}</p>` : '';
  return `${over}${told.join('')}<p>${stateWords[impact]} since ${moment(since)}</p>`;
}
