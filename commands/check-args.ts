import { idOf, type Named, targets } from '../src/application/incidents/known-names.ts';
import { withWrittenNames } from '../src/application/incidents/written-names.ts';
import type { Directory } from '../src/domain/directory.ts';
import type { Via } from '../src/domain/people.ts';
import { refusedBy } from '../src/domain/refusal.ts';
import type { NameKind } from '../src/domain/rules.ts';
import { withoutControls } from '../src/lib/text.ts';
import { withoutPress } from '../src/ports/commands/press.ts';
import type { CommandShape, OptionShape } from '../src/ports/commands.ts';
import { meansEverybody, meansSomebody, me as whoSpeaks } from './typed/names.ts';
import { nearest } from './typed/nearest.ts';

/**
 * Returns each value in canonical form: a severity in lower case, a service by its id even when its name was typed.
 *
 * @param from `via`: platform of the line, for mentions; `me`: the id of the person
 * @throws Refused for an unknown option, a value that is too long, or an unknown name
 */
export function checkArgs(
  shape: CommandShape,
  args: Readonly<Record<string, string>>,
  directory: Directory,
  { via, me }: { readonly via?: Via; readonly me?: string } = {},
): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, raw] of Object.entries(withoutPress(args))) {
    const option = shape.options.find((one) => one.name === name);
    if (!option) throw refusedBy('unknown-option', { command: shape.name, option: name });
    const isText = option.kind === 'text' || option.kind === 'long-text';
    const value = (isText ? withoutControls(withWrittenNames(raw, directory, via)) : raw).trim();
    if (!value) continue;
    if (value.length > option.maxLength) {
      throw refusedBy('too-long', { option: name, length: value.length, most: option.maxLength });
    }
    const values = option.several
      ? value.split(/\s*,\s*/).filter(Boolean)
      : [isWhoSpeaks(option, value) ? (me ?? value) : value];
    checked[name] = [...new Set(values.map((one) => canonicalName(option, one, directory)))].join(',');
  }
  return checked;
}

/** Returns whether the value is “me”, the author. */
function isWhoSpeaks({ kind }: OptionShape, value: string): boolean {
  return (kind === 'person' || kind === 'target') && value.toLowerCase() === whoSpeaks;
}

function canonicalName(option: OptionShape, value: string, directory: Directory): string {
  switch (option.kind) {
    case 'choice':
      return pick(
        option,
        'choice',
        option.meant?.(value) ?? value,
        (option.choices ?? []).map((choice) => ({ id: choice.value })),
      );
    case 'service':
      return pick(option, 'service', value, [...directory.services.values(), ...besides(option)]);
    case 'person':
      return pick(option, 'person', value, [...directory.people.values(), ...besides(option)]);
    case 'schedule':
      return pick(option, 'schedule', value, [...directory.schedules.values()]);
    case 'target':
      return pick(option, 'target', value, targets(directory));
    case 'incident':
    case 'text':
    case 'long-text':
    case 'time':
      return value;
    default:
      return option.kind satisfies never;
  }
}

/** Returns the values that an option takes besides names in the file. */
function besides({ choices = [] }: OptionShape): Named[] {
  return choices.map(({ value, label }) => ({ id: value, name: label }));
}

function pick({ name }: OptionShape, what: NameKind, value: string, known: readonly Named[]): string {
  try {
    return idOf(what, value, known, { option: name, nearest });
  } catch (err) {
    // What is known by one of these words comes first.
    if (what === 'target' && meansSomebody(value)) {
      throw refusedBy('names-nobody', { option: name, name: value.trim(), known: known.map(({ id }) => id) });
    }
    if ((what !== 'target' && what !== 'person') || !meansEverybody(value)) throw err;
    throw refusedBy('names-everybody', { option: name, what, name: value.trim(), known: known.map(({ id }) => id) });
  }
}
