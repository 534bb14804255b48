import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Outline } from '../../domain/incident/review/outline.ts';
import { type ReviewSummary, reviewSummaryOf } from '../../domain/incident/review/summary.ts';
import type { IncidentRole } from '../../domain/incident/roles.ts';
import type { Task } from '../../domain/incident/tasks/task.ts';
import type { TextKey, Translate } from '../../locales/catalogue.ts';
import type { TimelineEntry } from '../../ports/incidents.ts';
import { inLine, inLines } from '../markdown.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { datedMoment, duration, shortMoment } from '../times.ts';
import { stateSentence, who } from './incident.ts';
import { recordedSentence } from './why-paged.ts';

/** The most timeline entries in one document: an alert that fires for days makes thousands. */
export const mostEntries = 1_000;
/** Events that the timeline leaves out, because the next page, the action items or the chat itself say the same. */
const untold: ReadonlySet<IncidentEvent['type']> = new Set([
  'escalated',
  'room-opened',
  'room-closed',
  'task-added',
  'task-changed',
  'task-done',
  'task-reopened',
  'task-deleted',
]);

/** Sections that only people can write: each has a heading and an opening question. */
type OpenSection = 'impact' | 'root-cause' | 'went-well' | 'went-badly' | 'lucky' | 'lessons';

/**
 * Drafts a postmortem in Markdown: the known facts, and sections with headings for people to write.
 *
 * @param entries the latest of the timeline, at most `mostEntries`; the document says how many are left out
 */
