import type { PublicIncident, PublicUpdate } from '../../src/ports/reporting.ts';
import { escaped, withLinks } from './markup.ts';
import { htmlOf, nameOf, stateWord, statusWord, type Words } from './words.ts';

/** @param level of the heading, below the one that it stands under */
export function incidentHtml(incident: PublicIncident, level: 3 | 4, words: Words): string {
  const { id, impact, status, since, ended, updates } = incident;
  const standing = ended ? words.t('status-page.status.resolved') : status && statusWord(status, words);
  const when = ended
    ? words.parts('status-page.span', { from: words.beginning(since, ended), to: words.timeOfDay(ended) })
    : words.parts('status-page.since', { time: words.moment(since) });
  return `<article class="incident ${ended ? 'over' : impact}" id="incident-${id}" aria-labelledby="name-${id}">
<h${level} id="name-${id}" dir="auto">${escaped(nameOf(incident, words))}</h${level}>
<p class="when">${standing ? `<b>${escaped(standing)}</b> · ` : ''}${htmlOf(when)}</p>
${updatesHtml(updates, words)}</article>
`;
}

function updatesHtml(updates: readonly PublicUpdate[], words: Words): string {
  if (updates.length === 0) return '';
  return `<ol class="updates" role="list" aria-label="${escaped(words.t('status-page.updates'))}">
${updates.map((one) => updateHtml(one, words)).join('')}</ol>
`;
}

function updateHtml({ at, status, text }: PublicUpdate, words: Words): string {
  return `<li>
<p class="when">${statusHtml(status, words)}${words.moment(at).html}</p>
<p class="text" dir="auto">${withLinks(text)}</p>
</li>
`;
}

function statusHtml(status: PublicUpdate['status'], words: Words): string {
  return status ? `<b>${escaped(statusWord(status, words))}</b> · ` : '';
}

/** The same for a feed's reader, who brings a look of their own. */
export function incidentInFeed({ impact, since, ended, updates }: PublicIncident, words: Words): string {
  const told = updates.map(
    ({ at, status, text }) =>
      `<p>${statusHtml(status, words)}${words.moment(at).html}<br>${withLinks(text).replaceAll('\n', '<br>')}</p>`,
  );
  const over = ended
    ? `<p><b>${escaped(words.t('status-page.status.resolved'))}</b> · ${words.moment(ended).html}</p>`
    : '';
  const began = words.parts('status-page.impact-since', { state: stateWord(impact, words), time: words.moment(since) });
  return `${over}${told.join('')}<p>${htmlOf(began)}</p>`;
}
