import { createHash } from 'node:crypto';
import type { Directory } from '../../src/domain/directory.ts';
import { nameOfPerson } from '../../src/domain/former-people.ts';
import { languages } from '../../src/domain/languages.ts';
import type { Schedule } from '../../src/domain/on-call/schedule.ts';
import type { Person } from '../../src/domain/people.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { CalendarFeed } from '../../src/ports/reporting.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { Wording } from './notes.ts';
import { renderCalendar, type Sheet } from './render.ts';
import { type FeedShift, shiftsToShow } from './shifts.ts';
import { feedName } from './token.ts';

const freshMs = 60_000;
const fixedStamp = new Date(0);

export interface RenderedFeed {
  readonly body: string;
  /** Weak, and computed without the timestamps: every replica gives the same one, also after a restart. */
  readonly etag: string;
  /** When the content last changed, as far as this process knows. */
  readonly since: Date;
}

interface Kept extends RenderedFeed {
  readonly freshUntil: number;
}

/**
 * Creates the feeds. Calendars ask on the hour, all at once, so each feed is rendered, and each schedule computed, once a
 * minute at most.
 */
export function createFeeds(
  { host }: { host: string },
  { directory, clock, log }: { directory: () => Directory; clock: Clock; log: Log },
): (feed: CalendarFeed) => RenderedFeed | undefined {
  const feeds = new Map<string, Kept>();
  const reckoned = new Map<string, { shifts: readonly FeedShift[]; freshUntil: number }>();
  let keptFor: Directory | undefined;

  function shiftsOf(schedule: Schedule, current: Directory, now: Date): readonly FeedShift[] {
    const known = reckoned.get(schedule.id);
    if (known && now.getTime() < known.freshUntil) return known.shifts;
    const shifts = shiftsToShow(schedule, current, now);
    reckoned.set(schedule.id, { shifts, freshUntil: now.getTime() + freshMs });
    return shifts;
  }

  function sheetOf(feed: CalendarFeed, current: Directory, now: Date): Sheet | undefined {
    const { people, schedules } = current;
    if ('schedule' in feed) {
      const schedule = schedules.get(feed.schedule);
      if (!schedule) return undefined;
      const wording = wordingFor(current, schedule.timezone);
      const title = wording.t('calendar.title', { of: schedule.id });
      return { title, shifts: shiftsOf(schedule, current, now), wording, host };
    }
    const person = people.get(feed.person);
    if (!person) return undefined;
    const shifts = [...schedules.values()]
      .flatMap((schedule) => shiftsOf(schedule, current, now))
      .filter((shift) => shift.person === person.id)
      .sort((a, b) => a.from.getTime() - b.from.getTime());
    const wording = wordingFor(current, person.timezone, person);
    return { title: wording.t('calendar.title', { of: person.name }), shifts, wording, host };
  }

  return (feed) => {
    const current = directory();
    const now = clock.now();
    if (current !== keptFor) {
      feeds.clear();
      reckoned.clear();
      keptFor = current;
    }
    const name = feedName(feed);
    const known = feeds.get(name);
    if (known && now.getTime() < known.freshUntil) return known;
    const began = performance.now();
    const sheet = sheetOf(feed, current, now);
    if (!sheet) return undefined;
    const etag = `W/"${createHash('sha256').update(renderCalendar(sheet, fixedStamp)).digest('base64url').slice(0, 32)}"`;
    const latest = known?.etag === etag ? known : { etag, since: now, body: renderCalendar(sheet, now) };
    feeds.set(name, { ...latest, freshUntil: now.getTime() + freshMs });
    const ms = Math.round(performance.now() - began);
    log.debug({ feed: name, shifts: sheet.shifts.length, ms }, 'calendar rendered');
    return latest;
  };
}

/** Returns the wording of a person's feed, or of the file. */
function wordingFor({ people, language: ofFile }: Directory, zone: string, person?: Person): Wording {
  const language = person?.language ?? ofFile ?? languages[0];
  const t = translatorFor(language);
  const nameOf = (id: string) => nameOfPerson(id, people, (code) => t('person.former', { code }));
  return { language, zone, t, nameOf };
}
