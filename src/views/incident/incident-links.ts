import type { Link, Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';

/** The addresses of an incident. An address that is unknown, or cannot be opened from the platform, is absent. */
export interface IncidentAddresses {
  readonly room?: string;
  readonly web?: string;
}

/** Adds a link to the incident that this one was merged into: to its room, else to its page. */
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

/** Returns the message with links to the incident in front of its other links. */
export function withIncidentLinks(message: Message, { room, web }: IncidentAddresses, { t }: Reader): Message {
  const found: Link[] = [
    ...(room === undefined ? [] : [{ label: t('link.room'), url: room }]),
    ...(web === undefined ? [] : [{ label: t('link.web'), url: web }]),
  ];
  return found.length > 0 ? { ...message, links: [...found, ...(message.links ?? [])] } : message;
}
