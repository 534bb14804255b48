/** Telegram's limits, in UTF-16 units unless noted. Telegram rejects a message beyond them. */
export const TEXT_LENGTH = 4096;
export const ALERT_LENGTH = 200;
export const CALLBACK_DATA_BYTES = 64;
export const KEYBOARD_BUTTONS = 100;
export const TOPIC_NAME_LENGTH = 128;
export const COMMANDS = 100;
export const COMMAND_NAME = /^[a-z0-9_]{1,32}$/;
export const COMMAND_DESCRIPTION_LENGTH = 256;
export const PLACEHOLDER_LENGTH = 64;
export const WEBHOOK_SECRET = /^[A-Za-z0-9_-]{1,256}$/;
/** Telegram cannot show a moment further ahead than 1,098 days as a timestamp. */
export const MOMENT_AHEAD_MS = 1_098 * 86_400_000;

/** Our own limit: a phone truncates longer labels. */
export const BUTTON_LABEL_LENGTH = 64;
/** Our own limit: Telegram documents none. */
export const BUTTON_URL_LENGTH = 2_000;
