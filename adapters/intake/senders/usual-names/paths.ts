import { spelledPlainly } from '../../reading/payload.ts';

/** Returns whether two fields stand in one object. */
export function isBeside(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one !== undefined && one.slice(0, -1).join() === other.slice(0, -1).join();
}

/** Returns whether a field stands in a list. */
export function isInList(path: readonly string[]): boolean {
  return path.some((name) => /^\d+$/.test(name));
}

/** Inside something else, a `key` may be anything. */
export function isKey(path: readonly string[]): boolean {
  return path.length === 1 || spelledPlainly(path.at(-1)!) !== 'key';
}

/** Makes what returns whether a field stands in an object of one of these names. */
export function isInside(names: readonly string[]) {
  return (path: readonly string[]) => path.length > 1 && names.includes(spelledPlainly(path.at(-2)!));
}
