export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Returns the object without the fields that are undefined, for types that have `exactOptionalPropertyTypes`. */
export function defined<const T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
