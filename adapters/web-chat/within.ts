import { withTimeout } from '../../src/lib/async.ts';
import type { SignIns } from '../../src/ports/people.ts';
import type { WebChatStore } from '../../src/ports/web-chat.ts';
import { STORE_LIMIT_MS } from './limits.ts';

/** Thrown when the store did not answer in time. The write may have happened. */
export class TooSlow extends Error {
  constructor() {
    super(`The web chat’s store did not answer within ${STORE_LIMIT_MS / 1000} s`);
    this.name = 'TooSlow';
  }
}

/** Thrown when the store failed. The store logs its error; that text may contain the database's URL. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    super(`The web chat’s store failed (${cause instanceof Error ? cause.name : typeof cause})`);
    this.name = 'StoreFailed';
  }
}

export async function within<T>(work: Promise<T>): Promise<T> {
  try {
    return await withTimeout(work, STORE_LIMIT_MS, () => {
      throw new TooSlow();
    });
  } catch (err) {
    throw err instanceof TooSlow ? err : new StoreFailed(err);
  }
}

/** Returns the store with a time limit on every call. */
export function boundedStore(store: WebChatStore): WebChatStore {
  return {
    ensureRoom: (room, now) => within(store.ensureRoom(room, now)),
    renameRoom: (id, name) => within(store.renameRoom(id, name)),
    rooms: () => within(store.rooms()),
    add: (post) => within(store.add(post)),
    edit: (id, message, now) => within(store.edit(id, message, now)),
    post: (id) => within(store.post(id)),
    posts: (room, viewer, limit, before) => within(store.posts(room, viewer, limit, before)),
    changes: (since) => within(store.changes(since)),
  };
}

export function boundedSignIns(signIns: SignIns): SignIns {
  return {
    issue: (person, now) => within(signIns.issue(person, now)),
    redeem: (secret, now, userAgent) => within(signIns.redeem(secret, now, userAgent)),
    person: (session, now) => within(signIns.person(session, now)),
    sessionsOf: (person, now, current) => within(signIns.sessionsOf(person, now, current)),
    end: (session) => within(signIns.end(session)),
    endById: (person, id) => within(signIns.endById(person, id)),
    endAll: (person) => within(signIns.endAll(person)),
    endOthers: (people) => within(signIns.endOthers(people)),
  };
}
