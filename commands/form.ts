import { targets } from '../src/application/incidents/known-names.ts';
import type { Directory } from '../src/domain/directory.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import { filledInAfter, pressOf } from '../src/ports/commands/press.ts';
import type { Choice, Form, FormField, OptionShape } from '../src/ports/commands.ts';
import type { Reader } from '../src/views/reader.ts';
import type { Command, OptionDefinition, OptionName } from './command.ts';
import { plain, shapeIn } from './shapes.ts';

const mostFields = 5;

/**
 * Returns the form for missing options; undefined when no required option is missing, and none that a button asks for. Does
 * no I/O, because a form must open within three seconds.
 */
export function formFor(
  command: Command,
  input: CommandInput,
  { directory, t }: Pick<Reader, 'directory' | 't'>,
): Form | undefined {
  const shape = shapeIn(command, t);
  const isMissing = ({ name }: { name: string }) => name !== 'incident' && !input.args[name]?.trim();
  const missing = command.options.filter(isMissing);
  const press = pressOf(input.args);
  const fromButton = press !== undefined && !press.filledIn && press.agreed === undefined;
  if (!missing.some(({ required, askedByButton }) => required || (askedByButton && fromButton))) return undefined;
  const { incident } = input.args;
  const { title = shape.summary, submit = t('form.send') } = shape.form ?? {};
  return {
    title: incident ? t('form.titled', { title, incident: incident.replace('#', '') }) : title,
    submit,
    input: filledInAfter(input),
    fields: missing.slice(0, mostFields).map((definition) => {
      const option = shape.options.find(({ name }) => name === definition.name) as OptionShape;
      return { ...fieldFor(option, directory, t), ...fallbackOf(definition, input, { directory, t }) };
    }),
  };
}

function fieldFor(option: OptionShape, directory: Directory, t: Reader['t']): FormField {
  const choices = choicesFor(option, directory);
  const name = option.name as OptionName;
  return {
    option: option.name,
    label: plain(t, `label.${name}`),
    hint: option.description,
    kind: option.kind,
    required: option.required,
    maxLength: option.maxLength,
    ...(choices.length > 0 && { choices }),
  };
}

function fallbackOf(
  { fallback }: OptionDefinition,
  { args }: CommandInput,
  { directory, t }: Pick<Reader, 'directory' | 't'>,
): Pick<FormField, 'fallback'> {
  const value = fallback?.(args, directory);
  return value === undefined ? {} : { fallback: t('form.default', { value }) };
}

/** Returns every value of an option, where the values are known in advance. */
export function choicesFor(option: OptionShape, directory: Directory): readonly Choice[] {
  const named = ({ id, name }: { id: string; name?: string }): Choice => ({ value: id, label: name ?? id });
  switch (option.kind) {
    case 'choice':
      return option.choices ?? [];
    case 'service':
      return [...[...directory.services.values()].map(named), ...(option.choices ?? [])];
    case 'person':
      return [...[...directory.people.values()].map(named), ...(option.choices ?? [])];
    case 'schedule':
      return [...directory.schedules.values()].map(named);
    case 'target':
      return targets(directory).map(named);
    default:
      return option.choices ?? [];
  }
}
