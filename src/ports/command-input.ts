/** A command and its options, however they were spelled: typed, clicked, chosen or filled in. */
export interface CommandInput {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
}

/** What a button holds on every platform: Telegram takes no more. */
export const mostButtonBytes = 64;

/**
 * A command input as a button carries it, short enough for Telegram's 64 bytes: `ack?incident=42`.
 * Buttons name commands, numbers and ids only, never what people typed.
 */
export function encodeInput(input: CommandInput): string {
  const query = new URLSearchParams({ ...input.args }).toString();
  return query ? `${input.command}?${query}` : input.command;
}

/** Undefined when it was not written by `encodeInput`. */
export function decodeInput(code: string): CommandInput | undefined {
  const match = /^([a-z]{1,32})(?:\?(.*))?$/s.exec(code);
  if (!match?.[1]) return undefined;
  return { command: match[1], args: Object.fromEntries(new URLSearchParams(match[2] ?? '')) };
}
