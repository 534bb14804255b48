import { dutyWithAbsences } from '../../domain/escalation/paged-instead.ts';
import { nextShifts } from '../../domain/on-call/final.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import type { Translate } from '../../locales/catalogue.ts';
import type { Field, Message } from '../../ports/message.ts';
import type { CalendarFeed } from '../../ports/reporting.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';
import { insteadText, nameDuring } from './away.ts';

const nextShown = 3;

/** Returns who is on call at a moment and who is next, in the reader's zone. */
export function onCallView(schedules: readonly Schedule[], at: Date, reader: Reader): Message {
  const { t, zone, now, language } = reader;
  if (schedules.length === 0) return { text: t('on-call.none') };
  const fields = schedules.map((schedule): Field => {
    const next = nextShifts(schedule, at, nextShown).map((shift) =>
      t('on-call.then', { name: nameDuring(shift.person, shift, reader), time: moment(shift.from, reader) }),
    );
    const first = currentLine(schedule, at, reader);
    return { label: schedule.id, value: [first, ...next].join('\n') };
  });
  const isNow = at.getTime() === now.getTime();
  const title = isNow ? t('on-call.title.now') : t('on-call.title.at', { time: moment(at, reader) });
  const first = fields.map(({ label, value }) => `${label}: ${value.split('\n')[0]}`).join('; ');
  return { text: `${title}: ${first}`, title, fields, tone: 'neutral', zone, language };
}

function currentLine(schedule: Schedule, at: Date, reader: Reader): string {
  const { t } = reader;
  const duty = dutyWithAbsences(schedule, at, reader.directory);
  if (!duty) return t('on-call.nobody');
  const name = nameDuring(duty.person, { from: at, to: duty.until }, reader);
  const line = duty.until ? t('on-call.until', { name, time: moment(duty.until, reader) }) : name;
  return duty.instead ? `${line} · ${insteadText(duty.instead, duty.person, reader)}` : line;
}

export function calendarLabel(feed: CalendarFeed, t: Translate): string {
  return 'person' in feed ? t('calendar.mine') : t('calendar.schedule', { schedule: feed.schedule });
}
