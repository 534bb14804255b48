/** One value of a payload is another, or is missing. */
export interface Oddity {
  readonly path: readonly (string | number)[];
  readonly how: string;
  readonly body: unknown;
}

const replacements: readonly (readonly [how: string, value: unknown])[] = [
  ['null', null],
  ['empty', ''],
  ['a number', 7],
  ['a text', 'x'],
  ['a list', []],
  ['an object', {}],
];

/** The payload with every value in it deleted and replaced by every other kind, one at a time. */
export function oddities(payload: unknown): readonly Oddity[] {
  return pathsIn(payload).flatMap((path) => [
    { path, how: 'deleted', body: changed(payload, path, () => []) },
    ...replacements.map(([how, value]) => ({ path, how, body: changed(payload, path, () => [value]) })),
  ]);
}

function pathsIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([name, one]) => [[name], ...pathsIn(one).map((path) => [name, ...path])]);
}

function changed(value: unknown, [first, ...rest]: readonly (string | number)[], to: () => unknown[]): unknown {
  const next = (one: unknown) => (rest.length === 0 ? to() : [changed(one, rest, to)]);
  if (Array.isArray(value)) return value.flatMap((one, index) => (index === first ? next(one) : [one]));
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, one]) =>
      name === first ? next(one).map((other) => [name, other]) : [[name, one]],
    ),
  );
}

/** Every value that the pattern means: `alerts.*.labels.*`. */
export function valuesAt(value: unknown, pattern: string): readonly unknown[] {
  return pattern.split('.').reduce<unknown[]>(
    (all, part) =>
      all.flatMap((one) => {
        if (typeof one !== 'object' || one === null) return [];
        if (part === '*') return Object.values(one);
        return Object.hasOwn(one, part) ? [(one as Record<string, unknown>)[part]] : [];
      }),
    [value],
  );
}
