import type { Registered } from './check-commands.ts';
import type { Modal } from './check-modal.ts';
import { type Json, Refusal } from './refusal.ts';

export const BOT = '300000000000000001';
export const APPLICATION = '300000000000000002';
export const GUILD = '100000000000000000';
export const CATEGORY = '100000000000000009';
export const ANNOUNCE = '100000000000000001';
export const ALICE = '200000000000000001';
export const BOB = '200000000000000002';

export const GUILD_TEXT = 0;
const DM = 1;
const GUILD_CATEGORY = 4;
export const PUBLIC_THREAD = 11;

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly parent?: string;
  topic?: string;
  /** Set for a direct channel: the account at its other end. */
  readonly recipient?: string;
  readonly members: Set<string>;
  archived: boolean;
  /** Only whoever may manage threads writes there, or wakes it. */
  locked?: boolean;
  archiveAfterMinutes?: number;
  /** When its name or topic was changed. */
  readonly renamed: number[];
}

export interface Posted {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly onlyFor?: string;
  readonly nonce?: string;
  readonly replyTo?: string;
  /** What the API took: content, embeds, components. */
  body: Json;
  edited: boolean;
  /** "is thinking…" */
  loading: boolean;
  /** Grows with each message and each edit. */
  turn: number;
}

export interface Pending {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly account: string;
  readonly channel: string;
  readonly message?: string;
  readonly at: number;
  /** The type of the callback that came. */
  answered?: number;
  reply?: Posted;
  modal?: Modal;
  submitted?: boolean;
  choices?: readonly { name: string; value: string }[];
}

/** What there is on this Discord. */
export class World {
  readonly accounts = new Map([
    [BOT, 'Tocsin'],
    [ALICE, 'alice'],
    [BOB, 'bob'],
  ]);
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Posted>();
  readonly interactions: Pending[] = [];
  readonly closedToBot = new Set<string>();
  /** As people call themselves everywhere; absent: only the username. */
  readonly globalNames = new Map<string, string>();
  readonly roleNames = new Map<string, string>();
  /** Ids of the roles that members of the server have. */
  readonly roles = new Map<string, readonly string[]>();
  commands: Registered = new Map();
  registrations = 0;
  #ids = 0;
  #turns = 0;

  constructor() {
    this.addChannel({ id: CATEGORY, type: GUILD_CATEGORY, name: 'ops' });
    this.addChannel({ id: ANNOUNCE, type: GUILD_TEXT, name: 'incidents', parent: CATEGORY });
  }

  /** Snowflakes: the time from 2015 on, and a count; far enough apart that a neighbour is nobody. */
  nextId(): string {
    this.#ids += 1;
    return String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + BigInt(this.#ids) * 1000n);
  }

  addChannel(channel: Omit<Channel, 'members' | 'archived' | 'renamed'>): Channel {
    const added = { ...channel, members: new Set<string>(), archived: false, renamed: [] };
    this.channels.set(channel.id, added);
    return added;
  }

  channel(id: string): Channel {
    const found = this.channels.get(id);
    if (!found) throw new Refusal(404, 10003, 'Unknown Channel');
    return found;
  }

  message(channel: string, id: string): Posted {
    const found = this.messages.get(id);
    if (found?.channel !== channel || found.onlyFor) throw new Refusal(404, 10008, 'Unknown Message');
    return found;
  }

  directChannel(account: string): Channel {
    if (!this.accounts.has(account)) throw new Refusal(404, 10013, 'Unknown User');
    const found = [...this.channels.values()].find((one) => one.recipient === account);
    return found ?? this.addChannel({ id: this.nextId(), type: DM, name: '', recipient: account });
  }

  post(message: Omit<Posted, 'id' | 'edited' | 'loading' | 'turn'> & { id?: string; loading?: boolean }): Posted {
    const posted = { id: this.nextId(), edited: false, loading: false, ...message, turn: ++this.#turns };
    this.messages.set(posted.id, posted);
    return posted;
  }

  edit(message: Posted, body: Json): void {
    // What is not named stays as it was.
    message.body = { ...message.body, ...body };
    message.edited = !message.loading;
    message.loading = false;
    message.turn = ++this.#turns;
  }

  in(channel: string): Posted[] {
    return [...this.messages.values()].filter((one) => one.channel === channel);
  }
}
