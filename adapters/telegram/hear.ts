import type { CommandShape } from '../../src/ports/commands.ts';
import { lineFor } from '../../src/ports/typed-text.ts';
import { COMMAND_NAME } from './limits.ts';

/** How a text concerns the bot. `aside` concerns it only as the answer to an open question. */
export type Heard =
  | { readonly kind: 'start' | 'cancel' | 'skip' | 'aside' }
  | { readonly kind: 'command' | 'line'; readonly line: string };

export interface Listening {
  readonly username: string;
  readonly catalogue: readonly CommandShape[];
}

const slash = /^\/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/;

/** Returns a command's name on Telegram, which allows neither capitals nor hyphens. */
export function telegramName(name: string): string {
  const spelled = name.toLowerCase().replace(/[^a-z0-9_]/g, '_');
  if (!COMMAND_NAME.test(spelled)) throw new Error(`“${name}” cannot be a command on Telegram`);
  return spelled;
}

export function hear(
  text: string,
  chat: { private: boolean; toBot: boolean },
  { username, catalogue }: Listening,
): Heard {
  const command = slash.exec(text.trim());
  if (command) return hearCommand(command, chat.private, { username, catalogue });
  if (chat.private) return { kind: 'line', line: text };
  const mention = new RegExp(`(?<![\\w@])@${username}(?!\\w)`, 'i');
  const forBot = lineFor(mention, text);
  const line = forBot ?? text.replace(mention, ' ').trim();
  if (chat.toBot || line !== text.trim()) {
    const isVerb = catalogue.some(({ name, aliases = [] }) =>
      [name, ...aliases].includes(line.split(/\s+/)[0]?.toLowerCase() ?? ''),
    );
    // A text that begins or ends with “@bot” is for the bot even when it is not a command; a mention inside only talks of it.
    if (isVerb || forBot !== undefined) return { kind: 'line', line };
  }
  return { kind: 'aside' };
}

function hearCommand(
  [, name = '', to, rest = '']: RegExpExecArray,
  isPrivate: boolean,
  { username, catalogue }: Listening,
): Heard {
  if (to && to.toLowerCase() !== username.toLowerCase()) return { kind: 'aside' };
  const spelled = name.toLowerCase();
  // In a group, every bot receives a bare /start.
  if (spelled === 'start' && !isPrivate && !to) return { kind: 'aside' };
  if (spelled === 'start' || spelled === 'cancel' || spelled === 'skip') return { kind: spelled };
  if (spelled === 'incident') return { kind: 'command', line: rest };
  const verb =
    catalogue.find((shape) => telegramName(shape.name) === spelled) ??
    catalogue.find(({ aliases }) => aliases?.includes(spelled));
  // Other bots have commands too: in a group, an unknown command is for this bot only when it names the bot.
  if (!verb && !isPrivate && !to) return { kind: 'aside' };
  // An alias stays as it was typed; the command asks for what the alias leaves out.
  const word = verb && telegramName(verb.name) === spelled ? verb.name : name;
  return { kind: 'command', line: `${word} ${rest}`.trim() };
}
