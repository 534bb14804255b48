/** The kinds of counters. Each counts by name: a severity, a service, a person, or a length of time. */
export const kinds = ['severity', 'service', 'paged', 'toAcknowledge', 'toResolve'] as const;
export type Kind = (typeof kinds)[number];

/** Counts by kind and name. A count of 0 is left out. */
export type Counters = Readonly<Record<Kind, Readonly<Record<string, number>>>>;

export const nothing: Counters = { severity: {}, service: {}, paged: {}, toAcknowledge: {}, toResolve: {} };

/** @param less are taken away from the sum */
export function sumOf(more: readonly Counters[], less: readonly Counters[] = []): Counters {
  const each = kinds.map((kind) => {
    const sums = new Map<string, number>();
    const add = (counters: Counters, sign: 1 | -1) => {
      for (const [name, count] of Object.entries(counters[kind])) sums.set(name, (sums.get(name) ?? 0) + sign * count);
    };
    for (const one of more) add(one, 1);
    for (const one of less) add(one, -1);
    return [kind, Object.fromEntries([...sums].filter(([, count]) => count !== 0))] as const;
  });
  return Object.fromEntries(each) as Counters;
}

export function isNothing(counters: Counters): boolean {
  return kinds.every((kind) => Object.keys(counters[kind]).length === 0);
}

export function total(counted: Readonly<Record<string, number>>): number {
  return Object.values(counted).reduce((sum, count) => sum + count, 0);
}

/** Returns the counters under other names. */
export function renamed(counters: Counters, rename: (name: string) => string): Counters {
  const each = kinds.map((kind) => {
    const names = Object.entries(counters[kind]).map(([name, count]) => [rename(name), count] as const);
    return [kind, Object.fromEntries(names)] as const;
  });
  return Object.fromEntries(each) as Counters;
}
