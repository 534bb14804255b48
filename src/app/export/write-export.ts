import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { openStores } from '../../../adapters/mongo/stores.ts';
import type { Config } from '../../config.ts';
import { systemClock } from '../../ports/runtime.ts';
import type { ExportRecord } from '../../schemas/export.ts';
import { withDatabase } from '../data/backup.ts';
import { checkData } from '../data/migrations.ts';
import { exportEntries } from './entries.ts';
import { headLine, linesOf, type Table, tables } from './tables.ts';

/** Where an export goes: lines into a file or a stream, or tables into a folder. */
export type Destination =
  | { readonly format: 'jsonl'; readonly file: string }
  | { readonly format: 'jsonl'; readonly line: (text: string) => void }
  | { readonly format: 'csv'; readonly folder: string };

export interface ExportRequest {
  readonly destination: Destination;
  readonly since?: Date;
  /** Whether to replace existing files. */
  readonly force: boolean;
}

/** How many records of each kind were written. */
export type ExportCounts = Readonly<Record<string, number>>;

/** Writes all data of the installation of these settings, in documented formats. */
export async function writeExport(
  config: Config,
  request: ExportRequest,
  circumstances: Parameters<typeof withDatabase>[1],
): Promise<ExportCounts> {
  return withDatabase(config, circumstances, async (mongo) => {
    await checkData(mongo);
    const stores = await openStores(mongo);
    const counts: Record<string, number> = {};
    const entries = counted(
      exportEntries({ stores, directory: config.directory, clock: systemClock }, request.since),
      counts,
    );
    await writeTo(request, entries);
    return counts;
  });
}

async function* counted(entries: AsyncIterable<ExportRecord>, counts: Record<string, number>) {
  for await (const record of entries) {
    counts[record.type] = (counts[record.type] ?? 0) + 1;
    yield record;
  }
}

async function writeTo({ destination, force }: ExportRequest, entries: AsyncIterable<ExportRecord>): Promise<void> {
  if (destination.format === 'csv') return writeTables(destination.folder, entries, force);
  if ('line' in destination) {
    for await (const record of entries) destination.line(lineOf(record));
    return;
  }
  await pipeline(Readable.from(spelled(entries)), createWriteStream(destination.file, openedWith(force)));
}

async function* spelled(entries: AsyncIterable<ExportRecord>) {
  for await (const record of entries) yield lineOf(record);
}

function lineOf(record: ExportRecord): string {
  return `${JSON.stringify(record)}\n`;
}

async function writeTables(folder: string, entries: AsyncIterable<ExportRecord>, force: boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  const streams = new Map<Table, WriteStream>();
  for (const table of tables) {
    const stream = createWriteStream(join(folder, `${table.name}.csv`), openedWith(force));
    await write(stream, headLine(table));
    streams.set(table, stream);
  }
  for await (const record of entries) {
    for (const { table, line } of linesOf(record)) await write(streams.get(table)!, line);
  }
  for (const stream of streams.values()) {
    stream.end();
    await finished(stream);
  }
}

/** Resolves when the stream has accepted the text, so that little text waits in memory. */
function write(stream: WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (err) => (err ? reject(err) : resolve()));
  });
}

/** Returns the flags and the mode of the file: only its owner may read it, because it contains what people wrote. */
function openedWith(force: boolean) {
  return { flags: force ? 'w' : 'wx', mode: 0o600 };
}
