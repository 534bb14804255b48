import type { IncidentEvent } from './incident/events.ts';

export interface WebhookHeader {
  readonly name: string;
  readonly value: string;
  /** Whether the value must not be shown. */
  readonly isSecret: boolean;
}

/** A receiver of events, by one signed POST each. */
export interface Webhook {
  /** Its key in the file. */
  readonly name: string;
  /** May contain a secret, so it is never shown. */
  readonly url: string;
  /** In the form of Standard Webhooks, `whsec_…`; several while they are rotated, and each signs. */
  readonly secrets: readonly string[];
  /** Absent: all events. */
  readonly events?: readonly IncidentEvent['type'][];
  /** Whether it may be in a private network. */
  readonly allowPrivate: boolean;
  /** Absent: the proxy of the environment. */
  readonly proxy?: string;
  /** In addition to those of the signature. */
  readonly headers?: readonly WebhookHeader[];
  /** A JMESPath expression over the event's public JSON. Absent: the whole event is sent. */
  readonly body?: string;
  /** Time limit of a request. */
  readonly timeoutMs?: number;
  /** Within its host, with the same method and body. */
  readonly followRedirects?: boolean;
  /** PEM certificates to trust in place of Node's. */
  readonly ca?: string;
}
