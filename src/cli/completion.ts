import { Argument, Command, type Option } from 'commander';
import type { Terminal } from './terminal.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** The words that may follow a verb. They come from the verbs themselves, so that a new verb is completed as well. */
interface Words {
  /** The verbs before the word, such as `tokens new`; empty after the program's name. */
  readonly path: string;
  readonly words: readonly { readonly word: string; readonly about: string }[];
}

/**
 * `tocsin completion <shell>`: prints a script that completes verbs and options.
 *
 * @param program returns the program with all of its verbs; called when this verb runs
 */
export function completionVerb({ out }: Terminal, program: () => Command): Command {
  return new Command('completion')
    .description('Print a script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>', 'whose script').choices(shells))
    .addHelpText(
      'after',
      `
  bash  tocsin completion bash >> ~/.bashrc
  zsh   tocsin completion zsh > "\${fpath[1]}/_tocsin"
  fish  tocsin completion fish > ~/.config/fish/completions/tocsin.fish`,
    )
    .action((shell: Shell) => out(scripts[shell](wordsOf(program()))));
}

function wordsOf(command: Command, path: readonly string[] = []): Words[] {
  const verbs = command.commands.flatMap((one) =>
    [one.name(), ...one.aliases()].map((word) => ({ word, about: one.description() })),
  );
  const choices = command.registeredArguments.flatMap(choicesOf);
  const options = [...command.options, helpOption].map(({ long, description }) => ({
    word: long ?? '',
    about: description,
  }));
  const here = { path: path.join(' '), words: [...verbs, ...choices, ...options] };
  return [
    here,
    ...command.commands.flatMap((one) =>
      [one.name(), ...one.aliases()].flatMap((name) => wordsOf(one, [...path, name])),
    ),
  ];
}

const helpOption: Pick<Option, 'long' | 'description'> = { long: '--help', description: 'Show this help' };

function choicesOf({ argChoices = [] }: Argument) {
  return argChoices.map((word) => ({ word, about: '' }));
}

const scripts: Readonly<Record<Shell, (all: readonly Words[]) => string>> = {
  bash: (all) => `# Completes tocsin in bash.
_tocsin() {
  local word=\${COMP_WORDS[COMP_CWORD]} path="" at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$path \${COMP_WORDS[at]}" in
${all.flatMap(({ path }) => (path ? [`      " ${path}") path=" ${path}" ;;`] : [])).join('\n')}
    esac
  done
  case "$path" in
${all.map(({ path, words }) => `    "${path ? ` ${path}` : ''}") COMPREPLY=($(compgen -W "${words.map(({ word }) => word).join(' ')}" -- "$word")) ;;`).join('\n')}
  esac
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _tocsin tocsin
`,
  zsh: (all) => `#compdef tocsin
# Completes tocsin in zsh.
_tocsin() {
  local path_="" at
  local -a words_
  for ((at = 2; at < CURRENT; at++)); do
    case "$path_ \${words[at]}" in
${all.flatMap(({ path }) => (path ? [`      " ${path}") path_=" ${path}" ;;`] : [])).join('\n')}
    esac
  done
  case "$path_" in
${all.map(({ path, words }) => `    "${path ? ` ${path}` : ''}") words_=(${words.map(({ word, about }) => quoted(`${word}:${about}`)).join(' ')}) ;;`).join('\n')}
  esac
  _describe tocsin words_ || _files
}
if [ "$funcstack[1]" = _tocsin ]; then _tocsin "$@"; else compdef _tocsin tocsin; fi
`,
  fish: (all) => `# Completes tocsin in fish.
${all.flatMap(fishLines).join('\n')}
`,
};

function fishLines({ path, words }: Words): string[] {
  const names = path.split(' ').filter(Boolean);
  const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
  const when = names.length === 0 ? '__fish_use_subcommand' : seen;
  return words.map(({ word, about }) => {
    const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
    return `complete -c tocsin -n ${quoted(when)} ${what} -d ${quoted(about)}`;
  });
}

/** Puts text in single quotes for a shell. Fish and zsh read a quote inside in the same way. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
