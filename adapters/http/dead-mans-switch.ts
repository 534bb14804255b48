import type { DeadMansSwitch } from '../../src/ports/watchdog.ts';

const LIMIT_MS = 10_000;

/**
 * Creates the outgoing dead man's switch: it calls a URL that expects regular calls, such as one of Healthchecks.io.
 */
export function createDeadMansSwitch(url: string, limitMs = LIMIT_MS): DeadMansSwitch {
  return {
    async give() {
      const response = await fetch(url, {
        headers: { 'user-agent': 'Tocsin', 'cache-control': 'no-store' },
        signal: AbortSignal.timeout(limitMs),
      }).catch((err: unknown) => {
        throw new Error(whyNot(err, limitMs));
      });
      await response.body?.cancel();
      if (!response.ok)
        throw new Error(`HEARTBEAT_URL answered ${response.status}: check that it is still the right one`);
    },
  };
}

/** Returns the cause without the URL, which an error may quote: everybody who knows the URL can call it. */
function whyNot(err: unknown, limitMs: number): string {
  if (err instanceof DOMException && err.name === 'TimeoutError')
    return `HEARTBEAT_URL did not answer within ${limitMs / 1000} s`;
  const cause: unknown = err instanceof Error ? err.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const known = typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code) ? code : 'unknown reason';
  return `HEARTBEAT_URL cannot be reached (${known})`;
}
