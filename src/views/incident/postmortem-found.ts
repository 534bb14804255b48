import type { Incident } from '../../domain/incident/incident.ts';
import { courseOf } from '../../domain/incident/review/course.ts';
import type { Outline } from '../../domain/incident/review/outline.ts';
import { formatDuration } from '../../domain/on-call/durations.ts';
import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';
import { headline, stateSentence } from './incident.ts';
import { doneCount } from './task-count.ts';

/** In a chat: what is in it, in a few lines, and where it is. No chat's message holds a whole one. */
export function postmortemFoundView(incident: Incident, outline: Outline, url: string, reader: Reader): Message {
  const course = courseOf(incident, outline);
  const { toAcknowledgeMs, toResolveMs, updates } = course;
  const title = `${incident.resolved ? 'Post-mortem' : 'Draft of a post-mortem'} of ${headline(incident)}`;
  const times = [
    toAcknowledgeMs === undefined ? 'Never acknowledged' : `Acknowledged after ${formatDuration(toAcknowledgeMs)}`,
    ...(toResolveMs === undefined ? [] : [`resolved after ${formatDuration(toResolveMs)}`]),
  ];
  const body = [
    `${stateSentence(incident, reader)}.`,
    `${times.join(', ')}.`,
    [
      counted(updates.length, 'update'),
      incident.tasks ? `tasks: ${doneCount(incident.tasks)}` : 'no tasks',
      `${counted(outline.events, 'entry', 'entries')} in the timeline`,
    ].join(' · '),
    `${incident.resolved ? 'A Markdown document with sections to fill in.' : 'It is not over, and the document says so.'} Not signed in on the web yet? Say “web”.`,
  ];
  return {
    text: `${title}: ${url}`,
    title,
    body: body.join('\n'),
    tone: 'neutral',
    link: { label: 'Open the document', url },
  };
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
