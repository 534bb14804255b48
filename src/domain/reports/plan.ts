import type { When } from '../jobs/when.ts';
import type { PersonId, Platform } from '../people.ts';

/** A recurring report of the file. */
export interface ReportPlan {
  readonly id: string;
  readonly when: When;
  /** The text of `when`. */
  readonly rule: string;
  /** IANA zone of `when` and of the reported days. Absent: that of the first schedule. */
  readonly zone?: string;
  /** The last whole week, from Monday, or the last whole month. */
  readonly period: 'week' | 'month';
  /** Only incidents of these services, or of services of these teams. Absent: all incidents. */
  readonly services?: readonly string[];
  readonly teams?: readonly string[];
  readonly rooms: Readonly<Partial<Record<Platform, string>>>;
  readonly people: readonly PersonId[];
  /** Additional mail addresses. */
  readonly mail: readonly string[];
}
