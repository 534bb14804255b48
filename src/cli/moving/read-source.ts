import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { SourceDocument } from '../../moving/source.ts';
import { exitCodes, VerbFailed } from '../terminal.ts';

/**
 * Reads one JSON file, or every `.json` file of a folder and its subfolders.
 *
 * @throws VerbFailed when there is no file, or a file is not JSON
 */
export async function readSource(from: string): Promise<readonly SourceDocument[]> {
  const found = await stat(from).catch(() => undefined);
  if (!found)
    throw new VerbFailed(exitCodes.misused, `${from} is not there. Expected a JSON file, or a folder of them.`);
  if (!found.isDirectory()) return [await readDocument(from, from)];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new VerbFailed(exitCodes.misused, `${from} has no .json file in it.`);
  const documents: SourceDocument[] = [];
  for (const file of files) documents.push(await readDocument(file, relative(from, file)));
  return documents;
}

async function readDocument(file: string, path: string): Promise<SourceDocument> {
  const text = await readFile(file, 'utf8');
  try {
    return { path: path.replaceAll('\\', '/'), data: JSON.parse(text) as unknown };
  } catch {
    throw new VerbFailed(exitCodes.misused, `${file} is not JSON. Take it out, or export it again.`);
  }
}
