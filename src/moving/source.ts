/** One JSON file of an export. */
export interface SourceDocument {
  /** Relative to the given folder, with `/`: `schedules/primary.json`. */
  readonly path: string;
  readonly data: unknown;
}

export type Json = Readonly<Record<string, unknown>>;

export function isGroup(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns all entries of a kind: from lists under the key `name` at the top of a document (also inside `data` and
 * `results`), and from documents that are a list or have `results`, in a file with this name, such as `schedules.json` or
 * `schedules/2.json`.
 */
export function entriesOf(documents: readonly SourceDocument[], name: string): readonly Json[] {
  return documents.flatMap(({ path, data }) => {
    const isNamed = path.split(/[/.]/).includes(name);
    return [...listsUnder(data, name), ...(isNamed ? bareList(data) : [])].filter(isGroup);
  });
}

function listsUnder(data: unknown, name: string): readonly unknown[] {
  if (!isGroup(data)) return [];
  const here = data[name];
  const list = Array.isArray(here) ? here : isGroup(here) ? bareList(here) : [];
  return [...list, ...(isGroup(data.data) ? listsUnder(data.data, name) : [])];
}

function bareList(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  if (!isGroup(data)) return [];
  const list = data.results ?? data.data ?? data.nodes;
  return Array.isArray(list) ? list : [];
}
