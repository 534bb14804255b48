import { dutyAt, nextShifts } from '../../domain/on-call/final.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Field, Message } from '../../ports/message.ts';
import type { CalendarFeed } from '../../ports/reporting.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

const nextShown = 3;

/** Who is on call at a moment and who is next, in the asker's own zone. */
export function onCallView(schedules: readonly Schedule[], at: Date, reader: Reader): Message {
  const { zone, now } = reader;
  if (schedules.length === 0)
    return { text: 'There are no schedules yet. An admin adds them to the configuration file.' };
  const name = (person: string) => nameOf(person, reader);
  const moment = (date: Date) => formatMoment(date, zone, now);
  const fields = schedules.map((schedule): Field => {
    const duty = dutyAt(schedule, at);
    const until = duty?.until ? ` until ${moment(duty.until)}` : '';
    const next = nextShifts(schedule, at, nextShown).map((shift) => `${name(shift.person)} from ${moment(shift.from)}`);
    const first = duty ? `${name(duty.person)}${until}` : 'nobody';
    return { label: schedule.id, value: [first, ...next.map((line) => `then ${line}`)].join('\n') };
  });
  const when = at.getTime() === now.getTime() ? 'now' : `at ${moment(at)}`;
  const said = fields.map(({ label, value }) => `${label}: ${value.split('\n')[0]}`).join('; ');
  return { text: `On call ${when}: ${said}`, title: `On call ${when}`, fields, tone: 'neutral', zone };
}

export function calendarLabel(feed: CalendarFeed): string {
  return 'person' in feed ? 'My shifts as a calendar' : `${feed.schedule} as a calendar`;
}
