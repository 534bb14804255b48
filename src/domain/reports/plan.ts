import type { When } from '../jobs/when.ts';
import type { PersonId, Platform } from '../people.ts';

/** A report that recurs, as the file says it. */
export interface ReportPlan {
  readonly id: string;
  readonly when: When;
  /** `when` as it is written. */
  readonly rule: string;
  /** IANA zone of `when` and of the days that are reported. Absent: that of the first schedule. */
  readonly zone?: string;
  /** The last whole week, from Monday on, or the last whole month. */
  readonly period: 'week' | 'month';
  /** Only incidents of these services, or of services of these teams. Absent: all of them. */
  readonly services?: readonly string[];
  readonly teams?: readonly string[];
  readonly rooms: Readonly<Partial<Record<Platform, string>>>;
  readonly people: readonly PersonId[];
  /** Mail addresses besides. */
  readonly mail: readonly string[];
}
