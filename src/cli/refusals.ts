import { existsSync } from 'node:fs';
import { exitCodes, VerbFailed } from './terminal.ts';

/** @throws VerbFailed when the file exists */
export function refuseToOverwrite(file: string): void {
  if (!existsSync(file)) return;
  throw new VerbFailed(exitCodes.failed, `${file} is there already: nothing was written. --force overwrites it.`);
}

/** @throws VerbFailed when Tocsin cannot read this text as its configuration file */
export async function refuseMistakes(text: string, exitCode: number, sentence: string): Promise<void> {
  const [{ readFileText }, { oneLine }] = await Promise.all([
    import('../config/file.ts'),
    import('../config/mistakes.ts'),
  ]);
  const { mistakes } = readFileText(text, new Date());
  if (mistakes.length === 0) return;
  throw new VerbFailed(exitCode, [sentence, ...mistakes.map((mistake) => `  ${oneLine(mistake)}`)].join('\n'));
}
