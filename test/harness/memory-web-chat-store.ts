import { createHash, randomBytes } from 'node:crypto';
import type { PersonId } from '../../src/domain/people.ts';
import type { SignIns } from '../../src/ports/people.ts';
import type { WebChatStore, WebPost, WebRoom } from '../../src/ports/web-chat.ts';

/** A WebChatStore that forgets, for tests without a database. It can be made unwell. */
export interface MemoryWebChatStore extends WebChatStore {
  /** All posts, in the order in which they were added. */
  readonly all: readonly WebPost[];
  becomes(health: 'well' | 'failing' | 'hanging'): void;
}

/** What a failing store says: the adapter must not pass it on. */
export const STORE_SECRET = 'mongodb://tocsin:hunter2@db.internal';

export function createMemoryWebChatStore(): MemoryWebChatStore {
  const rooms = new Map<string, WebRoom>();
  const all: WebPost[] = [];
  let health: 'well' | 'failing' | 'hanging' = 'well';

  async function well(): Promise<void> {
    if (health === 'failing') throw new Error(`connect ECONNREFUSED ${STORE_SECRET}`);
    if (health === 'hanging') await new Promise(() => {});
  }

  return {
    all,
    becomes: (next) => {
      health = next;
    },
    async ensureRoom({ id, name }, now) {
      await well();
      const room = rooms.get(id) ?? { id, name, createdAt: now };
      rooms.set(id, room);
      return room;
    },
    async rooms() {
      await well();
      return [...rooms.values()].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, 200);
    },
    async add(post) {
      await well();
      if (all.some((one) => one.id === post.id)) return false;
      all.push(post);
      return true;
    },
    async edit(id, message, now) {
      await well();
      const index = all.findIndex((one) => one.id === id);
      if (index < 0) return false;
      const { text: _, ...post } = all[index]!;
      all[index] = { ...post, message, editedAt: now };
      return true;
    },
    async post(id) {
      await well();
      return all.find((one) => one.id === id);
    },
    async posts(room, viewer, limit, before) {
      await well();
      return all
        .filter((post) => post.room === room && (post.onlyFor ?? viewer) === viewer)
        .filter((post) => !before || post.at < before)
        .sort((a, b) => a.at.getTime() - b.at.getTime())
        .slice(-limit);
    },
    async changes() {
      await well();
      // Nobody else writes into this memory.
      return { rooms: [], posts: [], mark: { at: new Date(0), seen: new Set() } };
    },
  };
}

const LINK_MS = 10 * 60_000;
const SESSION_MS = 30 * 24 * 60 * 60_000;

export function createMemorySignIns(): SignIns {
  const links = new Map<string, { person: PersonId; until: number }>();
  const sessions = new Map<string, { person: PersonId; until: number }>();
  const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
  const secret = () => randomBytes(32).toString('base64url');

  return {
    async issue(person, now) {
      const issued = secret();
      links.set(hash(issued), { person, until: now.getTime() + LINK_MS });
      return issued;
    },
    async redeem(spent, now) {
      const link = links.get(hash(spent));
      links.delete(hash(spent));
      if (!link || link.until < now.getTime()) return undefined;
      const session = secret();
      sessions.set(hash(session), { person: link.person, until: now.getTime() + SESSION_MS });
      return { person: link.person, session };
    },
    async person(session, now) {
      const found = sessions.get(hash(session));
      return found && found.until >= now.getTime() ? found.person : undefined;
    },
    async end(session) {
      sessions.delete(hash(session));
    },
  };
}
