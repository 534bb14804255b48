import { backoffMs } from '../../lib/async.ts';
import { type Log, systemTicks, type Ticks } from '../../ports/runtime.ts';
import { aliveEveryMs, type FromWorker, type ToWorker, type WorkerReady } from './messages.ts';

/** How many checks in a row may find no sign of life. After them the worker is hung, and is killed. */
const mostSilentLooks = 6;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A worker that ran this long has started successfully, so the next one starts at once. */
const soundAfterMs = 60_000;
/** A worker ends by itself within 4.5 s; a hung worker is killed after this time. */
const killAfterMs = 4_900;

/** A worker as its parent process sees it. */
export interface WorkerProcess {
  /** Does nothing when the worker has ended. */
  send(message: ToWorker): void;
  /** Kills the worker at once. */
  kill(): void;
  onMessage(take: (message: FromWorker) => void): void;
  onEnd(take: (code: number | null, signal: string | null) => void): void;
}

interface Parts {
  readonly count: number;
  /** Starts the worker with this number, from 1. */
  readonly start: (number: number) => WorkerProcess;
  readonly log: Log;
  readonly ticks?: Ticks;
  /** Receives messages of a worker other than ready and alive. */
  readonly onMessage?: (message: FromWorker, from: WorkerProcess) => void;
}

interface Worker {
  readonly process: WorkerProcess;
  readonly number: number;
  /** Absent: the worker is not up yet. */
  readyAt?: number;
  name?: string;
  /** Checks since its last sign of life. */
  silentLooks: number;
}

/**
 * Keeps this many workers running. The first starts alone, so that a mistake in the settings is reported once. A worker that
 * ends is started again, at once or after a growing pause. When a worker ends before it is up and no other is up, the
 * supervisor stops.
 */
export class Supervisor {
  readonly #parts: Parts;
  readonly #ticks: Ticks;
  readonly #workers = new Map<number, Worker>();
  readonly #failures = new Map<number, number>();
  readonly #restarts = new Map<number, number>();
  /** Names of dead workers that no living worker was told about yet. */
  #untold: string[] = [];
  #firstReady: WorkerReady | undefined;
  /** Set once all workers have to end. */
  #exitCode: number | undefined;
  #onReady: (running: WorkerReady) => void = () => undefined;
  #onEnded: (code: number) => void = () => undefined;
  /** Resolves when all workers are up for the first time. Does not settle when that fails: see `ended`. */
  readonly ready = new Promise<WorkerReady>((resolve) => {
    this.#onReady = resolve;
  });
  /** Resolves with the exit code when no worker is left and none will be started. */
  readonly ended = new Promise<number>((resolve) => {
    this.#onEnded = resolve;
  });

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#ticks = parts.ticks ?? systemTicks;
    this.#launch(1);
    this.#lookForHung();
  }

  /** Returns the workers that are up, by number. */
  running(): ReadonlyMap<number, WorkerProcess> {
    return new Map(this.#ready().map(({ number, process }) => [number, process]));
  }

  /** Returns how often each worker was started again. */
  restarts(): ReadonlyMap<number, number> {
    return this.#restarts;
  }

  reload(): void {
    for (const { process } of this.#workers.values()) process.send({ kind: 'reload' });
  }

  /** Stops all workers, and kills those that have not ended within the limit. */
  stop(): void {
    if (this.#exitCode === undefined) this.#endAll(0);
  }

  #ready(): Worker[] {
    return [...this.#workers.values()].filter(({ readyAt }) => readyAt !== undefined);
  }

  #launch(number: number): void {
    const worker: Worker = { process: this.#parts.start(number), number, silentLooks: 0 };
    this.#workers.set(number, worker);
    worker.process.onMessage((message) => {
      if (message.kind === 'ready') this.#isReady(worker, message.running);
      else if (message.kind === 'alive') {
        worker.silentLooks = 0;
        if (message.name !== undefined) worker.name = message.name;
      } else this.#parts.onMessage?.(message, worker.process);
    });
    worker.process.onEnd((code, signal) => this.#hasEnded(worker, code, signal));
  }

  #isReady(worker: Worker, running: WorkerReady): void {
    worker.readyAt = this.#ticks.now();
    this.#tellOfDead();
    const { count } = this.#parts;
    if (!this.#firstReady) {
      this.#firstReady = running;
      for (let number = 2; number <= count && this.#exitCode === undefined; number += 1) this.#launch(number);
    }
    if (this.#ready().length === count) this.#onReady(this.#firstReady);
  }

  #hasEnded(worker: Worker, code: number | null, signal: string | null): void {
    this.#workers.delete(worker.number);
    if (worker.name !== undefined) this.#untold.push(worker.name);
    this.#tellOfDead();
    if (this.#exitCode !== undefined) {
      this.#exitCode ||= code ?? 1;
      if (this.#workers.size === 0) this.#onEnded(this.#exitCode);
      return;
    }
    if (worker.readyAt === undefined && this.#ready().length === 0) this.#endAll(code || 1);
    else this.#startAgain(worker, { code, signal });
  }

  #startAgain({ number, readyAt }: Worker, how: object): void {
    const isSound = readyAt !== undefined && this.#ticks.now() - readyAt >= soundAfterMs;
    const failures = isSound ? 0 : (this.#failures.get(number) ?? 0);
    this.#failures.set(number, failures + 1);
    this.#restarts.set(number, (this.#restarts.get(number) ?? 0) + 1);
    const againInMs = failures === 0 ? 0 : backoffMs(failures, firstPauseMs, longestPauseMs);
    this.#parts.log.warn({ worker: number, ...how, againInMs }, 'worker process ended; starting it again');
    this.#ticks.after(againInMs, () => {
      if (this.#exitCode === undefined) this.#launch(number);
    });
  }

  /** The claims of a dead worker are free once a living worker tells the other processes. */
  #tellOfDead(): void {
    const [one] = this.#ready();
    if (!one) return;
    for (const name of this.#untold) one.process.send({ kind: 'ended', name });
    this.#untold = [];
  }

  #endAll(code: number): void {
    this.#exitCode = code;
    if (this.#workers.size === 0) this.#onEnded(code);
    for (const { process } of this.#workers.values()) process.send({ kind: 'stop' });
    this.#ticks.after(killAfterMs, () => {
      for (const { process, number } of this.#workers.values()) {
        this.#parts.log.warn({ worker: number }, 'worker process did not stop in time; killing it');
        process.kill();
      }
    });
  }

  #lookForHung(): void {
    this.#ticks.after(aliveEveryMs, () => {
      for (const worker of this.#ready()) {
        worker.silentLooks += 1;
        if (worker.silentLooks !== mostSilentLooks) continue;
        this.#parts.log.error({ worker: worker.number }, 'worker process shows no sign of life; killing it');
        worker.process.kill();
      }
      if (this.#exitCode === undefined) this.#lookForHung();
    });
  }
}
