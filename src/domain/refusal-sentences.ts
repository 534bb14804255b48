import { excerpt } from '../lib/text.ts';
import type { Role } from './people.ts';

/** The sentence of each rule that carries data. A catalogue of another language has the same rules and the same data. */
const sentences = {
  'unknown-command': ({ verb, near }: { verb: string; near?: string | undefined }) =>
    `I don’t know “${excerpt(verb)}”.${near ? ` Did you mean “${near}”?` : ''} “help” shows what I can do.`,
  'not-for-programs': ({ verb }: { verb: string }) => `There is no command “${excerpt(verb)}” for programs.`,
  'nothing-to-change': ({ command, options }: { command: string; option: string; options: readonly string[] }) =>
    `“${command}” changes nothing without an option. Give at least one of ${options.join(', ')}.`,
  'unknown-option': ({ command, option }: { command: string; option: string }) =>
    `“${command}” has no option “${excerpt(option)}”.`,
  'missing-option': ({ command, option, example }: { command: string; option: string; example?: string | undefined }) =>
    `“${command}” needs a ${option}.${example ? ` For example: ${example}` : ''}`,
  'too-long': ({ option, length, most }: { option: string; length: number; most: number }) =>
    `“${option}” has ${length} characters, and at most ${most} are allowed. Please shorten it.`,
  'word-left-over': ({ word, command, options }: { word: string; command: string; options: readonly string[] }) =>
    `I don’t know what “${excerpt(word)}” means for “${command}”, which takes ${options.join(', ') || 'no options'}.`,
  'given-twice': ({ option }: { option: string }) => `“${option}” is given twice. Say it once.`,
  'unknown-name': ({ what, name, near, known }: UnknownName) =>
    `There is no ${what} “${excerpt(name)}”.${near ? ` Did you mean “${near}”?` : ''} There is: ${someOf(known) || 'none yet'}.`,
  'incident-missing': ({ command }: { command: string }) => `“${command}” needs an incident: its number, such as 42.`,
  'not-a-number': ({ text }: { text: string }) =>
    `“${excerpt(text)}” is not an incident. Say its number, such as 42 or #42; “list” shows them.`,
  'unknown-incident': ({ number }: { number: string }) =>
    `There is no incident #${number}. “list” shows the open ones.`,
  'not-allowed': ({ command, role, needs, person }: NotAllowed) =>
    person === undefined
      ? `You are ${aRole(role)} here, and “${command}” needs ${aRole(needs)}. Ask an admin to change your role.`
      : `${person} is ${aRole(role)} here, and “${command}” needs ${aRole(needs)}. Ask an admin to change the role.`,
} as const satisfies Readonly<Record<string, (data: never) => string>>;

interface UnknownName {
  /** Such as `service`. */
  readonly what: string;
  readonly name: string;
  readonly near?: string | undefined;
  readonly known: readonly string[];
  readonly option?: string | undefined;
}

interface NotAllowed {
  readonly command: string;
  readonly role: Role;
  readonly needs: Role;
  /** Whose role it is, where the sentence is for a program. */
  readonly person?: string | undefined;
}

export type RuleWithData = keyof typeof sentences;
export type RuleData<R extends RuleWithData> = Parameters<(typeof sentences)[R]>[0];

export function sentenceOf<R extends RuleWithData>(rule: R, data: RuleData<R>): string {
  return (sentences[rule] as (data: RuleData<R>) => string)(data);
}

function someOf(known: readonly string[]): string {
  return known.length > 8 ? `${known.slice(0, 8).join(', ')} and ${known.length - 8} more` : known.join(', ');
}

function aRole(role: Role): string {
  return role === 'admin' ? 'an admin' : `a ${role}`;
}
