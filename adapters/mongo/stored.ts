/** As it is stored and read back: no null and no undefined anywhere, dates as they are. */
export function present<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined && one !== null)
      .map(([key, one]) => [key, clean(one)]),
  );
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A name as a field of a document: dots and dollars mean something else there. */
export function fieldName(name: string): string {
  if (name === '') throw new Error('An empty name cannot be stored');
  return name.replace(/[%.$]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
