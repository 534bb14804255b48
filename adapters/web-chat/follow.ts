import type { Directory } from '../../src/domain/directory.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { WebChatStore, WebCursor, WebPost } from '../../src/ports/web-chat.ts';
import { FOLLOW_MS } from './limits.ts';
import type { Live } from './live.ts';
import type { Tones } from './tones.ts';

/** A post edited so soon after it was added may be unknown to the pages here; they accept an edit as a new post. */
const STILL_NEW_MS = 10_000;

/** Sends the posts that other processes stored, and changes of the rota, to the pages connected here. */
export function followOthers(parts: {
  readonly store: WebChatStore;
  readonly live: Live;
  readonly tones: Tones;
  readonly directory: () => Directory;
  readonly log: Log;
}): { stop(): void } {
  const { store, live, tones, directory, log } = parts;
  let known = directory();
  let cursor: WebCursor | undefined;
  let failing = false;
  let stopped = false;
  let timer: NodeJS.Timeout;

  /** Tells the pages, and closes the streams of people who were removed from the configuration file. */
  function lookForChanges(): void {
    const now = directory();
    if (now === known) return;
    if (now.people !== known.people) void live.recheckAll();
    known = now;
    live.rota();
  }

  async function look(): Promise<void> {
    lookForChanges();
    if (!live.heard()) {
      // Nobody is connected, and a new reader loads everything.
      cursor = undefined;
      return;
    }
    const changes = await store.changes(cursor);
    if (stopped) return;
    cursor = changes.cursor;
    for (const room of changes.rooms) live.room(room);
    for (const post of changes.posts) {
      tones.seen(post);
      if (isNew(post)) live.post(post);
      else live.edited(post);
    }
  }

  async function once(): Promise<void> {
    try {
      await look();
      failing = false;
    } catch (err) {
      if (!failing) log.warn({ err }, 'web chat cannot read messages of other processes; trying again');
      failing = true;
    }
    if (!stopped) next();
  }

  function next(): void {
    timer = setTimeout(() => void once(), FOLLOW_MS);
    timer.unref();
  }

  next();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function isNew({ at, editedAt }: WebPost): boolean {
  return !editedAt || editedAt.getTime() - at.getTime() < STILL_NEW_MS;
}
