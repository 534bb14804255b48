import type { CommandInput } from '../../src/ports/commands/input.ts';
import type {
  Account,
  Choice,
  CommandShape,
  Commands,
  Form,
  Invocation,
  OptionShape,
  Reading,
  Reply,
} from '../../src/ports/commands.ts';

const option = (shape: Partial<OptionShape> & Pick<OptionShape, 'name' | 'kind'>): OptionShape => ({
  description: `the ${shape.name}`,
  required: false,
  takesTheRest: false,
  maxLength: 200,
  ...shape,
});

/** A small catalogue with every kind of option that a platform has to draw. */
export const sampleCatalogue: readonly CommandShape[] = [
  {
    name: 'declare',
    summary: 'Declare an incident',
    options: [
      option({ name: 'title', kind: 'text', required: true, takesTheRest: true }),
      option({
        name: 'severity',
        kind: 'choice',
        choices: ['sev1', 'sev2', 'sev3', 'sev4'].map((value) => ({ value, label: value.toUpperCase() })),
      }),
      option({ name: 'service', kind: 'service' }),
      option({ name: 'description', kind: 'long-text', maxLength: 4000 }),
    ],
  },
  { name: 'ack', summary: 'Take an incident', options: [option({ name: 'incident', kind: 'incident' })] },
  {
    name: 'note',
    summary: 'Add a note',
    options: [
      option({ name: 'incident', kind: 'incident' }),
      option({ name: 'text', kind: 'long-text', required: true, takesTheRest: true, maxLength: 4000 }),
    ],
  },
  { name: 'help', summary: 'What I may do here', options: [] },
];

/** Records the commands that it is given and answers with what the test set: for adapters alone, without Tocsin. */
export class RecordingCommands implements Commands {
  readonly catalogue = sampleCatalogue;
  catalogueIn: Commands['catalogueIn'] = () => sampleCatalogue;
  readonly invocations: Invocation[] = [];
  readonly completions: { command: string; option: string; typed: string }[] = [];
  /** What `run` answers; may be replaced, also by one that waits. */
  answer: (invocation: Invocation) => Reply | Promise<Reply> = (invocation) => ({
    message: { text: `ran ${invocation.command} ${JSON.stringify(invocation.args)}` },
  });
  choices: readonly Choice[] = [
    { value: 'checkout', label: 'Checkout' },
    { value: 'search', label: 'Search' },
  ];

  /** The first word is the command, a leading number the incident, the others the option that takes the rest. */
  read(line: string): Reading {
    const [command = 'help', ...words] = line.trim().split(/\s+/);
    const shape = this.catalogue.find((one) => one.name === command);
    if (!shape) return { refusal: { message: { text: `I don’t know “${command || ''}”.` } } };
    const args: Record<string, string> = {};
    if (/^\d+$/.test(words[0] ?? '')) args.incident = words.shift()!;
    const rest = shape.options.find((one) => one.takesTheRest);
    if (rest && words.length > 0) args[rest.name] = words.join(' ');
    return { input: { command, args } };
  }

  formFor(input: CommandInput): Form | undefined {
    const shape = this.catalogue.find((one) => one.name === input.command);
    if (!shape?.options.some((one) => one.required && !input.args[one.name])) return undefined;
    return {
      title: shape.summary,
      submit: 'Send',
      input,
      fields: shape.options
        .filter((one) => one.kind !== 'incident' && !input.args[one.name])
        .map(({ name, description, kind, required, maxLength, choices }) => ({
          option: name,
          label: name,
          hint: description,
          kind,
          required,
          maxLength,
          ...(kind === 'service' ? { choices: this.choices } : choices && { choices }),
        })),
    };
  }

  /** Every command changes something, unless the test says otherwise. */
  onlyReads: Commands['onlyReads'] = () => false;

  async complete(asked: { command: string; option: string; typed: string }): Promise<readonly Choice[]> {
    this.completions.push(asked);
    return this.choices.filter((choice) => choice.label.toLowerCase().includes(asked.typed.toLowerCase()));
  }

  /** Who came with which language, without a command. */
  readonly languagesSeen: Account[] = [];
  rememberLanguage: Commands['rememberLanguage'] = (from) => void this.languagesSeen.push(from);
  languageFor: Commands['languageFor'] = ({ language }) => language ?? 'en';

  /** Everybody is known, unless the test says otherwise. */
  isLinked: Commands['isLinked'] = () => true;
  admitUnlinked: Commands['admitUnlinked'] = async () => true;

  async run(invocation: Invocation): Promise<Reply> {
    this.invocations.push(invocation);
    return this.answer(invocation);
  }
}
