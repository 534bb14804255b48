import type { Notification } from './letters.ts';

/** Something that should have been done a while ago. */
export type Overdue = { readonly at: Date } & (
  | {
      /** `step`: the clock has something to do with the incident. `delivery`: it has something to say. */
      readonly kind: 'step' | 'delivery';
      readonly id: string;
      readonly number: number;
      readonly title: string;
    }
  | { readonly kind: 'notification'; readonly id: string }
);

/** What the watchdog looks at. It reads what the sweep goes by, and takes no part in the work itself. */
export interface OverdueWork {
  /** What was due at or before `by`, the most overdue first, at most `limit` of each kind. Costs nothing when there is nothing. */
  find(by: Date, limit: number): Promise<readonly Overdue[]>;
  /** Notifications whose id begins with this. */
  notificationsUnder(prefix: string): Promise<readonly Notification[]>;
}
