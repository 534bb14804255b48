import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

const mostShown = 5;

/** Tells the operators that the changed configuration file has mistakes, so that the previous one stays in force. */
export function fileAlarm(mistakes: readonly string[], { t, zone }: Reader): Message {
  const title = t('file.mistakes', { count: mistakes.length });
  const more = mistakes.length - mostShown;
  const lines = [...mistakes.slice(0, mostShown), ...(more > 0 ? [t('list.rest', { count: more })] : [])];
  const body = [...lines, t('file.mistakes.todo')].join('\n');
  return { text: `${title}: ${lines.join('; ')}. ${t('file.mistakes.todo')}`, title, body, tone: 'danger', zone };
}

/** Tells the operators that the configuration file has no mistakes any more. */
export function fileGoodNotification(since: Date, reader: Reader): Message {
  const { t, zone } = reader;
  const title = t('file.good');
  const body = t('file.good.body', { time: moment(since, reader) });
  return { text: `${title}. ${body}`, title, body, tone: 'success', zone };
}
