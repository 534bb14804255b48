import process from 'node:process';
import type { Log } from '../../../src/ports/runtime.ts';

/**
 * Catches rejections that @discordjs/ws leaves unhandled: an invalid session (op 9) in the same tick as RESUMED, or two
 * reconnections at once. The connection recovers, but Node would end the process. Other rejections go to other listeners, or
 * end the process as usual.
 */
export function keepStrayRejections(log: Log): () => void {
  const keep = (reason: unknown) => {
    if (isGatewayStray(reason)) {
      log.warn({ reason: reason.message }, 'Discord gateway failed; discord.js reconnects');
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
