import { createCache } from '../../src/lib/cache.ts';

/** Far more than are ever unconfirmed at once. */
const mostKept = 1_000;

/**
 * Unconfirmed messages, by event. The broker may confirm a message after its caller gave up waiting (a broker short of
 * memory reads it late). Publishing the event again meanwhile would duplicate it.
 */
export interface Confirmations {
  knows(id: string): boolean;
  /**
   * Publishes unless a message of this event is unconfirmed already. Settles when the broker confirms; rejects when the
   * event certainly has to be published again.
   */
  once(id: string, send: () => Promise<void>): Promise<void>;
  /** Forgets an event whose caller knows that the broker has it. */
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
