/** The kinds of counters. Each counts by name: a severity, a service, a person, or a length of time. */
export const kinds = ['severity', 'service', 'paged', 'toAcknowledge', 'toResolve'] as const;
export type Kind = (typeof kinds)[number];

/** Counts by kind and name. A count of 0 is left out. */
export type Counters = Readonly<Record<Kind, Readonly<Record<string, number>>>>;

export const nothing: Counters = { severity: {}, service: {}, paged: {}, toAcknowledge: {}, toResolve: {} };

export function plus(one: Counters, other: Counters): Counters {
  return together(one, other, 1);
}

export function minus(one: Counters, other: Counters): Counters {
  return together(one, other, -1);
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

function together(one: Counters, other: Counters, sign: 1 | -1): Counters {
  const each = kinds.map((kind) => {
    const counted = new Map(Object.entries(one[kind]));
    for (const [name, count] of Object.entries(other[kind])) counted.set(name, (counted.get(name) ?? 0) + sign * count);
    return [kind, Object.fromEntries([...counted].filter(([, count]) => count !== 0))] as const;
  });
  return Object.fromEntries(each) as Counters;
}
