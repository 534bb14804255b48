import type { Address, MessageRef, RoomStyle } from '../domain/address.ts';
import type { PersonId, Platform } from '../domain/people.ts';
import type { CommandInput } from './commands/input.ts';
import type { CommandOrigin, Commands } from './commands.ts';
import type { Message } from './message.ts';

/** A room to open. `style` is never 'none'. */
export interface RoomRequest {
  /** A repeat with the same key finds the room; it is never opened twice where the platform can tell. */
  readonly key: string;
  /** Plain text such as "42 Checkout is down"; each adapter makes it a valid name. */
  readonly name: string;
  readonly style: Exclude<RoomStyle, 'none'>;
  /** The announce channel, for styles that live inside one. */
  readonly announce?: Address;
  /** The card in the announce channel, for styles that hang under it. */
  readonly card?: MessageRef;
}

export interface OpenedRoom {
  readonly address: Address;
  /** The style that it got: an adapter chooses another where the chat cannot do what was requested. */
  readonly style: Exclude<RoomStyle, 'none'>;
  /** The announce card is shown at the room's top, so the room needs none of its own. */
  readonly underCard: boolean;
  /** People have to be invited with `addMembers`. Absent: everybody in the announce channel is in it. */
  readonly invites?: true;
}

/** What a message may hold on a platform; the adapter truncates longer text at a boundary, never inside markup. */
export interface ChatLimits {
  readonly text: number;
  readonly buttons: number;
  readonly buttonBytes: number;
}

/** Sends messages into a chat. */
export interface ChatSending {
  /** Returns whether it can send, as far as is known. */
  connected(): boolean;
  /**
   * Sends a message. A repeat with the same key is not shown twice, where the platform can tell. Throws only
   * DeliveryFailed. Settles within 10 s.
   *
   * @param triedSince an earlier attempt, perhaps of another process, may have arrived at this time or later. A platform
   * without idempotency keys looks for the message first.
   */
  send(to: Address, message: Message, key: string, triedSince?: Date): Promise<MessageRef>;
  /** Throws DeliveryFailed; `never` when the message is gone, which `gone` says. */
  update(sent: MessageRef, message: Message): Promise<void>;
  /** Throws DeliveryFailed. */
  openRoom(room: RoomRequest): Promise<OpenedRoom>;
  /**
   * Invites accounts into a room. Members stay unchanged. An account that cannot be invited (a guest, a deleted
   * account) is skipped and logged. Throws DeliveryFailed when a retry may work, or the room is gone.
   */
  addMembers(room: Pick<OpenedRoom, 'address' | 'style'>, accounts: readonly string[]): Promise<void>;
  /**
   * Gives a room another name, made valid as `openRoom` makes it. A room that has the name already is left alone, and so is
   * one without a name of its own, such as replies to a card. Where the platform does not allow it the name stays, and the
   * log says so. Throws DeliveryFailed when it may work later, or the room is gone.
   */
  renameRoom(room: Pick<OpenedRoom, 'address' | 'style'>, name: string): Promise<void>;
  /**
   * Returns the address under which people open a room in their browser or app; undefined where there is none, or it
   * cannot be found out at the moment. Never throws; settles within 10 s, and at once for a room that was asked for lately.
   */
  linkTo(room: Address): Promise<string | undefined>;
}

/** A chat in the settings, connected or not. */
export interface Chat extends ChatSending {
  readonly platform: Platform;
  readonly limits: ChatLimits;
}

/** A platform and the credentials for it. It holds no connection by itself: `connect` returns each one as a handle. */
export interface ChatAdapter {
  readonly platform: Platform;
  readonly limits: ChatLimits;
  /** Only one process may listen to this platform at a time (a gateway, polling): the one that holds its lease. */
  readonly exclusive: boolean;
  /**
   * Checks the token and connects; the connection can send at once. Throws PlatformRefused.
   *
   * @param onDisconnect called once when the connection is gone for good, such as by a revoked token, before it was
   * closed: the core closes it and connects again. What the SDK repairs itself is not reported; it shows in `connected`
   */
  connect(onDisconnect: (why: PlatformRefused) => void): Promise<ChatConnection>;
}

