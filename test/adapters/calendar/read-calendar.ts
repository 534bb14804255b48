import ICAL from 'ical.js';
import { expect } from 'vitest';

// Text, as RFC 7986 says of the one and RFC 5545 of every X-property; ical.js leaves the escapes of both as they are.
for (const name of ['name', 'x-wr-calname']) ICAL.design.icalendar.property[name] = { defaultType: 'text' };

const required = ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary'];

export interface ReadEvent {
  readonly uid: string;
  readonly summary: string;
  readonly description: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly stamp: Date;
}

export interface ReadCalendar {
  readonly name: string;
  readonly events: readonly ReadEvent[];
}

/** As Thunderbird reads it (ical.js is its parser), after the rules of RFC 5545 that a lenient parser would let pass. */
export function readCalendar(text: string): ReadCalendar {
  checkLines(text);
  const component = new ICAL.Component(ICAL.parse(text));
  const value = (name: string) => String(component.getFirstPropertyValue(name));
  expect(component.name).toBe('vcalendar');
  expect(value('version')).toBe('2.0');
  expect(value('prodid')).toMatch(/^-\/\/Tocsin\/\/.+\/\/EN$/);
  expect(component.getFirstProperty('method')).toBeNull();
  expect(value('refresh-interval')).toBe('PT1H');
  expect(value('x-published-ttl')).toBe('PT1H');
  const parts = component.getAllSubcomponents();
  // RFC 5545 wants one at least; without an event it is a time zone.
  expect(parts.length).toBeGreaterThan(0);
  const isEmpty = parts.every(({ name }) => name === 'vtimezone');
  const events = (isEmpty ? [] : parts).map((event): ReadEvent => {
    expect(event.name).toBe('vevent');
    const times = required.map((property) => event.getAllProperties(property).length);
    expect(times, 'each exactly once').toEqual(required.map(() => 1));
    const { uid, summary, description, startDate, endDate } = new ICAL.Event(event);
    expect([startDate, endDate].every(({ zone }) => zone === ICAL.Timezone.utcTimezone)).toBe(true);
    expect(endDate.compare(startDate)).toBe(1);
    const stamp = event.getFirstPropertyValue('dtstamp') as ICAL.Time;
    return { uid, summary, description, from: startDate.toJSDate(), to: endDate.toJSDate(), stamp: stamp.toJSDate() };
  });
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  expect(value('name')).toBe(value('x-wr-calname'));
  return { name: value('name'), events };
}

function checkLines(text: string): void {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  const lines = text.slice(0, -2).split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  // A lone CR or LF is one as well; a character that was cut in two would come back as U+FFFD.
  expect(lines.filter((line) => /(?!\t)\p{Cc}|\uFFFD/u.test(line))).toEqual([]);
  expect(lines.filter((line) => !/^(?:[A-Z-]+[:;]| )/.test(line))).toEqual([]);
}
