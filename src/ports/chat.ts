import type { PersonId, Platform } from '../domain/people.ts';
import type { Address, MessageRef, RoomStyle } from '../domain/place.ts';
import type { CommandInput, CommandOrigin, Commands } from './commands.ts';
import type { Message } from './message.ts';

/** The room that is wanted. `style` is never 'none'. */
export interface RoomRequest {
  /** The same key is the same room: asked again, it is found or made, never doubled where the platform can tell. */
  readonly key: string;
  /** Plain text such as "42 Checkout is down"; each adapter makes it a valid name. */
  readonly name: string;
  readonly style: Exclude<RoomStyle, 'none'>;
  /** The announce channel, for styles that live inside one. */
  readonly announce?: Address;
  /** The card in the announce channel, for styles that hang under it. */
  readonly card?: MessageRef;
  /** Accounts of the people to bring in, as the platform spells them. Who cannot be brought in is skipped. */
  readonly members: readonly string[];
}

export interface OpenedRoom {
  readonly address: Address;
  /** What it became: an adapter degrades by itself where the chat cannot do what was asked. */
  readonly style: Exclude<RoomStyle, 'none'>;
  /** The announce card is shown at the room's top, so the room needs none of its own. */
  readonly underCard: boolean;
}

export interface ChatAdapter {
  readonly platform: Platform;
  /** What a message may hold here; longer text is cut at a boundary by the adapter, never inside markup. */
  readonly limits: { readonly text: number; readonly buttons: number; readonly buttonBytes: number };

  /**
   * Only one process may hear this platform at a time (a gateway, polling): each one starts, and only who holds the
   * platform's lease listens. When false it hears from `start` on, in every process, and `listen` and `hush` have nothing
   * to do.
   */
  readonly exclusive: boolean;

  /**
   * Proves the token; afterwards it can send. Throws PlatformRefused. May be called again after `stop`. Lost for good
   * later (a revoked token, say): `lost` is called once, and the caller stops it and starts it again. Losses that the
   * SDK mends by itself are not reported so; they show in `hears`.
   */
  start(commands: Commands, lost: (why: PlatformRefused) => void): Promise<void>;
  /**
   * Registers what the platform shows, and runs what people say there as commands; settles once it hears. Throws
   * PlatformRefused, also when it is not started, or hushed or stopped meanwhile. It can still send then. While it listens
   * already, nothing happens.
   */
  listen(): Promise<void>;
  /** Hears no more and ends within 5 s; what was heard is finished first, if that is soon. It can still send. */
  hush(): Promise<void>;
  /** Ends within 5 s, started or not. */
  stop(): Promise<void>;
  /** Whether it can send, as far as is known: started, and not lost since. */
  connected(): boolean;
  /** Whether it hears what people say at this moment. */
  hears(): boolean;

  /**
   * The same key is the same message: sent again it is not shown twice, where the platform can tell.
   * Throws DeliveryFailed, and nothing else. Settles within 10 s.
   */
  send(to: Address, message: Message, key: string): Promise<MessageRef>;
  /** Throws DeliveryFailed; `never` when the message is gone. */
  update(sent: MessageRef, message: Message): Promise<void>;
  /** Throws DeliveryFailed. */
  openRoom(room: RoomRequest): Promise<OpenedRoom>;
}

/** A person's direct-message address on a platform. */
export function directTo(platform: Platform, account: string | PersonId): Address {
  return { platform, kind: 'person', id: account };
}

/** It was not delivered. The message is for an operator: a cause and a next step, and never a secret. */
export class DeliveryFailed extends Error {
  readonly retryAfterMs: number | 'never' | 'soon';

  /** @param retryAfterMs milliseconds the platform asked for; 'soon' leaves the time to the sender; 'never' gives up. */
  constructor(reason: string, retryAfterMs: number | 'never' | 'soon') {
    super(reason);
    this.name = 'DeliveryFailed';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The platform does not take us: a wrong token, a missing right. Cause and next step, and never a secret. */
export class PlatformRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'PlatformRefused';
  }
}

/** A form that is asked one question at a time, where the platform has no forms. It survives a restart. */
export interface Dialog {
  /** The invocation that began it: the finished one runs under this id, so a repeated last answer has no second effect. */
  readonly id: string;
  /** As it was when the form opened. */
  readonly input: CommandInput;
  /** Where it was said: that is where the finished one runs, wherever the questions are asked. */
  readonly where?: CommandOrigin;
  /** What has been answered so far, by option. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The option being asked for now. */
  readonly asking: string;
  /** Options already passed over. */
  readonly skipped: readonly string[];
  /** The adapter's own: the question's message, so that an answer to an old question is told from one to this. */
  readonly question?: string;
}

/** Kept by a key of the adapter's choosing (chat and person), for an hour. */
export interface Dialogs {
  find(key: string): Promise<Dialog | undefined>;
  put(key: string, dialog: Dialog): Promise<void>;
  remove(key: string): Promise<void>;
}
