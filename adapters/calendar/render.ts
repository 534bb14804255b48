import ical, { escape as escapeText, ICalEventTransparency } from 'ical-generator';
import { withoutControls } from '../../src/lib/text.ts';
import type { FeedShift } from './shifts.ts';

/** How often calendar programs are asked to look, in seconds. */
const refreshSeconds = 3600;
const productId = { company: 'Tocsin', product: 'On call', language: 'EN' };

export interface Sheet {
  readonly title: string;
  readonly shifts: readonly FeedShift[];
  readonly nameOf: (person: string) => string;
  /** Tells this installation's events from another's. */
  readonly host: string;
}

/**
 * The calendar as RFC 5545 wants it. All times are in UTC: a shift is a stretch of real time, which every calendar shows
 * in its reader's own zone, and no rules of a zone have to travel along that the reader's program may know otherwise.
 * There is no METHOD: this is a calendar to look at, not an invitation.
 */
export function renderCalendar({ title, shifts, nameOf, host }: Sheet, stamp: Date): string {
  const calendar = ical({
    // ical-generator writes the name as it is given; everything else it escapes itself.
    name: escapeText(withoutControls(title), false),
    prodId: productId,
    scale: 'GREGORIAN',
    ttl: refreshSeconds,
    events: shifts.filter(lastsASecond).map((shift) => ({
      id: `${encodeURIComponent(shift.schedule)}-${shift.sinceLongAgo ? 'earlier' : basic(shift.from)}@${host}`,
      stamp,
      start: shift.from,
      end: shift.to,
      summary: withoutControls(`On call: ${shift.schedule} (${nameOf(shift.person)})`),
      // Who is on call can still be invited to lunch.
      transparency: ICalEventTransparency.TRANSPARENT,
    })),
  });
  // The last line has an end as well, which ical-generator leaves out.
  return `${calendar.toString()}\r\n`;
}

/** An event may not end when it begins, and a calendar knows whole seconds only. */
function lastsASecond({ from, to }: FeedShift): boolean {
  return Math.floor(from.getTime() / 1000) < Math.floor(to.getTime() / 1000);
}

/** `20260105T080000Z` */
function basic(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
