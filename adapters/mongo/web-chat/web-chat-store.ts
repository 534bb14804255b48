import { type Connection, Types } from 'mongoose';
import type { PersonId } from '../../../src/domain/people.ts';
import type { Link, Message } from '../../../src/ports/message.ts';
import type { WebChatStore, WebPost, WebRoom } from '../../../src/ports/web-chat.ts';
import { createGroupWrites, type Manner } from '../batching/group-writes.ts';
import { literally, onlyIf } from '../batching/only-if.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { type Changed, createWebChanges } from './web-changes.ts';

const mostRooms = 200;

interface RoomDocument extends Omit<WebRoom, 'id'>, Changed {
  readonly _id: string;
  /** Orders posts of the same millisecond; the ids of one process ascend. */
  readonly made: Types.ObjectId;
}

interface PostDocument extends Omit<WebPost, 'id'>, Changed {
  readonly _id: string;
  readonly made: Types.ObjectId;
}

const roomIndexes: Indexes = [[{ createdAt: -1, made: -1 }], [{ changedAt: 1 }]];

const postIndexes: Indexes = [[{ room: 1, at: -1, made: -1 }], [{ changedAt: 1 }]];

function roomOf({ _id, name, createdAt }: RoomDocument): WebRoom {
  return { id: _id, name, createdAt };
}

function postOf({ _id, made: _made, changedAt: _changedAt, writer: _writer, message, ...post }: PostDocument): WebPost {
  return present({ id: _id, ...post, ...(message && { message: withLinks(message) }) });
}

/** Posts of earlier versions have one link, in the field `link`. */
function withLinks(stored: Message & { readonly link?: Link }): Message {
  const { link, ...message } = stored;
  return link && !message.links ? { ...message, links: [link] } : message;
}

export function createWebChatStore(connection: Connection, manner: Manner = {}): WebChatStore {
  const rooms = modelOf<RoomDocument>(connection, 'webRooms', roomIndexes);
  const posts = modelOf<PostDocument>(connection, 'webPosts', postIndexes);
  const client = connection.getClient();
  const writes = createGroupWrites(client, collectionOf<PostDocument>(connection, 'webPosts'), manner);
  const roomWrites = createGroupWrites(client, collectionOf<RoomDocument>(connection, 'webRooms'), manner);
  const writer = new Types.ObjectId().toHexString();
  const changes = createWebChanges(connection, writer, {
    rooms: async (ids) => (await rooms.find({ _id: { $in: ids } }).lean<RoomDocument[]>()).map(roomOf),
    posts: async (ids) => (await posts.find({ _id: { $in: ids } }).lean<PostDocument[]>()).map(postOf),
  });

  async function ensureRoom({ id, name }: { id: string; name: string }, now: Date): Promise<WebRoom> {
    const made = { name, createdAt: now, made: new Types.ObjectId(), writer };
    const update = { $setOnInsert: made, $currentDate: { changedAt: true } } as const;
    // A new room is the usual case, and many begin at once in a storm.
    const isMade = await roomWrites.update({ _id: id }, update, { upsert: true }).then(
      (written) => written.made,
      (err: unknown) => {
        // Of two processes that make the room at the same moment MongoDB refuses one.
        if (isDuplicateKey(err)) return false;
        throw err;
      },
    );
    const known = isMade ? undefined : await rooms.findOne({ _id: id }).lean<RoomDocument>();
    return known ? roomOf(known) : { id, name, createdAt: now };
  }

  async function renameRoom(id: string, name: string): Promise<WebRoom | undefined> {
    const isAnother = { $ne: ['$name', { $literal: name }] };
    const renamed = onlyIf([isAnother], { ...literally({ name, writer }), changedAt: '$$NOW' });
    if (!(await roomWrites.update({ _id: id }, renamed)).changed) return undefined;
    const document = await rooms.findOne({ _id: id }).lean<RoomDocument>();
    return document ? roomOf(document) : undefined;
  }

  async function newestRooms(): Promise<readonly WebRoom[]> {
    const documents = await rooms.find().sort({ createdAt: -1, made: -1 }).limit(mostRooms).lean<RoomDocument[]>();
    return documents.map(roomOf);
  }

  async function add({ id, ...post }: WebPost): Promise<boolean> {
    const made = { ...present(post), made: new Types.ObjectId(), writer };
    try {
      // An insert cannot use the database's time, but an upsert can.
      const update = { $setOnInsert: made, $currentDate: { changedAt: true } } as const;
      return (await writes.update({ _id: id }, update, { upsert: true })).made;
    } catch (err) {
      // Of two processes that make it at the same moment MongoDB refuses one.
      if (isDuplicateKey(err)) return false;
      throw err;
    }
  }

  async function edit(id: string, message: Message, now: Date): Promise<boolean> {
    const { matched } = await writes.update(
      { _id: id },
      {
        $set: { message: present(message), editedAt: now, writer },
        $unset: { text: 1 },
        $currentDate: { changedAt: true },
      },
    );
    return matched;
  }

  async function post(id: string): Promise<WebPost | undefined> {
    const document = await posts.findOne({ _id: id }).lean<PostDocument>();
    return document ? postOf(document) : undefined;
  }

  async function latest(room: string, viewer: PersonId, limit: number, before?: Date): Promise<readonly WebPost[]> {
    const documents = await posts
      .find({ room, onlyFor: { $in: [null, viewer] }, ...(before && { at: { $lt: before } }) })
      .sort({ at: -1, made: -1 })
      .limit(limit)
      .lean<PostDocument[]>();
    return documents.map(postOf).reverse();
  }

  return answering({ ensureRoom, renameRoom, rooms: newestRooms, add, edit, post, posts: latest, changes });
}
