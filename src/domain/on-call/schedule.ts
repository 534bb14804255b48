import type { PersonId, Platform } from '../people.ts';

/** A turn of a layer's order that no person has: the layers below count then, or nobody is on call, which is meant. */
export const nobody: PersonId = 'nobody';

/** A length as people write it, already read: `1w` is 7 days, `12h` is 12 hours. Both follow the clock on the wall. */
export interface RotationLength {
  readonly days?: number;
  readonly hours?: number;
  /** Hours are counted as a stopwatch does, so that hand-overs move when the clocks change. Absent: by the clock. */
  readonly elapsed?: true;
  /** Instead of a length: the five fields of a pattern, `0 9 * * mon,thu`, in the layer's zone. */
  readonly cron?: string;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Hours of the day during which a layer counts, in the layer's zone. `to` at or before `from` runs past midnight. */
export interface Restriction {
  /** The days on which the hours START; none means every day. */
  readonly days?: readonly Weekday[];
  readonly from: string; // "08:00"
  readonly to: string; // "18:00"; "24:00" is the end of the day
}

export interface Layer {
  /** In the order of their turns; `nobody` has turns as well. */
  readonly people: readonly PersonId[];
  readonly every: RotationLength;
  /** Of its hand-overs, hours, beginning and end. Absent: the schedule's own. */
  readonly timezone?: string;
  /** The first hand-over, as local time in the layer's zone: "2026-01-05T09:00". Nobody is on call before it. */
  readonly starts: string;
  /** Nobody is on call from then on: local time in the layer's zone or, with an offset or `Z`, an exact moment. */
  readonly ends?: string;
  /** Empty: always. Turns that have no time in these hours are nobody's: people rotate over those that do. */
  readonly only?: readonly Restriction[];
  /** In force from this moment (included) to that one (excluded). Absent: always. A file never says these. */
  readonly from?: Date;
  readonly until?: Date;
  /** So many places further in `people` than counted from `starts`: the order goes on when the people change. */
  readonly shiftedBy?: number;
}

/**
 * One person instead of whatever the layers say, from (included) to (excluded): local time in the schedule's zone, or,
 * with an offset or `Z` at its end, one exact moment. The later override in the list wins.
 */
export interface Override {
  readonly person: PersonId;
  readonly from: string;
  readonly to: string;
}

export interface Schedule {
  readonly id: string;
  readonly timezone: string;
  /** A later layer covers an earlier one. */
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  /** Hours in which nobody is on call are meant to be. Absent: they are a mistake, or at least told. */
  readonly gaps?: 'expected';
  /** User groups of chats whose members are whoever is on call. */
  readonly groups?: Readonly<Partial<Record<Platform, string>>>;
  /** Of its calendar link, since somebody renewed it; never of the file. */
  readonly calendarKey?: string;
}

/** Somebody's time on call, from (included) to (excluded). */
export interface Shift {
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
}

/** A shift to come. No end: none within a year. */
export interface ComingShift {
  readonly person: PersonId;
  readonly from: Date;
  readonly to?: Date;
}

/** A shift, and the schedule that it belongs to. */
export interface PersonShift extends Shift {
  readonly schedule: string;
}

/** A time in which nobody is on call, from (included) to (excluded). */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
}

/** The shift that is running. No end: none within a year. */
export interface Duty {
  readonly person: PersonId;
  readonly since?: Date;
  readonly until?: Date;
}
