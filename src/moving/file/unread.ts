import { isRecord } from '../../lib/values/json.ts';
import type { SourceDocument } from '../source.ts';
import type { ImportLine } from './imported.ts';

/**
 * Returns a line for each file of which nothing is read, so that nothing is dropped silently.
 *
 * @param reads the names of lists and entries that the importer reads, in the data or in the path
 */
export function unreadFiles(documents: readonly SourceDocument[], reads: readonly string[]): readonly ImportLine[] {
  return documents.flatMap(({ path, data }) => {
    const names = [...path.split(/[/.\\]/), ...keysOf(data)];
    if (names.some((name) => reads.includes(name))) return [];
    return [{ kind: 'left-out' as const, subject: `file ${path}`, text: 'nothing of it is read' }];
  });
}

function keysOf(data: unknown): readonly string[] {
  if (!isRecord(data)) return [];
  return [...Object.keys(data), ...(isRecord(data.data) ? Object.keys(data.data) : [])];
}
