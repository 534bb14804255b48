import type { ChatAdapter, PlatformRefused } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';

/** Starts the adapter and lets it listen, as the one process that does. */
export async function hearing(
  adapter: ChatAdapter,
  commands: Commands,
  lost: (why: PlatformRefused) => void = () => undefined,
): Promise<void> {
  await adapter.start(commands, lost);
  await adapter.listen();
}
