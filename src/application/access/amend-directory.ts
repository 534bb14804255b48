import type { Directory } from '../../domain/directory.ts';
import { amend, noRuntimeChanges, type RuntimeChanges } from '../../domain/runtime-changes.ts';
import type { Log } from '../../ports/runtime.ts';
import type { RuntimeChangeStore } from '../../ports/runtime-changes.ts';

/** So late, at most, do the other processes see what was changed in one. */
const everyMs = 5_000;

/** What the file says with the changes of chat over it. */
export interface AmendedDirectory {
  /** At once, from memory. The same object for as long as nothing has changed. */
  current(): Directory;
  /** The file alone, for who decides on changes that are just being read. */
  file(): Directory;
  /** Reads the changes now. Never throws: when they cannot be read, the ones before stay. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

/** Reads the changes every few seconds, and once more after each own change. Begin with a `refresh`. */
export function createDirectory(
  fileDirectory: () => Directory,
  store: Pick<RuntimeChangeStore, 'all'>,
  log: Log,
): AmendedDirectory {
  let runtimeChanges: RuntimeChanges = noRuntimeChanges;
  let laid: { file: Directory; over: RuntimeChanges; result: Directory } | undefined;
  let seen = JSON.stringify(noRuntimeChanges);
  let asked = 0;
  let applied = 0;
  let failing = false;
  let running: Promise<void> = Promise.resolve();

  async function refresh(): Promise<void> {
    asked += 1;
    const request = asked;
    try {
      const read = await store.all();
      // An answer that was overtaken by one to a later question is older than what is known.
      if (request < applied) return;
      applied = request;
      const text = JSON.stringify(read);
      if (text !== seen) runtimeChanges = read;
      seen = text;
      if (failing) log.info({}, 'runtime changes can be read again');
      failing = false;
    } catch (err) {
      if (!failing) log.error({ err }, 'runtime changes cannot be read; the last known ones stay in force');
      failing = true;
    }
  }

  const timer = setInterval(() => {
    running = refresh();
  }, everyMs);
  timer.unref();

  return {
    current() {
      const file = fileDirectory();
      if (laid?.file !== file || laid.over !== runtimeChanges) {
        laid = { file, over: runtimeChanges, result: amend(file, runtimeChanges) };
      }
      return laid.result;
    },
    file: fileDirectory,
    refresh,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
