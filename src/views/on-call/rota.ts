import type { ComingShift, Shift } from '../../domain/on-call/schedule.ts';
import type { MovedTime, RotaChanges, ShiftChange } from '../../domain/runtime-changes/rota.ts';
import type { AddedOverride, Cover } from '../../domain/runtime-changes.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

const mostNamed = 4;

/**
 * Tells a person that a change of the configuration file changed their next shifts.
 *
 * @param takesOver whether the person is on call from now on
 */
export function shiftsChangedView(
  { before, after }: ShiftChange,
  schedule: string,
  takesOver: boolean,
  reader: Reader,
): Message {
  const given = { schedule, after: periods(after, reader), before: periods(before, reader) };
  return takesOver
    ? { text: reader.t('rota.changed.now', given), tone: 'warning' }
    : { text: reader.t('rota.changed', given), tone: 'neutral' };
}

/** Tells both people of an accepted cover or of an override that somebody else is now scheduled for its time. */
export function overrideMovedView(
  { of, before, after }: MovedTime<AddedOverride>,
  schedule: string,
  reader: Reader,
): Message {
  return {
    text: reader.t('rota.override-moved', {
      schedule,
      name: nameOf(of.person, reader),
      ...ends(of, reader),
      before: people(before, of, reader),
      after: people(after, of, reader),
      cancel: `override cancel:${of.id}`,
    }),
    tone: 'warning',
  };
}

/** Tells the person who asked for cover that the schedule of that time has changed. */
export function coverRequestMovedView({ of, after }: MovedTime<Cover>, schedule: string, reader: Reader): Message {
  return {
    text: reader.t('rota.cover-request-moved', {
      schedule,
      ...ends(of, reader),
      after: people(after, of, reader),
      withdraw: `cover withdraw:${of.id}`,
    }),
    tone: 'warning',
  };
}

/** Tells the people concerned that an override ended because its person was removed. */
export function overrideEndedView(
  { override, shifts }: RotaChanges['ended'][number],
  schedule: string,
  name: string,
  reader: Reader,
): Message {
  return {
    text: reader.t('rota.override-lost', {
      schedule,
      name,
      ...ends(override, reader),
      people: people(shifts, override, reader),
    }),
    tone: 'warning',
  };
}

/** Tells a person with shifts by a schedule that the configuration file gives it another name. */
export function scheduleRenamedView(before: string, after: string, { t }: Reader): Message {
  return { text: t('rota.renamed', { before, after }), tone: 'neutral' };
}

function ends({ from, to }: { readonly from: Date; readonly to: Date }, { zone, now, language }: Reader) {
  return { from: formatMoment(from, zone, now, language), to: formatMoment(to, zone, now, language) };
}

function periods(shifts: readonly ComingShift[], { t, zone, now, language }: Reader): string {
  if (shifts.length === 0) return t('rota.no-shift');
  const moment = (at: Date) => formatMoment(at, zone, now, language);
  return shifts
    .map(({ from, to }) => {
      if (!to) return t('rota.period.open', { from: moment(from) });
      return from.getTime() === now.getTime()
        ? t('rota.period.running', { to: moment(to) })
        : t('rota.period', { from: moment(from), to: moment(to) });
    })
    .join('; ');
}

/** Returns the names of the people on call. With several people, each name has the end of its shift. */
export function people(shifts: readonly Shift[], { to }: { readonly to: Date }, reader: Reader): string {
  const { t, zone, now, language } = reader;
  if (shifts.length === 0) return t('rota.nobody');
  const named = shifts.slice(0, mostNamed).map((shift) => {
    const name = nameOf(shift.person, reader);
    if (shift.to.getTime() === to.getTime()) return name;
    return t('rota.until', { name, until: formatMoment(shift.to, zone, now, language) });
  });
  return [...named, ...(shifts.length > mostNamed ? ['…'] : [])].join(', ');
}
