import type { PersonId, Platform } from '../people.ts';

/** A turn in a layer's order without a person, on purpose: the layers below apply, or nobody is on call. */
export const nobody: PersonId = 'nobody';

/** A parsed length: `1w` is 7 days, `12h` is 12 hours, both by the local clock. */
export interface RotationLength {
  readonly days?: number;
  readonly hours?: number;
  /** Hours count in elapsed time, so that hand-overs move when the clocks change. Absent: by the local clock. */
  readonly elapsed?: true;
  /** In place of a length: a cron pattern of five fields, `0 9 * * mon,thu`, in the layer's zone. */
  readonly cron?: string;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Hours of the day in which a layer applies, in the layer's zone. `to` at or before `from` means the next day. */
export interface Restriction {
  /** The days on which the hours begin; absent: every day. */
  readonly days?: readonly Weekday[];
  /** The hours begin on these days only: `2026-12-25`, or `12-25` in every year. Absent: on all. */
  readonly on?: readonly string[];
  /** The hours do not begin on these days. */
  readonly except?: readonly string[];
  readonly from: string; // "08:00"
  readonly to: string; // "18:00"; "24:00" is the end of the day
}

export interface Layer {
  /** In the order of their turns, which may include `nobody`. */
  readonly people: readonly PersonId[];
  readonly every: RotationLength;
  /** IANA zone of its hand-overs, restrictions, start and end. Absent: the schedule's zone. */
  readonly timezone?: string;
  /**
   * The first hand-over, as local time in the layer's zone: "2026-01-05T09:00". Nobody is on call by this layer before it.
   */
  readonly starts: string;
  /**
   * End of the layer: local time in the layer's zone or, with an offset or `Z`, an exact moment. Absent: it does not end.
   */
  readonly ends?: string;
  /**
   * Restrictions. Absent or empty: always. People rotate over the turns that overlap these hours; the other turns belong to
   * nobody.
   */
  readonly only?: readonly Restriction[];
  /** The layer is in force from this moment (included) to that one (excluded). Absent: always. Never set in a file. */
  readonly from?: Date;
  readonly until?: Date;
  /**
   * How many places the order is shifted from the one counted from `starts`, so that it continues when the people change.
   */
  readonly shiftedBy?: number;
}

/**
 * Replaces the layers with one person, from (included) to (excluded): local time in the schedule's zone or, with an offset
 * or `Z`, an exact moment. Later overrides in the list take precedence.
 */
export interface Override {
  readonly person: PersonId;
  readonly from: string;
  readonly to: string;
}

export interface Schedule {
  readonly id: string;
  readonly timezone: string;
  /** A later layer takes precedence over an earlier one. */
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  /** Gaps are intended. Absent: they are reported as mistakes or warnings. */
  readonly gaps?: 'expected';
  /** User groups of chats whose member is the person on call. */
  readonly groups?: Readonly<Partial<Record<Platform, string>>>;
  /** Key of the calendar link since it was renewed; never set in a file. */
  readonly calendarKey?: string;
}

/** A person's time on call, from (included) to (excluded). */
export interface Shift {
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
}

/** A future shift. Without an end: it does not end within a year. */
export interface ComingShift {
  readonly person: PersonId;
  readonly from: Date;
  readonly to?: Date;
}

/** A shift with its schedule. */
export interface PersonShift extends Shift {
  readonly schedule: string;
}

/** A time without anybody on call, from (included) to (excluded). */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
}

/** The current shift. Without an end: it does not end within a year. */
export interface Duty {
  readonly person: PersonId;
  readonly since?: Date;
  readonly until?: Date;
}
