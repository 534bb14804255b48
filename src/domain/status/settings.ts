/** Texts of the status page. */
export interface StatusSettings {
  /** Public name of the organisation. */
  readonly title?: string;
  /** A sentence below the title. */
  readonly about?: string;
}
