import { dutyAt, nextShifts } from '../../domain/on-call/final.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import type { Translate } from '../../locales/catalogue.ts';
import type { Field, Message } from '../../ports/message.ts';
import type { CalendarFeed } from '../../ports/reporting.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';
import { nameAt } from './away.ts';

const nextShown = 3;

/** Returns who is on call at a moment and who is next, in the reader's zone. */
export function onCallView(schedules: readonly Schedule[], at: Date, reader: Reader): Message {
  const { t, zone, now, language } = reader;
  if (schedules.length === 0) return { text: t('on-call.none') };
  const fields = schedules.map((schedule): Field => {
    const duty = dutyAt(schedule, at);
    const next = nextShifts(schedule, at, nextShown).map(({ person, from }) =>
      t('on-call.then', { name: nameOf(person, reader), time: moment(from, reader) }),
    );
    const name = duty ? nameAt(duty.person, at, reader) : t('on-call.nobody');
    const first = duty?.until ? t('on-call.until', { name, time: moment(duty.until, reader) }) : name;
    return { label: schedule.id, value: [first, ...next].join('\n') };
  });
  const isNow = at.getTime() === now.getTime();
  const title = isNow ? t('on-call.title.now') : t('on-call.title.at', { time: moment(at, reader) });
  const first = fields.map(({ label, value }) => `${label}: ${value.split('\n')[0]}`).join('; ');
  return { text: `${title}: ${first}`, title, fields, tone: 'neutral', zone, language };
}

export function calendarLabel(feed: CalendarFeed, t: Translate): string {
  return 'person' in feed ? t('calendar.mine') : t('calendar.schedule', { schedule: feed.schedule });
}
