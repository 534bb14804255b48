import { hash, timingSafeEqual } from 'node:crypto';
import { isCrossOrigin, whyNotLocal } from '../../src/lib/loopback.ts';
import type { CreateRateLimit } from '../../src/lib/rate-limit.ts';
import {
  type Access,
  type ApiClient,
  type ApiToken,
  expiryDay,
  type GivenToken,
  type PlainRequest,
  problem,
  problemTitles,
  type Scope,
} from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { TokenRefusal } from './access-meters.ts';
import { type AccessRates, createLimiter } from './rate-limits.ts';
import { createExpiry } from './token-expiry.ts';

type Asked = Pick<PlainRequest, 'url' | 'headers'>;

/** Which clients `/v1/*` answers while no token is set. */
export type WithoutTokens = 'loopback' | 'nobody';

/** Receives reports of refused and expiring tokens. The tokens themselves are not passed on. */
export interface TokenReports {
  readonly log: Pick<Log, 'warn'>;
  readonly refused: (reason: TokenRefusal) => void;
  readonly now: () => Date;
}

/**
 * Creates the access check of `/v1/*`. It admits clients with one of the tokens; where none is set, programs on this machine
 * or nobody, as `WithoutTokens` says.
 *
 * @param rates creates the counters of calls, in this process or shared by all
 */
export function createAccess(
  tokens: readonly ApiToken[],
  limits?: Partial<AccessRates>,
  rates?: CreateRateLimit,
  withoutTokens: WithoutTokens = 'loopback',
  { log, refused, now = () => new Date() }: Partial<TokenReports> = {},
): Access {
  const isOver = createExpiry(now, log);
  const limiter = createLimiter(limits, rates, log);
  const known = tokens.map((one) => ({ ...one, hash: hashOf(one.token) }));

  /** Compares with every hash, each in constant time, so that the duration reveals nothing. */
  function bearerOf(given: GivenToken) {
    if (typeof given === 'function') return known.filter(({ token }) => given(token))[0];
    const own = hashOf(given);
    return known.reduce<(typeof known)[number] | undefined>(
      (found, one) => (timingSafeEqual(one.hash, own) ? one : found),
      undefined,
    );
  }

  return {
    async check(request, peer, scope, elsewhere): Promise<ApiClient | Response> {
      if (known.length === 0) {
        const reason = withoutTokens === 'nobody' ? noneIsSet : whyRefused(request, peer.address);
        return reason ? unauthorized(reason) : { name: 'loopback' };
      }
      const given = elsewhere ?? bearer(request);
      if (!given) return unauthorized('A token is missing: send one of API_TOKENS as “Authorization: Bearer <token>”.');
      const found = bearerOf(given);
      if (!found) {
        refused?.('wrong');
        return (
          (await limiter.tokens.wrong(peer.address, given)) ?? unauthorized('That token is not one of API_TOKENS.')
        );
      }
      const refusal = await limiter.tokens.right(peer.address, found, scope);
      if (refusal) {
        refused?.('too-many-wrong');
        return refusal;
      }
      if (await isOver(found)) {
        refused?.('expired');
        return expired(found);
      }
      if (found.scopes && !found.scopes.includes(scope)) return lacking(found, scope);
      const rate = await limiter.call(found.name, scope);
      return rate instanceof Response
        ? rate
        : {
            name: found.name,
            headers: rate,
            ...(found.by !== undefined && { by: found.by }),
            ...(found.role && { role: found.role }),
          };
    },
  };
}

const noneIsSet =
  'A token is needed here, and the server has none: set API_TOKENS=<name>:<token> on the server (its log has an example), restart it, and send the token as “Authorization: Bearer <token>”.';

function whyRefused(request: Asked, address: string): string | undefined {
  const reason = isCrossOrigin(request)
    ? 'Only programs on this machine are answered, and this request came from a page in a browser.'
    : undefined;
  const why = whyNotLocal(request, address) ?? reason;
  return why && `${why} Set API_TOKENS to let programs in by a token.`;
}

function bearer(request: Asked): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization')?.trim() ?? '')?.[1];
}

function hashOf(token: string): Buffer {
  return Buffer.from(hash('sha256', token, 'hex'), 'latin1');
}

function unauthorized(detail: string): Response {
  return problem(401, problemTitles[401], detail, { headers: { 'www-authenticate': 'Bearer realm="tocsin"' } });
}

function expired({ name, expires }: ApiToken): Response {
  const when = expires ? ` on ${expiryDay(expires)} (UTC)` : '';
  return unauthorized(`The token “${name}” expired${when}: make a new one, or give it a later date in API_TOKENS.`);
}

function lacking({ name, scopes = [] }: ApiToken, scope: Scope): Response {
  const detail = `The token “${name}” has not the scope “${scope}”: add it in API_TOKENS, such as ${name}/${[...scopes, scope].join('+')}:<token>.`;
  return problem(403, problemTitles[403], detail, {
    headers: { 'www-authenticate': `Bearer realm="tocsin", error="insufficient_scope", scope="${scope}"` },
    members: { scope },
  });
}
