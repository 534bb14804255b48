import type { Role } from '../src/domain/people.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { Command } from './command.ts';

/** What changes nothing and hands nothing out is not written down. */
const looking: ReadonlySet<string> = new Set([
  'show',
  'list',
  'timeline',
  'oncall',
  'help',
  'audit',
  'report',
  'postmortem',
]);

/** With any of these `task` changes something. */
const taskWords = ['text', 'person', 'done', 'reopen', 'edit'] as const;

/** Options that hold what only their owner may know. */
const secret: Readonly<Record<string, readonly string[]>> = { link: ['code'] };

/** Whether only something is looked at. Who may not even do that is written down all the same. */
export function onlyLooks(command: string, args: Invocation['args']): boolean {
  if (command === 'deliveries' || command === 'maintenance') return !args.action || args.action === 'list';
  if (command === 'task') return !taskWords.some((name) => args[name]?.trim());
  return looking.has(command);
}

/** The role that this call needs. */
export function roleNeeded({ name, needs, toLook }: Command, args: Invocation['args']): Role {
  return toLook && onlyLooks(name, args) ? toLook : needs;
}

/** What of a command's options goes into the audit log: those that it has, no secret, and of choices only real ones. */
export function auditedArgs(command: Command | undefined, args: Invocation['args']): Record<string, string> {
  const kept = (command?.options ?? []).flatMap(({ name, kind, choices = [] }): [string, string][] => {
    const value = args[name];
    if (value === undefined || secret[command?.name ?? '']?.includes(name)) return [];
    if (kind === 'choice' && !choices.some((choice) => choice.value === value)) return [];
    return [[name, value]];
  });
  return Object.fromEntries(kept);
}
