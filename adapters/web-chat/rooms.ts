import { createHash } from 'node:crypto';
import type { Address } from '../../src/domain/address.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { PersonId } from '../../src/domain/people.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { WebChatStore, WebRoom } from '../../src/ports/web-chat.ts';

const DIRECT = 'dm-';
const DEFAULT_ANNOUNCE = 'incidents';

/** The room in which every incident is announced. */
export function announceRoom(directory: Directory, t: Translate): { readonly id: string; readonly name: string } {
  const id = announceRoomId(directory);
  return { id, name: id === DEFAULT_ANNOUNCE ? t('web-room.announce') : id };
}

export function announceRoomId(directory: Directory): string {
  return directory.rooms.announce.web ?? DEFAULT_ANNOUNCE;
}

/** The bot and one person. */
export function directRoom(person: PersonId): string {
  return `${DIRECT}${person}`;
}

export function isDirect(room: string): boolean {
  return room.startsWith(DIRECT);
}

export function mayEnter(room: string, person: PersonId): boolean {
  return !isDirect(room) || room === directRoom(person);
}

/** Where a room is, as the core addresses it. */
export function addressOf(room: string): Address {
  if (isDirect(room)) return { platform: 'web', kind: 'person', id: room.slice(DIRECT.length) };
  return { platform: 'web', kind: 'channel', id: room };
}

export function roomAt(address: Address): string {
  return address.kind === 'person' ? directRoom(address.id) : address.id;
}

/** The same key is the same id. A key that is no valid id keeps apart from others by its hash. */
export function roomIdFor(key: string, announce: string): string {
  const plain = /^[a-z0-9][a-z0-9-]{0,60}$/.test(key) && !isDirect(key) && key !== announce;
  if (plain) return key;
  const readable = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `room-${readable}-${shortHash(key)}`;
}

/** The same key at the same place is the same post. */
export function postIdFor(room: string, key: string): string {
  return `bot-${shortHash(`${room}\n${key}`)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Returns whether the room exists and this person may enter it. Rooms are made by the core alone. */
export async function roomExists(
  room: string,
  person: PersonId,
  { store, directory }: { readonly store: WebChatStore; readonly directory: () => Directory },
): Promise<boolean> {
  if (!mayEnter(room, person)) return false;
  if (isDirect(room) || room === announceRoomId(directory())) return true;
  if ((await store.rooms()).some((one) => one.id === room)) return true;
  return (await store.posts(room, person, 1)).length > 0;
}

/** Of all rooms those that this person sees. */
export function roomsFor(rooms: readonly WebRoom[], person: PersonId): readonly WebRoom[] {
  return rooms.filter((room) => !isDirect(room.id) && mayEnter(room.id, person));
}
