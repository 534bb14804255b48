import { type CreateRateLimit, localRateLimits, retryAfterSeconds, type Taken } from '../../../src/lib/rate-limit.ts';

const ACTIONS_PER_MINUTE = 60;
/** Behind a proxy everybody may have one address, so this allows a whole team in the middle of an incident. */
const ACTIONS_PER_ADDRESS_PER_MINUTE = 1_200;
const WRONG_LINKS_PER_MINUTE = 10;
const MINUTE_SECONDS = 60;

/** Rate limits of the web chat. Each function returns how many seconds to wait; undefined: go on. */
export interface WebRateLimits {
  /** @param who the session, or the person in the demo */
  action(who: string, address: string): Promise<number | undefined>;
  wrongLink(address: string): Promise<number | undefined>;
}

/** @param rates creates the counters, in this process or shared by all */
export function createWebRateLimits(rates: CreateRateLimit = localRateLimits()): WebRateLimits {
  const perMinute = (name: string, points: number) => rates(name, { points, seconds: MINUTE_SECONDS });
  const actions = perMinute('web-actions', ACTIONS_PER_MINUTE);
  const actionsOfAddress = perMinute('web-actions-of-address', ACTIONS_PER_ADDRESS_PER_MINUTE);
  const wrongLinks = perMinute('wrong-links', WRONG_LINKS_PER_MINUTE);

  return {
    async action(who, address) {
      return waitOf(await actions.take(who)) ?? waitOf(await actionsOfAddress.take(address));
    },
    wrongLink: async (address) => waitOf(await wrongLinks.take(address)),
  };
}

function waitOf(taken: Taken): number | undefined {
  return taken.passed ? undefined : retryAfterSeconds(taken);
}
