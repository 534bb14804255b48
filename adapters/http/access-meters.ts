import { Counter, Gauge, type Registry } from 'prom-client';

/** Why a token was refused: it is unknown, its address sent too many wrong tokens, or it has expired. */
export type TokenRefusal = 'wrong' | 'too-many-wrong' | 'expired';

/** Creates the counter of refused tokens. */
export function createTokenMeter(registry: Registry): (reason: TokenRefusal) => void {
  const refused = new Counter({
    name: 'tocsin_api_tokens_refused_total',
    help: 'Requests to /v1 that were refused because of their token, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
  for (const reason of ['wrong', 'too-many-wrong', 'expired']) refused.inc({ reason }, 0);
  return (reason) => refused.inc({ reason });
}

/** Exports a gauge of whether all processes share their rate limits. */
export function meterSharedLimits(registry: Registry, isShared: () => boolean): void {
  new Gauge({
    name: 'tocsin_rate_limits_shared',
    help: '1 while rate limits are counted in Redis, for all processes together; 0 while each counts by itself',
    registers: [registry],
    collect() {
      this.set(Number(isShared()));
    },
  });
}
