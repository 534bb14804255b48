import type { Log } from '../../../src/ports/runtime.ts';
import type { Engine, Folder } from './data-folder.ts';
import type { Server } from './supervise.ts';

/** What a way of getting a server may use. */
export interface Surroundings {
  /** Of this engine's own, under the data folder; made by the way that gets as far as a server. */
  readonly folder: Folder;
  /** Where programs that were fetched are kept for next time. */
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** The one where its clients look for it, when it is started again; else any that is free. */
  readonly port?: number;
  /** The one by which its clients come in, when it is started again; else the one in the folder. */
  readonly password?: string;
  /** One line to whoever watches the start. */
  say(line: string): void;
  /** Called as soon as the server has a process, so that the lock on the data knows it. */
  spawned(pid: number): Promise<void>;
}

export interface Started {
  readonly port: number;
  readonly version: string;
  readonly server: Server;
  /** By which its clients come in. Absent: everybody on this machine does. */
  readonly password?: string;
}

/** One way of getting a database server; they are tried one after the other. */
export interface Way {
  readonly engine: Engine;
  /** As an operator reads it. */
  readonly label: string;
  /** Settles once the server takes writes. Throws CannotStart, and leaves no process behind then. */
  start(surroundings: Surroundings): Promise<Started>;
}

/** This way is not open here. The message is the cause, in words that follow "SecantusDB: ". */
export class CannotStart extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'CannotStart';
  }
}

/** No database could be started. The message says what was tried and what to do. */
export class EmbeddedUnavailable extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'EmbeddedUnavailable';
  }
}
