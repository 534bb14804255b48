import type { Role } from '../domain/people.ts';
import type { CommandShape, OptionShape } from '../ports/commands.ts';
import type { Message } from '../ports/message.ts';
import type { Reader } from './reader.ts';

/** A group of commands, as `help` shows them. */
type Group = 'incident' | 'on-call' | 'me' | 'admin';

/** A command, and whether the reader may use it. */
export interface ShownCommand<G extends Group = Group> {
  readonly shape: CommandShape;
  readonly group: G;
  /** One line as a person would type it. */
  readonly example: string;
  readonly needs: Role;
  readonly allowed: boolean;
}

/** Stands after the name of a command that the reader may not use. */
const lock = '🔒';
const longestChoices = 80;

/** Returns all commands, a line for each group, with a button for each group. */
export function helpView(
  groups: readonly Group[],
  commands: readonly ShownCommand[],
  role: Role,
  { t }: Pick<Reader, 't'>,
): Message {
  const lines = groups.map((group) => {
    const names = commands.filter((one) => one.group === group).map(named);
    return t('help.line', { group: t(`help.group.${group}`), commands: names.join(', ') });
  });
  const example = t('help.example', { example: '/incident declare Checkout is down' });
  const body = [
    t('help.intro'),
    example,
    '',
    ...lines,
    '',
    t('help.more'),
    ...(commands.every(({ allowed }) => allowed) ? [] : [t('help.role', { role, mark: lock })]),
  ];
  return {
    text: `${t('help.intro')} ${example}`,
    title: t('help.title'),
    body: body.join('\n'),
    tone: 'neutral',
    buttons: groups.map((group) => ({
      label: t(`help.group.${group}`),
      invokes: { command: 'help', args: { group } },
    })),
  };
}

/** The commands of one group, each with its example and what it does. */
export function groupHelpView(group: Group, commands: readonly ShownCommand[], { t }: Pick<Reader, 't'>): Message {
  const title = t('help.line', { group: t('help.title'), commands: t(`help.group.${group}`) });
  const lines = commands
    .filter((one) => one.group === group)
    .map((one) =>
      [
        t('help.option', { option: one.example, description: one.shape.summary }),
        ...(one.allowed ? [] : [`(${t('help.needs', { mark: lock, role: one.needs })})`]),
      ].join(' '),
    );
  return { text: t('help.more'), title, body: lines.join('\n'), tone: 'neutral' };
}

/** Returns the help for one command: what it does, its options and an example. */
export function commandHelpView({ shape, example, needs, allowed }: ShownCommand, { t }: Pick<Reader, 't'>): Message {
  const lines = [
    shape.summary,
    ...(allowed ? [] : [t('help.needs', { mark: lock, role: needs })]),
    ...(shape.options.length > 0 ? ['', `${t('help.options')}:`] : []),
    ...shape.options.map((option) => optionLine(option, t)),
    '',
    t('help.example', { example: `/incident ${example}` }),
  ];
  return {
    text: t('help.usage', { command: shape.name, summary: shape.summary }),
    title: t('help.line', { group: t('help.title'), commands: shape.name }),
    body: lines.join('\n'),
    tone: 'neutral',
  };
}

function named({ shape, allowed }: ShownCommand): string {
  return allowed ? shape.name : `${shape.name} ${lock}`;
}

function optionLine(option: OptionShape, t: Reader['t']): string {
  const { name, description, required, takesTheRest, choices = [] } = option;
  const values = choices.map(({ value }) => value).join(', ');
  const described =
    option.kind === 'choice' && values.length <= longestChoices
      ? t('help.choices', { description, choices: values })
      : description;
  const given = { option: name, description: described };
  if (required) return takesTheRest ? t('help.option.required-rest', given) : t('help.option.required', given);
  return takesTheRest ? t('help.option.rest', given) : t('help.option', given);
}
