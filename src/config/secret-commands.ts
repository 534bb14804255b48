import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { parse } from 'shell-quote';
import { looksLikeSecret } from './mistakes.ts';
import { CommandFailed, type Environment, type RunCommand } from './secret-source.ts';

/** A value with this prefix is not the secret: the rest is the command that prints the secret. */
const prefix = 'exec:';
const longestRunMs = 10_000;
const mostOutputBytes = 64 * 1024;

export function isCommand(value: string): boolean {
  return value.startsWith(prefix);
}

export const expectedOutput = `a command that prints the value within ${longestRunMs / 1000} s and ends with exit code 0`;
export const tryCommand = 'run it yourself to see why';

type Outcome = { readonly output: string } | { readonly failed: CommandFailed };

/**
 * Runs the commands that a reader asks for. They run in parallel and without a shell, and each runs once, however often its
 * value appears.
 *
 * @param env the environment of the commands
 * @param longestMs after this time a command is killed
 * @param read called again once the commands that it asked for have ended; the first time those fail
 */
export async function readWithCommands<T>(
  env: Environment,
  read: (run: RunCommand) => T,
  longestMs = longestRunMs,
): Promise<T> {
  const outcomes = new Map<string, Outcome>();
  for (;;) {
    const asked = new Set<string>();
    const result = read((value) => {
      const outcome = outcomes.get(value);
      if (!outcome) asked.add(value);
      if (!outcome || 'failed' in outcome) throw outcome?.failed ?? new CommandFailed('has not ended yet');
      return outcome.output;
    });
    if (asked.size === 0) return result;
    await Promise.all([...asked].map(async (value) => outcomes.set(value, await outcomeOf(value, env, longestMs))));
  }
}

async function outcomeOf(value: string, env: Environment, longestMs: number): Promise<Outcome> {
  try {
    const [program = '', ...args] = wordsOf(value.slice(prefix.length));
    return { output: await outputOf(program, args, env, longestMs) };
  } catch (err) {
    if (err instanceof CommandFailed) return { failed: err };
    throw err;
  }
}

/**
 * Splits words and quotes as a shell does. Refuses pipes, redirections and the like: without a shell they would be
 * arguments.
 */
function wordsOf(line: string): string[] {
  const words = parse(line, (name) => `$${name}`).map((entry) => {
    if (typeof entry === 'string') return entry;
    if ('pattern' in entry) return entry.pattern;
    const sign = 'op' in entry ? entry.op : '#';
    throw new CommandFailed(
      `has “${sign}” in its command, which is run without a shell: put the command into a script`,
    );
  });
  if (!words[0]) throw new CommandFailed('names no command');
  return words;
}

function outputOf(program: string, args: readonly string[], env: Environment, longestMs: number): Promise<string> {
  const options = {
    env,
    timeout: longestMs,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutputBytes,
    windowsHide: true,
  } as const;
  // Some folders have names that could be secrets.
  const shown = [program, basename(program)].find((one) => !looksLikeSecret(one));
  const name = shown === undefined ? 'its command' : `its command ${shown}`;
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new CommandFailed(`${name} ${why}`));
    const child = execFile(program, args, options, (err, stdout) => {
      if (err) return fail(whyFailed(err, longestMs));
      const value = stdout.trim();
      return value ? resolve(value) : fail('printed nothing');
    });
    // A command that asks for a password finds no terminal, and ends.
    child.stdin?.on('error', () => undefined).end();
  });
}

/** Returns the cause. Node's own message would repeat the arguments and the output. */
function whyFailed(err: Error & { code?: unknown; killed?: boolean; signal?: unknown }, longestMs: number): string {
  if (err.code === 'ENOENT') return 'was not found';
  if (err.code === 'EACCES') return 'may not be run by this user';
  if (err.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `printed more than ${mostOutputBytes / 1024} KiB`;
  if (err.killed) return `did not end within ${longestMs / 1000} s`;
  if (typeof err.signal === 'string') return `was ended by ${err.signal}`;
  return typeof err.code === 'number' ? `ended with exit code ${err.code}` : 'cannot be started';
}
