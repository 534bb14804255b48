import { resolve } from 'node:path';
import { Command } from 'commander';
import { Exit, printJson, type Terminal } from './terminal.ts';

/** `tocsin check [file]`: checks the settings and the file, and starts nothing. */
export function checkVerb({ env, out }: Terminal): Command {
  return new Command('check')
    .description('Check the settings and the configuration file, and start nothing')
    .argument('[file]', 'the file to check, instead of TOCSIN_CONFIG or tocsin.yaml')
    .option('--json', 'print the result as JSON')
    .option('--diff', 'also ask the running Tocsin what the file would change there')
    .option('--url <url>', 'with --diff: where it runs, instead of TOCSIN_URL or the address in the settings')
    .option(
      '--token <token>',
      'with --diff: a token of its API_TOKENS, instead of TOCSIN_TOKEN or the first of the settings',
    )
    .action(async (file: string | undefined, { json, diff, ...server }: CheckOptions) => {
      const { checkConfig } = await import('../config/check.ts');
      const checked = file === undefined ? env : withFile(env, file);
      const { bodyMistakes } = await import('../app/webhook-bodies.ts');
      const found = await checkConfig(checked, {}, bodyMistakes);
      const compared = diff && found.exitCode === 0 ? await compare(checked, server) : undefined;
      const data = compared ? { ...found.data, diff: compared.data } : found.data;
      const text = compared ? `${found.text}\n\n${compared.text}` : found.text;
      if (json) printJson({ out }, data);
      else out(`${text}\n`);
      const exitCode = Math.max(found.exitCode, compared?.exitCode ?? 0);
      if (exitCode !== 0) throw new Exit(exitCode);
    });
}

interface CheckOptions {
  readonly json?: boolean;
  readonly diff?: boolean;
  readonly url?: string;
  readonly token?: string;
}

async function compare(env: Terminal['env'], server: Pick<CheckOptions, 'url' | 'token'>) {
  const { compareWithRunning } = await import('./diff.ts');
  return compareWithRunning(env, server);
}

/** The file of the command line has precedence over the one in the environment. */
function withFile(env: Terminal['env'], file: string): Terminal['env'] {
  const { TOCSIN_CONFIG_FILE: _, ...others } = env;
  return { ...others, TOCSIN_CONFIG: resolve(file) };
}
