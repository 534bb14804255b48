import type { Platform } from '../../../domain/people.ts';

/** This many at once, and one more for every `everyMs` that passes. */
export interface Allowance {
  readonly atOnce: number;
  readonly everyMs: number;
}

export interface RateLimits {
  readonly platform?: Allowance;
  readonly lane?: Allowance;
  /** The pages that one lane gets one by one. No permit waits for this; further pages are bundled where they can be. */
  readonly pagesAlone?: Allowance;
  /** The most messages that are being sent at the same time. Absent: `mostUnderWay`. */
  readonly underWay?: number;
}

/**
 * What the platforms accept before they answer 429: Slack about one message a second in a channel, Discord 50 requests a
 * second and 5 in 5 seconds in a channel, Telegram 30 a second and 20 a minute in a group.
 */
export const platformRules: Readonly<Record<Platform, RateLimits>> = {
  slack: { lane: { atOnce: 3, everyMs: 1_000 } },
  discord: { platform: { atOnce: 25, everyMs: 25 }, lane: { atOnce: 5, everyMs: 1_000 } },
  telegram: { platform: { atOnce: 15, everyMs: 40 }, lane: { atOnce: 15, everyMs: 3_000 } },
  web: {},
  // A mail server takes any number of messages, but people cannot read them all.
  email: { pagesAlone: { atOnce: 5, everyMs: 60_000 } },
};

/** The least time between two edits of a card in one channel: edits use up the limits, and people cannot follow faster ones. */
export const editsEveryMs = 1_000;
