import { personByAccount } from '../../domain/directory.ts';
import type { DeadDelivery } from '../../domain/incident/deliveries/dead-deliveries.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';
import { excerpt } from '../../lib/text.ts';
import type { Translate } from '../../locales/catalogue.ts';
import type { Button, Message } from '../../ports/message.ts';
import type { Notification } from '../../ports/notifications.ts';
import { deadText } from '../failure-reason.ts';
import { headline } from '../incident/incident.ts';
import { nameOf } from '../names.ts';
import { type Paging, pageButtons } from '../pages.ts';
import type { Reader } from '../reader.ts';
import { moment, shortMoment } from '../times.ts';

/** A delivery that was given up. */
export type DeadLetter =
  | { readonly incident: Incident; readonly delivery: DeadDelivery }
  | { readonly notification: Notification & { readonly progress: DeadDelivery['progress'] } };

const longestQuote = 60;
const mostNamed = 5;

/** Returns the dead letters, a line each, the latest first. */
export function deadLettersView(items: readonly DeadLetter[], paging: Paging, reader: Reader): Message {
  const { t, language } = reader;
  const { page, more } = paging;
  if (items.length === 0) return { text: t(page === 1 ? 'dead.none' : 'dead.none.more') };
  const lines = items.map((one) => line(one, reader));
  const title = t('dead.title', { count: items.length });
  return {
    text: `${title}: ${lines[0]}`,
    title: page === 1 && !more ? title : t('dead.title.page', { title, page }),
    body: [...lines, '', t('dead.hint')].join('\n'),
    tone: 'warning',
    language,
    buttons: [retryAll(t), ...pageButtons({ command: 'deliveries', args: {} }, paging, t)],
  };
}

/** Answers a retry: how many are sent again, and how many are not needed any more. */
export function retriedView(
  { again, pointless, more }: { again: number; pointless: number; more: boolean },
  { t }: Reader,
): Message {
  if (again + pointless === 0) return { text: t('dead.retried.none') };
  const sentences = [
    ...(again > 0 ? [t('dead.retried', { count: again })] : []),
    ...(pointless > 0 ? [t('dead.retried.pointless', { count: pointless })] : []),
    ...(more ? [t('dead.retried.more')] : []),
  ];
  return { text: sentences.join(' ') };
}

/** Answers the person who dropped dead letters. */
export function droppedView({ dropped, more }: { dropped: number; more: boolean }, { t }: Reader): Message {
  if (dropped === 0) return { text: t('dead.dropped.none') };
  const rest = more ? [t('dead.dropped.more')] : [];
  return { text: [t('dead.dropped', { count: dropped }), ...rest].join(' ') };
}

/** Tells the operators what was given up on one platform for one reason within a few minutes. */
export function deadLettersAlarm(items: readonly DeadLetter[], reader: Reader): Message {
  const { t, zone, language } = reader;
  const [first] = items;
  if (!first) throw new Error('An alarm needs at least one dead letter');
  const sink = sinkOf(first);
  const where = t(`on.${platformOf(first)}`);
  const title = sink ? t('dead.alarm.sink', { sink }) : t('dead.alarm', { count: items.length, where });
  const named = items.slice(0, mostNamed).map((one) => `${subject(one, reader)} · ${attempts(one, t)}`);
  const others = items.length > mostNamed ? [t('dead.more', { count: items.length - mostNamed })] : [];
  const { dead } = progressOf(first);
  const reason = sentence(deadText(dead, t));
  const hint = t('dead.alarm.hint');
  const latest = t('dead.alarm.latest', { subject: subject(first, reader) });
  return {
    text: `${title}: ${reason} ${latest} ${hint}`,
    title,
    body: [
      `${reason} ${t('dead.alarm.latest-at', { time: shortMoment(dead.at, reader) })}`,
      ...named,
      ...others,
      hint,
    ].join('\n'),
    tone: 'danger',
    buttons: [{ label: t('dead.show'), invokes: { command: 'deliveries', args: {} } }, retryAll(t)],
    zone,
    language,
  };
}

export function platformOf(one: DeadLetter): Platform {
  return 'notification' in one ? one.notification.to.platform : one.delivery.platform;
}

/** Returns the name of the event sink that the dead letter was for; undefined for a message to people. */
export function sinkOf(one: DeadLetter): string | undefined {
  return 'notification' in one ? undefined : one.delivery.outlet;
}

export function progressOf(one: DeadLetter): DeadDelivery['progress'] {
  return 'notification' in one ? one.notification.progress : one.delivery.progress;
}

function retryAll(t: Translate): Button {
  return { label: t('dead.retry-all'), tone: 'primary', invokes: { command: 'retry', args: { which: 'all' } } };
}

function line(one: DeadLetter, reader: Reader): string {
  const { t } = reader;
  const { dead, failingSince } = progressOf(one);
  const since = t('dead.since', { time: moment(failingSince ?? dead.at, reader) });
  return [subject(one, reader), deadText(dead, t), since, attempts(one, t)].join(' · ');
}

function attempts(one: DeadLetter, t: Translate): string {
  return t('dead.attempts', { count: progressOf(one).failures });
}

/** Ends a reason with one full stop: platforms and adapters send it with or without one. */
function sentence(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}

/** Returns “#42 Checkout is down: page to Alice Chen on Slack”. */
function subject(one: DeadLetter, reader: Reader): string {
  if (!('notification' in one)) return `${headline(one.incident)}: ${deliveryName(one.delivery, reader)}`;
  const { to, message } = one.notification;
  const person = to.kind === 'person' ? personByAccount(reader.directory, to.platform, to.id)?.name : undefined;
  return reader.t('dead.notification', {
    name: person ?? to.id,
    where: reader.t(`on.${to.platform}`),
    text: excerpt(message.text, longestQuote),
  });
}

function deliveryName(delivery: DeadDelivery, reader: Reader): string {
  const { t } = reader;
  const { kind, platform, person, to, about, outlet: sink = '', call = 0, upTo = call } = delivery;
  const where = t(`on.${platform}`);
  const name = person === undefined ? undefined : nameOf(person, reader);
  switch (kind) {
    case 'page':
      return name === undefined ? t('dead.page.nobody', { where }) : t('dead.page', { name, where });
    case 'held':
      return t('dead.digest', { name: name ?? t('audit.unknown') });
    case 'card':
      return to ? t('dead.card', { room: to.id, where }) : t('dead.card.room', { where });
    case 'room':
    // A change of members never becomes a dead letter.
    case 'members':
    case 'room-name':
      return t('dead.room', { where });
    case 'announcement':
      return t('dead.announcement', { where });
    case 'notice':
      return call === upTo
        ? t('dead.notice', { first: call, where })
        : t('dead.notice.many', { first: call, last: upTo, where });
    case 'notices':
      return t('dead.notices', { where });
    case 'events':
      return t('dead.events', { sink });
    case 'event': {
      const type = delivery.eventType ?? about?.type;
      return type ? t('dead.event.type', { event: call, type, sink }) : t('dead.event', { event: call, sink });
    }
    default:
      return kind satisfies never;
  }
}
