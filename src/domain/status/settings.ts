/** What the status page says besides how things stand. */
export interface StatusSettings {
  /** Whose page it is, as those outside know them. */
  readonly title?: string;
  /** A sentence below the title. */
  readonly about?: string;
}
