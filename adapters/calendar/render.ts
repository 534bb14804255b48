import ical, { escape as escapeText, ICalEventTransparency } from 'ical-generator';
import { withoutControls } from '../../src/lib/text.ts';
import { descriptionOf, summaryOf, type Wording } from './notes.ts';
import type { FeedShift } from './shifts.ts';

/** Refresh interval suggested to calendar programs, in seconds. */
const refreshSeconds = 3600;
const productId = { company: 'Tocsin', product: 'On call', language: 'EN' };

/** A calendar has one component at least, and Outlook takes none without: where there is no shift, it is this. */
const utc = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

export interface Sheet {
  readonly title: string;
  readonly shifts: readonly FeedShift[];
  readonly wording: Wording;
  /** Part of each event's UID, to distinguish this installation's events from those of others. */
  readonly host: string;
}

/**
 * Returns the calendar in the format of RFC 5545. All times are in UTC: calendars show them in the reader's zone, and the
 * feed needs no time zone rules, which the reader's program may know differently. It has no METHOD, because it is not an
 * invitation.
 */
export function renderCalendar({ title, shifts, wording, host }: Sheet, stamp: Date): string {
  const calendar = ical({
    // ical-generator does not escape the name; it escapes everything else.
    name: escapeText(withoutControls(title), false),
    prodId: productId,
    scale: 'GREGORIAN',
    ttl: refreshSeconds,
    // A shift stays one event while its person is away: it is still theirs, and its UID stays when the time off moves.
    events: shifts.filter(lastsASecond).map((shift) => ({
      id: `${encodeURIComponent(shift.schedule)}-${shift.sinceLongAgo ? 'earlier' : basic(shift.from)}@${host}`,
      stamp,
      start: shift.from,
      end: shift.to,
      summary: withoutControls(summaryOf(shift, wording)),
      description: descriptionOf(shift, wording) ?? null,
      // Shown as free: a person on call can still be invited.
      transparency: ICalEventTransparency.TRANSPARENT,
    })),
  });
  // ical-generator leaves out the last line break.
  const text = `${calendar.toString()}\r\n`;
  return calendar.length() > 0 ? text : text.replace('END:VCALENDAR', `${utc}\r\nEND:VCALENDAR`);
}

/**
 * Returns whether a shift lasts a second or more. Calendars have whole seconds, and an event may not end when it begins.
 */
function lastsASecond({ from, to }: FeedShift): boolean {
  return Math.floor(from.getTime() / 1000) < Math.floor(to.getTime() / 1000);
}

/** Formats a moment like `20260105T080000Z`. */
function basic(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
