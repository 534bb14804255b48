import type { Platform } from '../../domain/people.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';

/** A platform or an event sink. */
export type ConnectionName = { readonly platform: Platform } | { readonly sink: string };

/** Tells the operators that Tocsin cannot reach a platform or an event sink. */
export function awayAlarm(name: ConnectionName, since: Date, reader: Reader): Message {
  const { t, zone } = reader;
  const shown = nameOf(name, reader);
  const title = t('connection.away', { name: shown });
  const body = t('connection.away.body', { name: shown, time: momentOf(since, reader) });
  return { text: `${title}. ${body}`, title, body, tone: 'danger', zone };
}

/** Replaces that alarm once the platform or the event sink is reachable again. */
export function backAlarm(name: ConnectionName, since: Date, reader: Reader): Message {
  const { t, zone } = reader;
  const title = t('connection.back', { name: nameOf(name, reader) });
  const body = t('connection.back.body', { time: momentOf(since, reader) });
  return { text: `${title}. ${body}`, title, body, tone: 'success', zone };
}

function nameOf(name: ConnectionName, { t }: Reader): string {
  return 'platform' in name ? t(`platform.${name.platform}`) : t('connection.sink', { sink: name.sink });
}

function momentOf(at: Date, { zone, now, language }: Reader): string {
  return formatMoment(at, zone, now, language);
}
