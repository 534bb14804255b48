// Discord's limits, from its API reference. Beyond them Discord answers 50035 and shows nothing.

export const CONTENT_LENGTH = 2_000;
export const EMBED_TITLE_LENGTH = 256;
export const EMBED_DESCRIPTION_LENGTH = 4_096;
export const EMBED_FIELDS = 25;
export const FIELD_NAME_LENGTH = 256;
export const FIELD_VALUE_LENGTH = 1_024;
/** Title, description and all fields together. */
export const EMBED_TOTAL_LENGTH = 6_000;

export const BUTTON_ROWS = 5;
export const BUTTONS_IN_A_ROW = 5;
export const BUTTON_LABEL_LENGTH = 80;
export const BUTTON_URL_LENGTH = 512;
export const CUSTOM_ID_LENGTH = 100;

export const MODAL_TITLE_LENGTH = 45;
export const MODAL_FIELDS = 5;
export const MODAL_LABEL_LENGTH = 45;
export const MODAL_DESCRIPTION_LENGTH = 100;
export const PLACEHOLDER_LENGTH = 100;
export const MODAL_INPUT_LENGTH = 4_000;
export const SELECT_LABEL_LENGTH = 100;
export const SELECT_VALUE_LENGTH = 100;

/** Choices of an option, of a select, and of one autocompletion. */
export const CHOICES = 25;
export const CHOICE_NAME_LENGTH = 100;
export const CHOICE_VALUE_LENGTH = 100;
export const COMMAND_DESCRIPTION_LENGTH = 100;
export const STRING_OPTION_LENGTH = 6_000;
/** Subcommands under one command count as its options. */
export const COMMAND_OPTIONS = 25;
/** Names, descriptions and values of one command and everything below it. */
export const COMMAND_TOTAL_LENGTH = 8_000;

export const NONCE_LENGTH = 25;
export const CHANNEL_NAME_LENGTH = 100;
export const CHANNEL_TOPIC_LENGTH = 1_024;

/**
 * Limit for the first response to an interaction, counted from when Discord sent it. A later one fails with 10062, and the
 * person sees "failed".
 */
export const FIRST_ANSWER_MS = 3_000;
