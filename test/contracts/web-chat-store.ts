import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebChatStore, WebPost } from '../../src/ports/web-chat.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 2, 0, second));

/** What the web chat relies on, wherever it keeps what was said. `open` gives an empty store. */
export function webChatStoreContract(
  name: string,
  open: () => Promise<{ store: WebChatStore; close(): Promise<void> }>,
): void {
  describe(`${name} keeps the web chat store's contract`, () => {
    let store: WebChatStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, close } = await open());
    });

    afterEach(async () => {
      await close();
    });

    const said = (id: string, second: number, more: Partial<WebPost> = {}): WebPost => ({
      id,
      room: 'incidents',
      at: at(second),
      by: 'alice',
      text: `text of ${id}`,
      ...more,
    });
    const ids = (posts: readonly WebPost[]) => posts.map(({ id }) => id);

    it('makes a room once, and then returns it as it stands', async () => {
      const made = await store.ensureRoom({ id: 'incident-42', name: '42 Checkout is down' }, at(1));
      expect(made).toEqual({ id: 'incident-42', name: '42 Checkout is down', createdAt: at(1) });
      expect(await store.ensureRoom({ id: 'incident-42', name: 'another name' }, at(2))).toEqual(made);
    });

    it('makes a room once for many who ask at the same moment', async () => {
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, second) => store.ensureRoom({ id: 'r', name: `name ${second}` }, at(second))),
      );
      expect(new Set(made.map((room) => room.name)).size).toBe(1);
      expect(await store.rooms()).toHaveLength(1);
    });

    it('renames a room, and keeps all else of it', async () => {
      const made = await store.ensureRoom({ id: 'incident-42', name: '42 Checkout is down' }, at(1));
      expect(await store.renameRoom('incident-42', '42 Payments fail')).toEqual({ ...made, name: '42 Payments fail' });
      expect(await store.rooms()).toEqual([{ ...made, name: '42 Payments fail' }]);
      expect(await store.renameRoom('incident-42', '42 Payments fail')).toBeUndefined();
      expect(await store.renameRoom('nothing', 'a name')).toBeUndefined();
      expect(await store.rooms()).toHaveLength(1);
    });

    it('lists rooms, the newest first, at most 200', async () => {
      for (let second = 0; second < 205; second++)
        await store.ensureRoom({ id: `room-${second}`, name: 'a room' }, at(second));
      const rooms = await store.rooms();
      expect(rooms).toHaveLength(200);
      expect(rooms[0]?.id).toBe('room-204');
    });

    it('keeps a post as it was given, moments and buttons and all', async () => {
      const card: WebPost = {
        id: 'card',
        room: 'incidents',
        at: at(1),
        by: 'bot',
        message: {
          text: '#42 السلة معطلة 🧯',
          title: '#42 <b>down</b> $set a.b',
          tone: 'danger',
          fields: [{ label: 'Declared', value: 'by Alice', at: at(0) }],
          buttons: [{ label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } }],
          links: [{ label: 'More', url: 'https://example.org/42' }],
        },
      };
      expect(await store.add(card)).toBe(true);
      expect(await store.post('card')).toEqual(card);
      expect(await store.posts('incidents', 'alice', 10)).toEqual([card]);
    });

    it('keeps the first of two posts with one id, and says so', async () => {
      expect(await store.add(said('one', 1))).toBe(true);
      expect(await store.add(said('one', 2, { text: 'something else' }))).toBe(false);
      expect(await store.posts('incidents', 'alice', 10)).toEqual([said('one', 1)]);
      const added = await Promise.all(Array.from({ length: 10 }, () => store.add(said('two', 3))));
      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it('shows the latest of a room, oldest first, and pages back', async () => {
      for (let second = 1; second <= 9; second++) await store.add(said(`p${second}`, second));
      await store.add(said('elsewhere', 5, { room: 'incident-42' }));
      const latest = await store.posts('incidents', 'alice', 4);
      expect(ids(latest)).toEqual(['p6', 'p7', 'p8', 'p9']);
      expect(ids(await store.posts('incidents', 'alice', 4, latest[0]!.at))).toEqual(['p2', 'p3', 'p4', 'p5']);
      expect(await store.posts('nowhere', 'alice', 4)).toEqual([]);
    });

    it('shows what is for one person to that person alone, and still fills the page for the others', async () => {
      for (let second = 1; second <= 3; second++) await store.add(said(`p${second}`, second));
      for (let second = 4; second <= 9; second++) await store.add(said(`p${second}`, second, { onlyFor: 'bob' }));
      expect(ids(await store.posts('incidents', 'alice', 3))).toEqual(['p1', 'p2', 'p3']);
      expect(ids(await store.posts('incidents', 'bob', 3))).toEqual(['p7', 'p8', 'p9']);
    });

    it('edits a post in its place', async () => {
      await store.add({ id: 'card', room: 'incidents', at: at(1), by: 'bot', message: { text: 'triggered' } });
      await store.add(said('later', 2));
      expect(await store.edit('card', { text: 'acknowledged', tone: 'warning' }, at(9))).toBe(true);
      const posts = await store.posts('incidents', 'alice', 10);
      expect(ids(posts)).toEqual(['card', 'later']);
      expect(posts[0]).toEqual({
        id: 'card',
        room: 'incidents',
        at: at(1),
        by: 'bot',
        message: { text: 'acknowledged', tone: 'warning' },
        editedAt: at(9),
      });
    });

    it('edits to what it says already without a fault', async () => {
      await store.add({ id: 'card', room: 'incidents', at: at(1), by: 'bot', message: { text: 'triggered' } });
      expect(await store.edit('card', { text: 'triggered' }, at(2))).toBe(true);
      expect(await store.edit('card', { text: 'triggered' }, at(2))).toBe(true);
    });

    it('knows nothing of a post that is not there', async () => {
      expect(await store.post('nothing')).toBeUndefined();
      expect(await store.edit('nothing', { text: 'x' }, at(1))).toBe(false);
    });
  });
}
