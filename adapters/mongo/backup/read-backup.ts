import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BSON, type Document } from 'mongodb';
import type { z } from 'zod';
import { parsedJson } from '../../../src/lib/values/json.ts';
import { BackupRefused, end, format, type Manifest, manifest } from './format.ts';

export interface Checked {
  readonly manifest: Manifest;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Reads a whole backup and compares the counts and the checksum.
 *
 * @throws BackupRefused when the file is incomplete, is not a backup, or has a later format
 */
export async function checkBackup(file: string): Promise<Checked> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let about: Manifest | undefined;
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (about === undefined) about = readManifest(file, line);
    else if (line.startsWith('[')) {
      const name = /^\["((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? '';
      counts[name] = (counts[name] ?? 0) + 1;
    } else {
      last = line;
      continue;
    }
    hash.update(`${line}\n`);
  }
  const claimed = last === undefined ? undefined : parsed(end, last);
  if (!about || !claimed) throw notWhole(file, 'it ends too early');
  if (claimed.sha256 !== hash.digest('hex')) throw notWhole(file, 'its checksum is wrong');
  const found = Object.entries(claimed.counts).find(([name, count]) => count !== (counts[name] ?? 0));
  if (found) throw notWhole(file, `it has ${counts[found[0]] ?? 0} of ${found[1]} documents of ${found[0]}`);
  return { manifest: about, counts: claimed.counts };
}

/** Yields each document with its collection, in the order of the file. */
export async function* documentsOf(file: string): AsyncGenerator<readonly [collection: string, document: Document]> {
  for await (const line of linesOf(file)) {
    if (line.startsWith('[')) yield BSON.EJSON.parse(line, { relaxed: false }) as [string, Document];
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (err) => unzipped.destroy(err));
  source.pipe(unzipped).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of unzipped) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (err) {
    throw unreadable(file, err);
  } finally {
    source.destroy();
  }
  if (rest) throw notWhole(file, 'it ends too early');
}

function unreadable(file: string, err: unknown): Error {
  const code = err instanceof Error && 'code' in err ? String(err.code) : '';
  if (code === 'Z_BUF_ERROR') return notWhole(file, 'it ends too early');
  if (code.startsWith('Z_')) return notABackup(file);
  return new BackupRefused(`${file} cannot be read (${code || String(err)}).`);
}

function notABackup(file: string): BackupRefused {
  return new BackupRefused(`${file} is not a backup of Tocsin. Name a file that “tocsin backup” wrote.`);
}

function readManifest(file: string, line: string): Manifest {
  const about = parsed(manifest, line);
  if (!about) throw notABackup(file);
  if (about.format > format) {
    throw new BackupRefused(
      `${file} was written by Tocsin ${about.version}, in a later format. Restore it with that version.`,
    );
  }
  return about;
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  return schema.safeParse(parsedJson(line)).data;
}

function notWhole(file: string, why: string): BackupRefused {
  return new BackupRefused(
    `${file} is not whole: ${why}. Nothing was restored. Copy it again, or take an earlier backup.`,
  );
}
