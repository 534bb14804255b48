/** Slack's limits, by name. Lengths are in UTF-16 units, which is never less than Slack counts. */

export const HEADER_TEXT = 150;
/** Limit of a section. Slack documents no limit for rich text, so its parts stay within this one too. */
export const BODY_TEXT = 3_000;
/**
 * All blocks together, as JSON. Slack documents no limit, but answers `msg_blocks_too_long` from about 13,200 characters on,
 * including the JSON around the text.
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
/** `chat.update` takes 4,000 characters, and every message must be editable. */
export const FALLBACK_TEXT = 3_900;
export const LINK_URL = 3_000;
/** URLs of all link buttons together, and the text of links that do not become buttons. */
export const LINKS_JSON = 3_000;

export const MODAL_TITLE = 24;
export const MODAL_BUTTON = 24;
export const MODAL_METADATA = 3_000;
export const INPUT_LABEL = 2_000;
export const INPUT_HINT = 2_000;
export const INPUT_TEXT = 3_000;
export const PLACEHOLDER = 150;
/** Options of a static select, and of one answer to an external select. */
export const SELECT_OPTIONS = 100;
export const OPTION_TEXT = 75;
export const OPTION_VALUE = 150;

export const CHANNEL_NAME = 80;
export const TOPIC = 250;

/**
 * Slack retries an event that is not acknowledged within 3 s, so after this time it is acknowledged even while it is being
 * handled.
 */
export const EVENT_ACK_MS = 2_500;
/** Slack waits 3 s for the options of an external select, including the network. */
export const SUGGESTION_MS = 2_000;
/** A request whose timestamp differs more from our clock is rejected, whether older or newer. */
export const SIGNATURE_AGE_S = 300;
export const REQUEST_BYTES = 1_048_576;
/** How long a repeat of an event is recognised. Slack's last retry comes after about 6 minutes. */
export const REMEMBER_MS = 600_000;

/** Time limits, which tests shorten. */
export interface Waits {
  /** Limit for one call of the Web API or of a response URL. */
  readonly callMs: number;
  /** Limit for a whole delivery, which may take several calls. */
  readonly deliveryMs: number;
  /**
   * A command, press or form that is not stored within this time is acknowledged nevertheless. Slack waits 3 s, including
   * the network.
   */
  readonly ackMs: number;
  /** Limit from requesting a websocket to Slack's hello. */
  readonly helloMs: number;
  /** A websocket on which no pong came for so long is dead. */
  readonly pongMs: number;
  /** First delay between attempts to reconnect; it doubles up to `reconnectMaxMs`. */
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
  pongMs: 5_000,
  reconnectMs: 500,
  reconnectMaxMs: 30_000,
  reconnects: 20,
};

/** Slack knows one command of ours; its words say which. */
export const COMMAND = '/incident';
