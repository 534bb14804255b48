import type { PublicIncident, PublicUpdate } from '../../src/ports/reporting.ts';
import type { FoldedIncident, FoldedUpdate } from './fold.ts';
import { escaped, withLinks } from './markup.ts';
import { htmlOf, nameOf, stateWord, statusWord, type Words } from './words.ts';

/** How many times are listed for incidents that read the same. */
const TIMES_SHOWN = 10;

/**
 * Returns incidents that read the same as one section.
 *
 * @param level of its heading
 */
export function incidentHtml({ incidents, updates }: FoldedIncident, level: 3 | 4, words: Words): string {
  const [incident, ...others] = incidents;
  const { id, impact, status, ended } = incident;
  const standing = ended ? words.t('status-page.status.resolved') : status && statusWord(status, words);
  // The feed links to each incident.
  const anchors = others.map((one) => `<span id="incident-${one.id}"></span>`).join('');
  const times = incidents.slice(0, TIMES_SHOWN).map((one) => htmlOf(whenOf(one, words)));
  const more = incidents.length - times.length;
  const rest = more > 0 ? ` · ${escaped(words.t('status-page.times.more', { more }))}` : '';
  return `<article class="incident ${ended ? 'over' : impact}" id="incident-${id}" aria-labelledby="name-${id}">
<h${level} id="name-${id}" dir="auto">${escaped(nameOf(incident, words))}</h${level}>
<p class="when">${anchors}${standing ? `<b>${escaped(standing)}</b> · ` : ''}${times.join(' · ')}${rest}</p>
${updatesHtml(updates, words)}</article>
`;
}

function whenOf({ since, ended }: PublicIncident, words: Words) {
  return ended
    ? words.parts('status-page.span', { from: words.beginning(since, ended), to: words.timeOfDay(ended) })
    : words.parts('status-page.since', { time: words.moment(since) });
}

function updatesHtml(updates: readonly FoldedUpdate[], words: Words): string {
  if (updates.length === 0) return '';
  return `<ol class="updates" role="list" aria-label="${escaped(words.t('status-page.updates'))}">
${updates.map((one) => updateHtml(one, words)).join('')}</ol>
`;
}

function updateHtml({ times, status, text }: FoldedUpdate, words: Words): string {
  return `<li>
<p class="when">${statusHtml(status, words)}${times.map((at) => words.moment(at).html).join(' · ')}</p>
<p class="text" dir="auto">${withLinks(text)}</p>
</li>
`;
}

function statusHtml(status: PublicUpdate['status'], words: Words): string {
  return status ? `<b>${escaped(statusWord(status, words))}</b> · ` : '';
}

/** Returns an incident for the feed, without classes, because feed readers style it themselves. */
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
