/** A command with its options, whether typed, pressed, chosen or filled in. */
export interface CommandInput {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
}

/** The size of a button's data on every platform: Telegram's limit. */
export const mostButtonBytes = 64;

/** One letter for an option's name, and a few characters for a time, in buttons that would hold too much otherwise. */
const shortNames: Readonly<Record<string, string>> = {
  schedule: 'S',
  person: 'P',
  instead: 'D',
  from: 'F',
  to: 'T',
  incident: 'I',
  message: 'M',
  summary: 'U',
  seen: 'N',
  sure: 'Y',
  share: 'H',
  place: 'L',
};
const longNames = new Map(Object.entries(shortNames).map(([name, short]) => [short, name]));
const basicTime = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)$/;
const minuteMs = 60_000;

/**
 * A command input as a button carries it, short enough for Telegram's 64 bytes: `ack?incident=42`.
 * Buttons name commands, numbers and ids only, never what people typed.
 */
export function encodeInput(input: CommandInput): string {
  const code = spelled(input.command, Object.entries(input.args));
  if (code.length <= mostButtonBytes) return code;
  return spelled(
    input.command,
    Object.entries(input.args).map(([name, value]) => [shortNames[name] ?? name, shortTime(value)]),
  );
}

function spelled(command: string, args: [string, string][]): string {
  const query = new URLSearchParams(args).toString();
  return query ? `${command}?${query}` : command;
}

/** `20261224T0900` in base 36, behind a star. */
function shortTime(value: string): string {
  const [, year, month, day, hour, minute] = (basicTime.exec(value) ?? []).map(Number);
  if (year === undefined) return value;
  return `*${(Date.UTC(year, month! - 1, day, hour, minute) / minuteMs).toString(36)}`;
}

function longTime(value: string): string {
  const [, code] = /^\*([0-9a-z]{4,6})$/.exec(value) ?? [];
  if (!code) return value;
  return new Date(Number.parseInt(code, 36) * minuteMs).toISOString().slice(0, 16).replace(/[-:]/g, '');
}

/** Undefined when it was not written by `encodeInput`. */
export function decodeInput(code: string): CommandInput | undefined {
  const match = /^([a-z]{1,32})(?:\?(.*))?$/s.exec(code);
  if (!match?.[1]) return undefined;
  const args = [...new URLSearchParams(match[2] ?? '')].map(([name, value]) => {
    const long = longNames.get(name);
    return long ? [long, longTime(value)] : [name, value];
  });
  return { command: match[1], args: Object.fromEntries(args) };
}
