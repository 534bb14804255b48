import type { ChatAdapter, ChatConnection, Listener } from '../../src/ports/chat.ts';
import { ChatDouble } from './chat-double.ts';

/** An exclusive platform whose connections and listeners the test decides about. */
export class ListeningDouble extends ChatDouble implements ChatAdapter {
  exclusive = true;
  /** What becomes of an attempt to listen; aborts with the request. */
  opens: (signal?: AbortSignal) => Promise<void> = async () => undefined;
  /** What closing a listener waits for. */
  closes: () => Promise<void> = async () => undefined;
  readonly connections: ChatConnection[] = [];
  readonly closed: ChatConnection[] = [];
  /** Tells the latest connection that it is gone for good. */
  disconnect: Parameters<ChatAdapter['connect']>[0] = () => undefined;

  async connect(onDisconnect: Parameters<ChatAdapter['connect']>[0]): Promise<ChatConnection> {
    this.disconnect = onDisconnect;
    let open = true;
    const connection: ChatConnection = {
      connected: () => open,
      send: (to, message, key) => this.send(to, message, key),
      update: (sent, message) => this.update(sent, message),
      openRoom: (room) => this.openRoom(room),
      addMembers: (room, accounts) => this.addMembers(room, accounts),
      renameRoom: (room, name) => this.renameRoom(room, name),
      linkTo: this.linkTo,
      listen: (_commands, signal) => this.listen(signal),
      close: async () => {
        open = false;
        this.closed.push(connection);
      },
    };
    this.connections.push(connection);
    return connection;
  }

  private async listen(signal?: AbortSignal): Promise<Listener> {
    await this.opens(signal);
    let listening = true;
    return {
      listening: () => listening,
      close: async () => {
        if (!listening) return;
        await this.closes();
        listening = false;
      },
    };
  }
}
