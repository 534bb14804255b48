import { isPlain } from './scrub-value.ts';

/** What makes one document into another, field by field, and what those fields were. */
export interface Difference {
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: Readonly<Record<string, 1>>;
  /** For a filter: a document that is otherwise by now is not touched. */
  readonly was: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns the difference of two documents in as small pieces as there are, so that a write of other fields meanwhile is kept,
 * and so that nothing but what changes is written anew.
 */
export function differenceOf(before: Fields, after: Fields): Difference {
  const set: Record<string, unknown> = {};
  const unset: Record<string, 1> = {};
  const was: Record<string, unknown> = {};

  function compare(one: unknown, other: unknown, path: string): void {
    if (one === other) return;
    if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
      for (const [index, value] of one.entries()) compare(value, other[index], `${path}.${index}`);
    } else if (isPlain(one) && isPlain(other) && haveSafeNames(one, other)) {
      compareFields(one, other, `${path}.`);
    } else {
      set[path] = other;
      if (!isPlain(one)) was[path] = one;
    }
  }

  function compareFields(one: Fields, other: Fields, prefix: string): void {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const path = `${prefix}${name}`;
      if (!(name in other)) {
        unset[path] = 1;
        was[path] = isScalar(one[name]) ? one[name] : { $exists: true };
      } else if (name in one) compare(one[name], other[name], path);
      else {
        set[path] = other[name];
        was[path] = { $exists: false };
      }
    }
  }

  compareFields(before, after, '');
  return { set, unset, was };
}

/** A path with such a name in it would mean something else. */
function haveSafeNames(...all: readonly Fields[]): boolean {
  return all.every((one) => Object.keys(one).every((name) => name !== '' && !/[.$]/.test(name)));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
