import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Directory } from '../domain/directory.ts';
import type { Log } from '../ports/runtime.ts';
import { type FileReading, readFileText } from './file.ts';
import { oneLine } from './mistakes.ts';
import { readWithCommands } from './secret-commands.ts';
import { reasonOf, systemSecrets } from './secret-source.ts';

/** Polling also notices renames, network file systems and the swapped links of Kubernetes; file notifications do not. */
const lookEveryMs = 2_000;

/** A file without a mistake. */
export type ReadFile = Extract<FileReading, { directory: Directory }>;

export interface ConfigFile {
  /** Returns the directory of the last file without mistakes. */
  current(): Directory;
  /** Reads the file now. A file that is missing or has mistakes changes nothing, and is logged. */
  reload(): Promise<'changed' | 'kept'>;
  /** Calls back after every reading: with the new file, or with its mistakes when nothing changes. */
  onReading(told: (read: ReadFile | undefined, mistakes: readonly string[]) => void): void;
  /** Returns a warning that the present file is not in force, and since when; undefined when it is in force. */
  warning(): string | undefined;
  stop(): void;
}

/** Follows the configuration file without a restart: reads it when it changes, and on request. */
export function watchConfigFile(file: string, first: Directory, log: Log): ConfigFile {
  let current = first;
  let latest = 0;
  let refused: { readonly since: Date; readonly why: string } | undefined;
  const refuse = (why: string) => {
    refused = { since: refused?.since ?? new Date(), why };
  };
  const listeners: Parameters<ConfigFile['onReading']>[0][] = [];
  const told = (read: ReadFile | undefined, mistakes: readonly string[] = []) => {
    for (const listener of listeners) listener(read, mistakes);
  };

  async function reload(): Promise<'changed' | 'kept'> {
    latest += 1;
    const number = latest;
    try {
      const text = await readFile(file, 'utf8');
      const reading = await readWithCommands(process.env, (run) =>
        readFileText(text, new Date(), { ...systemSecrets, run }),
      );
      // A later reading has finished first, so this one is outdated.
      if (number !== latest) return 'kept';
      if (!reading.directory) {
        const mistakes = reading.mistakes.map(oneLine);
        log.error({ file, mistakes }, 'configuration file has mistakes; the previous one stays in force');
        const count = reading.mistakes.length;
        refuse(count === 1 ? 'has 1 mistake' : `has ${count} mistakes`);
        told(undefined, mistakes);
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
      told(undefined, [`the file cannot be read: ${reasonOf(err)}`]);
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
