import cluster from 'node:cluster';

/**
 * Ends a worker process at once when the process that started it is gone, as kill -9 would: others take over what it had in
 * hand. Not by process.exit, which can hang while V8 compiles in the background, and nobody would be left to end it.
 */
export function endWhenOrphaned(): void {
  if (!cluster.isWorker) return;
  process.prependListener('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
