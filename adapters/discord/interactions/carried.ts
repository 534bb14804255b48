import { type CommandInput, decodeInput, encodeInput } from '../../../src/ports/commands/input.ts';
import { CUSTOM_ID_LENGTH } from '../limits.ts';

/**
 * Contents of a form's custom_id, so that the form can be submitted after a restart: the place where it was opened, and the
 * known arguments. `100000000000000001|note?incident=42`
 */
export interface Carried {
  readonly input: CommandInput;
  /** The place that identifies the incident. */
  readonly under?: string;
}

/** Splits the known arguments into those in the custom_id and those that are too long for it. */
export function carry(input: CommandInput, under: string | undefined): { code: string; tooLong: readonly string[] } {
  const prefix = under ? `${under}|` : '';
  const kept: Record<string, string> = {};
  const tooLong: string[] = [];
  const code = () => prefix + encodeInput({ command: input.command, args: kept });
  for (const [name, value] of Object.entries(input.args)) {
    kept[name] = value;
    if (code().length <= CUSTOM_ID_LENGTH) continue;
    delete kept[name];
    tooLong.push(name);
  }
  return { code: code(), tooLong };
}

export function readCarried(code: string): Carried | undefined {
  const match = /^(?:(\d{1,20})\|)?(.*)$/s.exec(code);
  const input = decodeInput(match?.[2] ?? '');
  return input && { input, ...(match?.[1] && { under: match[1] }) };
}

/**
 * The custom_id of "Fill in": identifies the typed line that lacks something. The line is read again when the button is
 * pressed.
 */
export interface TypedLine {
  readonly channel: string;
  readonly message: string;
}

export function lineCode({ channel, message }: TypedLine): string {
  return `~${channel}/${message}`;
}

export function readLineCode(code: string): TypedLine | undefined {
  const match = /^~(\d{1,20})\/(\d{1,20})$/.exec(code);
  return match?.[1] && match[2] ? { channel: match[1], message: match[2] } : undefined;
}
