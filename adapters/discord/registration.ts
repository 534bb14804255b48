import {
  type APIApplicationCommandOption,
  type APIApplicationCommandStringOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type LocalizationMap,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { oneLine, truncate } from '../../src/lib/text.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { CommandShape, OptionKind, OptionShape } from '../../src/ports/commands.ts';
import {
  CHOICE_NAME_LENGTH,
  CHOICE_VALUE_LENGTH,
  CHOICES,
  COMMAND_DESCRIPTION_LENGTH,
  COMMAND_OPTIONS,
  COMMAND_TOTAL_LENGTH,
  STRING_OPTION_LENGTH,
} from './limits.ts';

/** The command that contains the subcommands, as on every platform. */
export const ROOT_COMMAND = 'incident';
const ROOT_SUMMARY = 'Declare, take and resolve incidents';

const completed: ReadonlySet<OptionKind> = new Set(['incident', 'service', 'person', 'target', 'schedule']);

type InLocales<T> = Partial<Record<keyof LocalizationMap, T>>;
/** The catalogue in other languages, in the same order. */
export type Translations = InLocales<readonly CommandShape[]>;

function inLocales<T, U>(translated: InLocales<T>, part: (one: T) => U | undefined): InLocales<U> {
  const parts = Object.entries<T>(translated as Record<string, T>).map(([locale, one]) => [locale, part(one)] as const);
  return Object.fromEntries(parts.filter(([, one]) => one !== undefined)) as InLocales<U>;
}

function localized<K extends string, T>(
  name: K,
  translated: InLocales<T>,
  words: (one: T) => string,
): { [Name in K]?: InLocales<string> } {
  const all = inLocales(translated, words);
  return (Object.keys(all).length > 0 ? { [name]: all } : {}) as { [Name in K]?: InLocales<string> };
}

/** Returns the slash commands to register, derived from the catalogue. */
export function drawCommands(
  catalogue: readonly CommandShape[],
  scope: 'guild' | 'global',
  translations: Translations = {},
): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  const verbs: APIApplicationCommandSubcommandOption[] = [];
  const own: { readonly shape: CommandShape; readonly translated: InLocales<CommandShape> }[] = [];
  let length = ROOT_COMMAND.length + ROOT_SUMMARY.length;
  for (const [index, shape] of catalogue.entries()) {
    const verb = drawVerb(
      shape,
      inLocales(translations, (shapes) => shapes[index]),
    );
    // When a command reaches its limit, further subcommands become separate commands instead of being dropped.
    if (own.length > 0 || verbs.length === COMMAND_OPTIONS || length + lengthOf(verb) > COMMAND_TOTAL_LENGTH) {
      own.push({ shape, translated: inLocales(translations, (shapes) => shapes[index]) });
      continue;
    }
    verbs.push(verb);
    length += lengthOf(verb);
  }
  return [
    { ...command(ROOT_COMMAND, ROOT_SUMMARY, scope), options: verbs },
    ...own.map(({ shape, translated }) => ({
      ...command(shape.name, shape.summary, scope),
      ...summaries(translated),
      options: drawOptions(shape, translated),
    })),
  ];
}

function command(name: string, summary: string, scope: 'guild' | 'global') {
  return {
    type: ApplicationCommandType.ChatInput as const,
    name,
    description: described(summary, name),
    // Discord rejects these fields on a guild's commands.
    ...(scope === 'global' && {
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    }),
  };
}

function drawVerb(shape: CommandShape, translated: InLocales<CommandShape>): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: shape.name,
    description: described(shape.summary, shape.name),
    ...summaries(translated),
    options: drawOptions(shape, translated),
  };
}

function drawOptions(shape: CommandShape, translated: InLocales<CommandShape>): APIApplicationCommandStringOption[] {
  return shape.options.slice(0, COMMAND_OPTIONS).map((option, index) =>
    drawOption(
      option,
      inLocales(translated, ({ options }) => options[index]),
    ),
  );
}

function summaries(translated: InLocales<CommandShape>) {
  return localized('description_localizations', translated, ({ name, summary }) => described(summary, name));
}

/**
 * Returns an option. None is required, whatever the shape says: otherwise Discord would not send an incomplete command, and
 * our form would not open.
 */
function drawOption(shape: OptionShape, translated: InLocales<OptionShape>): APIApplicationCommandStringOption {
  const option = {
    type: ApplicationCommandOptionType.String as const,
    name: shape.name,
    description: described(shape.description, shape.name),
    ...localized('description_localizations', translated, (one) => described(one.description, one.name)),
    required: false,
  };
  // Discord's choices allow no other value, so options with mere suggestions use autocompletion instead.
  if (shape.kind === 'choice' && shape.choices?.length)
    return {
      ...option,
      choices: shape.choices.slice(0, CHOICES).map(({ value, label }, index) => ({
        name: truncate(oneLine(label), CHOICE_NAME_LENGTH),
        ...localized(
          'name_localizations',
          inLocales(translated, (one) => one.choices?.[index]),
          (choice) => truncate(oneLine(choice.label), CHOICE_NAME_LENGTH),
        ),
        value,
      })),
    };
  const sized = { ...option, max_length: Math.min(shape.maxLength, STRING_OPTION_LENGTH) };
  return completed.has(shape.kind) || shape.choices?.length ? { ...sized, autocomplete: true } : sized;
}

function described(text: string, name: string): string {
  return truncate(oneLine(text), COMMAND_DESCRIPTION_LENGTH) || name;
}

/** Returns the length of the longest of a text and its translations, which is what Discord counts. */
function longest(text: string, translations: LocalizationMap | null | undefined): number {
  return Math.max(text.length, ...Object.values(translations ?? {}).map((one) => one?.length ?? 0));
}

function lengthOf(option: APIApplicationCommandOption): number {
  const choices = 'choices' in option && option.choices ? option.choices : [];
  const under = 'options' in option && option.options ? option.options : [];
  return (
    option.name.length +
    longest(option.description, option.description_localizations) +
    choices.reduce(
      (sum, { name, name_localizations: names, value }) => sum + longest(name, names) + String(value).length,
      0,
    ) +
    under.reduce((sum: number, one) => sum + lengthOf(one), 0)
  );
}

/** Returns the input of a slash command. */
export function readCommand(given: ChatInputCommandInteraction): CommandInput {
  const verb = given.commandName === ROOT_COMMAND ? given.options.getSubcommand() : given.commandName;
  const options = given.options.data.flatMap((one) => one.options ?? [one]);
  const args = options
    .map((one) => [one.name, String(one.value ?? '').trim()] as const)
    .filter(([, value]) => value !== '');
  return { command: verb, args: Object.fromEntries(args) };
}

/**
 * Returns choices as autocompletion takes them. A value that is too long is left out, because a truncated one would be
 * wrong.
 */
export function drawChoices(choices: readonly { value: string; label: string }[]): { name: string; value: string }[] {
  return choices
    .filter(({ value }) => value.length > 0 && value.length <= CHOICE_VALUE_LENGTH)
    .slice(0, CHOICES)
    .map(({ value, label }) => ({ name: truncate(oneLine(label), CHOICE_NAME_LENGTH) || value, value }));
}
