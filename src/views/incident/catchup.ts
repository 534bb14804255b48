import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { IncidentRole } from '../../domain/incident/roles.ts';
import type { PersonId } from '../../domain/people.ts';
import { excerpt } from '../../lib/text.ts';
import type { TimelineEntry } from '../../ports/incidents.ts';
import type { Field, Link, Message } from '../../ports/message.ts';
import { incidentLine, momentsInOrder } from '../lists.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { duration, moment, momentNear } from '../times.ts';
import { alertFields, alertLinks } from './alerts.ts';
import { eventSentence } from './events.ts';
import { headline, stateSentence, who } from './incident.ts';
import { type ComingStep, nextSteps } from './next-steps.ts';
import { stateSigns } from './state-signs.ts';
import { doneCount } from './task-count.ts';
import { taskLine } from './tasks.ts';

/** So many notes and updates, tasks and people are named; “timeline”, “task” and “explain” have all of them. */
const mostDone = 5;
const mostTasks = 5;
const mostNamed = 10;
/** The most of what a person typed, in characters. */
const longestQuote = 200;
const mostButtons = 5;

interface Known {
  readonly entries: readonly TimelineEntry[];
  readonly coming: ComingStep | undefined;
  /** The address of the postmortem. */
  readonly postmortem: string;
}

/** Returns a summary for a person who joins: how things stand, what was done, what is open, and what comes next. */
export function catchupView(incident: Incident, known: Known, reader: Reader): Message {
  const { t, language, zone } = reader;
  const { entries, coming, postmortem } = known;
  const { alerts, state, resolved } = incident;
  const isOver = state === 'resolved';
  const paragraphs = [
    [`${stateSigns[state]} ${stateSentence(incident, reader)}`, since(incident, reader), ...summary(incident, reader)],
    updateOf(incident, reader),
    doneSoFar(incident, entries, reader),
    openTasks(incident, reader),
    [...unanswered(incident, entries, reader), ...nextSteps(incident, coming, reader)],
  ];
  const links: readonly Link[] = [
    ...(alerts ? alertLinks(alerts, { isOver }, t) : []),
    ...(resolved ? [{ label: t('button.postmortem'), url: postmortem }] : []),
  ];
  return {
    text: `${headline(incident)} · ${stateSentence(incident, reader)}`,
    title: headline(incident),
    body: paragraphs.map((lines) => lines.join('\n')).join('\n\n'),
    fields: facts(incident, reader),
    tone: 'neutral',
    ...(links.length > 0 && { links }),
    language,
    zone,
  };
}

/** Returns what is open, a line each, with a button for each. */
export function openView(open: readonly Listed[], more: boolean, reader: Reader): Message {
  const { t, language } = reader;
  if (open.length === 0) return { text: t('which-incident.none'), language };
  const title = t('list.title.open', { count: open.length });
  const lines = open.map((incident) => `${stateSigns[incident.state]} ${incidentLine(incident, reader)}`);
  return {
    text: `${title}: ${lines[0]}`,
    title: more ? t('list.newest', { title }) : title,
    body: [...lines, t('catchup.which', { number: open[0]!.number })].join('\n'),
    tone: 'neutral',
    language,
    buttons: open.slice(0, mostButtons).map(({ number }) => ({
      label: `#${number}`,
      invokes: { command: 'catchup', args: { incident: String(number) } },
    })),
  };
}

function since({ declared, resolved }: Incident, reader: Reader): string {
  const { t, now } = reader;
  const values = { from: moment(declared.at, reader), who: who(declared, reader) };
  const lasted = duration((resolved?.at ?? now).getTime() - declared.at.getTime(), reader);
  return resolved
    ? t('catchup.lasted', { ...values, duration: lasted, to: moment(resolved.at, reader) })
    : t('catchup.since', { ...values, duration: lasted });
}

function summary({ resolved, description }: Incident, { t }: Reader): readonly string[] {
  if (resolved?.summary) return [`${t('field.summary')}: ${excerpt(resolved.summary, longestQuote)}`];
  return description ? [excerpt(description, longestQuote)] : [];
}

