import type { Db } from 'mongodb';
import { openData, raise } from './data-version.ts';
import { migrations as all } from './index.ts';
import type { Migration } from './migration.ts';

/** The documents in one batch: few, so that no other write waits long. */
const batch = 100;

export interface Pending {
  readonly name: string;
  /** The documents that the migration has to change, as far as known now. */
  readonly left: number;
}

export interface MigrationRun {
  readonly from: number;
  readonly to: number;
  readonly done: readonly { readonly name: string; readonly documents: number }[];
}

interface Options {
  readonly migrations?: readonly Migration[];
  /** Called between two batches: true ends the run, and the next start continues it. */
  readonly stopped?: () => boolean;
}

/** Returns the migrations that are not finished. Changes nothing. */
export async function pendingMigrations(
  db: Db,
  version: number,
  migrations: readonly Migration[] = all,
): Promise<readonly Pending[]> {
  return Promise.all(
    migrations.slice(version).map(async (migration) => ({ name: migration.name, left: await migration.left(db) })),
  );
}

/**
 * Runs the unfinished migrations in order. May be stopped at any moment, and may run in several processes.
 *
 * @param program the version of this program, which is recorded with the data
 * @throws DatabaseRefused when the data has a later version
 */
export async function runMigrations(
  db: Db,
  program: string,
  { migrations = all, stopped = () => false }: Options = {},
): Promise<MigrationRun> {
  const { version: from } = await openData(db, program, migrations);
  const done: { name: string; documents: number }[] = [];
  for (const [index, migration] of migrations.entries()) {
    if (index < from) continue;
    let documents = 0;
    for (;;) {
      if (stopped()) return { from, to: index, done };
      const moved = await migration.step(db, batch);
      if (moved === 0) break;
      documents += moved;
    }
    await raise(db, migration, index + 1, program);
    done.push({ name: migration.name, documents });
  }
  return { from, to: Math.max(from, migrations.length), done };
}
