import type { Message } from '../../ports/message.ts';
import type { Overdue } from '../../ports/watchdog.ts';
import { headline } from '../incident/incident.ts';
import type { Reader } from '../reader.ts';
import { shortMoment } from '../times.ts';

const mostNamed = 5;

/** Tells the operators about one action that is overdue. */
export function overdueAlarm(one: Overdue, reader: Reader): Message {
  const { t, zone, language } = reader;
  const title = t('overdue.title', { subject: subject(one, reader) });
  const toDo = t('overdue.to-do');
  return { text: `${title} ${toDo}`, title, body: toDo, tone: 'danger', zone, language };
}

/** Tells the operators about many overdue actions in one message. `atLeast`: there are more than were counted. */
export function manyOverdueAlarm(all: readonly Overdue[], atLeast: boolean, reader: Reader): Message {
  const { t, zone, language } = reader;
  const title = t(atLeast ? 'overdue.many.at-least' : 'overdue.many', { count: all.length });
  const toDo = t('overdue.to-do');
  const named = all.slice(0, mostNamed).map((one) => subject(one, reader));
  const rest = all.length > mostNamed ? [t('dead.more', { count: all.length - mostNamed })] : [];
  return {
    text: `${t('overdue.first', { title, subject: named[0] ?? '' })} ${toDo}`,
    title,
    body: [...named, ...rest, toDo].join('\n'),
    tone: 'danger',
    zone,
    language,
  };
}

/** Returns the same alarm after the overdue action was done. */
export function doneAlarm(before: Message, { t }: Reader): Message {
  const { body: _toDo, ...rest } = before;
  const title = t('overdue.done', { title: before.title ?? before.text });
  return { ...rest, text: title, title, tone: 'success' };
}

function subject(one: Overdue, reader: Reader): string {
  const { t } = reader;
  const time = shortMoment(one.at, reader);
  switch (one.kind) {
    case 'step':
    case 'delivery':
      return t(`overdue.${one.kind}`, { incident: headline(one), time });
    case 'notification':
      return t('overdue.notification', { time });
    default:
      return one satisfies never;
  }
}
