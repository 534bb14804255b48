import { instantOf } from '../../domain/on-call/moments.ts';
import type { Schedule, Shift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import type { AddedOverride, Cover } from '../../domain/runtime-changes.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

interface Period {
  readonly from: Date;
  readonly to: Date;
}

const mostListed = 20;
const mostNamed = 4;

/** The question, to each who could take the shift. */
export function coverWantedView(cover: Cover, schedule: string, reader: Reader): Message {
  return {
    text: `${nameOf(cover.asker, reader)} asks you to take ${schedule} ${period(cover, reader)}. The first to accept has it.`,
    buttons: [{ label: 'I take it', tone: 'primary', invokes: { command: 'cover', args: { take: cover.id } } }],
  };
}

/** The same message, once it is settled. Says it to the one who took it, and to the others. */
export function coverSettledView(cover: Cover, schedule: string, person: PersonId, reader: Reader): Message {
  const asker = nameOf(cover.asker, reader);
  const when = period(cover, reader);
  if (cover.taken?.by === person)
    return { text: `You take ${schedule} ${when} for ${asker}. Thank you.`, tone: 'success' };
  if (cover.taken) return { text: `Taken by ${nameOf(cover.taken.by, reader)}: ${schedule} ${when}, for ${asker}.` };
  return { text: `${asker} does not need cover any more: ${schedule} ${when}.` };
}

/** To the asker: somebody has it. */
export function coverFoundView(cover: Cover, schedule: string, reader: Reader): Message {
  const taker = cover.taken ? nameOf(cover.taken.by, reader) : 'Nobody';
  return {
    text: `${taker} takes your shift on ${schedule} ${period(cover, reader)}. You are covered.`,
    tone: 'success',
  };
}

/** The answer to the asker: who was asked, and how it is taken back. */
export function coverAskedView(cover: Cover, schedule: string, reader: Reader): Message {
  const asked = listed(cover.asked.map(({ person }) => nameOf(person, reader)));
  return {
    text: `I asked ${asked} to take ${schedule} ${period(cover, reader)}. The first to accept has it, and I tell you; until then it is yours.`,
    buttons: [{ label: 'Withdraw', invokes: { command: 'cover', args: { withdraw: cover.id } } }],
  };
}

/** What an override does, to whoever asked for it. */
export function overriddenView(
  added: AddedOverride,
  schedule: string,
  relieved: readonly PersonId[],
  reader: Reader,
): Message {
  const instead = relieved.length > 0 ? `, instead of ${listed(relieved.map((one) => nameOf(one, reader)))}` : '';
  return { text: `${nameOf(added.person, reader)} is on call on ${schedule} ${period(added, reader)}${instead}.` };
}

/** What an override does, to the one who takes over or is relieved. */
export function overrideNoticeView(
  added: AddedOverride,
  schedule: string,
  { person, relieved }: { person: PersonId; relieved: readonly PersonId[] },
  reader: Reader,
): Message {
  const by = nameOf(added.by, reader);
  const when = period(added, reader);
  const others = listed(relieved.map((one) => nameOf(one, reader)));
  if (person === added.person) {
    return { text: `${by} put you on call on ${schedule} ${when}${others && `, instead of ${others}`}.` };
  }
  const taker = nameOf(added.person, reader);
  const said = added.by === added.person ? '' : ` (${by} set that)`;
  return { text: `${taker} takes ${schedule} ${when} instead of ${others}${said}.` };
}

/** An override that was taken back, and who is on call instead until its end. */
export interface CancelledOverride {
  readonly cancelled: AddedOverride;
  readonly schedule: string;
  readonly shifts: readonly Shift[];
}

/** To whoever cancelled it. */
export function cancelledView({ cancelled, schedule, shifts }: CancelledOverride, reader: Reader): Message {
  const { t, zone, now, language } = reader;
  const given = { schedule, name: nameOf(cancelled.person, reader), people: peopleOf(shifts, cancelled, reader) };
  if (cancelled.from <= now) return { text: t('rota.override-cancelled.now', given) };
  const moment = (at: Date) => formatMoment(at, zone, now, language);
  return {
    text: t('rota.override-cancelled.then', { ...given, from: moment(cancelled.from), to: moment(cancelled.to) }),
  };
}

/** To the one whose override it was, and to those who are on call instead. */
export function cancelledNoticeView(
  { cancelled, schedule, shifts }: CancelledOverride,
  by: PersonId,
  reader: Reader,
): Message {
  const { t, zone, now, language } = reader;
  const moment = (at: Date) => formatMoment(at, zone, now, language);
  return {
    text: t('rota.override-cancelled.notice', {
      by: nameOf(by, reader),
      schedule,
      name: nameOf(cancelled.person, reader),
      from: moment(cancelled.from),
      to: moment(cancelled.to),
      people: peopleOf(shifts, cancelled, reader),
    }),
  };
}

/** One who has all of the time is only named; of several it is said until when. */
function peopleOf(shifts: readonly Shift[], { to }: AddedOverride, reader: Reader): string {
  const { t, zone, now, language } = reader;
  if (shifts.length === 0) return t('rota.nobody');
  const named = shifts.slice(0, mostNamed).map((shift) => {
    const name = nameOf(shift.person, reader);
    return same(shift.to, to) ? name : t('rota.until', { name, until: formatMoment(shift.to, zone, now, language) });
  });
  return [...named, ...(shifts.length > mostNamed ? ['…'] : [])].join(', ');
}

/** Overrides that are running or still to come, those of the file and those of chat. */
export function overridesView(
  schedules: readonly Schedule[],
  added: readonly { readonly schedule: string; readonly overrides: readonly AddedOverride[] }[],
  reader: Reader,
): Message {
  const lines = schedules
    .flatMap((schedule) => coming(schedule, reader.now).map((one) => ({ schedule: schedule.id, ...one })))
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .map((one) => {
      const ofChat = added
        .find(({ schedule }) => schedule === one.schedule)
        ?.overrides.find(({ person, from, to }) => person === one.person && same(from, one.from) && same(to, one.to));
      const how = ofChat ? ` · “override cancel:${ofChat.id}” takes it back` : ' · from the file';
      return `${one.schedule}: ${nameOf(one.person, reader)} ${period(one, reader)}${how}`;
    });
  if (lines.length === 0) {
    return { text: 'There are no coming overrides. “override from:18:00 to:+2h” puts you on call for two hours.' };
  }
  const title = `${lines.length} coming override${lines.length === 1 ? '' : 's'}`;
  const more = lines.length > mostListed ? [`… ${lines.length - mostListed} more`] : [];
  const body = [...lines.slice(0, mostListed), ...more].join('\n');
  return { text: `${title}: ${lines[0]}`, title, body, tone: 'neutral' };
}

function coming({ overrides, timezone }: Schedule, now: Date) {
  return overrides
    .map(({ person, from, to }) => ({ person, from: instantOf(from, timezone), to: instantOf(to, timezone) }))
    .filter(({ from, to }) => to > now && from < to);
}

function period({ from, to }: Period, { zone, now }: Reader): string {
  return `from ${formatMoment(from, zone, now)} to ${formatMoment(to, zone, now)}`;
}

function same(one: Date, other: Date): boolean {
  return one.getTime() === other.getTime();
}

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}
