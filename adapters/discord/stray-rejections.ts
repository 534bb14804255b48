import process from 'node:process';
import type { Log } from '../../src/ports/runtime.ts';

/**
 * @discordjs/ws throws from promises that nobody holds: an invalid session (op 9) in the same tick as RESUMED, or two
 * reconnections at once. The connection mends itself, but Node would end the process over it. Whatever does not come
 * from there is left to whoever else listens, or else to Node's own way of ending the process.
 */
export function keepStrayRejections(log: Log): () => void {
  const keep = (reason: unknown) => {
    if (isGatewayStray(reason)) {
      log.warn({ reason: reason.message }, 'Discord gateway failed; discord.js connects again');
      return;
    }
    if (process.listenerCount('unhandledRejection') === 1) throw reason;
  };
  process.on('unhandledRejection', keep);
  return () => void process.off('unhandledRejection', keep);
}

function isGatewayStray(reason: unknown): reason is Error {
  return (
    reason instanceof Error &&
    /[\\/](@discordjs[\\/]ws|discord\.js[\\/]src[\\/]client[\\/]websocket)[\\/]/.test(reason.stack ?? '')
  );
}
