import { parseAccept } from 'hono/utils/accept';
import { type Cell, csvOf } from '../../src/lib/tables/csv.ts';
import { listTypes } from '../../src/schemas/operation.ts';

/** A page of a list as the API answers it. */
export interface ListPage {
  readonly items: readonly object[];
  readonly next: number | string | null;
  /** Numbers of incidents that belong here and cannot be read. Absent: none. */
  readonly unreadable?: readonly number[] | undefined;
}

export type Format = 'json' | 'lines' | 'csv' | 'msgpack';

const formats: Readonly<Record<string, Format>> = {
  'application/json': 'json',
  'application/x-ndjson': 'lines',
  'application/ndjson': 'lines',
  'application/jsonl': 'lines',
  'application/jsonlines': 'lines',
  'text/csv': 'csv',
  'application/msgpack': 'msgpack',
  'application/x-msgpack': 'msgpack',
  'application/vnd.msgpack': 'msgpack',
};

/** Returns the list type that the request prefers; undefined when it accepts none of them. */
export function acceptedType(accept: string | null): string | undefined {
  if (!accept?.trim()) return listTypes[0];
  const accepted = parseAccept(accept).map(({ type, q }) => ({ type: type.toLowerCase(), q }));
  const refused = new Set(accepted.filter(({ q }) => q === 0).map(({ type }) => type));
  for (const { type, q } of accepted.filter((one) => one.q > 0)) {
    if (q > 0 && Object.hasOwn(formats, type)) return type;
    const [family, any] = type.split('/');
    if (any !== '*') continue;
    const fits = listTypes.find((one) => !refused.has(one) && (family === '*' || one.startsWith(`${family}/`)));
    if (fits) return fits;
  }
  return undefined;
}

export function formatOf(type: string): Format {
  return formats[type] ?? 'json';
}

/**
 * Encodes a page in the given type.
 *
 * @param columns of a CSV, each the path of a field, such as `declared.at`
 */
export async function encoded(
  { items, next, unreadable }: ListPage,
  format: Format,
  columns: readonly string[],
): Promise<string | Uint8Array<ArrayBuffer>> {
  switch (format) {
    case 'json':
      return JSON.stringify({ items, next, unreadable });
    case 'lines':
      return items.map((item) => `${JSON.stringify(item)}\n`).join('');
    case 'csv':
      return csvOf(
        columns,
        items.map((item) => columns.map((column) => cellOf(item, column))),
      );
    case 'msgpack': {
      const { encode } = await import('@msgpack/msgpack');
      return Uint8Array.from(encode({ items, next, unreadable }, { ignoreUndefined: true }));
    }
    default:
      return format satisfies never;
  }
}

/** Returns the value of a CSV cell. Arrays and objects are written as JSON. */
function cellOf(item: object, column: string): Cell {
  const value = column
    .split('.')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
      item,
    );
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
}
