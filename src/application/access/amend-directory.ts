import type { Directory } from '../../domain/directory.ts';
import { amend, noRuntimeChanges, type RuntimeChanges } from '../../domain/runtime-changes.ts';
import type { Log } from '../../ports/runtime.ts';
import type { RuntimeChangeStore } from '../../ports/runtime-changes.ts';

/** Other processes see a change of this one after so long at most. */
const everyMs = 5_000;

/** The configuration file with the runtime changes applied. */
export interface AmendedDirectory {
  /** Returns the directory from memory. It is the same object until something changes. */
  current(): Directory;
  /** Returns the file alone, for code that decides on changes which it has just read itself. */
  file(): Directory;
  /** Reads the changes now. Never throws: when they cannot be read, the last known ones stay in force. */
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
      // A later read has finished first, so this answer is out of date.
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
