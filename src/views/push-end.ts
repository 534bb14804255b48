import type { Message } from '../ports/message.ts';
import type { Reader } from './reader.ts';
import { moment } from './times.ts';

/** Tells a person that one of their browsers will get no pages any more as notifications. */
export function pushEndView(
  {
    device,
    since,
    until,
    publicUrl,
  }: {
    /** Absent: unknown. */
    readonly device: string | undefined;
    /** When Tocsin was opened in it last. */
    readonly since: Date;
    readonly until: Date;
    readonly publicUrl: string;
  },
  reader: Reader,
): Message {
  const { t, language } = reader;
  const browser = device ?? t('web-session.unknown-device');
  const title = t('push-end.title', { browser });
  const body = t('push-end.text', {
    browser,
    since: moment(since, reader),
    until: moment(until, reader),
    url: publicUrl,
  });
  return { text: `${title} · ${body}`, title, body, tone: 'warning', language };
}
