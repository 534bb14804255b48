import type { Address, MessageRef } from '../../src/domain/address.ts';
import type { Platform } from '../../src/domain/people.ts';
import { type Chat, DeliveryFailed, type OpenedRoom, type RoomRequest } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';

export interface Posted {
  readonly ref: MessageRef;
  readonly key: string;
  /** Since when an earlier attempt may have arrived. */
  readonly triedSince?: Date;
  message: Message;
  edits: number;
}

/**
 * A chat that keeps the port's promises in memory, for scenarios about the core alone; the adapters prove theirs
 * against fakes of the platforms.
 */
export class ChatDouble implements Chat {
  readonly limits = { text: 10_000, buttons: 25, buttonBytes: 64 };
  readonly platform: Platform;
  readonly posted: Posted[] = [];
  readonly rooms: RoomRequest[] = [];
  /** Who was brought into which room, call by call. */
  readonly added: { readonly room: string; readonly accounts: readonly string[] }[] = [];
  /** Which room was given which name, call by call. */
  readonly renamed: { readonly room: string; readonly name: string }[] = [];
  /** Runs before each call: may throw DeliveryFailed, or wait. */
  before: (what: 'send' | 'update' | 'openRoom' | 'addMembers' | 'renameRoom', to: Address) => void | Promise<void> =
    () => undefined;
  failure: DeliveryFailed | undefined;
  /** Whether nothing tells people of the messages that wait for them here. */
  tellsNobody = false;
  /** Why people could not be told of the message that waits for them here. */
  untold: string | undefined;
  /** A message that a test takes away leaves its id to nobody else. */
  #sent = 0;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  connected = () => true;

  async send(to: Address, message: Message, key: string, triedSince?: Date): Promise<MessageRef> {
    await this.before('send', to);
    const known = this.posted.find((one) => one.key === key);
    this.#sent += 1;
    const isUnnoticed = this.tellsNobody && to.kind === 'person';
    const ref = known?.ref ?? {
      at: to,
      id: `${this.platform}-m${this.#sent}`,
      ...(isUnnoticed && { reachedNobody: true as const }),
    };
    this.posted.push({ ref, key, message, edits: 0, ...(triedSince && { triedSince }) });
    if (this.untold !== undefined && to.kind === 'person') throw new DeliveryFailed(this.untold, 'soon').of(ref);
    return ref;
  }

  async update(sent: MessageRef, message: Message): Promise<void> {
    await this.before('update', sent.at);
    const found = this.posted.find(({ ref }) => ref.id === sent.id);
    if (!found) throw new DeliveryFailed(`Nothing was sent as ${sent.id}`, 'never', { gone: 'message' });
    found.message = message;
    found.edits += 1;
  }

  async openRoom(room: RoomRequest): Promise<OpenedRoom> {
    await this.before('openRoom', room.announce ?? { platform: this.platform, kind: 'channel', id: '' });
    this.rooms.push(room);
    const nameOf = (one: RoomRequest) => `room-${one.name.split(' ')[0]}`;
    const name = nameOf(room);
    // The same key is the same room, and another one of the same name is not.
    const keys = [...new Set(this.rooms.filter((one) => nameOf(one) === name).map(({ key }) => key))];
    const nth = keys.indexOf(room.key) + 1;
    const address: Address = { platform: this.platform, kind: 'channel', id: nth === 1 ? name : `${name}-${nth}` };
    return { address, style: room.style, underCard: room.style !== 'channel', invites: true };
  }

  async addMembers({ address }: Pick<OpenedRoom, 'address'>, accounts: readonly string[]): Promise<void> {
    await this.before('addMembers', address);
    this.added.push({ room: address.id, accounts });
  }

  async renameRoom({ address }: Pick<OpenedRoom, 'address'>, name: string): Promise<void> {
    await this.before('renameRoom', address);
    this.renamed.push({ room: address.id, name });
  }

  linkTo = async ({ id }: Address) => `https://${this.platform}.example.org/${id}`;

  /** What this person was sent by direct message, oldest first. */
  pagesTo(account: string): Posted[] {
    return this.posted.filter(({ ref }) => ref.at.kind === 'person' && ref.at.id === account);
  }

  inChannel(id: string): Posted[] {
    return this.posted.filter(({ ref }) => ref.at.kind === 'channel' && ref.at.id === id);
  }
}
