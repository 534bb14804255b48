import type { Platform } from '../../domain/people.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';

/** A platform, what people say and press there, or an event sink. */
export type ConnectionName =
  | { readonly platform: Platform }
  | { readonly commandsOf: Platform }
  | { readonly sink: string };

/** Tells the operators that Tocsin cannot reach a platform or an event sink. */
export function awayAlarm(name: ConnectionName, since: Date, reader: Reader): Message {
  const { t, zone } = reader;
  const shown = nameOf(name, reader);
  const time = momentOf(since, reader);
  const isUnheard = 'commandsOf' in name;
  const title = t(isUnheard ? 'connection.unheard' : 'connection.away', { name: shown });
  const body = t(isUnheard ? 'connection.unheard.body' : 'connection.away.body', { name: shown, time });
  return { text: `${title}. ${body}`, title, body, tone: 'danger', zone };
}

/** Replaces that alarm once the platform or the event sink is reachable again. */
export function backAlarm(name: ConnectionName, since: Date, reader: Reader): Message {
  const { t, zone } = reader;
  const title = t('commandsOf' in name ? 'connection.heard' : 'connection.back', { name: nameOf(name, reader) });
  const body = t('connection.back.body', { time: momentOf(since, reader) });
  return { text: `${title}. ${body}`, title, body, tone: 'success', zone };
}

function nameOf(name: ConnectionName, { t }: Reader): string {
  if ('sink' in name) return t('connection.sink', { sink: name.sink });
  return t(`platform.${'platform' in name ? name.platform : name.commandsOf}`);
}

function momentOf(at: Date, { zone, now, language }: Reader): string {
  return formatMoment(at, zone, now, language);
}
