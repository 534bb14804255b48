import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Directory } from '../domain/directory.ts';
import type { Log } from '../ports/runtime.ts';
import { type FileReading, readFileText } from './file.ts';
import { oneLine } from './mistakes.ts';
import { readWithCommands } from './secret-commands.ts';
import { reasonOf, systemSecrets } from './secret-source.ts';

/** By polling: it sees renames, network file systems and Kubernetes' swapped links, which notifications do not. */
const lookEveryMs = 2_000;

/** A file without a mistake. */
export type ReadFile = Extract<FileReading, { directory: Directory }>;

export interface ConfigFile {
  /** What the file said when it was last in order. */
  current(): Directory;
  /** Reads it now. A file with a mistake, or none at all, changes nothing and is told in the log. */
  reload(): Promise<'changed' | 'kept'>;
  /** Calls back after every reading: with what counts from now on, or without when nothing is changed by it. */
  onReading(told: (read?: ReadFile) => void): void;
  /** Says that the file as it stands now is not in force, and since when; undefined: it is. */
  warning(): string | undefined;
  stop(): void;
}

/** Follows the configuration file without a restart: when it changes, and when it is asked to. */
export function watchConfigFile(file: string, first: Directory, log: Log): ConfigFile {
  let current = first;
  let latest = 0;
  let refused: { readonly since: Date; readonly why: string } | undefined;
  const refuse = (why: string) => {
    refused = { since: refused?.since ?? new Date(), why };
  };
  const listeners: ((read?: ReadFile) => void)[] = [];
  const told = (read?: ReadFile) => {
    for (const listener of listeners) listener(read);
  };

  async function reload(): Promise<'changed' | 'kept'> {
    latest += 1;
    const number = latest;
    try {
      const text = await readFile(file, 'utf8');
      const reading = await readWithCommands(process.env, (run) =>
        readFileText(text, new Date(), { ...systemSecrets, run }),
      );
      // A reading that was overtaken by a later one is older than what is known.
      if (number !== latest) return 'kept';
      if (!reading.directory) {
        log.error(
          { file, mistakes: reading.mistakes.map(oneLine) },
          'configuration file has mistakes; the previous one stays in force',
        );
        const count = reading.mistakes.length;
        refuse(count === 1 ? 'has 1 mistake' : `has ${count} mistakes`);
        told();
        return 'kept';
      }
      refused = undefined;
      current = reading.directory;
      log.info({ file, warnings: reading.warnings }, 'configuration file reloaded');
      told(reading);
      return 'changed';
    } catch (err) {
      log.error({ file, reason: reasonOf(err) }, 'configuration file cannot be read; the previous one stays in force');
      refuse('cannot be read');
      told();
      return 'kept';
    }
  }

  watchFile(file, { interval: lookEveryMs, persistent: false }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) void reload();
  });
  return {
    current: () => current,
    reload,
    onReading: (listener) => void listeners.push(listener),
    warning() {
      if (!refused) return undefined;
      const since = refused.since.toISOString();
      return `the configuration file ${refused.why}, so the previous one has stayed in force since ${since}: run “tocsin check”`;
    },
    stop: () => unwatchFile(file),
  };
}
