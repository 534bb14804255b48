/**
 * As it is stored and read back: no null and no undefined anywhere, dates as they are. What holds none is given back
 * itself, and so are the parts that hold none: it must not be changed in place.
 */
export function present<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return cleanList(value);
  return isPlain(value) ? cleanFields(value) : value;
}

function cleanList(values: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < values.length; index += 1) {
    const cleaned = clean(values[index]);
    if (cleaned === values[index]) continue;
    copy ??= [...values];
    copy[index] = cleaned;
  }
  return copy ?? values;
}

function cleanFields(value: Readonly<Record<string, unknown>>): object {
  const names = Object.keys(value);
  let copy: [string, unknown][] | undefined;
  for (const [index, name] of names.entries()) {
    const given = value[name];
    const cleaned = clean(given);
    const isGone = cleaned === undefined || cleaned === null;
    if (!copy && !isGone && cleaned === given) continue;
    copy ??= names.slice(0, index).map((before) => [before, value[before]]);
    if (!isGone) copy.push([name, cleaned]);
  }
  return copy ? Object.fromEntries(copy) : value;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A name as a field of a document: dots and dollars mean something else there. */
export function fieldName(name: string): string {
  if (name === '') throw new Error('An empty name cannot be stored');
  return name.replace(/[%.$]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** What `fieldName` was given. */
export function nameOfField(field: string): string {
  return field.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
