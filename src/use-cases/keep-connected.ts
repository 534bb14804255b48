import { platformNames } from '../domain/people.ts';
import { type ChatAdapter, PlatformRefused } from '../ports/chat.ts';
import type { CommandDesk } from '../ports/command-desk.ts';
import type { Log } from '../ports/log.ts';

const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;

export interface Connection {
  /** Settles after the first attempt, whether it connected or not. */
  readonly tried: Promise<void>;
  /** Stops trying, and the adapter. */
  stop(): Promise<void>;
}

/**
 * Connects one platform and connects it again whenever it is lost for good, waiting longer each time. A token that is
 * refused stops this platform alone, and is tried again, for it may be mended on the other side.
 */
export function keepConnected(chat: ChatAdapter, desk: CommandDesk, log: Log): Connection {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  const platform = platformNames[chat.platform];

  async function connect(): Promise<void> {
    try {
      await chat.start(desk, (why) => void lost(why));
      failures = 0;
      log.info({ platform: chat.platform }, `Connected to ${platform}`);
    } catch (err) {
      await lost(err);
    }
  }

  async function lost(err: unknown): Promise<void> {
    if (stopped) return;
    const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
    failures += 1;
    const reason =
      err instanceof PlatformRefused ? err.message : `unexpected: ${err instanceof Error ? err.message : String(err)}`;
    log.error(
      { platform: chat.platform, reason, again: `in ${Math.round(delay / 1000)} s` },
      'A platform is not connected; the others go on',
    );
    await chat
      .stop()
      .catch((stopErr: unknown) =>
        log.warn({ err: stopErr, platform: chat.platform }, 'A platform did not stop cleanly'),
      );
    if (stopped) return;
    timer = setTimeout(() => void connect(), delay);
  }

  return {
    tried: connect(),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await chat.stop();
    },
  };
}
