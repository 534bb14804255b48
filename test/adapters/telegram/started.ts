import { afterEach, beforeEach } from 'vitest';
import type { PlatformRefused } from '../../../src/ports/chat.ts';
import { hearing } from '../../harness/hearing.ts';
import { RecordingDesk } from '../../harness/recording-desk.ts';
import { openTelegram, type TelegramUnderTest } from './platform.ts';

export interface Started {
  telegram: TelegramUnderTest;
  desk: RecordingDesk;
  lost: PlatformRefused[];
}

/** A connected adapter for each test of this block, with the fake's own complaints at the end. */
export function startedTelegram(...how: Parameters<typeof openTelegram>): Started {
  const here = {} as Started;
  beforeEach(async () => {
    here.telegram = await openTelegram(...how);
    here.desk = new RecordingDesk();
    here.lost = [];
    await hearing(here.telegram.adapter, here.desk, (why) => here.lost.push(why));
  });
  afterEach(async () => {
    await here.telegram.adapter.stop();
    await here.telegram.close();
    here.telegram.verify();
  });
  return here;
}
