import type { Link, Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';

/** Where an incident is found; what is not known, or leads nowhere from there, is absent. */
export interface IncidentAddresses {
  readonly room?: string;
  readonly web?: string;
}

/** Returns the message with a link to the incident that this one was merged into: to its room, else to its page. */
export function withMergedLink(
  message: Message,
  number: number,
  { room, web }: IncidentAddresses,
  { t }: Pick<Reader, 't'>,
): Message {
  const url = room ?? web;
  if (url === undefined) return message;
  return {
    ...message,
    links: [{ label: t('link.incident', { number: String(number) }), url }, ...(message.links ?? [])],
  };
}

/** Returns the message with links to the incident before its own. */
export function withIncidentLinks(message: Message, { room, web }: IncidentAddresses, { t }: Reader): Message {
  const found: Link[] = [
    ...(room === undefined ? [] : [{ label: t('link.room'), url: room }]),
    ...(web === undefined ? [] : [{ label: t('link.web'), url: web }]),
  ];
  return found.length > 0 ? { ...message, links: [...found, ...(message.links ?? [])] } : message;
}
