import type { Incident } from '../domain/incident/incident.ts';
import { truncate } from '../lib/text.ts';
import type { CommandInput } from '../ports/commands/input.ts';
import { withoutPress } from '../ports/commands/press.ts';
import type { CommandShape } from '../ports/commands.ts';
import type { Message } from '../ports/message.ts';
import { headline } from './incident/incident.ts';
import type { Reader } from './reader.ts';

const labelLength = 60;

interface Choice {
  readonly incident: Incident;
  readonly args: CommandInput['args'];
}

/** Asks what the number in a line means: the incident with this number, or a quantity. */
export function countQuestionView(
  { name, form }: CommandShape,
  { words, choices }: { readonly words: string; readonly choices: readonly Choice[] },
  { t, language }: Reader,
): Message {
  const what = form?.title ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const title = t('typed.count', { what, words });
  const inputs = choices.map(({ args }) => ({ command: name, args: withoutPress(args) }));
  const buttons = inputs.map((invokes, at) => ({
    label: truncate(headline(choices[at]!.incident), labelLength),
    invokes,
  }));
  return { text: title, language, buttons };
}

/** Adds the noted words to an answer, with a button or a line that runs the command on the incident of that number. */
export function countedNoteView(
  message: Message,
  {
    words,
    input,
    other,
  }: { readonly words: string; readonly input: CommandInput; readonly other: Incident | undefined },
  { t }: Reader,
): Message {
  const text = `${message.text} ${t('typed.count.says', { words })}`;
  if (!other) return { ...message, text };
  const invokes = { command: input.command, args: withoutPress(input.args) };
  const label = t('typed.count.other', { incident: other.number });
  return { ...message, text, buttons: [...(message.buttons ?? []), { label, invokes }] };
}
