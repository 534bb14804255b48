import type { PersonId } from '../domain/people.ts';
import type { Message } from './message.ts';

/** A room of the web chat: `incidents` (announcements), `incident-42`, or `dm-alice` (the bot and one person). */
export interface WebRoom {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** What somebody typed, or what the bot sent. Exactly one of `text` and `message` is set. */
export interface WebPost {
  /** A bot message's id derives from the delivery's key: sent again it is the same post. */
  readonly id: string;
  readonly room: string;
  readonly at: Date;
  readonly by: PersonId | 'bot';
  readonly text?: string;
  readonly message?: Message;
  /** Set when only this person may see it. */
  readonly onlyFor?: PersonId;
  readonly editedAt?: Date;
}

/** How far one has looked at what others did. Opaque: a store makes it, and gets it back. */
export interface WebCursor {
  /** By the database's clock, for those of several processes differ. */
  readonly at: Date;
  readonly seen: ReadonlySet<string>;
}

export interface WebChanges {
  readonly rooms: readonly WebRoom[];
  /** Added or edited, as they stand now; the one that changed first comes first. */
  readonly posts: readonly WebPost[];
  readonly cursor: WebCursor;
}

/** Where the web chat keeps what was said, so that it is there after a restart and on every replica. */
export interface WebChatStore {
  /** Makes the room unless it is there; returns it as it stands. */
  ensureRoom(room: { id: string; name: string }, now: Date): Promise<WebRoom>;
  /** Returns the renamed room; undefined when there is no such room, or it has that name already. */
  renameRoom(id: string, name: string): Promise<WebRoom | undefined>;
  /** Newest first, at most 200. */
  rooms(): Promise<readonly WebRoom[]>;
  /** Adds it; a post with that id already there stays as it is. True when it was added. */
  add(post: WebPost): Promise<boolean>;
  /** False when there is no such post. */
  edit(id: string, message: Message, now: Date): Promise<boolean>;
  post(id: string): Promise<WebPost | undefined>;
  /** The latest, oldest first, as this person may see them. `before` pages back. */
  posts(room: string, viewer: PersonId, limit: number, before?: Date): Promise<readonly WebPost[]>;
  /** What other processes have made, added and edited since; without a mark, in the last few seconds. */
  changes(since?: WebCursor): Promise<WebChanges>;
}
