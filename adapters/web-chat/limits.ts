/** What the web chat holds. It is ours, so these are choices: a card stays readable, a store stays small. */

/** In characters. Longer is cut at a boundary, with an ellipsis. */
export const TEXT_LIMIT = 10_000;
export const TITLE_LIMIT = 500;
export const FIELD_LABEL_LIMIT = 100;
export const FIELD_VALUE_LIMIT = 1_000;
export const FIELDS_LIMIT = 25;
export const BUTTONS_LIMIT = 25;
export const BUTTON_LABEL_LIMIT = 80;
/** A code as `encodeInput` writes it. */
export const BUTTON_BYTES_LIMIT = 1_000;
export const ROOM_NAME_LIMIT = 120;

/** What a person may type as chat. */
export const CHAT_LIMIT = 10_000;
/** What a person may type as a command: more, so that a title of 10,000 characters is refused by the rule for titles. */
export const LINE_LIMIT = 20_000;

export const POSTS_PAGE = 50;
/** Event streams of one person: many tabs, and an end to it. */
export const STREAMS_LIMIT = 30;

/** Two calls in a row stay under the 10 s that a delivery may take. */
export const STORE_LIMIT_MS = 4_500;
/** The store is our own database: no backoff is learnt from it, so a fixed wait. */
export const STORE_RETRY_MS = 2_000;
/** How often it is asked what other processes wrote, while somebody is there to be told. */
export const FOLLOW_MS = 1_000;
export const HEARTBEAT_MS = 15_000;
