/** A mail server reports that a page by mail was not delivered. */
export interface Bounce {
  /** Message-IDs in the report, one of which is the page's. */
  readonly messageIds: readonly string[];
  /** The page that the report's signed reply address belongs to: used where the report has no Message-ID. */
  readonly signed?: { readonly incident: number; readonly address: string } | undefined;
  /** A code such as `mailbox-full`, or the mail server's words. */
  readonly reason: string;
}

export interface Bounces {
  /**
   * Marks the page as failed, so that the person's next way is used.
   *
   * @returns false when it is none of our pages, or was marked before
   * @throws StoreUnavailable when nothing could be kept
   */
  bounced(bounce: Bounce): Promise<boolean>;
}
