import type { PersonId } from '../domain/people.ts';

/** Whose shifts a calendar shows: one person's over all schedules, or everybody's on one schedule. */
export type CalendarFeed = { readonly person: PersonId } | { readonly schedule: string };

/** The feed's secret address: whoever has it may read it. It stays the same. */
export type CalendarLink = (feed: CalendarFeed) => string;
