import { afterEach } from 'vitest';
import type { PlatformRefused } from '../../../src/ports/chat.ts';
import { type FakeSlackOptions, openSlack, type SlackUnderTest } from '../../harness/fake-slack/fake-slack.ts';
import { hearing } from '../../harness/hearing.ts';
import { RecordingDesk } from '../../harness/recording-desk.ts';

export interface Opened extends SlackUnderTest {
  readonly desk: RecordingDesk;
  readonly lost: readonly PlatformRefused[];
}

const opened: SlackUnderTest[] = [];

afterEach(async () => {
  for (const slack of opened.splice(0)) {
    await slack.adapter.stop();
    await slack.close();
  }
});

/** Slack, connected, with a desk behind it; closed when the test ends. */
export async function connected(options: FakeSlackOptions = { mode: 'socket' }): Promise<Opened> {
  const slack = await openSlack(options);
  opened.push(slack);
  const desk = new RecordingDesk();
  const lost: PlatformRefused[] = [];
  await hearing(slack.adapter, desk, (why) => lost.push(why));
  return { ...slack, desk, lost };
}
