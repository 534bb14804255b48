import cluster from 'node:cluster';

/**
 * Kills a worker process at once when the process that started it is gone, as kill -9 would; others take over its work. It
 * does not use process.exit, which can hang while V8 compiles in the background, and no process would be left to kill this
 * one.
 */
export function endWhenOrphaned(): void {
  if (!cluster.isWorker) return;
  process.prependListener('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
