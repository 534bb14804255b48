import type { Role } from '../src/domain/people.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import type { Command } from './command.ts';

type Args = CommandInput['args'];

/** Whether it only reads with these options. Who may not even do that is written down all the same. */
export function onlyReads({ reads }: Command, args: Args): boolean {
  return typeof reads === 'function' ? reads(args) : reads === true;
}

/** The role that this call needs. */
export function roleNeeded(command: Command, args: Args): Role {
  return command.toLook && onlyReads(command, args) ? command.toLook : command.needs;
}

/** What of a command's options goes into the audit log: those that it has, no secret, and of choices only real ones. */
export function auditedArgs(command: Command | undefined, args: Args): Record<string, string> {
  const kept = (command?.options ?? []).flatMap(({ name, kind, secret, choices = [] }): [string, string][] => {
    const value = args[name];
    if (value === undefined || secret) return [];
    if (kind === 'choice' && !choices.some((choice) => choice.value === value)) return [];
    return [[name, value]];
  });
  return Object.fromEntries(kept);
}
