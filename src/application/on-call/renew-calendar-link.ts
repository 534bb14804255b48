import type { CalendarFeed } from '../../ports/reporting.ts';
import { changePerson } from '../access/change-person.ts';
import { type Amending, changeSchedule } from './change-schedule.ts';

const keyLength = 16;

/**
 * Makes every link to this calendar so far invalid. Afterwards `calendarLink` gives the new one.
 *
 * @param cause of the command: a repeat of it renews nothing a second time
 * @throws Refused when the file has no such person or schedule
 */
export async function renewCalendarLink(world: Amending, feed: CalendarFeed, cause: string): Promise<void> {
  const calendarKey = cause.slice(0, keyLength);
  if ('person' in feed) {
    await changePerson(world, feed.person, (changes) => ({ ...changes, calendarKey }));
    return;
  }
  await changeSchedule(world, feed.schedule, (changes) => {
    const next = changes.calendarKey === calendarKey ? changes : { ...changes, calendarKey };
    return { next, notifications: [], result: undefined };
  });
}
