import type { MessageRef } from '../../../src/domain/address.ts';
import type { PersonId } from '../../../src/domain/people.ts';
import { createCache } from '../../../src/lib/cache.ts';
import type { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import type { WebPost } from '../../../src/ports/web-chat.ts';
import { PUSH_BESIDES_MS } from '../limits.ts';
import { addressOf } from '../rooms.ts';
import type { Presence } from './presence.ts';
import type { BotPost, Pushes } from './pushes.ts';

const REMEMBERED = 1_000;

export interface Told extends Pick<MessageRef, 'reachedNobody'> {
  /** Set when a push service has to be asked again. */
  readonly later?: DeliveryFailed;
}

/** Tells a person's browsers of what the bot sends them. */
export interface TellBrowsers {
  /** Tells of a page that is stored already. */
  page(person: PersonId, post: BotPost): Promise<Told>;
  /** Replaces the notifications of a page that somebody has taken. A failure is repeated with the edit. */
  edited(before: WebPost, now: BotPost): Promise<void>;
}

/** @param demo whether the people are not real, and nobody expects to be told */
export function createTellBrowsers(parts: {
  readonly pushes: Pushes;
  readonly presence: Pick<Presence, 'isOpen'>;
  readonly demo: boolean;
  readonly clock: Clock;
}): TellBrowsers {
  const { pushes, presence, demo, clock } = parts;
  /** Pages that need nobody any more, and whose notifications could not be replaced yet. */
  const unreplaced = createCache<string, true>({ max: REMEMBERED });

  return {
    async page(person, post) {
      const { taken, later } = await pushes.page(person, post);
      const isReached = taken > 0 || demo || (await presence.isOpen(person));
      const isOld = clock.now().getTime() - post.at.getTime() > PUSH_BESIDES_MS;
      return { ...(!isReached && { reachedNobody: true }), ...(later && !(isReached && isOld) && { later }) };
    },
    async edited(before, now) {
      const address = addressOf(now.room);
      const isTaken = before.message?.tone === 'danger' && now.message.tone !== 'danger';
      if (address.kind !== 'person' || !(isTaken || unreplaced.has(now.id))) return;
      unreplaced.set(now.id, true);
      await pushes.done(address.id, now);
      unreplaced.delete(now.id);
    },
  };
}
