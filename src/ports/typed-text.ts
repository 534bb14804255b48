import type { CommandInput } from './commands.ts';

/**
 * How a mention stands in what people typed, until it is known what it is for: `<@U0BOB>`, with the name that the platform
 * shows behind it where that is known, `<@U0BOB|Bob%20Lee>`. It is one word, so it stays whole in a line.
 */
const pattern = /<@!?([A-Za-z0-9]{1,40})(?:\|([^<>|\s]*))?>/g;

/** @param account the person's id on the platform */
export function spellMention(account: string, name?: string): string {
  return `<@${account}${name ? `|${encodeURIComponent(name.toWellFormed())}` : ''}>`;
}

/** Returns the account when a word is a mention and nothing else. */
export function mentionedIn(word: string): string | undefined {
  const [mention] = word.matchAll(pattern);
  return mention?.[0] === word ? mention[1] : undefined;
}

/** Returns the text with a name in place of each mention: the person's, else the one that came with it. */
export function withNames(text: string, nameOf: (account: string) => string | undefined): string {
  return text.replace(pattern, (_, account: string, label?: string) => {
    return nameOf(account) ?? (label ? `@${decoded(label)}` : `@${account}`);
  });
}

function decoded(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

/** A file that came with what somebody typed. */
export interface SentFile {
  readonly name: string;
  /** Where it lives on the platform. */
  readonly url: string;
}

/** Returns the note with a line for each file: its name, and where it is. Undefined when the command is no note. */
export function withFiles({ command, args }: CommandInput, files: readonly SentFile[]): CommandInput | undefined {
  if (command !== 'note') return undefined;
  const lines = files.map(({ name, url }) => `${name.replace(/\s+/g, ' ')} (${url})`);
  return { command, args: { ...args, text: [args.text, ...lines].filter(Boolean).join('\n') } };
}
