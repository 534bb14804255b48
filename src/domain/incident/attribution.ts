import type { PersonId, Via } from '../people.ts';

/** Who did something, when, and through what. For a monitor, `via` is `alert` and `by` its name. */
export interface Attribution {
  readonly by: PersonId;
  readonly at: Date;
  readonly via: Via;
}
