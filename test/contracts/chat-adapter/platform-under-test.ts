import type { Address, MessageRef } from '../../../src/domain/address.ts';
import type { ChatAdapter, PlatformRefused } from '../../../src/ports/chat.ts';
import type { ConnectedChat } from '../../harness/connected-chat.ts';
import type { RecordingCommands } from '../../harness/recording-commands.ts';

/** A message as the platform shows it to people. */
export interface Drawn {
  readonly id: string;
  /** All that can be read, in order: titles, fields, footers, the text itself; markup and escapes already resolved. */
  readonly text: string;
  /** Where the links in its text lead, in order. */
  readonly textLinks: readonly string[];
  /** The accounts that it notifies by a mention, and whatever wakes more than one person. */
  readonly mentions: readonly string[];
  /** Labels of those that invoke a command, in order. */
  readonly buttons: readonly string[];
  /** The buttons that open an address, in order. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The picture that it shows, where the platform shows pictures. */
  readonly picture?: string;
  /** Set when this account alone sees it. */
  readonly onlyFor?: string;
  /** Set when it is a form's question or prompt. */
  readonly edited?: boolean;
}

/** A real adapter on its real SDK, against a fake of the platform that refuses what the platform refuses. */
export interface PlatformUnderTest {
  readonly adapter: ChatAdapter;
  /** The adapter with one connection of the test's. */
  readonly chat: ConnectedChat;
  /** A channel that the bot is in, and two accounts that can be written to. */
  readonly channel: Address;
  readonly alice: string;
  readonly bob: string;
  /** Tokens and secrets planted in the adapter's settings. */
  readonly secrets: readonly string[];
  /** All that people can see at this address now, oldest first. */
  shown(at: Address): readonly Drawn[];
  /** The name that people read of a room. */
  nameOf(room: Address): Promise<string | undefined>;
  /** `/incident <line>` in the channel, or the bare line in a direct message with the bot. */
  says(account: string, line: string, where: 'channel' | 'direct'): Promise<void>;
  presses(account: string, message: MessageRef, label: string): Promise<void>;
  /** Presses a link button: the person's browser opens the address, and some platforms tell the bot of it. */
  opens(account: string, message: MessageRef, label: string): Promise<void>;
  /** Fills in the form that is open for this account (or answers its questions one by one) and submits it. */
  fillsIn(account: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** What this account was told last, by whichever way the platform tells a person alone. */
  toldTo(account: string): Drawn | undefined;
  /** The platform sends the last thing that a person did once more. */
  repeatsLast(): Promise<void>;
  /** From now on the platform answers every call so, until 'well'. */
  becomes(health: 'well' | 'failing' | 'rate-limiting' | 'hanging' | 'revoked'): void;
  /** Fails when the fake refused something or was called in a way nobody expected. */
  verify(): void;
  close(): Promise<void>;
}

/** What is open during a test. */
export interface OpenedPlatform {
  readonly platform: PlatformUnderTest;
  readonly commands: RecordingCommands;
  /** Why connections were lost. */
  readonly lost: PlatformRefused[];
  last(at: Address): Drawn | undefined;
  /** Opens a connection of the test's own, beside the one that listens already. */
  another(): ReturnType<ChatAdapter['connect']>;
}
