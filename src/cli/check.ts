import { resolve } from 'node:path';
import { Command } from 'commander';
import { Exit, type Terminal } from './terminal.ts';

/** `tocsin check [file]`: judges the settings and the file, and starts nothing. */
export function checkVerb({ env, out }: Terminal): Command {
  return new Command('check')
    .description('Check the settings and the configuration file, and start nothing')
    .argument('[file]', 'the file to check, instead of TOCSIN_CONFIG or tocsin.yaml')
    .option('--json', 'print the result as JSON')
    .action(async (file: string | undefined, { json }: { json?: boolean }) => {
      const { checkConfig } = await import('../config/check.ts');
      const { text, data, exitCode } = await checkConfig(file === undefined ? env : withFile(env, file));
      out(`${json ? JSON.stringify(data, undefined, 2) : text}\n`);
      if (exitCode !== 0) throw new Exit(exitCode);
    });
}

/** The file that was asked for counts, whichever way the environment names another. */
function withFile(env: Terminal['env'], file: string): Terminal['env'] {
  const { TOCSIN_CONFIG_FILE: _, ...others } = env;
  return { ...others, TOCSIN_CONFIG: resolve(file) };
}
