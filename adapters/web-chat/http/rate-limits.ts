import { createRateLimit, retryAfterSeconds, type Taken } from '../../../src/lib/rate-limit.ts';

/** Each process counts for itself. */
const ACTIONS_PER_MINUTE = 60;
/** Behind a proxy everybody has one address, so that this is what a team does in the middle of an incident. */
const ACTIONS_PER_ADDRESS_PER_MINUTE = 1_200;
const WRONG_LINKS_PER_MINUTE = 10;
const MINUTE_SECONDS = 60;

/** How often somebody may do something on the web. Each says how many seconds to wait; undefined: not at all. */
export interface WebRateLimits {
  /** @param who the session, or the person in the demo */
  action(who: string, address: string): Promise<number | undefined>;
  wrongLink(address: string): Promise<number | undefined>;
}

export function createWebRateLimits(): WebRateLimits {
  const perMinute = (points: number) => createRateLimit({ points, seconds: MINUTE_SECONDS });
  const actions = perMinute(ACTIONS_PER_MINUTE);
  const actionsOfAddress = perMinute(ACTIONS_PER_ADDRESS_PER_MINUTE);
  const wrongLinks = perMinute(WRONG_LINKS_PER_MINUTE);

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
