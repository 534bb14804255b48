/** What Slack takes, by name. Lengths are in UTF-16 units, which is never less than Slack counts. */

export const HEADER_TEXT = 150;
/** A section's limit; nothing is documented for rich text, so its parts stay within it too. */
export const BODY_TEXT = 3_000;
/**
 * All blocks together, as JSON. Slack answers `msg_blocks_too_long` from about 13,200 characters on and documents
 * nothing; the containers count.
 */
export const BLOCKS_JSON = 12_000;
export const FIELDS = 20;
export const FIELD_LABEL = 80;
export const FIELD_VALUE = 1_000;
/** Labels and values of all fields together, as JSON. */
export const FIELDS_JSON = 3_500;
export const BUTTONS = 25;
export const BUTTON_TEXT = 75;
export const ACTION_ID = 255;
export const BUTTON_VALUE = 2_000;
/** `chat.update` takes 4,000; a message must be able to be edited. */
export const FALLBACK_TEXT = 3_900;
export const LINK_URL = 3_000;
/** The addresses of all link buttons together, and the text of the links that are none. */
export const LINKS_JSON = 3_000;

export const MODAL_TITLE = 24;
export const MODAL_BUTTON = 24;
export const MODAL_METADATA = 3_000;
export const INPUT_LABEL = 2_000;
export const INPUT_HINT = 2_000;
export const INPUT_TEXT = 3_000;
export const PLACEHOLDER = 150;
/** Of a select that holds them itself, and of one answer to a select that asks for them. */
export const SELECT_OPTIONS = 100;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 150;

export const CHANNEL_NAME = 80;
export const TOPIC = 250;

/** Slack retries what is not acknowledged within 3 s; an event's acknowledgement waits this long for its handling. */
export const EVENT_ACK_MS = 2_500;
/** Slack waits 3 s for the options of a select, the way there and back included. */
export const SUGGESTION_MS = 2_000;
/** A request whose time is further from ours than this is refused, in the past and in the future. */
export const SIGNATURE_AGE_S = 300;
export const REQUEST_BYTES = 1_048_576;
/** How long a repeat of an event is recognised. Slack's last retry comes after about 6 minutes. */
export const REMEMBER_MS = 600_000;

/** How long to wait. Tests shorten them. */
export interface Waits {
  /** One call of the Web API or of a response URL. */
  readonly callMs: number;
  /** A whole delivery, which may be several calls. */
  readonly deliveryMs: number;
  /**
   * A command, a press or a form that is not in the database by then is acknowledged all the same. Slack waits 3 s, the
   * way to it included.
   */
  readonly ackMs: number;
  /** From asking for a websocket to Slack's hello. */
  readonly helloMs: number;
  /** The first pause between attempts to connect again; it doubles up to `reconnectMaxMs`. */
  readonly reconnectMs: number;
  readonly reconnectMaxMs: number;
  /** After so many failed attempts in a row the connection counts as lost. */
  readonly reconnects: number;
}

export const usualWaits: Waits = {
  callMs: 8_000,
  deliveryMs: 9_500,
  ackMs: 2_000,
  helloMs: 10_000,
  reconnectMs: 500,
  reconnectMaxMs: 30_000,
  reconnects: 20,
};
