import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Imported } from '../../moving/file/imported.ts';
import type { SystemName } from '../../moving/import.ts';
import { refuseMistakes, refuseToOverwrite } from '../refusals.ts';
import { Exit, exitCodes, printJson, type Terminal, VerbFailed } from '../terminal.ts';

interface Options {
  readonly output?: string;
  readonly tokens?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `tocsin import <system> <file-or-folder>`: makes a configuration file from another system's export. */
export function importVerb(terminal: Terminal): Command {
  return new Command('import')
    .description('Make a tocsin.yaml of an export of another on-call system')
    .argument('<system>', 'pagerduty, opsgenie, grafana-oncall or goalert')
    .argument('<source>', 'a JSON file, or a folder of them')
    .option('--output <file>', 'where to write the configuration file; without it, it is printed')
    .option('--tokens <file>', 'where to write the keys of integrations, as a value for API_TOKENS')
    .option('--force', 'overwrite the files')
    .option('--json', 'print what could not be carried as JSON')
    .addHelpText(
      'after',
      '\nThe exit code is 5 when something could not be carried as it was; standard error says what.\nExample: tocsin import pagerduty export/ --output tocsin.yaml --tokens api-tokens',
    )
    .action(async (system: string, source: string, options: Options) => {
      const { importers, importFrom } = await import('../../moving/import.ts');
      if (!Object.hasOwn(importers, system)) {
        const known = Object.keys(importers).join(', ');
        throw new VerbFailed(
          exitCodes.misused,
          `“${system}” is not a system that can be imported. There are ${known}.`,
        );
      }
      const { output, tokens, force } = options;
      for (const file of [output, tokens]) if (file !== undefined && !force) refuseToOverwrite(file);
      const { readSource } = await import('./read-source.ts');
      const { name } = importers[system as SystemName];
      await write(terminal, name, importFrom(system as SystemName, await readSource(source), new Date()), options);
    });
}

async function write(terminal: Terminal, name: string, imported: Imported, options: Options): Promise<void> {
  const { writeImported } = await import('../../moving/file/write.ts');
  const { spellLine } = await import('../../moving/file/lines.ts');
  const { file, keys } = imported;
  if (file.people.size === 0) {
    throw new VerbFailed(
      exitCodes.failed,
      `There is nobody in this export. docs/moving-in.md says what of ${name} is read.`,
    );
  }
  const text = writeImported(file, [
    `Imported from ${name}. docs/configuration.md lists every key.`,
    'Check it: tocsin check',
  ]);
  // Otherwise the importer has a fault, or the export differs from its documentation.
  await refuseMistakes(text, exitCodes.failed, 'Nothing was written: the result would not be a valid file.');
  const { output, tokens, force, json } = options;
  const flag = force ? 'w' : 'wx';
  if (output) await writeFile(output, text, { flag });
  if (tokens && keys.size > 0) {
    await writeFile(tokens, `${[...keys].map(([id, key]) => `${id}/alerts:${key}`).join(',')}\n`, {
      flag,
      mode: 0o600,
    });
  }
  const lines = [...imported.lines, ...keyLines(keys.size, tokens)];
  if (json) {
    const counts = Object.fromEntries(Object.entries(file).map(([section, entries]) => [section, lengthOf(entries)]));
    const yaml = output ? {} : { file: text };
    printJson(terminal, { ...yaml, counts, lines });
  } else {
    if (!output) terminal.out(text);
    for (const line of lines) terminal.err(`${spellLine(line)}\n`);
    if (output) terminal.out(`Wrote ${output}. Next: fill in what stands under “To do”, then tocsin check ${output}\n`);
  }
  if (lines.some(({ kind }) => kind !== 'to-do')) throw new Exit(exitCodes.incomplete);
}

function keyLines(count: number, tokens: string | undefined): Imported['lines'] {
  if (count === 0) return [];
  const text = tokens
    ? `put what stands in ${tokens} into API_TOKENS, so that monitors go on under their keys`
    : 'they are secrets and not in the file; --tokens FILE writes them as a value for API_TOKENS';
  return [{ kind: 'to-do', subject: `${count} integration ${count === 1 ? 'key' : 'keys'}`, text }];
}

function lengthOf(entries: ReadonlyMap<string, unknown> | readonly unknown[]): number {
  return 'size' in entries ? entries.size : entries.length;
}
