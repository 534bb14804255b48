/** A command and its options, however they were spelled: typed, clicked, chosen or filled in. */
export interface Spelling {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
}

/**
 * A spelling as a button carries it, short enough for Telegram's 64 bytes: `ack?incident=42`.
 * Buttons name commands, numbers and ids only, never what people typed.
 */
export function encodeSpelling(spelling: Spelling): string {
  const query = new URLSearchParams({ ...spelling.args }).toString();
  return query ? `${spelling.command}?${query}` : spelling.command;
}

/** Undefined when it was not written by `encodeSpelling`. */
export function decodeSpelling(code: string): Spelling | undefined {
  const match = /^([a-z]{1,32})(?:\?(.*))?$/s.exec(code);
  if (!match?.[1]) return undefined;
  return { command: match[1], args: Object.fromEntries(new URLSearchParams(match[2] ?? '')) };
}
