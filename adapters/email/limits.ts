/** What a mail holds. Gmail shows 102 kB of HTML and hides the rest, so all of these together stay below that. */

/** In characters. Longer is cut at a boundary, with an ellipsis. */
export const SUBJECT_LENGTH = 150;
export const TITLE_LENGTH = 300;
export const TEXT_LENGTH = 10_000;
export const FIELD_LABEL_LENGTH = 80;
export const FIELD_VALUE_LENGTH = 1_000;
/** For all fields together. */
export const FIELDS_LENGTH = 5_000;
export const LINK_LABEL_LENGTH = 120;

/** Of one chart. */
export const BARS = 12;
/** A month's. */
export const DAYS = 31;
export const CHART_LABEL_LENGTH = 80;

export const BUTTONS = 10;
export const BUTTON_LABEL_LENGTH = 60;
/** A code as `encodeInput` writes it; it is part of an address, and old mail programs know no address above 2,000. */
export const BUTTON_BYTES = 600;

/** How long a button in a mail works. */
export const LINK_DAYS = 7;

/** Recipients of one message. */
export const RECIPIENTS = 50;
/** Mails waiting for the mail server in this process; what is beyond comes back to the core, which tries again. */
export const QUEUE_LENGTH = 1_000;
/** Connections to the mail server at a time. */
export const CONNECTIONS = 5;
/** Mails that are known to have been accepted, so that a repeat is not sent twice. */
export const REMEMBERED = 5_000;
