import { Gauge, Registry } from 'prom-client';

/** What is known of the worker processes by the process that started them. */
export interface WorkerStates {
  /** The numbers of all, whether they are up or not. */
  readonly numbers: readonly number[];
  isUp(number: number): boolean;
  restarts(number: number): number;
}

/** Returns a registry with what only the process knows that watches the workers. */
export function meterWorkers({ numbers, isUp, restarts }: WorkerStates): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, valueFor: (number: number) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['worker'],
      registers: [registry],
      collect() {
        for (const number of numbers) this.set({ worker: number }, valueFor(number));
      },
    });
  gauge('tocsin_worker_up', 'Whether this worker process is up; its metrics are missing while it is not', (number) =>
    isUp(number) ? 1 : 0,
  );
  gauge('tocsin_worker_restarts', 'How often this worker process was started again since Tocsin started', restarts);
  return registry;
}
