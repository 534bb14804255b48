import type { Role } from '../src/domain/people.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import type { Command } from './command.ts';

type Args = CommandInput['args'];

/** Returns whether the command only reads with these options. A refused read is audited nevertheless. */
export function onlyReads({ reads }: Command, args: Args): boolean {
  return typeof reads === 'function' ? reads(args) : reads === true;
}

/** Returns the role that this call needs. */
export function roleNeeded(command: Command, args: Args): Role {
  return command.toLook && onlyReads(command, args) ? command.toLook : command.needs;
}

/** Returns the options for the audit log: those of the command, without secrets, and of choices only valid ones. */
export function auditedArgs(command: Command | undefined, args: Args): Record<string, string> {
  const kept = (command?.options ?? []).flatMap(({ name, kind, secret, choices = [] }): [string, string][] => {
    const value = args[name];
    if (value === undefined || secret) return [];
    if (kind === 'choice' && !choices.some((choice) => choice.value === value)) return [];
    return [[name, value]];
  });
  return Object.fromEntries(kept);
}
