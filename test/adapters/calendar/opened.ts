import { createCalendar } from '../../../adapters/calendar/calendar.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import type { Person } from '../../../src/domain/people.ts';
import type { CalendarFeed } from '../../../src/ports/reporting.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { TestClock } from '../../harness/time.ts';
import { readCalendar } from './read-calendar.ts';

export const people = ['alice', 'bob', 'carol'];

export function directoryWith(schedules: readonly Schedule[], names: Readonly<Record<string, string>> = {}): Directory {
  const base = sampleDirectory();
  const named = (person: Person): Person => ({ ...person, name: names[person.id] ?? person.name });
  return {
    ...base,
    people: new Map([...base.people].map(([id, person]) => [id, named(person)])),
    schedules: new Map(schedules.map((schedule) => [schedule.id, schedule])),
  };
}

export function schedule(changes: Partial<Schedule> = {}): Schedule {
  return {
    id: 'primary',
    timezone: 'Europe/Berlin',
    layers: [{ people, every: { days: 7 }, starts: '2025-01-06T09:00' }],
    overrides: [],
    ...changes,
  };
}

/** A calendar adapter whose time and directory are in the test's hands. */
export function opened(now: string, directory: Directory) {
  const clock = new TestClock(now);
  const log = new KeptLog();
  const file = { directory };
  const calendar = createCalendar(
    { publicUrl: 'https://tocsin.example.org' },
    { directory: () => file.directory, signing: memorySigning(), clock, log },
  );
  const ask = (feed: CalendarFeed, headers: Record<string, string> = {}) =>
    calendar.routes.handle(new Request(calendar.linkFor(feed), { headers }), { address: '127.0.0.1' });
  const read = async (feed: CalendarFeed) => readCalendar(await (await ask(feed)).text());
  return { clock, log, file, ask, read };
}
