import { isAwayThroughout } from '../../domain/absence.ts';
import { peopleInLayers } from '../../domain/on-call/kept-rota.ts';
import { instantOf } from '../../domain/on-call/moments.ts';
import type { Schedule, Shift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import type { AddedOverride, Cover } from '../../domain/runtime-changes.ts';
import type { Message } from '../../ports/message.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { awayWarning } from './away.ts';
import { type Period, periodEnds, periodText } from './period.ts';
import { people } from './rota.ts';

const mostListed = 20;

/** Asks a person who could take the shift. */
export function coverRequestView(cover: Cover, schedule: string, reader: Reader): Message {
  const { t } = reader;
  const values = { name: nameOf(cover.requester, reader), schedule, period: periodText(cover, reader) };
  const accepts = { command: 'cover', args: { take: cover.id } };
  if (!cover.ofOne)
    return {
      text: t('cover.wanted', values),
      buttons: [{ label: t('cover.accept'), tone: 'primary', invokes: accepts }],
    };
  return {
    text: withBack(t('cover.wanted.one', values), cover, reader),
    buttons: [
      { label: t('cover.accept.one'), tone: 'primary', invokes: accepts },
      { label: t('cover.decline'), invokes: { command: 'cover', args: { withdraw: cover.id } } },
    ],
  };
}

/** Adds to a sentence what the requester has in return. */
export function withBack(text: string, { back, requester }: Cover, reader: Reader): string {
  if (!back) return text;
  return `${text} ${reader.t('cover.back', { name: nameOf(requester, reader), period: periodText(back, reader) })}`;
}

/** Returns the request after a person took the shift, for that person and for the others. */
export function coverSettledView(cover: Cover, schedule: string, person: PersonId, reader: Reader): Message {
  const { t } = reader;
  const values = { name: nameOf(cover.requester, reader), schedule, period: periodText(cover, reader) };
  if (!cover.taken) return { text: t(cover.declined ? 'cover.declined.you' : 'cover.withdrawn', values) };
  if (cover.taken.by === person)
    return warned(
      { text: withBack(t('cover.taken.you', values), cover, reader), tone: 'success' },
      person,
      cover,
      reader,
    );
  return { text: t('cover.taken', { ...values, taker: nameOf(cover.taken.by, reader) }) };
}

/** Tells the person who asked for cover that another person took the shift, or that the only one declined. */
export function coverFoundView(cover: Cover, schedule: string, reader: Reader): Message {
  const by = cover.taken?.by ?? cover.asked[0]?.person;
  const values = { taker: by ? nameOf(by, reader) : '', schedule, period: periodText(cover, reader) };
  if (!cover.taken) return { text: reader.t('cover.declined', values), tone: 'warning' };
  const found: Message = { text: withBack(reader.t('cover.found', values), cover, reader), tone: 'success' };
  return warned(found, cover.taken.by, cover, reader);
}

/** Answers the person who asked for cover: who was asked, and a button to withdraw the request. */
export function coverAskedView(cover: Cover, schedule: string, reader: Reader): Message {
  const { t } = reader;
  const people = named(
    cover.asked.map(({ person }) => person),
    reader,
  );
  const away = cover.ofOne ? [] : peopleAway(cover, schedule, reader);
  const values = { people, schedule, period: periodText(cover, reader) };
  const asked = cover.ofOne ? withBack(t('cover.asked.one', values), cover, reader) : t('cover.asked', values);
  return {
    text: away.length > 0 ? `${asked} ${t('cover.not-asked', { people: named(away, reader) })}` : asked,
    buttons: [{ label: t('cover.withdraw'), invokes: { command: 'cover', args: { withdraw: cover.id } } }],
  };
}

/** Answers the person who added an override. */
export function overriddenView(
  done: readonly { readonly added: AddedOverride; readonly relieved: readonly PersonId[] }[],
  schedule: string,
  reader: Reader,
): Message {
  const each = done.map(({ added, relieved }) => oneOverridden(added, schedule, relieved, reader));
  const text = each.map((one) => one.text).join(' ');
  return each.some(({ tone }) => tone === 'warning') ? { text, tone: 'warning' } : { text };
}

function oneOverridden(added: AddedOverride, schedule: string, relieved: readonly PersonId[], reader: Reader): Message {
  const { t } = reader;
  const values = { name: nameOf(added.person, reader), schedule, period: periodText(added, reader) };
  const text =
    relieved.length === 0
      ? t('override.added', values)
      : t('override.added.instead', { ...values, others: named(relieved, reader) });
  return warned({ text }, added.person, added, reader);
}

/** Adds to the message that the person is away during the time that they take over. */
function warned(message: Message, person: PersonId, taken: Period, reader: Reader): Message {
  const warning = awayWarning(person, taken, reader);
  return warning ? { ...message, text: `${message.text} ${warning}`, tone: 'warning' } : message;
}

/** Returns the people of the schedule who were not asked for cover because they are away all the time. */
function peopleAway({ requester, asked, from, to }: Cover, id: string, { directory }: Reader): PersonId[] {
  const schedule = directory.schedules.get(id);
  if (!schedule) return [];
  const known = new Set([requester, ...asked.map(({ person }) => person)]);
  return peopleInLayers(schedule, from).filter(
    (person) => !known.has(person) && isAwayThroughout(directory.people.get(person) ?? {}, { from, to }),
  );
}

/** Tells the person who takes over, or a person who is relieved. */
export function overrideNotificationView(
  added: AddedOverride,
  schedule: string,
  { person, relieved }: { person: PersonId; relieved: readonly PersonId[] },
  reader: Reader,
): Message {
  const { t } = reader;
  const [by, name, others] = [nameOf(added.by, reader), nameOf(added.person, reader), named(relieved, reader)];
  const values = { schedule, period: periodText(added, reader) };
  const text = () => {
    if (person === added.person) {
      if (relieved.length === 0) return t('override.you', { ...values, by });
      return t('override.you.instead', { ...values, by, others });
    }
    if (added.by === added.person) return t('override.relieved', { ...values, name, others });
    return t('override.relieved.by', { ...values, name, others, by });
  };
  return warned({ text: text() }, added.person, added, reader);
}

/** A cancelled override, and who is on call in its place until its end. */
export interface CancelledOverride {
  readonly cancelled: AddedOverride;
  readonly schedule: string;
  readonly shifts: readonly Shift[];
}

/** Answers the person who cancelled the override. */
export function cancelledView({ cancelled, schedule, shifts }: CancelledOverride, reader: Reader): Message {
  const { t, now } = reader;
  const given = { schedule, name: nameOf(cancelled.person, reader), people: people(shifts, cancelled, reader) };
  if (cancelled.from <= now) return { text: t('rota.override-cancelled.now', given) };
  return { text: t('rota.override-cancelled.then', { ...given, ...periodEnds(cancelled, reader) }) };
}

/** Tells the person of the cancelled override, and the people who are on call in its place. */
export function cancellationNotificationView(
  { cancelled, schedule, shifts }: CancelledOverride,
  by: PersonId,
  reader: Reader,
): Message {
  return {
    text: reader.t('rota.override-cancelled.notice', {
      by: nameOf(by, reader),
      schedule,
      name: nameOf(cancelled.person, reader),
      ...periodEnds(cancelled, reader),
      people: people(shifts, cancelled, reader),
    }),
  };
}

/** Returns the current and coming overrides, from the file and from chat. */
export function overridesView(
  schedules: readonly Schedule[],
  added: readonly { readonly schedule: string; readonly overrides: readonly AddedOverride[] }[],
  reader: Reader,
): Message {
  const { t, language } = reader;
  const lines = schedules
    .flatMap((schedule) => coming(schedule, reader.now).map((one) => ({ schedule: schedule.id, ...one })))
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .map((one) => {
      const ofChat = added
        .find(({ schedule }) => schedule === one.schedule)
        ?.overrides.find(
          ({ person, from, to }) => person === one.person && isEqual(from, one.from) && isEqual(to, one.to),
        );
      const how = ofChat ? t('override.line.chat', { id: ofChat.id }) : t('override.line.file');
      const name = nameOf(one.person, reader);
      return `${t('override.line', { schedule: one.schedule, name, period: periodText(one, reader) })} · ${how}`;
    });
  if (lines.length === 0) return { text: t('override.none') };
  const title = t('override.title', { count: lines.length });
  const more = lines.length > mostListed ? [t('list.rest', { count: lines.length - mostListed })] : [];
  const body = [...lines.slice(0, mostListed), ...more].join('\n');
  return { text: `${title}: ${lines[0]}`, title, body, tone: 'neutral', language };
}

function coming({ overrides, timezone }: Schedule, now: Date) {
  return overrides
    .map(({ person, from, to }) => ({ person, from: instantOf(from, timezone), to: instantOf(to, timezone) }))
    .filter(({ from, to }) => to > now && from < to);
}

function named(people: readonly PersonId[], reader: Reader): string {
  return inWords(
    people.map((one) => nameOf(one, reader)),
    reader.language,
  );
}

function isEqual(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime();
}
