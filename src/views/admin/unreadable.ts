import { type UnreadableIncident, unreadableName } from '../../domain/incident/listed.ts';
import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';

const mostNamed = 5;

/** Tells the operators about incidents whose documents cannot be read. */
export function unreadableAlarm(all: readonly UnreadableIncident[], { t, zone, language }: Reader): Message {
  const incidents = all.slice(0, mostNamed).map(unreadableName).join(', ');
  const rest = all.length > mostNamed ? [t('dead.more', { count: all.length - mostNamed })] : [];
  const title = t('unreadable.title', { count: all.length, incidents });
  const toDo = t('unreadable.to-do');
  return { text: `${title} ${toDo}`, title, body: [...rest, toDo].join('\n'), tone: 'danger', zone, language };
}
