import { afterEach, beforeEach, describe } from 'vitest';
import type { PlatformRefused } from '../../../src/ports/chat.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { connectionsContract } from './connections.ts';
import { inputContract } from './input.ts';
import { messagesContract } from './messages.ts';
import type { OpenedPlatform, PlatformUnderTest } from './platform-under-test.ts';
import { roomsAndFailuresContract } from './rooms-and-failures.ts';
import { textsContract } from './texts.ts';

/** What the core relies on, whatever the platform. Each adapter's own test calls this, then adds what is its own. */
export function chatAdapterContract(name: string, open: () => Promise<PlatformUnderTest>): void {
  describe(`${name} keeps the chat adapter's contract`, () => {
    const closings: (() => Promise<void>)[] = [];
    let current: OpenedPlatform;
    const opened = () => current;

    beforeEach(async () => {
      const platform = await open();
      const commands = new RecordingCommands();
      const lost: PlatformRefused[] = [];
      current = {
        platform,
        commands,
        lost,
        last: (at) => platform.shown(at).at(-1),
        async another() {
          const connection = await platform.adapter.connect((why) => lost.push(why));
          closings.push(() => connection.close());
          return connection;
        },
      };
      await platform.chat.start(commands, (why) => lost.push(why));
    });

    afterEach(async () => {
      for (const close of closings.splice(0)) await close();
      await current.platform.chat.close();
      await current.platform.close();
    });

    connectionsContract(opened);
    messagesContract(opened);
    inputContract(opened);
    textsContract(opened);
    roomsAndFailuresContract(opened);
  });
}
