/** Limits of one mail. Gmail shows 102 kB of HTML and hides the rest, so all of them together stay below that. */

/** In characters. A longer subject is truncated at a word boundary, with an ellipsis. */
export const SUBJECT_LENGTH = 150;
/** In characters. A phone shows no more of a subject, and the page has the whole title. */
export const PAGE_SUBJECT_LENGTH = 70;
/** In characters, of what an inbox shows beside the subject. */
export const PREVIEW_LENGTH = 120;
export const TITLE_LENGTH = 300;
export const TEXT_LENGTH = 10_000;
export const FIELD_LABEL_LENGTH = 80;
export const FIELD_VALUE_LENGTH = 1_000;
/** In characters, all fields together. */
export const FIELDS_LENGTH = 5_000;
export const LINK_LABEL_LENGTH = 120;

/** Of one chart of named bars. */
export const BARS = 12;
/** Of one chart of days: a month. */
export const DAYS = 31;
export const CHART_LABEL_LENGTH = 80;

export const BUTTONS = 10;
export const BUTTON_LABEL_LENGTH = 60;
/**
 * In bytes, of a code as `encodeInput` writes it. The code is part of a URL, and old mail programs open no URL above 2,000
 * characters.
 */
export const BUTTON_BYTES = 600;

/** How long a button in a mail works. */
export const LINK_DAYS = 7;

/** Recipients of one message. */
export const RECIPIENTS = 50;
/** Mails that wait for the mail server in this process. A mail beyond that fails at once, and the core retries it. */
export const QUEUE_LENGTH = 1_000;
/** Connections to the mail server at a time. */
export const CONNECTIONS = 5;
/** How many accepted mails this process remembers, so that it does not send a retried one twice. */
export const REMEMBERED = 5_000;
/** For so long, a mail that comes again is a repeat and is not sent. */
export const REPEATED_MS = 60_000;
