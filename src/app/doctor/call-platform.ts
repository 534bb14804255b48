const answerWithinMs = 10_000;

/** What a platform answered. */
export interface PlatformAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of somebody else's, of which each reader knows its part
  readonly body: any;
}

/** The platform was not reached. The message says why and holds no part of the address: Telegram's holds the token. */
export class PlatformAway extends Error {}

/** By how much the clock of this machine is ahead, in milliseconds, as each answer shows it. */
export type ClockReadings = number[];

/** Returns what asks a platform by HTTP, and notes how its clock differs from the one here. */
export function createCallPlatform(clocks: ClockReadings, now: () => number) {
  return async function call(url: string, init: RequestInit = {}): Promise<PlatformAnswer> {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerWithinMs) }).catch(
      (err: unknown) => {
        throw new PlatformAway(reasonOf(err));
      },
    );
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clocks.push(now() - date);
    return { status: response.status, headers: response.headers, body: await response.json().catch(() => undefined) };
  };
}
export type CallPlatform = ReturnType<typeof createCallPlatform>;

function reasonOf(err: unknown): string {
  if (err instanceof Error && err.name === 'TimeoutError') return `no answer within ${answerWithinMs / 1000} s`;
  const cause = err instanceof Error ? (err.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? cause.code : 'the connection failed';
}
