import { existsSync, readdirSync } from 'node:fs';
import { Command } from 'commander';
import type { Destination } from '../../app/export/write-export.ts';
import { readSettings } from '../read-settings.ts';
import { refuseToOverwrite } from '../refusals.ts';
import { exitCodes, type Terminal, VerbFailed } from '../terminal.ts';

interface Options {
  readonly format: string;
  readonly since?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** `tocsin export`: writes all data of Tocsin, in documented formats. */
export function exportVerb(terminal: Terminal): Command {
  return new Command('export')
    .description('Write incidents, timelines, alerts, changes and the audit log as JSON Lines or CSV')
    .option('--format <format>', 'jsonl, or csv: a folder with a table for each kind', 'jsonl')
    .option('--since <date>', 'only what began on this day or later, such as 2026-01-31 (UTC)')
    .option('--output <path>', 'the file, or the folder for csv; without it JSON Lines are printed')
    .option('--force', 'overwrite what is there')
    .addHelpText('after', '\nRun it with the settings of the Tocsin whose data it is; it may run meanwhile.')
    .action(async ({ format, since, output, force = false }: Options) => {
      if (format !== 'jsonl' && format !== 'csv') {
        throw new VerbFailed(exitCodes.misused, `“${format}” is not a format. Expected jsonl or csv.`);
      }
      if (format === 'csv' && output === undefined) {
        throw new VerbFailed(exitCodes.misused, 'CSV is several files: name a folder with --output.');
      }
      if (output !== undefined && !force && !isEmptyFolder(output, format)) refuseToOverwrite(output);
      const from = since === undefined ? undefined : readDay(since);
      const { writeExport } = await import('../../app/export/write-export.ts');
      const { config, circumstances } = await readSettings(terminal);
      const destination = destinationOf(format, output, terminal);
      const counts = await writeExport(config, { destination, force, ...(from && { since: from }) }, circumstances);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      if (output !== undefined) {
        terminal.out(`Wrote ${output}: ${counts.incident ?? 0} incidents, ${total} records in all.\n`);
      }
    });
}

function destinationOf(format: 'jsonl' | 'csv', output: string | undefined, { out }: Terminal): Destination {
  if (output === undefined) return { format: 'jsonl', line: out };
  return format === 'csv' ? { format, folder: output } : { format, file: output };
}

function isEmptyFolder(output: string, format: string): boolean {
  return format === 'csv' && existsSync(output) && readdirSync(output).length === 0;
}

function readDay(text: string): Date {
  const day = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (!Number.isNaN(day.getTime())) return day;
  throw new VerbFailed(exitCodes.misused, `“${text}” is not a day. Expected one such as 2026-01-31.`);
}
