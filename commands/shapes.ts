import type { PlainKey, Translate } from '../src/locales/catalogue.ts';
import type { CommandShape, OptionShape } from '../src/ports/commands.ts';
import type { Command, OptionDefinition } from './command.ts';
import { aliasesOf } from './typed/verbs.ts';

/** Returns a command's shape in the language of `t`. Names of commands and options stay English. */
export function shapeIn({ name, summary, form, options }: ShownCommand, t: Translate): CommandShape {
  return {
    name,
    aliases: aliasesOf(name),
    summary: plain(t, summary),
    ...(form && { form: { title: plain(t, form.title), submit: plain(t, form.submit ?? 'form.send') } }),
    options: options.map((option) => optionIn(option, t)),
  };
}

type ShownCommand = Pick<Command, 'name' | 'summary' | 'form' | 'options'>;

function optionIn({ choices, fallback: _, onlyByName: _2, ...option }: OptionDefinition, t: Translate): OptionShape {
  return {
    ...option,
    description: plain(t, option.description),
    ...(choices && {
      choices: choices.map(({ value, label }) => ({ value, label: label === undefined ? value : plain(t, label) })),
    }),
  };
}

/** Returns a text without placeholders. */
export function plain(t: Translate, key: PlainKey): string {
  return (t as (key: PlainKey) => string)(key);
}
