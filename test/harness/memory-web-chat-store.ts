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
    async renameRoom(id, name) {
      await well();
      const room = rooms.get(id);
      if (!room || room.name === name) return undefined;
      rooms.set(id, { ...room, name });
      return rooms.get(id);
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
      return { rooms: [], posts: [], cursor: { at: new Date(0), seen: new Set() } };
    },
  };
}
