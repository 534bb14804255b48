import { readFileSync } from 'node:fs';
import { CommandFailed } from '../../config/secret-source.ts';
import { exitCodes, type Terminal, VerbFailed } from '../terminal.ts';

const commandPrefix = 'exec:';

/**
 * Returns the token for a running Tocsin: the given one, else the one of TOCSIN_TOKEN, of a command in it, or of its file,
 * as in the settings of the server. No error repeats a given value.
 *
 * @returns undefined when there is none
 * @throws VerbFailed when the token cannot be read or used
 */
export async function tokenOf(env: Terminal['env'], given?: string): Promise<string | undefined> {
  const direct = (given ?? env.TOCSIN_TOKEN)?.trim();
  const path = given === undefined ? env.TOCSIN_TOKEN_FILE?.trim() : undefined;
  if (direct && path) {
    throw new VerbFailed(exitCodes.misused, 'TOCSIN_TOKEN and TOCSIN_TOKEN_FILE are both set; unset one of them.');
  }
  const value = direct?.startsWith(commandPrefix) ? await printed(direct, env) : direct;
  const token = value || fromFile(path);
  if (!token || /^[\x21-\x7e]+$/.test(token)) return token || undefined;
  throw new VerbFailed(exitCodes.misused, 'The token has characters that no token has; expected visible ASCII.');
}

async function printed(value: string, env: Terminal['env']): Promise<string> {
  const { expectedOutput, readWithCommands, tryCommand } = await import('../../config/secret-commands.ts');
  const outcome = await readWithCommands(env, (run) => {
    try {
      return run(value);
    } catch (err) {
      if (err instanceof CommandFailed) return err;
      throw err;
    }
  });
  if (typeof outcome === 'string') return outcome;
  const sentence = `The token ${outcome.message}; expected ${expectedOutput}; ${tryCommand}.`;
  throw new VerbFailed(exitCodes.misused, sentence);
}

function fromFile(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    // A person may have put the token itself there, so the value is not repeated.
    const sentence = 'The file that TOCSIN_TOKEN_FILE names cannot be read; check the path and its rights.';
    throw new VerbFailed(exitCodes.misused, sentence, { cause });
  }
}
