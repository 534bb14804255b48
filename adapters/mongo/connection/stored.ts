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
  const fields = Object.entries(value);
  let changed = false;
  for (const field of fields) {
    const cleaned = clean(field[1]);
    if (cleaned === field[1] && cleaned !== undefined && cleaned !== null) continue;
    changed = true;
    field[1] = cleaned;
  }
  if (!changed) return value;
  return Object.fromEntries(fields.filter(([, one]) => one !== undefined && one !== null));
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
