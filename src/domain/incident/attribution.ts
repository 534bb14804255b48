import type { PersonId, Via } from '../people.ts';

/** Who did something, when, and through what. What a monitor did bears the monitor's name, via `alert`. */
export interface Attribution {
  readonly by: PersonId;
  readonly at: Date;
  readonly via: Via;
}
