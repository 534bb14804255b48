import type { AlertFields } from '../../reading/fields.ts';
import type { Payload } from '../../reading/payload.ts';
import type { State } from '../../reading/statuses.ts';

/** What a known shape says; `silent` is neither the beginning nor the end of anything. */
export interface KnownAlert extends Omit<AlertFields, 'status' | 'title'> {
  readonly status: State;
  readonly title: string;
}

/** A monitor's shape that has too few of the usual names, and is certain by these paths. */
export interface KnownShape {
  /** As its makers spell it. */
  readonly name: string;
  /** All of them are there. */
  readonly signs: readonly [string, ...string[]];
  /** Of shapes with the same signs: whether it is this one. */
  isMeant?(given: Payload): boolean;
  read(given: Payload): KnownAlert | readonly KnownAlert[];
}

/** For what a sender posts that is no alert: a push, a test of its settings. */
export const silent = { status: 'silent', title: '', identity: '' } as const satisfies KnownAlert;

/** Joins what is there: `shop on main`. */
export function joined(separator: string, ...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part).join(separator);
}
