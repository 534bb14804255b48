import type { Connection } from 'mongoose';
import type { WebChanges, WebCursor, WebPost, WebRoom } from '../../../src/ports/web-chat.ts';

/** A write becomes visible shortly after its timestamp, so each query also covers this time before the last one. */
const overlapMs = 5_000;

export interface Changed {
  /** By the database's clock. Absent for a moment after an insert. */
  readonly changedAt?: Date;
  /** The store that made the last change; each process has its own. */
  readonly writer?: string;
}

interface Trace extends Required<Changed> {
  readonly _id: string;
}

/**
 * Polls for the changes of other processes, because change streams need a replica set.
 * @param writer the store whose own changes are left out
 */
export function createWebChanges(
  connection: Connection,
  writer: string,
  read: {
    rooms(ids: readonly string[]): Promise<readonly WebRoom[]>;
    posts(ids: readonly string[]): Promise<readonly WebPost[]>;
  },
): (since?: WebCursor) => Promise<WebChanges> {
  async function traces(collection: string, since: Date): Promise<readonly Trace[]> {
    return connection
      .collection<Trace>(collection)
      .find({ changedAt: { $gte: since } }, { projection: { changedAt: 1, writer: 1 } })
      .toArray();
  }

  async function databaseTime(): Promise<Date> {
    const answer = await connection.db?.command({ hello: 1 });
    return answer?.localTime instanceof Date ? answer.localTime : new Date();
  }

  return async function changes(since) {
    const { at, seen } = since ?? { at: await databaseTime(), seen: new Set<string>() };
    const from = new Date(at.getTime() - overlapMs);
    const [rooms, posts] = await Promise.all([traces('webRooms', from), traces('webPosts', from)]);
    const all = [...rooms, ...posts];
    const newest = new Date(Math.max(at.getTime(), ...all.map(({ changedAt }) => changedAt.getTime())));
    const isNews = (one: Trace) => one.writer !== writer && !seen.has(keyOf(one));
    const [newRooms, newPosts] = await Promise.all([
      inOrder(rooms.filter(isNews), read.rooms),
      inOrder(posts.filter(isNews), read.posts),
    ]);
    return { rooms: newRooms, posts: newPosts, cursor: { at: newest, seen: new Set(all.map(keyOf)) } };
  };
}

function keyOf({ _id, changedAt }: Trace): string {
  return `${_id} ${changedAt.getTime()}`;
}

async function inOrder<T extends { readonly id: string }>(
  traces: readonly Trace[],
  read: (ids: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (traces.length === 0) return [];
  const sorted = traces.toSorted((a, b) => a.changedAt.getTime() - b.changedAt.getTime()).map(({ _id }) => _id);
  const found = new Map((await read(sorted)).map((one) => [one.id, one]));
  return sorted.flatMap((id) => found.get(id) ?? []);
}