function updateOf({ latest, status }: Incident, reader: Reader): readonly string[] {
  const { t } = reader;
  if (!latest) return [status ? `${t('field.status')}: ${t(`status.${status}`)}` : t('catchup.update.none')];
  const text = excerpt(latest.text, longestQuote);
  const values = { name: nameOf(latest.by, reader), time: moment(latest.at, reader), text };
  return [
    status ? t('catchup.update.status', { ...values, status: t(`status.${status}`) }) : t('catchup.update', values),
  ];
}

/** What people did, as far as a summary needs it; the state already says who acknowledged and resolved. */
const work: ReadonlySet<IncidentEvent['type']> = new Set([
  'noted',
  'updated',
  'severity-changed',
  'reopened',
  'merged',
  'task-done',
]);

function doneSoFar({ number }: Incident, entries: readonly TimelineEntry[], reader: Reader): readonly string[] {
  const { t } = reader;
  const events = entries.map(({ event }) => event);
  // The latest update stands above.
  const latest = events.findLast(({ type }) => type === 'updated');
  const all = events.filter((event) => work.has(event.type) && event !== latest);
  if (all.length === 0) return [t('catchup.done.none')];
  const last = all.slice(-mostDone);
  const moments = momentsInOrder(
    last.map(({ at }) => at),
    reader,
  );
  const more = all.length - last.length;
  return [
    t('catchup.done'),
    ...(more > 0 ? [t('catchup.done.more', { count: more, number })] : []),
    ...last.map((event, index) => `${moments[index]} · ${excerpt(eventSentence(event, reader), longestQuote)}`),
  ];
}

function openTasks({ tasks = [], number }: Incident, reader: Reader): readonly string[] {
  const { t } = reader;
  const open = tasks.filter(({ done }) => !done);
  if (tasks.length === 0) return [t('catchup.tasks.none')];
  if (open.length === 0) return [t('catchup.tasks.all-done', { done: doneCount(tasks, t) })];
  const more = open.length - mostTasks;
  return [
    t('catchup.tasks', { done: doneCount(tasks, t) }),
    ...open.slice(0, mostTasks).map((task) => excerpt(taskLine(task, reader), longestQuote)),
    ...(more > 0 ? [t('catchup.tasks.more', { count: more, number })] : []),
  ];
}

function unanswered(incident: Incident, entries: readonly TimelineEntry[], reader: Reader): readonly string[] {
  const { t, language, now } = reader;
  if (Object.keys(incident.paged).length === 0) return [t('explain.nobody')];
  const silent = [...silentPeople(entries)];
  if (silent.length === 0) return [];
  const named = silent
    .slice(0, mostNamed)
    .map(([person, at]) => t('catchup.paged', { name: nameOf(person, reader), time: momentNear(at, now, reader) }));
  const more = silent.length - named.length;
  const list = inWords([...named, ...(more > 0 ? [t('list.rest', { count: more })] : [])], language);
  return [t('catchup.unanswered', { people: list })];
}

/**
 * Returns who was paged and did nothing since, and when they were. An acknowledgement answers for everybody who was paged
 * before it, and so does the end of the incident.
 */
function silentPeople(entries: readonly TimelineEntry[]): ReadonlyMap<PersonId, Date> {
  const silent = new Map<PersonId, Date>();
  for (const { event } of entries) {
    if (event.type === 'acknowledged' || event.type === 'resolved') silent.clear();
    if ('by' in event && event.by !== undefined) silent.delete(event.by);
    const paged = event.type === 'paged' ? event.people : event.type === 'asked' ? [event.person] : [];
    for (const person of paged) silent.set(person, event.at);
  }
  return silent;
}

function facts(incident: Incident, reader: Reader): readonly Field[] {
  const { t, directory } = reader;
  const { service, acknowledged, roles = {}, merged, alerts, state } = incident;
  return [
    ...(service === undefined
      ? []
      : [{ label: t('field.service'), value: directory.services.get(service)?.name ?? service }]),
    {
      label: t('catchup.owner'),
      value: acknowledged ? nameOf(acknowledged.by, reader) : t('catchup.owner.none'),
    },
    ...Object.entries(roles).map(([role, person]) => ({
      label: t(`role.${role as IncidentRole}`),
      value: nameOf(person, reader),
    })),
    ...(alerts ? alertFields(alerts, { isOver: state === 'resolved' }, reader) : []),
    ...(merged ? [{ label: t('field.merged'), value: merged.map((one) => `#${one}`).join(', ') }] : []),
  ];
}
