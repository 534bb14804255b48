/** How long things may take. Settable, so that tests need not wait as long as people do. */
export interface Timing {
  /** One call, and one delivery with all its calls. The port promises 10 s. */
  readonly callMs: number;
  /** How long Telegram holds a poll open while there is nothing to say. */
  readonly pollSeconds: number;
  /** Between polls that failed. */
  readonly pollAgainMs: number;
  /** After another poller took our place: long enough for a deploy's old process to leave. */
  readonly conflictMs: number;
  /** A pressed button spins until it is answered, and Telegram forgets the press soon after: answered by then, come what may. */
  readonly pressMs: number;
  /** Between attempts at a reply; three in all. Deliveries are not tried again here: the core does that. */
  readonly replyAgainMs: number;
  /** A webhook is answered within this, finished or not. */
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
