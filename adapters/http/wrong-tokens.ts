import { createHash } from 'node:crypto';
import { createCache } from '../../src/lib/cache.ts';
import { networkOf } from '../../src/lib/network/network-of.ts';
import type { CreateRateLimit } from '../../src/lib/rate-limit.ts';
import type { GivenToken, Scope } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { tooMany } from './too-many.ts';

const windowSeconds = 60;
/** How long a token stays known at an address after its last use there. */
const knownMs = 24 * 60 * 60_000;
const mostKnown = 10_000;
/** In characters. A token of this length cannot be guessed; the settings warn about shorter ones. */
const unguessableLength = 16;

/** Slows down an address that guesses tokens, without slowing down monitors that share the address. */
export interface WrongTokens {
  /** Counts a wrong token. Returns the 429 to send when this address sent too many. */
  wrong(address: string, given: GivenToken): Promise<Response | undefined>;
  /**
   * Returns the 429 to send for a right token, so that a guesser cannot tell it from a wrong one; undefined accepts the
   * token.
   */
  right(
    address: string,
    token: { readonly name: string; readonly token: string },
    scope: Scope,
  ): Promise<Response | undefined>;
}

/**
 * Counts by address, and an IPv6 address by its /64. Only different wrong tokens count as guesses: a monitor with an old
 * token repeats one. During the rest of the minute a right token is let in where it was right within 24 h, and for alerts
 * when it is too long to be guessed, so that no page is lost behind a proxy that gives everybody one address.
 *
 * @param rates counts, in this process or in all of them together
 */
export function createWrongTokens({
  perMinute,
  rates,
  log,
}: {
  readonly perMinute: number;
  readonly rates: CreateRateLimit;
  readonly log: Pick<Log, 'warn'>;
}): WrongTokens {
  const perAddress = rates('wrong-tokens', { points: perMinute, seconds: windowSeconds });
  const guesses = rates('guesses', { points: perMinute, seconds: windowSeconds });
  const firstInWindow = rates('first-guess', { points: 1, seconds: windowSeconds });
  const known = createCache<string, true>({ max: mostKnown, ttlMs: knownMs });

  const isFirst = async (key: string) => (await firstInWindow.take(key)).passed;

  return {
    async wrong(address, given) {
      const from = networkOf(address);
      const all = await perAddress.take(from);
      const guessing = (await isFirst(`${from} ${fingerprintOf(given)}`))
        ? await guesses.take(from)
        : await guesses.peek(from);
      if (all.passed && guessing.passed) return undefined;
      if (await isFirst(from)) {
        log.warn({ component: 'http', address: from }, 'too many wrong API tokens from one address');
      }
      return tooManyWrong(guessing.passed ? all : guessing);
    },
    async right(address, { name, token }, scope) {
      const from = networkOf(address);
      const key = `${from} ${name}`;
      const guessing = await guesses.peek(from);
      const isLetIn = guessing.passed || known.has(key) || (scope === 'alerts' && token.length >= unguessableLength);
      if (!isLetIn) return tooManyWrong(guessing);
      known.set(key, true);
      return undefined;
    },
  };
}

function tooManyWrong(taken: Parameters<typeof tooMany>[1]): Response {
  return tooMany('Too many wrong tokens came from this address.', taken);
}

/** Identifies a guess. A signature differs with every request, so each wrong one counts. */
function fingerprintOf(given: GivenToken): string {
  return typeof given === 'string' ? createHash('sha256').update(given).digest('base64url') : crypto.randomUUID();
}
