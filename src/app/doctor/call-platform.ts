import type { z } from 'zod';

const answerWithinMs = 10_000;

/** What a platform answered. */
export interface PlatformAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The part of it that was asked for. Undefined: it is no JSON, or not of that shape. */
  readonly body: Body | undefined;
}

/** The platform was not reached. The message says why and holds no part of the address: Telegram's holds the token. */
export class PlatformAway extends Error {}

/** By how much the clock of this machine is ahead, in milliseconds, as each answer shows it. */
export type ClockReadings = number[];

/** Asks a platform by HTTP, and reads what a schema says of its answer. Throws PlatformAway. */
export type CallPlatform = <Body>(
  url: string,
  schema: z.ZodType<Body>,
  init?: RequestInit,
) => Promise<PlatformAnswer<Body>>;

/** Returns what asks a platform, and notes how its clock differs from the one here. */
export function createCallPlatform(clocks: ClockReadings, now: () => number): CallPlatform {
  return async (url, schema, init = {}) => {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerWithinMs) }).catch(
      (err: unknown) => {
        throw new PlatformAway(reasonOf(err));
      },
    );
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clocks.push(now() - date);
    const { data: body } = schema.safeParse(await response.json().catch(() => undefined));
    return { status: response.status, headers: response.headers, body };
  };
}

function reasonOf(err: unknown): string {
  if (err instanceof Error && err.name === 'TimeoutError') return `no answer within ${answerWithinMs / 1000} s`;
  const cause = err instanceof Error ? (err.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? cause.code : 'the connection failed';
}
