import { afterEach } from 'vitest';
import type { PlatformRefused } from '../../../src/ports/chat.ts';
import { type FakeSlackOptions, openSlack, type SlackUnderTest } from '../../harness/fake-slack/fake-slack.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';

export interface Opened extends SlackUnderTest {
  readonly commands: RecordingCommands;
  readonly lost: readonly PlatformRefused[];
}

const opened: SlackUnderTest[] = [];

afterEach(async () => {
  for (const slack of opened.splice(0)) {
    await slack.chat.close();
    await slack.close();
  }
});

/** Slack, connected, with recorded commands behind it; closed when the test ends. */
export async function connected(options: FakeSlackOptions = { mode: 'socket' }): Promise<Opened> {
  const slack = await openSlack(options);
  opened.push(slack);
  const commands = new RecordingCommands();
  const lost: PlatformRefused[] = [];
  await slack.chat.start(commands, (why) => lost.push(why));
  return { ...slack, commands, lost };
}
