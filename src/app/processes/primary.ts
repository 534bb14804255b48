import cluster, { type Worker } from 'node:cluster';
import { writeMetrics } from '../../../adapters/http/metrics.ts';
import { checkAddress } from '../../../adapters/http/server.ts';
import { meterWorkers } from '../../../adapters/telemetry/worker-meters.ts';
import type { Settings } from '../../config/settings.ts';
import type { Log } from '../../ports/runtime.ts';
import { mergeMetrics } from './merge-metrics.ts';
import type { FromWorker, WorkerReady } from './messages.ts';
import { createPending } from './pending.ts';
import { Supervisor, type WorkerProcess } from './supervise.ts';
import { workerNumberName } from './worker-link.ts';
import { createRateCounter } from './worker-rates.ts';

/** A worker that is too busy to answer in time is left out, because Prometheus waits for 10 s. */
const metricsWithinMs = 3_000;

/** Worker processes that share this process's ports. */
export interface Workers {
  /** Resolves when all workers are up for the first time; does not settle when one cannot start. */
  readonly ready: Promise<WorkerReady>;
  /** Resolves with the exit code once no worker is left. */
  readonly ended: Promise<number>;
  reload(): void;
  /** Ends all workers within 5 s. */
  stop(): void;
  /** Kills all workers at once. */
  kill(): void;
}

/**
 * Starts the workers with node:cluster. This process owns the ports, and passes connections to the workers in turn, so that
 * a port stays open while one worker lives.
 *
 * @throws an Error with one sentence when it cannot listen on the address
 */
export async function startWorkers(
  { http, processes }: Pick<Settings, 'http' | 'processes'>,
  log: Log,
): Promise<Workers> {
  await checkAddress(http);
  const asked = createPending<string>();
  const count = createRateCounter(processes);
  const supervisor = new Supervisor({
    count: processes,
    start: startWorker,
    log,
    onMessage: (...told) => void take(...told),
  });
  const own = meterWorkers({
    numbers: Array.from({ length: processes }, (_, index) => index + 1),
    isUp: (number) => supervisor.running().has(number),
    restarts: (number) => supervisor.restarts().get(number) ?? 0,
  });

  /** Returns the metrics of all workers that are up, with those of this process. */
  async function metrics(accept: string): Promise<string> {
    const { body } = await writeMetrics(own, accept);
    const each = [...supervisor.running().values()].map(({ send }) =>
      asked.request((id) => send({ kind: 'metrics-request', id, accept }), metricsWithinMs),
    );
    return mergeMetrics([...(await Promise.all(each)).filter((text) => text !== undefined), body]);
  }

  async function take(message: FromWorker, { send }: WorkerProcess): Promise<void> {
    if (message.kind === 'metrics-answer') asked.answered(message.id, message.text);
    else if (message.kind === 'rate-request') {
      send({ kind: 'rate-answer', id: message.id, taken: await count(message) });
    } else if (message.kind === 'metrics-request') {
      const { id, accept } = message;
      send({ kind: 'metrics-answer', id, text: await metrics(accept) });
    }
  }

  return {
    ready: supervisor.ready,
    ended: supervisor.ended,
    reload: () => supervisor.reload(),
    stop: () => supervisor.stop(),
    kill() {
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
    },
  };
}

function startWorker(number: number): WorkerProcess {
  const worker: Worker = cluster.fork({ [workerNumberName]: String(number) });
  // The end of a worker is reported separately; a message after it has no reader and can be dropped.
  worker.on('error', () => undefined);
  return {
    send(message) {
      if (worker.isConnected()) worker.send(message, () => undefined);
    },
    kill: () => void worker.process.kill('SIGKILL'),
    onMessage: (receive) => void worker.on('message', receive),
    onEnd: (receive) => void worker.on('exit', receive),
  };
}
