import type { Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openData, readDataVersion } from '../../../adapters/mongo/migrations/data-version.ts';
import { migrations } from '../../../adapters/mongo/migrations/index.ts';
import {
  type MigrationRun,
  type Pending,
  pendingMigrations,
  runMigrations,
} from '../../../adapters/mongo/migrations/run-migrations.ts';
import type { ProcessLiveness } from '../../application/runtime/process-liveness.ts';
import type { Config } from '../../config.ts';
import { backoffMs, sleep } from '../../lib/async.ts';
import type { Leases, Log } from '../../ports/runtime.ts';
import { version } from '../../version.ts';
import { withDatabase } from './backup.ts';

const leaseName = 'migrations';
const lookEveryMs = 5_000;
const longestPauseMs = 60_000;

/** @throws DatabaseRefused when the data has a later version than this program knows */
export async function checkData({ db }: Mongo): Promise<void> {
  await openData(db, version);
}

/**
 * Migrates the data in the background, in one process at a time; another process continues when it dies. No work waits for
 * it, because a program can also read the data version before its own.
 *
 * @returns a function that stops after the current batch
 */
export function keepMigrating(
  { db }: Mongo,
  { leases, processes, log }: { readonly leases: Leases; readonly processes: ProcessLiveness; readonly log: Log },
): () => Promise<void> {
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;

  async function migrate(): Promise<boolean> {
    if ((await readDataVersion(db))?.version === migrations.length) return true;
    const lease = await leases.look(leaseName);
    if (lease.holder !== undefined && !processes.isGone(lease.holder)) return false;
    const self = await processes.register();
    if (!(await leases.take(leaseName, self, lease.beat))) return false;
    try {
      const { from, to, done } = await runMigrations(db, version, { stopped });
      log.info({ component: 'migrations', from, to, done }, 'data migrated');
      return to >= migrations.length;
    } finally {
      await leases.release(leaseName, self);
    }
  }

  async function keepTrying(): Promise<void> {
    for (let failures = 0; !stopped(); ) {
      try {
        if (await migrate()) return;
        failures = 0;
        await sleep(lookEveryMs, stopping.signal);
      } catch (err) {
        if (stopped()) return;
        failures += 1;
        log.error({ err, component: 'migrations' }, 'migration failed; trying again');
        await sleep(backoffMs(failures, lookEveryMs, longestPauseMs), stopping.signal).catch(() => undefined);
      }
    }
  }

  const running = keepTrying();
  return async () => {
    stopping.abort();
    await running.catch(() => undefined);
  };
}

/** What `tocsin migrate` did, or would do. */
export interface MigrateResult {
  readonly version: number;
  readonly knows: number;
  readonly pending: readonly Pending[];
  readonly run?: MigrationRun;
}

/** Runs the migrations that are not finished, or lists them. */
export async function migrateData(
  config: Config,
  dryRun: boolean,
  circumstances: Parameters<typeof withDatabase>[1],
): Promise<MigrateResult> {
  return withDatabase(config, circumstances, async ({ db }) => {
    const { version: now } = dryRun ? ((await readDataVersion(db)) ?? { version: 0 }) : await openData(db, version);
    const pending = await pendingMigrations(db, now);
    const knows = migrations.length;
    if (dryRun) return { version: now, knows, pending };
    return { version: now, knows, pending, run: await runMigrations(db, version) };
  });
}
