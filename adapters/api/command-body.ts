import { z } from 'zod';
import type { CommandShape, OptionShape } from '../../src/ports/commands.ts';
import { byJson } from '../../src/schemas/requests.ts';

/** The actor, and the options of the command by their names in chat. The path names the incident. */
export type CommandBody = z.ZodType<CommandRequest, unknown>;
export interface CommandRequest {
  readonly by: string;
  readonly [option: string]: string | number | undefined;
}

const onlyBy = z.strictObject({ by: byJson }).meta({ id: 'By' });

/** Returns the body schema of a command, derived from its options. */
export function bodyOf({ name, options }: CommandShape): CommandBody {
  const taken = options.filter((option) => option.name !== 'incident');
  if (taken.length === 0) return onlyBy as unknown as CommandBody;
  const fields = Object.fromEntries(taken.map((option) => [option.name, fieldOf(option)]));
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}Command`;
  return z.strictObject({ by: byJson, ...fields }).meta({ id }) as unknown as CommandBody;
}

/** Returns the options of a body as the command takes them: text by option name. */
export function argsOf({ by: _by, ...options }: CommandRequest): Record<string, string> {
  const sent = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent.map(([name, value]) => [name, String(value)]));
}

function fieldOf(option: OptionShape): z.ZodType {
  const schema = schemaOf(option).meta({ description: option.description });
  return option.required ? schema : schema.optional();
}

function schemaOf({ kind, choices = [], integer, required, maxLength }: OptionShape): z.ZodType {
  if (integer) return z.int().min(1).max(integer.most);
  if (kind === 'incident') return z.int().min(1).max(999_999_999);
  // For other kinds the choices are only suggestions, and their values depend on the configuration file.
  if (kind === 'choice') return z.enum(choices.map(({ value }) => value));
  return z
    .string()
    .trim()
    .min(required ? 1 : 0)
    .max(maxLength);
}
