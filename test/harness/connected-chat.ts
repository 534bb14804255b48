import type { Address, MessageRef } from '../../src/domain/address.ts';
import {
  type Chat,
  type ChatAdapter,
  type ChatConnection,
  DeliveryFailed,
  type Listener,
  type OpenedRoom,
  PlatformRefused,
  type RoomRequest,
} from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';

/**
 * An adapter with one connection and one listener at a time, opened and closed by the test. It fails where the adapter
 * fails; nothing is tried again, as `keepConnected` would.
 */
export class ConnectedChat implements Chat {
  readonly adapter: ChatAdapter;
  connection: ChatConnection | undefined;
  listener: Listener | undefined;
  private cancel = new AbortController();

  constructor(adapter: ChatAdapter) {
    this.adapter = adapter;
  }

  get platform() {
    return this.adapter.platform;
  }

  get limits() {
    return this.adapter.limits;
  }

  /** Connects and listens, as the one process that does. */
  async start(commands: Commands, onDisconnect?: (why: PlatformRefused) => void): Promise<void> {
    await this.connect(onDisconnect);
    await this.listen(commands);
  }

  async connect(onDisconnect: (why: PlatformRefused) => void = () => undefined): Promise<void> {
    await this.close();
    this.connection = await this.adapter.connect(onDisconnect);
  }

  async listen(commands: Commands): Promise<void> {
    if (!this.connection) throw new PlatformRefused('Nothing is connected');
    this.cancel = new AbortController();
    this.listener = await this.connection.listen(commands, this.cancel.signal);
  }

  async stopListening(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    this.cancel.abort();
    await listener?.close();
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    this.listener = undefined;
    await connection?.close();
  }

  connected(): boolean {
    return this.connection?.connected() ?? false;
  }

  listening(): boolean {
    return this.listener?.listening() ?? false;
  }

  async send(...args: Parameters<Chat['send']>): Promise<MessageRef> {
    return this.present().send(...args);
  }

  async update(sent: MessageRef, message: Message): Promise<void> {
    return this.present().update(sent, message);
  }

  async openRoom(room: RoomRequest): Promise<OpenedRoom> {
    return this.present().openRoom(room);
  }

  async renameRoom(room: Pick<OpenedRoom, 'address' | 'style'>, name: string): Promise<void> {
    return this.present().renameRoom(room, name);
  }

  async addMembers(room: Pick<OpenedRoom, 'address' | 'style'>, accounts: readonly string[]): Promise<void> {
    return this.present().addMembers(room, accounts);
  }

  async linkTo(room: Address): Promise<string | undefined> {
    return this.present().linkTo(room);
  }

  private present(): ChatConnection {
    if (!this.connection) throw new DeliveryFailed('Nothing is connected', 'soon');
    return this.connection;
  }
}