export function postmortemDocument(
  incident: Incident,
  outline: Outline,
  entries: readonly TimelineEntry[],
  reader: Reader,
): string {
  const { t } = reader;
  const summary = reviewSummaryOf(incident, outline);
  const open = (name: OpenSection) => section(t(`postmortem.${name}`), toFillIn(`postmortem.${name}.question`, t));
  const sections = [
    `# ${t('postmortem.title', { title: inLine(incident.title), number: incident.number })}`,
    ...(incident.resolved ? [] : [draftNote(incident, reader)]),
    facts(incident, summary, reader).join('\n'),
    section(t('postmortem.summary'), summaryText(incident, t)),
    open('impact'),
    open('root-cause'),
    section(t('postmortem.detection'), detection(incident, summary, reader)),
    section(t('postmortem.updates'), updates(summary, reader)),
    open('went-well'),
    open('went-badly'),
    open('lucky'),
    open('lessons'),
    section(t('postmortem.action-items'), actionItems(incident, reader)),
    section(t('postmortem.timeline'), timeline(outline, entries, reader)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

function toFillIn(question: Extract<TextKey, `postmortem.${string}.question`>, t: Translate): string {
  return `*${t('postmortem.fill-in', { question: t(question) })}*`;
}

function draftNote(incident: Incident, reader: Reader): string {
  const { t, now } = reader;
  const state = inLine(stateSentence(incident, reader));
  const standing = t('postmortem.draft.state', { time: datedMoment(now, reader), state });
  return `> **${t('postmortem.draft', { number: incident.number })}** ${standing}`;
}

function facts(incident: Incident, summary: ReviewSummary, reader: Reader): string[] {
  const { number, severity, service, declared, resolved, roles } = incident;
  const { t } = reader;
  const missing = t(resolved ? 'postmortem.never' : 'postmortem.not-yet');
  const length = (ms: number | undefined) => (ms === undefined ? missing : duration(ms, reader));
  const fact = (label: string, value: string) => `- **${label}:** ${value}`;
  const named = Object.entries(roles ?? {}).map(([role, person]) =>
    fact(t(`role.${role as IncidentRole}`), inLine(nameOf(person, reader))),
  );
  const serviceName = service && inLine(reader.directory.services.get(service)?.name ?? service);
  const { acknowledged, toAcknowledgeMs, toResolveMs, reopened } = summary;
  return [
    fact(t('postmortem.fact.incident'), `#${number}`),
    fact(t('postmortem.fact.severity'), `${severity}, ${t(`severity.${severity}.meaning`)}`),
    fact(t('postmortem.fact.service'), serviceName || t('postmortem.fact.service.none')),
    fact(t('postmortem.fact.declared'), marked(declared, reader)),
    fact(t('postmortem.fact.acknowledged'), acknowledged ? marked(acknowledged, reader) : missing),
    fact(t('postmortem.fact.resolved'), resolved ? marked(resolved, reader) : missing),
    fact(t('postmortem.fact.to-acknowledge'), length(toAcknowledgeMs)),
    fact(t('postmortem.fact.to-resolve'), length(toResolveMs)),
    ...(reopened > 0
      ? [fact(t('postmortem.fact.reopened'), t('postmortem.fact.reopened.times', { count: reopened }))]
      : []),
    ...(named.length > 0 ? named : [fact(t('postmortem.fact.roles'), t('postmortem.fact.roles.none'))]),
    fact(t('postmortem.fact.paged'), paged(summary, reader)),
  ];
}

function paged({ paged: people }: ReviewSummary, reader: Reader): string {
  const { t, language } = reader;
  if (people.length === 0) return t('postmortem.fact.paged.nobody');
  const named = people.map(({ person, first, times }) => {
    const time = shortMoment(first, reader);
    const how = times > 1 ? t('postmortem.fact.paged.times', { time, count: times }) : time;
    return `${inLine(nameOf(person, reader))} (${how})`;
  });
  return inWords(named, language);
}

function summaryText({ description, resolved }: Incident, t: Translate): string {
  const known = resolved?.summary ? inLines(resolved.summary, '') : toFillIn('postmortem.summary.question', t);
  return description ? `${known}\n\n${t('postmortem.summary.reported', { text: inLines(description, '') })}` : known;
}

function detection({ declared }: Incident, { toAcknowledgeMs }: ReviewSummary, reader: Reader): string {
  const { t } = reader;
  const known = [
    t('postmortem.detection.declared', { who: inLine(who(declared, reader)) }),
    ...(toAcknowledgeMs === undefined
      ? []
      : [t('postmortem.detection.acknowledged', { duration: duration(toAcknowledgeMs, reader) })]),
  ];
  return `${known.join(' ')}\n\n${toFillIn('postmortem.detection.question', t)}`;
}

function updates({ updates: posted }: ReviewSummary, reader: Reader): string {
  const { t } = reader;
  if (posted.length === 0) return t('postmortem.updates.none');
  return posted
    .map(({ at, by, status, text }) => {
      const how = status ? ` (${t(`status.${status}`)})` : '';
      return `- **${shortMoment(at, reader)}**${how}: ${inLines(text, '  ')} (${inLine(nameOf(by, reader))})`;
    })
    .join('\n');
}

function actionItems({ number, tasks = [] }: Incident, reader: Reader): string {
  if (tasks.length === 0) return reader.t('postmortem.action-items.none', { number });
  return tasks.map((task) => actionItem(task, reader)).join('\n');
}

function actionItem({ number, text, owner, done }: Task, reader: Reader): string {
  const { t } = reader;
  const whose = done
    ? t('postmortem.task.done', { name: inLine(nameOf(done.by, reader)), time: datedMoment(done.at, reader) })
    : owner && inLine(nameOf(owner, reader));
  const line = t('postmortem.task', { task: number, text: inLine(text) });
  return `- [${done ? 'x' : ' '}] ${line}${whose ? ` (${whose})` : ''}`;
}

function timeline({ events }: Outline, entries: readonly TimelineEntry[], reader: Reader): string {
  const { t } = reader;
  const shown = entries.flatMap(({ event }) => (untold.has(event.type) ? [] : [event]));
  const left = events - entries.length;
  return [
    t('postmortem.timeline.zone', { zone: reader.zone }),
    '',
    ...(left > 0 ? [`- ${t('postmortem.timeline.earlier', { count: left })}`] : []),
    ...shown.map((event) => `- **${shortMoment(event.at, reader)}** ${inLines(recordedSentence(event, reader), '  ')}`),
  ].join('\n');
}

function marked(attribution: Incident['declared'], reader: Reader): string {
  return reader.t('postmortem.by', {
    time: datedMoment(attribution.at, reader),
    who: inLine(who(attribution, reader)),
  });
}
