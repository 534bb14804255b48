import type { ChatAdapter, PlatformRefused } from '../../src/ports/chat.ts';
import type { CommandDesk } from '../../src/ports/command-desk.ts';

/** Starts the adapter and lets it listen, as the one process that does. */
export async function hearing(
  adapter: ChatAdapter,
  desk: CommandDesk,
  lost: (why: PlatformRefused) => void = () => undefined,
): Promise<void> {
  await adapter.start(desk, lost);
  await adapter.listen();
}
