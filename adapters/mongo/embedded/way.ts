import type { Log } from '../../../src/ports/runtime.ts';
import type { Engine, Folder } from './data-folder.ts';
import type { Server } from './supervise.ts';

/** What an engine may use to start a server. */
export interface Surroundings {
  /** The engine's own folder under the data folder; the engine makes it when it has a server. */
  readonly folder: Folder;
  /** The folder in which downloaded programs are cached. */
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** On a restart, the port that the clients use; otherwise absent, and any free port is taken. */
  readonly port?: number;
  /** On a restart, the password that the clients use; otherwise the one in the folder. */
  readonly password?: string;
  /** Reports one line of progress of the start. */
  say(line: string): void;
  /** Called as soon as the server has a process, so that the lock on the data names it. */
  spawned(pid: number): Promise<void>;
}

export interface Started {
  readonly port: number;
  readonly version: string;
  readonly server: Server;
  /** The password for clients. Absent: the server requires none on this machine. */
  readonly password?: string;
}

/** One way to get a database server; the ways are tried in order. */
export interface Way {
  readonly engine: Engine;
  /** The name that operators read. */
  readonly label: string;
  /** Resolves once the server accepts writes. Throws CannotStart, with no process left. */
  start(surroundings: Surroundings): Promise<Started>;
}

/** The way cannot be used here. The message is the cause, in words that follow "SecantusDB: ". */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** No database could be started. The message says what was tried and what to do next. */
export class EmbeddedUnavailable extends Error {
  override readonly name = 'EmbeddedUnavailable';
}
