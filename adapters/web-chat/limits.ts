/** Limits of the web chat. No platform sets them; they keep cards readable and the database small. */

/** In characters. Longer text is truncated at a word boundary, with an ellipsis. */
export const TEXT_LIMIT = 10_000;
export const TITLE_LIMIT = 500;
export const FIELD_LABEL_LIMIT = 100;
export const FIELD_VALUE_LIMIT = 1_000;
export const FIELDS_LIMIT = 25;
export const BUTTONS_LIMIT = 25;
export const BUTTON_LABEL_LIMIT = 80;
/** In bytes, of a code as `encodeInput` writes it. */
export const BUTTON_BYTES_LIMIT = 1_000;
export const ROOM_NAME_LIMIT = 120;

/** In characters, of a chat message by a person. */
export const CHAT_LIMIT = 10_000;
/** In characters, of a typed command: more, so that the rule about titles can refuse a title of 10,000 characters. */
export const LINE_LIMIT = 20_000;

export const POSTS_PAGE = 50;
/** Event streams of one person: enough for many tabs. */
export const STREAMS_LIMIT = 30;

/** Two calls in a row stay under the 10 s of a delivery. */
export const STORE_LIMIT_MS = 4_500;
/** The store is Tocsin's own database, which sends no retry-after, so the delay is fixed. */
export const STORE_RETRY_MS = 2_000;
/** How often messages of other processes are read while anybody is connected. */
export const FOLLOW_MS = 1_000;
export const HEARTBEAT_MS = 15_000;
/** A push service that stays away for so long does not hold back a page that reached the person otherwise. */
export const PUSH_BESIDES_MS = 5 * 60_000;
