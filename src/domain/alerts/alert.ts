import type { Severity } from '../severity.ts';

/** A list and no record: names come from outside, and may hold a dot, a `$` or `__proto__`. */
export interface Label {
  readonly name: string;
  readonly value: string;
}

/** The targets of an alert's links, in the order in which people see them. */
export const linkKinds = ['source', 'panel', 'dashboard', 'runbook', 'silence'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface AlertLink {
  readonly kind: LinkKind;
  /** Always http or https. */
  readonly url: string;
}

/** An alert of a monitor: something is wrong, or is over. Every sender's payload is read into this shape. */
export interface Alert {
  /** The sender shape, as in its path: `alertmanager`; `api` for the generic one. */
  readonly source: string;
  /**
   * The name of the integration or token that received it. Absent: none. It keeps two servers apart that both number
   * their monitors from 1.
   */
  readonly integration?: string;
  readonly status: 'firing' | 'resolved';
  readonly title: string;
  readonly description?: string;
  /**
   * The dedup key. A repeat of the alert has the same one, whatever the order of its labels. Unique within its source
   * and integration.
   */
  readonly fingerprint: string;
  /**
   * What the sender says that it belongs to, such as the pipeline of a failed job: signals of one cause have the same one.
   * Absent: it does not say.
   */
  readonly group?: string;
  /** The id of a service, where the sender knows it; else the routes tell. */
  readonly service?: string;
  readonly severity?: Severity;
  /** No name twice. */
  readonly labels: readonly Label[];
  /** Where to look first: always http or https. */
  readonly url?: string;
  /** Everywhere to look, each kind once. Absent: there is no more than the `url`. */
  readonly links?: readonly AlertLink[];
  /** A picture of it, such as the graph of a panel: always http or https, without a password. */
  readonly image?: string;
  /** What was measured, as the sender writes it: `93.1 %`. */
  readonly value?: string;
  /** Since when, as the sender says. */
  readonly startsAt?: Date;
  /** The sender says that it has told this before, and the problem is the same; absent: it does not say. */
  readonly isReminder?: true;
  /** Of a resolved alert: since when it is over, as the sender says. */
  readonly resolvedAt?: Date;
  /** How many further alerts of the same group the sender left out of this request. Absent: the sender does not say. */
  readonly leftOut?: number;
  /** It ends at this time unless it comes again. Absent: it ends when the sender resolves it. */
  readonly endsAt?: Date;
}

/** In characters; what is longer is refused, but for titles and descriptions, which are cut. */
export const alertLimits = {
  title: 200,
  description: 4_000,
  fingerprint: 500,
  labels: 100,
  labelName: 200,
  labelValue: 2_000,
  url: 2_000,
  value: 200,
} as const;

/** Returns the identity of an alert: source, integration and dedup key. */
export type AlertIdentity = Pick<Alert, 'source' | 'integration' | 'fingerprint'>;

export function alertKey(alert: AlertIdentity): string {
  const known = keys.get(alert);
  if (known !== undefined) return known;
  const { source, integration, fingerprint } = alert;
  const key = JSON.stringify([source, fingerprint, ...(integration === undefined ? [] : [integration])]);
  keys.set(alert, key);
  return key;
}

/** The keys are cached, because groups of hundreds are compared by them again and again. */
const keys = new WeakMap<AlertIdentity, string>();

/** Returns a fingerprint of the alert's content, for senders that give none. */
export function fingerprintOf(parts: readonly string[], labels: readonly Label[] = []): string {
  const sorted = [...labels].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return JSON.stringify([...parts, ...sorted.map(({ name, value }) => [name, value])]);
}
