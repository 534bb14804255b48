import type { Incident } from '../../domain/incident/incident.ts';
import type { Outline } from '../../domain/incident/review/outline.ts';
import { reviewSummaryOf } from '../../domain/incident/review/summary.ts';
import type { Message } from '../../ports/message.ts';
import { ended } from '../answers.ts';
import type { Reader } from '../reader.ts';
import { duration } from '../times.ts';
import { headline, stateSentence } from './incident.ts';
import { doneCount } from './task-count.ts';

/**
 * Returns a chat's answer: a few lines about the postmortem, and its address. The whole postmortem is too long for a
 * message.
 *
 * @param onWeb whether the reader uses the web chat, and so is signed in on the web
 */
export function postmortemFoundView(
  incident: Incident,
  outline: Outline,
  { url, onWeb }: { readonly url: string; readonly onWeb: boolean },
  reader: Reader,
): Message {
  const { t, language } = reader;
  const { resolved, tasks } = incident;
  const { toAcknowledgeMs, toResolveMs, updates } = reviewSummaryOf(incident, outline);
  const title = t(resolved ? 'postmortem.title.found' : 'postmortem.title.draft', { incident: headline(incident) });
  const times = [
    toAcknowledgeMs === undefined
      ? t('postmortem.found.never-acknowledged')
      : t('postmortem.found.acknowledged', { duration: duration(toAcknowledgeMs, reader) }),
    ...(toResolveMs === undefined ? [] : [t('postmortem.found.resolved', { duration: duration(toResolveMs, reader) })]),
  ];
  const contents = [
    t('postmortem.found.updates', { count: updates.length }),
    tasks ? t('postmortem.found.tasks', { done: doneCount(tasks, t) }) : t('postmortem.found.tasks.none'),
    t('postmortem.found.entries', { count: outline.events }),
  ];
  const what = t(resolved ? 'postmortem.found.document' : 'postmortem.found.draft');
  return {
    text: `${title}: ${url}`,
    title,
    body: [
      ended(stateSentence(incident, reader), t),
      times.join(' '),
      contents.join(' · '),
      onWeb ? what : `${what} ${t('postmortem.found.sign-in')}`,
    ].join('\n'),
    tone: 'neutral',
    language,
    links: [{ label: t('postmortem.found.open'), url }],
  };
}
