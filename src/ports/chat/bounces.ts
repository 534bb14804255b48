/** A mail server reports that a page by mail was not delivered. */
export interface Bounce {
  /** Message-IDs in the report, one of which may be the page's. */
  readonly messageIds: readonly string[];
  /** The signed address in the report, or to which it came: used where no Message-ID is a page's, as when a relay gave it another. */
  readonly signed?: SignedPage | undefined;
  /** A code such as `mailbox-full`, or the mail server's words. */
  readonly reason: string;
}

/** A mail about one incident to one person. */
export interface SignedPage {
  readonly incident: number;
  /** Absent: the last one. */
  readonly sentAt?: Date;
  isTo(address: string): boolean;
}

export interface Bounces {
  /**
   * Marks the page as failed, so that the person's next way is used; of a mail that stands for several pages, all of them.
   *
   * @returns false when it is none of our pages, or was marked before
   * @throws StoreUnavailable when nothing could be kept
   */
  bounced(bounce: Bounce): Promise<boolean>;
}
