import type { z } from 'zod';
import { certificateProblem } from '../../lib/network/certificate-problem.ts';

const answerWithinMs = 10_000;

/** The answer of a platform. */
export interface PlatformAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The requested part of the body. Undefined when the body is not JSON or has another shape. */
  readonly body: Body | undefined;
}

/** The platform could not be reached. The message names the cause, without the address: Telegram's contains the token. */
export class PlatformAway extends Error {}

/** How far the clock of this machine is ahead, in milliseconds, by each answer of a platform. */
export type ClockReadings = number[];

/** Sends an HTTP request to a platform, and reads the fields of the schema from its answer. Throws PlatformAway. */
export type CallPlatform = <Body>(
  url: string,
  schema: z.ZodType<Body>,
  init?: RequestInit,
) => Promise<PlatformAnswer<Body>>;

/** Returns the function that calls platforms. It records how far their clocks differ from this machine's. */
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
  if (typeof cause?.code !== 'string') return 'the connection failed';
  return certificateProblem(cause.code, { address: 'its address' }) ?? cause.code;
}
