import { array, invalid, type Json, object, oneOf, text } from './refusal.ts';

interface RegisteredOption {
  readonly name: string;
  readonly autocomplete: boolean;
  readonly choices?: readonly string[];
  readonly maxLength: number;
}

/** A command that people can give, by its words: `incident ack`, or `overflow`. */
export type Registered = ReadonlyMap<string, readonly RegisteredOption[]>;

const MESSAGE_MENU = 3;

const name = /^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u;

export function checkCommands(value: unknown, scope: 'guild' | 'global'): Registered {
  const registered = new Map<string, readonly RegisteredOption[]>();
  const names = new Set<string>();
  for (const [i, one] of array(value, 'commands', 0, 100).entries()) {
    const keys = [
      'type',
      'name',
      'description',
      'description_localizations',
      'options',
      ...(scope === 'global' ? ['contexts', 'integration_types'] : []),
    ];
    if ((one as Json).type === MESSAGE_MENU) {
      registered.set(checkMenu(one, `[${i}]`, scope), []);
      continue;
    }
    const command = object(one, `[${i}]`, keys);
    oneOf(command.type, `[${i}].type`, [1]);
    const called = checkName(command, `[${i}]`);
    if (names.has(called)) throw invalid(`[${i}].name`, 'Application command names must be unique');
    names.add(called);
    if (sizeOf(command) > 8000) throw invalid(`[${i}]`, 'Command exceeds maximum size (8000)');
    const options = array(command.options ?? [], `[${i}].options`, 0, 25);
    const verbs = options.filter((option) => (option as Json).type === 1);
    if (verbs.length === 0) registered.set(called, checkOptions(options, `[${i}]`));
    else if (verbs.length < options.length) throw invalid(`[${i}].options`, 'Sub-command and parameters mixed');
    for (const [j, verb] of verbs.entries()) {
      const path = `[${i}].options[${j}]`;
      const sub = object(verb, path, ['type', 'name', 'description', 'description_localizations', 'options']);
      const words = `${called} ${checkName(sub, path)}`;
      if (registered.has(words)) throw invalid(path, 'Option names must be unique');
      registered.set(words, checkOptions(array(sub.options ?? [], `${path}.options`, 0, 25), path));
    }
  }
  return registered;
}

/** A command in the menu of a message has a name of any letters and spaces, and no words besides. */
function checkMenu(one: unknown, path: string, scope: 'guild' | 'global'): string {
  const global = scope === 'global' ? ['contexts', 'integration_types'] : [];
  const command = object(one, path, ['type', 'name', 'name_localizations', ...global]);
  const names = object(command.name_localizations ?? {}, `${path}.name_localizations`, locales);
  for (const locale of Object.keys(names)) text(names[locale], `${path}.${locale}`, 1, 32);
  return text(command.name, `${path}.name`, 1, 32);
}

function checkName(one: Json, path: string): string {
  const called = text(one.name, `${path}.name`, 1, 32);
  if (!name.test(called)) throw invalid(`${path}.name`, 'Command name is invalid');
  text(one.description, `${path}.description`, 1, 100);
  checkTranslations(one.description_localizations, `${path}.description_localizations`);
  return called;
}

function checkOptions(options: readonly unknown[], path: string): RegisteredOption[] {
  const names = new Set<string>();
  let optionalBefore = false;
  return options.map((one, i) => {
    const at = `${path}.options[${i}]`;
    const option = object(one, at, [
      'type',
      'name',
      'description',
      'description_localizations',
      'required',
      'choices',
      'autocomplete',
      'min_length',
      'max_length',
    ]);
    oneOf(option.type, `${at}.type`, [3]);
    const called = checkName(option, at);
    if (names.has(called)) throw invalid(at, 'Option names must be unique');
    names.add(called);
    if (option.required === true && optionalBefore)
      throw invalid(at, 'Required options must be placed before non-required options');
    optionalBefore ||= option.required !== true;
    const maxLength = option.max_length === undefined ? 6000 : Number(option.max_length);
    if (!(maxLength >= 1 && maxLength <= 6000)) throw invalid(`${at}.max_length`, 'must be between 1 and 6000');
    if (option.choices !== undefined && option.autocomplete === true) throw invalid(at, 'choices and autocomplete');
    const choices = option.choices === undefined ? undefined : checkChoices(option.choices, at);
    return { name: called, autocomplete: option.autocomplete === true, maxLength, ...(choices && { choices }) };
  });
}

/** Those of Discord's locales that are used here. */
const locales = ['de', 'es-ES', 'es-419', 'ja'];

function checkTranslations(value: unknown, path: string): void {
  if (value === undefined) return;
  const translations = object(value, path, locales);
  for (const locale of Object.keys(translations)) text(translations[locale], `${path}.${locale}`, 1, 100);
}

/** Of an option, and of a completion. */
export function checkChoices(value: unknown, path: string): string[] {
  return array(value, `${path}.choices`, 0, 25).map((one, i) => {
    const choice = object(one, `${path}.choices[${i}]`, ['name', 'name_localizations', 'value']);
    checkTranslations(choice.name_localizations, `${path}.choices[${i}].name_localizations`);
    text(choice.name, `${path}.choices[${i}].name`, 1, 100);
    return text(choice.value, `${path}.choices[${i}].value`, 1, 100);
  });
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + sizeOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const given = value as Json;
  return Object.entries(given).reduce((sum, [key, one]) => {
    if (key.endsWith('_localizations')) return sum;
    if (!['name', 'description', 'value'].includes(key) || typeof one !== 'string') return sum + sizeOf(one);
    const translations = Object.values((given[`${key}_localizations`] ?? {}) as Json).map(
      (text) => String(text).length,
    );
    return sum + Math.max(one.length, ...translations);
  }, 0);
}
