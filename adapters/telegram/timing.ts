/** Time limits and intervals. Tests set shorter ones. */
export interface Timing {
  /** Limits for one call, and for one delivery with all its calls. The port promises 10 s. */
  readonly callMs: number;
  /** How long Telegram keeps a poll open while there are no updates. */
  readonly pollSeconds: number;
  /** Delay after a failed poll. */
  readonly pollAgainMs: number;
  /** Delay after another poller replaced this one: long enough for the old process of a deployment to end. */
  readonly conflictMs: number;
  /**
   * Limit for answering a press. The button shows progress until then, and soon afterwards Telegram no longer accepts the
   * answer.
   */
  readonly pressMs: number;
  /** Delay between the three attempts at a reply. Deliveries are not retried here, because the core retries them. */
  readonly replyAgainMs: number;
  /** Limit for answering a webhook request, whether its update was handled or not. */
  readonly webhookMs: number;
}

export const usualTiming: Timing = {
  callMs: 9_000,
  pollSeconds: 25,
  pollAgainMs: 1_000,
  conflictMs: 4_000,
  pressMs: 5_000,
  replyAgainMs: 1_000,
  webhookMs: 5_000,
};
