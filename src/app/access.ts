import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { createAccess } from '../../adapters/http/access.ts';
import { createTokenMeter } from '../../adapters/http/access-meters.ts';
import { whyTokensAreNeeded } from '../config/tokens-needed.ts';
import type { Config } from '../config.ts';
import type { CreateRateLimit } from '../lib/rate-limit.ts';
import type { Access } from '../ports/http.ts';
import type { Log } from '../ports/runtime.ts';

/** Decides who may use `/v1/*`. Where a token is required and none is set, logs an example token that is ready to paste. */
export function openAccess(config: Config, rates: CreateRateLimit, log: Log, registry = new Registry()): Access {
  const reason = whyTokensAreNeeded(config);
  if (reason) {
    // A random example for this log line: Tocsin does not accept it until it is set.
    const example = `API_TOKENS=monitor:${randomBytes(24).toString('base64url')}`;
    log.warn(
      { component: 'http', reason, example },
      'API_TOKENS is not set, so /v1 answers every request with 401. The example is not in force: set it and restart',
    );
  }
  return createAccess(config.settings.apiTokens, {}, rates, reason ? 'nobody' : 'loopback', {
    log,
    refused: createTokenMeter(registry),
  });
}
