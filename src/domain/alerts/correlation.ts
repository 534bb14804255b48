import type { Alert } from './alert.ts';

/** Alerts of any service and integration with the same values of these labels make one incident. */
export interface Correlation {
  readonly labels: readonly string[];
  /** Longer than this after the last new one a further new alert makes an incident of its own. */
  readonly withinMs: number;
}

/** Services that one incident lists; the others are in its alerts all the same. */
const mostServices = 20;
/** The first part of the key. */
const kind = 'correlate';

/**
 * Returns how the alert is correlated: by the first entry all of whose labels it has. The order of the entry's labels does
 * not matter, so that a change of it begins no new incidents.
 */
export function correlate(
  { labels }: Alert,
  correlations: readonly Correlation[] = [],
): { readonly key: string; readonly withinMs: number } | undefined {
  if (correlations.length === 0) return undefined;
  const values = new Map(labels.map(({ name, value }) => [name, value]));
  const found = correlations.find((one) => one.labels.every((name) => values.get(name)));
  if (!found) return undefined;
  const shared = [...found.labels].sort().map((name) => [name, values.get(name)]);
  return { key: JSON.stringify([kind, shared]), withinMs: found.withinMs };
}

/** Returns whether alerts of several services may come together under this key. */
export function isCorrelationKey(key: string): boolean {
  return key.startsWith(`["${kind}",`);
}

/** Returns the services of an incident with those of further alerts, in the order in which they came. */
export function withServices(
  known: readonly string[] | undefined,
  further: readonly (string | undefined)[],
): readonly string[] {
  const all = new Set([...(known ?? []), ...further.flatMap((one) => one ?? [])]);
  return [...all].slice(0, mostServices);
}