/** One connection to a platform. Once closed, it neither sends nor listens. */
export interface ChatConnection extends ChatSending {
  /**
   * Registers what the platform shows, and runs what people say there as commands; settles once it listens. While it
   * listens already, or begins to, the result is the same listener. Throws PlatformRefused, also when `signal` aborts
   * before it listens or the connection is closed meanwhile; then nothing listens any more.
   *
   * @param signal takes back the request to listen. Settles within 5 s after it aborts.
   */
  listen(commands: Commands, signal?: AbortSignal): Promise<Listener>;
  /** Closes the listener too. Ends within 5 s; a second call does nothing. */
  close(): Promise<void>;
}

/** Runs what people say on a platform, until it is closed. */
export interface Listener {
  /** Whether it receives what people say at this moment. */
  listening(): boolean;
  /** Finishes what was received, if that is soon. Ends within 5 s. The connection can still send. */
  close(): Promise<void>;
}

/** A person's direct-message address on a platform. */
export function directTo(platform: Platform, account: string | PersonId): Address {
  return { platform, kind: 'person', id: account };
}

interface FailureDetails {
  readonly needsRepair?: boolean;
  readonly gone?: 'message' | 'place' | undefined;
}

/** A message was not delivered. The error's message is for an operator: cause and next step, without any secret. */
export class DeliveryFailed extends Error {
  readonly retryAfterMs: number | 'never' | 'soon';

  /**
   * Every call fails until somebody repairs the platform's settings: it is retried, and another way is used at once.
   */
  readonly needsRepair: boolean;

  /** The message, channel, thread or topic that is gone or cannot be used. Absent: none, or unknown. */
  readonly gone: 'message' | 'place' | undefined;

  #sent: MessageRef | undefined;

  /** @param retryAfterMs milliseconds the platform asked for; 'soon' leaves the time to the dispatcher; 'never' gives up. */
  constructor(
    reason: string,
    retryAfterMs: number | 'never' | 'soon',
    { needsRepair = false, gone }: FailureDetails = {},
  ) {
    super(reason);
    this.name = 'DeliveryFailed';
    this.retryAfterMs = retryAfterMs;
    this.needsRepair = needsRepair;
    this.gone = gone;
  }

  /** The message is there, and only the rest has to be tried again, such as telling its reader of it. Absent: none is known of. */
  get sent(): MessageRef | undefined {
    return this.#sent;
  }

  /** Says that this message is there. */
  of(sent: MessageRef): this {
    this.#sent = sent;
    return this;
  }
}

/** The platform refuses the connection: a wrong token, a missing right. Cause and next step, without any secret. */
export class PlatformRefused extends Error {
  override readonly name = 'PlatformRefused';
  /** Nothing can be sent until somebody repairs the platform's settings, such as its token. */
  readonly needsRepair: boolean;

  constructor(reason: string, { needsRepair = false }: { readonly needsRepair?: boolean } = {}) {
    super(reason);
    this.needsRepair = needsRepair;
  }
}

/**
 * A form that is asked one question at a time, where the platform has no forms, or one that was refused. It survives a restart.
 */
export interface Dialog {
  /** The invocation that began it: the finished one runs under this id, so a repeated last answer has no second effect. */
  readonly id: string;
  /** As it was when the form opened. */
  readonly input: CommandInput;
  /** Where the command was given, and where the finished form runs, wherever the questions are asked. */
  readonly where?: CommandOrigin;
  /** What has been answered so far, by option. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The option being asked for now. */
  readonly asking: string;
  /** Options already passed over. */
  readonly skipped: readonly string[];
  /**
   * For a long list of choices: the text that it is narrowed by, and the page that is shown. Absent: all, the first
   * page.
   */
  readonly narrowed?: string;
  readonly page?: number;
  /** For the adapter, such as the message of the question, so that it recognises an answer to an old question. */
  readonly question?: string;
}

/** Kept by a key of the adapter's choosing (chat and person), for an hour. */
export interface Dialogs {
  find(key: string): Promise<Dialog | undefined>;
  put(key: string, dialog: Dialog): Promise<void>;
  remove(key: string): Promise<void>;
}
