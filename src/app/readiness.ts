import type { Readiness } from '../../adapters/http/server.ts';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import type { KeptChat } from '../application/runtime/keep-connected.ts';
import type { Away } from '../application/watchdog/connection-alarms.ts';
import type { Reach } from './reach.ts';

/**
 * Returns whether Tocsin is ready to page: the database answers, some process is connected to at least one chat, and at
 * least one person can be paged. Names the platforms that are away, and those that this process listens to.
 *
 * @param others further warnings
 */
export async function readiness(
  mongo: Mongo,
  chats: readonly KeptChat[],
  reach: Reach,
  away: readonly Away[],
  others: readonly (string | undefined)[] = [],
): Promise<Readiness> {
  const reasons = chats.flatMap((chat) => {
    if (!chat.connected()) return `${chat.platform} is not connected`;
    return chat.listening() === 'no' ? `${chat.platform} is not heard at the moment` : [];
  });
  const hears = chats.filter((chat) => chat.listening() === 'here').map(({ platform }) => platform);
  if (mongo.breaker.isOpen()) {
    return { ready: false, reasons: ['the database does not answer: the circuit breaker is open', ...reasons], hears };
  }
  try {
    await mongo.ping();
    const ready = chats.some((chat) => chat.connected()) && !reach.nobody;
    const unreachable = away.map(({ name, since }) => `${name} has been unreachable since ${since.toISOString()}`);
    const warnings = [reach.warning, ...unreachable, ...others].filter((one) => one !== undefined);
    return { ready, reasons, ...(warnings.length > 0 && { warnings }), hears };
  } catch {
    return { ready: false, reasons: ['the database does not answer', ...reasons], hears };
  }
}
