import { afterEach, beforeEach } from 'vitest';
import type { PlatformRefused } from '../../../src/ports/chat.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { openTelegram, type TelegramUnderTest } from './platform.ts';

export interface Started {
  telegram: TelegramUnderTest;
  commands: RecordingCommands;
  lost: PlatformRefused[];
}

/** A connected adapter for each test of this block, with the fake's own complaints at the end. */
export function startedTelegram(...how: Parameters<typeof openTelegram>): Started {
  const here = {} as Started;
  beforeEach(async () => {
    here.telegram = await openTelegram(...how);
    here.commands = new RecordingCommands();
    here.lost = [];
    await here.telegram.chat.start(here.commands, (why) => here.lost.push(why));
  });
  afterEach(async () => {
    await here.telegram.chat.close();
    await here.telegram.close();
    here.telegram.verify();
  });
  return here;
}
