import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/**
 * Runs one verb of the command line in this process, in a folder without a configuration file, and returns its exit code and
 * what it printed. It costs a tenth of a process; `runVerbProcess` in program.ts shows that the process ends as well.
 *
 * @param env all settings: none comes from whoever runs the tests
 * @param input what is piped in
 * @param prompt answers questions; absent: nobody sits at the terminal
 */
export async function runVerb(
  args: readonly string[],
  {
    env = {},
    input = '',
    prompt,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly prompt?: Terminal['prompt'];
  } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  const before = process.cwd();
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-verb-'));
  process.chdir(folder);
  try {
    const code = await runCommandLine(args, {
      env,
      input: async () => input,
      out: (text) => {
        printed.stdout += text;
      },
      err: (text) => {
        printed.stderr += text;
      },
      prompt,
    });
    return { code, ...printed };
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  }
}
