import type { PersonId } from '../../src/domain/people.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { Tone } from '../../src/ports/message.ts';
import type { WebChatStore, WebPost, WebRoom } from '../../src/ports/web-chat.ts';
import { isAnswer } from './to-wire.ts';

/** How many rooms have their card loaded when it is unknown: the newest ones, which people look at. */
const LOOK_UP_LIMIT = 25;
/** How long a known card counts as current; another replica may edit it. */
const FRESH_MS = 60_000;
const POSTS_LIMIT = 200;

/** The state of each incident room, which is the tone of its card: the dot in the list of rooms. */
export interface Tones {
  seen(post: WebPost): void;
  of(rooms: readonly WebRoom[], viewer: PersonId): Promise<ReadonlyMap<string, Tone>>;
}

export function createTones(store: WebChatStore, now: () => Date): Tones {
  const known = createCache<string, { tone: Tone | undefined; until: number }>({ max: 1_000 });

  function keep(room: string, tone: Tone | undefined): void {
    known.set(room, { tone, until: now().getTime() + FRESH_MS });
  }

  return {
    seen(post) {
      if (isCard(post)) keep(post.room, post.message?.tone);
    },
    async of(rooms, viewer) {
      const unsure = rooms
        .slice(0, LOOK_UP_LIMIT)
        .filter((room) => (known.get(room.id)?.until ?? 0) <= now().getTime());
      await Promise.all(
        unsure.map(async (room) => {
          const posts = await store.posts(room.id, viewer, POSTS_LIMIT);
          keep(room.id, posts.find(isCard)?.message?.tone ?? known.get(room.id)?.tone);
        }),
      );
      const tones = new Map<string, Tone>();
      for (const room of rooms) {
        const tone = known.get(room.id)?.tone;
        if (tone) tones.set(room.id, tone);
      }
      return tones;
    },
  };
}

/** Returns whether the post is the room's own card, not one that somebody asked for. */
function isCard(post: WebPost): boolean {
  return post.message?.title !== undefined && post.message.tone !== undefined && !post.onlyFor && !isAnswer(post);
}
