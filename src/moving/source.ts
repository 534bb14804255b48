/** One JSON file of an export. */
export interface SourceDocument {
  /** Relative to what was given, with `/`: `schedules/primary.json`. */
  readonly path: string;
  readonly data: unknown;
}

export type Json = Readonly<Record<string, unknown>>;

export function isGroup(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns every entry of a kind: from lists under the key `name` at the top of any document (also inside `data` and `results`),
 * and from documents whose own list or `results` stands in a file named after it, such as `schedules.json` or `schedules/2.json`.
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
