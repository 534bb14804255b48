export type Shape = Record<string, unknown>;

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
  text: string;
  blocks: readonly Shape[];
  readonly metadata?: Shape;
  edited: boolean;
  /** Set for an ephemeral message. */
  readonly onlyFor?: string;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly creator: string;
  readonly members: Set<string>;
  readonly private: boolean;
  archived: boolean;
  topic: string;
  purpose: string;
}

export interface View {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  shape: Shape;
  /** What was typed into it, by label: Slack keeps it while the form stays open. */
  typed: Readonly<Record<string, string>>;
  /** What the app said in it when it was submitted last, and after how many messages. */
  said?: { readonly text: string; readonly after: number };
}

export const BOT_USER = 'U0BOT';
export const BOT_ID = 'B0BOT';
export const ALICE = 'U0ALICE';
export const BOB = 'U0BOB';
export const OPS = 'C0OPS';
export const TEAM = 'T0TEAM';
export const ONCALL = 'S0ONCALL';

/** One workspace: who is there, what was said, what is open. */
export class Workspace {
  readonly users = new Set([ALICE, BOB]);
  readonly names = new Map<string, string>();
  /** What `users.info` says of them besides; an address only with its scope. */
  readonly profiles = new Map<string, Shape & { readonly email?: string }>();
  /** What they set as their language; en-US where nothing is set. */
  readonly locales = new Map<string, string>();
  readonly channels = new Map<string, Channel>();
  readonly directs = new Map<string, string>();
  readonly messages: Posted[] = [];
  /** User groups and who is in them. */
  readonly groups = new Map([[ONCALL, [BOB]]]);
  readonly views = new Map<string, View>();
  readonly triggers = new Map<string, { user: string; until: number; spent: boolean }>();
  readonly responses = new Map<string, { channel: string; user: string; left: number }>();
  #serial = 0;

  constructor() {
    this.addChannel('ops', 'U0ADMIN', { id: OPS, members: [BOT_USER, ALICE, BOB] });
  }

  next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  /** Slack's timestamps are ids; these end in 9, so that one digit off is never another message. */
  timestamp(): string {
    return `${Math.floor(Date.now() / 1_000)}.${String(this.next()).padStart(5, '0')}9`;
  }

  addChannel(
    name: string,
    creator: string,
    {
      id = `C0NEW${this.next()}`,
      members = [creator],
      isPrivate = false,
    }: { id?: string; members?: string[]; isPrivate?: boolean } = {},
  ): Channel {
    const channel = {
      id,
      name,
      creator,
      members: new Set(members),
      private: isPrivate,
      archived: false,
      topic: '',
      purpose: '',
    };
    this.channels.set(id, channel);
    return channel;
  }

  direct(user: string): string {
    const known = this.directs.get(user);
    if (known) return known;
    const id = `D0${user.slice(1)}`;
    this.directs.set(user, id);
    return id;
  }

  directUser(channel: string): string | undefined {
    return [...this.directs].find(([, id]) => id === channel)?.[0];
  }

  /** Somebody deletes a message. */
  remove(channel: string, ts: string): void {
    const index = this.messages.findIndex((one) => one.channel === channel && one.ts === ts);
    this.messages.splice(index, 1);
  }

  find(channel: string, ts: string): Posted | undefined {
    return this.messages.find((one) => one.channel === channel && one.ts === ts && one.onlyFor === undefined);
  }
}
