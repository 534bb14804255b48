import type { Address } from '../../src/domain/address.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { shortHash } from '../../src/lib/values/digest.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { WebChatStore, WebRoom } from '../../src/ports/web-chat.ts';

const DIRECT = 'dm-';
const DEFAULT_ANNOUNCE = 'incidents';

/** Returns the room in which incidents are announced. */
export function announceRoom(directory: Directory, t: Translate): { readonly id: string; readonly name: string } {
  const id = announceRoomId(directory);
  return { id, name: id === DEFAULT_ANNOUNCE ? t('web-room.announce') : id };
}

export function announceRoomId(directory: Directory): string {
  return directory.rooms.announce.web ?? DEFAULT_ANNOUNCE;
}

/** Returns the id of the direct messages between the bot and one person. */
export function directRoom(person: PersonId): string {
  return `${DIRECT}${person}`;
}

export function isDirect(room: string): boolean {
  return room.startsWith(DIRECT);
}

export function mayEnter(room: string, person: PersonId): boolean {
  return !isDirect(room) || room === directRoom(person);
}

/** Returns the address of a room for the core. */
export function addressOf(room: string): Address {
  if (isDirect(room)) return { platform: 'web', kind: 'person', id: room.slice(DIRECT.length) };
  return { platform: 'web', kind: 'channel', id: room };
}

export function roomAt(address: Address): string {
  return address.kind === 'person' ? directRoom(address.id) : address.id;
}

/** Returns the room id of a key; the same key gives the same id. A key that is not a valid id is hashed. */
export function roomIdFor(key: string, announce: string): string {
  const plain = /^[a-z0-9][a-z0-9-]{0,60}$/.test(key) && !isDirect(key) && key !== announce;
  if (plain) return key;
  const readable = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `room-${readable}-${shortHash(key)}`;
}

/** Returns the post id of a key in a room; the same key gives the same id. */
export function postIdFor(room: string, key: string): string {
  return `bot-${shortHash(`${room}\n${key}`)}`;
}

/** Returns whether the room exists and this person may enter it. Only the core creates rooms. */
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

/** Returns the rooms that this person sees. */
export function roomsFor(rooms: readonly WebRoom[], person: PersonId): readonly WebRoom[] {
  return rooms.filter((room) => !isDirect(room.id) && mayEnter(room.id, person));
}
