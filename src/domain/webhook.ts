import type { IncidentEvent } from './incident/events.ts';

export interface WebhookHeader {
  readonly name: string;
  readonly value: string;
  /** It is shown to nobody. */
  readonly isSecret: boolean;
}

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
  /** Besides those of the signature. */
  readonly headers?: readonly WebhookHeader[];
  /** A JMESPath expression over the event, as outsiders see it. Absent: the whole event is sent. */
  readonly body?: string;
  /** Until it must have answered. */
  readonly timeoutMs?: number;
  /** Within its host, with the same method and body. */
  readonly followRedirects?: boolean;
  /** PEM: trusted instead of the authorities that Node knows. */
  readonly ca?: string;
}
