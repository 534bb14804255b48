import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { type Course, courseOf } from '../../domain/incident/review/course.ts';
import type { Outline } from '../../domain/incident/review/outline.ts';
import type { IncidentRole } from '../../domain/incident/roles.ts';
import type { Task } from '../../domain/incident/tasks/task.ts';
import { formatDuration } from '../../domain/on-call/durations.ts';
import { severityMeaning } from '../../domain/severity.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { TimelineEntry } from '../../ports/incidents.ts';
import { inLine, inLines } from '../markdown.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { eventSentence } from './events.ts';
import { roleNames, who } from './incident.ts';

/** Entries of the timeline in one document. Nobody reads more, and an alert that fires for days makes thousands. */
export const mostEntries = 1_000;
/** What the page after it says as well, what the action items say, and where people talked. */
const untold: ReadonlySet<IncidentEvent['type']> = new Set([
  'escalated',
  'room-opened',
  'task-added',
  'task-changed',
  'task-done',
  'task-reopened',
]);

/**
 * Drafts a post-mortem in Markdown: all that is known, and headed sections for what only people know.
 *
 * @param entries the latest of the timeline, at most `mostEntries`; the document says how many are left out
 */
export function postmortemDocument(
  incident: Incident,
  outline: Outline,
  entries: readonly TimelineEntry[],
  reader: Reader,
): string {
  const course = courseOf(incident, outline);
  const sections = [
    `# Post-mortem: ${inLine(incident.title)} (#${incident.number})`,
    ...(incident.resolved ? [] : [draftNote(incident, reader)]),
    facts(incident, course, reader).join('\n'),
    section('Summary', summary(incident)),
    section('Impact', toFillIn('Who was affected, how, how many, and from when to when?')),
    section('Root cause', toFillIn('Why did it happen, what set it off, and why was it not caught before?')),
    section('Detection', detection(incident, course, reader)),
    section('What people were told', told(course, reader)),
    section('What went well', toFillIn('What helped?')),
    section('What went badly', toFillIn('What made it worse, or longer than it need have been?')),
    section('Where we were lucky', toFillIn('What could have been worse?')),
    section('Lessons', toFillIn('What do we know now that we did not know before?')),
    section('Action items', actionItems(incident, reader)),
    section('Timeline', timeline(outline, entries, reader)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`;
}

function toFillIn(question: string): string {
  return `*To fill in: ${question.charAt(0).toLowerCase()}${question.slice(1)}*`;
}

function draftNote({ number, acknowledged }: Incident, reader: Reader): string {
  const stands = acknowledged ? `${inLine(who(acknowledged, reader))} has it` : 'nobody has it';
  return `> **Draft: #${number} is not over.** At ${dated(reader.now, reader)} it was open, and ${stands}.`;
}

function facts(incident: Incident, course: Course, reader: Reader): string[] {
  const { number, severity, service, declared, resolved, roles } = incident;
  const wanting = resolved ? 'never' : 'not yet';
  const length = (ms: number | undefined) => (ms === undefined ? wanting : formatDuration(ms));
  const fact = (label: string, value: string) => `- **${label}:** ${value}`;
  const named = Object.entries(roles ?? {}).map(([role, person]) =>
    fact(roleNames[role as IncidentRole], inLine(nameOf(person, reader))),
  );
  return [
    fact('Incident', `#${number}`),
    fact('Severity', `${severity}, ${severityMeaning[severity]}`),
    fact('Service', service ? inLine(reader.directory.services.get(service)?.name ?? service) : 'none was named'),
    fact('Declared', marked(declared, reader)),
    fact('Acknowledged', course.acknowledged ? marked(course.acknowledged, reader) : wanting),
    fact('Resolved', resolved ? marked(resolved, reader) : wanting),
    fact('Time to acknowledge', length(course.toAcknowledgeMs)),
    fact('Time to resolve', length(course.toResolveMs)),
    ...(course.reopened > 0 ? [fact('Reopened', course.reopened === 1 ? 'once' : `${course.reopened} times`)] : []),
    ...(named.length > 0 ? named : [fact('Roles', 'nobody had one')]),
    fact('Paged', paged(course, reader)),
  ];
}

function paged({ paged: people }: Course, reader: Reader): string {
  if (people.length === 0) return 'nobody';
  return people
    .map(({ person, first, times }) => {
      const often = times > 1 ? `, ${times} times` : '';
      return `${inLine(nameOf(person, reader))} (${moment(first, reader)}${often})`;
    })
    .join(', ');
}

function summary({ description, resolved }: Incident): string {
  const said = resolved?.summary ? inLines(resolved.summary, '') : toFillIn('What was it, and what helped?');
  return description ? `${said}\n\nAs it was reported: ${inLines(description, '')}` : said;
}

function detection({ declared }: Incident, { toAcknowledgeMs }: Course, reader: Reader): string {
  const by = `Declared by ${inLine(who(declared, reader))}.`;
  const taken = toAcknowledgeMs === undefined ? '' : ` Somebody had it after ${formatDuration(toAcknowledgeMs)}.`;
  return `${by}${taken}\n\n${toFillIn('How long did it go on before, and what could have told us sooner?')}`;
}

function told({ updates }: Course, reader: Reader): string {
  if (updates.length === 0) return 'Nothing was told with “update”.';
  return updates
    .map(({ at, by, status, text }) => {
      const how = status ? ` (${status})` : '';
      return `- **${moment(at, reader)}**${how}: ${inLines(text, '  ')} (${inLine(nameOf(by, reader))})`;
    })
    .join('\n');
}

function actionItems({ number, tasks = [] }: Incident, reader: Reader): string {
  if (tasks.length === 0) return `None so far: “task ${number} …” adds one.`;
  return tasks.map((task) => actionItem(task, reader)).join('\n');
}

function actionItem({ number, text, owner, done }: Task, reader: Reader): string {
  const whose = done
    ? ` (done by ${inLine(nameOf(done.by, reader))}, ${dated(done.at, reader)})`
    : owner
      ? ` (${inLine(nameOf(owner, reader))})`
      : '';
  return `- [${done ? 'x' : ' '}] Task ${number}: ${inLine(text)}${whose}`;
}

function timeline({ events }: Outline, entries: readonly TimelineEntry[], reader: Reader): string {
  const shown = entries.flatMap(({ event }) => (untold.has(event.type) ? [] : [event]));
  const left = events - entries.length;
  return [
    `Times are those of ${reader.zone}.`,
    '',
    ...(left > 0 ? [`- ${left} earlier entries are left out here. The API's timeline has all of them.`] : []),
    ...shown.map((event) => `- **${moment(event.at, reader)}** ${inLines(eventSentence(event, reader), '  ')}`),
  ].join('\n');
}

function marked(mark: Incident['declared'], reader: Reader): string {
  return `${dated(mark.at, reader)} by ${inLine(who(mark, reader))}`;
}

/** With its year: it is read years later. */
function dated(at: Date, { zone }: Reader): string {
  return formatMoment(at, zone, new Date(0));
}

function moment(at: Date, { zone }: Reader): string {
  return formatMoment(at, zone);
}
