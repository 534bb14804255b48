import { createCache } from '../../src/lib/cache.ts';

/** Far more than are ever under way at once. */
const mostKept = 1_000;

/**
 * Messages on their way to the broker, by event. One whose caller gave up waiting may still be confirmed (a broker that
 * was short of memory reads on later): sent again meanwhile it would be there twice.
 */
export interface Confirmations {
  knows(id: string): boolean;
  /** Sends unless it is on its way already; settles when the broker has it, rejects when it certainly has to be sent again. */
  once(id: string, send: () => Promise<void>): Promise<void>;
  /** Whoever asked has been told that the broker has it. */
  told(id: string): void;
}

export function createConfirmations(): Confirmations {
  const underWay = createCache<string, Promise<void>>({ max: mostKept });

  return {
    knows: (id) => underWay.has(id),
    once(id, send) {
      const known = underWay.get(id);
      if (known) return known;
      const sent = send();
      underWay.set(id, sent);
      sent.catch(() => {
        if (underWay.get(id) === sent) underWay.delete(id);
      });
      return sent;
    },
    told: (id) => void underWay.delete(id),
  };
}
