/**
 * Returns the value without null and undefined, as it is stored and read back; dates stay. A part that has neither is
 * returned as the same object, so the result must not be changed in place.
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

/** Every decision passes here with its whole document: loops over indexes leave the least to be collected. */
function cleanFields(value: Readonly<Record<string, unknown>>): object {
  const names = Object.keys(value);
  let copy: Record<string, unknown> | undefined;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index]!;
    const given = value[name];
    const cleaned = clean(given);
    const isGone = cleaned === undefined || cleaned === null;
    if (!copy && !isGone && cleaned === given) continue;
    if (!copy) {
      copy = {};
      for (let before = 0; before < index; before += 1) setField(copy, names[before]!, value[names[before]!]);
    }
    if (!isGone) setField(copy, name, cleaned);
  }
  return copy ?? value;
}

/** Sets a field. Assigning to `__proto__`, which JSON may name, would change the prototype instead. */
function setField(fields: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') fields[name] = value;
  else Object.defineProperty(fields, name, { value, enumerable: true, writable: true, configurable: true });
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Returns a name as a field of a document: dots and dollar signs have a special meaning there. */
export function fieldName(name: string): string {
  if (name === '') throw new Error('An empty name cannot be the name of a field; give a name');
  return name.replace(/[%.$]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** Returns the name that `fieldName` was given. */
export function nameOfField(field: string): string {
  return field.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
