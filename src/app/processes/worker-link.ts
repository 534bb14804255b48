import cluster from 'node:cluster';
import { aliveEveryMs, type FromWorker, type ToWorker, type WorkerReady } from './messages.ts';
import { createPending } from './pending.ts';
import { createPrimaryRates, type PrimaryRates } from './worker-rates.ts';

/** Longer than the primary process waits for the other workers. */
const gatheredWithinMs = 4_000;
/** Gives a worker its number. The primary process sets it; it is not a setting. */
export const workerNumberName = 'TOCSIN_WORKER';

/** The connection of a worker process to the primary process. */
export interface WorkerLink {
  readonly number: number;
  ready(running: WorkerReady): void;
  /** Starts to report regularly that this process is alive, with the name under which it claims. */
  showAlive(name: () => string | undefined): void;
  /** @param write returns this process's own metrics */
  shareMetrics(write: (accept: string) => Promise<string>): void;
  /** @returns the metrics of all workers; undefined when the primary process does not answer */
  gatherMetrics(accept: string): Promise<string | undefined>;
  /** Limits that are counted for all workers of this machine. */
  readonly rates: Pick<PrimaryRates, 'over'>;
  /** Calls these functions on messages of the primary process. */
  follow(told: { onStop(): void; onReload(): void; onEnded(name: string): void }): void;
}

/** @returns undefined when this process is not a worker */
export function openWorkerLink(): WorkerLink | undefined {
  if (!cluster.isWorker) return undefined;
  const gathering = createPending<string>();
  const rates = createPrimaryRates(send);
  let ownMetrics: (accept: string) => Promise<string> = async () => '';
  let isToStop = false;
  let told: Parameters<WorkerLink['follow']>[0] | undefined;

  function send(message: FromWorker): void {
    // The channel may be closed when a process is about to end.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  }

  function stop(): void {
    isToStop = true;
    told?.onStop();
  }

  process.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') stop();
    else if (message.kind === 'reload') told?.onReload();
    else if (message.kind === 'ended') told?.onEnded(message.name);
    else if (message.kind === 'metrics-answer') gathering.answered(message.id, message.text);
    else if (message.kind === 'rate-answer') rates.answered(message.id, message.taken);
    else if (message.kind === 'metrics-request') {
      const { id, accept } = message;
      void ownMetrics(accept)
        .catch(() => '')
        .then((text) => send({ kind: 'metrics-answer', id, text }));
    }
  });

  return {
    number: Number(process.env[workerNumberName]),
    ready: (running) => send({ kind: 'ready', running }),
    showAlive(name) {
      const show = () => {
        const known = name();
        send({ kind: 'alive', ...(known !== undefined && { name: known }) });
      };
      show();
      setInterval(show, aliveEveryMs).unref();
    },
    shareMetrics(write) {
      ownMetrics = write;
    },
    gatherMetrics: (accept) =>
      gathering.request((id) => send({ kind: 'metrics-request', id, accept }), gatheredWithinMs),
    rates,
    follow(handlers) {
      told = handlers;
      if (isToStop) told.onStop();
    },
  };
}
