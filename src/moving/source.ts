import { isRecord } from '../lib/values/json.ts';
/** One JSON file of an export. */
export interface SourceDocument {
  /** Relative to the given folder, with `/`: `schedules/primary.json`. */
  readonly path: string;
  readonly data: unknown;
}

export type Json = Readonly<Record<string, unknown>>;

/**
 * Returns all entries of a kind: from lists under the key `name` at the top of a document (also inside `data` and
 * `results`), and from documents that are a list or have `results`, in a file with this name, such as `schedules.json` or
 * `schedules/2.json`.
 */
export function entriesOf(documents: readonly SourceDocument[], name: string): readonly Json[] {
  return documents.flatMap(({ path, data }) => {
    const isNamed = path.split(/[/.]/).includes(name);
    return [...listsUnder(data, name), ...(isNamed ? bareList(data) : [])].filter(isRecord);
  });
}

function listsUnder(data: unknown, name: string): readonly unknown[] {
  if (!isRecord(data)) return [];
  const here = data[name];
  const list = Array.isArray(here) ? here : isRecord(here) ? bareList(here) : [];
  return [...list, ...(isRecord(data.data) ? listsUnder(data.data, name) : [])];
}

function bareList(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  if (!isRecord(data)) return [];
  const list = data.results ?? data.data ?? data.nodes;
  return Array.isArray(list) ? list : [];
}
