import type { IncidentEvent } from './incident/events.ts';

/** Somewhere that hears what happens, by one signed POST an event. */
export interface Webhook {
  /** Its key in the file. */
  readonly name: string;
  /** May hold a secret of its own: it is shown to nobody. */
  readonly url: string;
  /** As Standard Webhooks spells them, `whsec_…`; while they are rotated there are several, and each signs. */
  readonly secrets: readonly string[];
  /** Absent: all of them. */
  readonly events?: readonly IncidentEvent['type'][];
  /** It may lie in a private network. */
  readonly allowPrivate: boolean;
  /** Absent: as the environment says. */
  readonly proxy?: string;
}
