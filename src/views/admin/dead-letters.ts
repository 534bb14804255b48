import { personByAccount } from '../../domain/directory.ts';
import type { DeadDelivery } from '../../domain/incident/deliveries/dead-deliveries.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { type Platform, platformNames } from '../../domain/people.ts';
import { formatMoment } from '../../lib/moment.ts';
import { excerpt } from '../../lib/text.ts';
import type { Button, Message } from '../../ports/message.ts';
import type { Notification } from '../../ports/notifications.ts';
import { headline } from '../incident/incident.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

/** One thing that could not be delivered. */
export type DeadLetter =
  | { readonly incident: Incident; readonly delivery: DeadDelivery }
  | { readonly notification: Notification & { readonly progress: DeadDelivery['progress'] } };

const longestQuote = 60;
const mostNamed = 5;

const retryAll: Button = { label: 'Retry all', tone: 'primary', invokes: { command: 'retry', args: { which: 'all' } } };
const whatFailed: Button = { label: 'What failed', invokes: { command: 'deliveries', args: {} } };

/** What failed, a line each, the latest first, in the reader's zone. `page` counts from 1; `more` says that the list goes on. */
export function deadLettersView(
  items: readonly DeadLetter[],
  { page, more }: { readonly page: number; readonly more: boolean },
  reader: Reader,
): Message {
  if (items.length === 0) return { text: page === 1 ? 'Nothing failed.' : 'Nothing else failed.' };
  const lines = items.map((one) => line(one, reader));
  const title = `${items.length}${more || page > 1 ? '' : ' in all'} could not be delivered`;
  const next: Button = { label: 'More', invokes: { command: 'deliveries', args: { page: String(page + 1) } } };
  return {
    text: `${title}: ${lines[0]}`,
    title: page === 1 ? title : `${title}, page ${page}`,
    body: [...lines, '', '“retry 42” tries again what failed of incident 42, “retry” all of it.'].join('\n'),
    tone: 'warning',
    buttons: more ? [retryAll, next] : [retryAll],
  };
}

/** After a retry: how many go out again, and how many nobody needs any more. */
export function retriedView(done: { again: number; pointless: number; more: boolean }): Message {
  const { again, pointless, more } = done;
  if (again + pointless === 0) return { text: 'Nothing failed, so there is nothing to try again.' };
  const sentences = [
    again > 0 ? `Trying ${counted(again, 'message')} again; “deliveries” shows what fails once more.` : '',
    pointless > 0
      ? `${counted(pointless, 'message')} ${pointless === 1 ? 'is' : 'are'} not needed any more, as somebody took or resolved the incident or its time is over, so I took ${pointless === 1 ? 'it' : 'them'} off the list.`
      : '',
    more ? 'There are more: “retry” once again for the rest.' : '',
  ];
  return { text: sentences.filter(Boolean).join(' ') };
}

export function droppedView(done: { dropped: number; more: boolean }): Message {
  if (done.dropped === 0) return { text: 'Nothing failed, so there is nothing to drop.' };
  const rest = done.more ? ' There are more: “deliveries drop all” once again for the rest.' : '';
  return { text: `${counted(done.dropped, 'message')} dropped: nobody is sent ${them(done.dropped)} any more.${rest}` };
}

/** To the operators: what was given up on one platform for one reason within a few minutes. */
export function deadLettersAlarm(items: readonly DeadLetter[], reader: Reader): Message {
  const [first] = items;
  if (!first) throw new Error('An alarm is about something');
  const outlet = sinkOf(first);
  const what = outlet ? `Events for ${outlet}` : `${counted(items.length, 'message')} ${where(platformOf(first))}`;
  const title = `${what} could not be delivered`;
  const named = items.slice(0, mostNamed).map((one) => `${subject(one, reader)}, ${tries(one)}`);
  const others = items.length > mostNamed ? [`and ${items.length - mostNamed} more`] : [];
  const { reason, at } = progressOf(first).dead;
  return {
    text: `${title}: ${reason}. The latest is ${subject(first, reader)}. “deliveries” shows what failed, “retry” tries again.`,
    title,
    body: [
      `${reason}. The latest at ${formatMoment(at, reader.zone)}.`,
      ...named,
      ...others,
      '“deliveries” shows what failed, “retry” tries again.',
    ].join('\n'),
    tone: 'danger',
    buttons: [whatFailed, retryAll],
    zone: reader.zone,
  };
}

export function platformOf(one: DeadLetter): Platform {
  return 'notification' in one ? one.notification.to.platform : one.delivery.platform;
}

/** The event sink whose events they are; undefined for what goes to people. */
export function sinkOf(one: DeadLetter): string | undefined {
  return 'notification' in one ? undefined : one.delivery.outlet;
}

export function progressOf(one: DeadLetter): DeadDelivery['progress'] {
  return 'notification' in one ? one.notification.progress : one.delivery.progress;
}

function line(one: DeadLetter, reader: Reader): string {
  const { dead, failingSince } = progressOf(one);
  const since = `since ${formatMoment(failingSince ?? dead.at, reader.zone, reader.now)}`;
  return [subject(one, reader), dead.reason, since, tries(one)].join(' · ');
}

function tries(one: DeadLetter): string {
  const { failures } = progressOf(one);
  return failures === 1 ? '1 try' : `${failures} tries`;
}

/** Such as “#42 Checkout is down: page to Alice Chen on Slack”. */
function subject(one: DeadLetter, reader: Reader): string {
  if (!('notification' in one)) return `${headline(one.incident)}: ${deliveryName(one.delivery, reader)}`;
  const { to, message } = one.notification;
  const person = to.kind === 'person' ? personByAccount(reader.directory, to.platform, to.id)?.name : undefined;
  return `message to ${person ?? to.id} ${where(to.platform)} “${excerpt(message.text, longestQuote)}”`;
}

function deliveryName(
  { kind, platform, person, to, about, outlet, call, upTo = call, eventType: type = about?.type }: DeadDelivery,
  reader: Reader,
): string {
  const name = person === undefined ? 'nobody' : nameOf(person, reader);
  switch (kind) {
    case 'page':
      return `page to ${name} ${where(platform)}`;
    case 'held':
      return `what was held for ${name} in quiet hours`;
    case 'card':
      return `card in ${to?.id ?? 'its room'} ${where(platform)}`;
    case 'room':
      return `room ${where(platform)}`;
    case 'notice':
      return `${call === upTo ? `event ${call}` : `events ${call} to ${upTo}`} for the room ${where(platform)}`;
    case 'notices':
      return `what happened, for the room ${where(platform)}`;
    case 'events':
      return `events for ${outlet}`;
    case 'event':
      return `event ${call}${type ? ` (${type})` : ''} for ${outlet}`;
    default:
      return kind satisfies never;
  }
}

function where(platform: Platform): string {
  if (platform === 'email') return 'by email';
  return `${platform === 'web' ? 'in' : 'on'} ${platformNames[platform]}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function them(count: number): string {
  return count === 1 ? 'it' : 'them';
}
