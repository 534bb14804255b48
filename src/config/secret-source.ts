import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the text of the file. Throws as node:fs does. */
export type ReadFile = (path: string) => string;

/** Returns the output of the command of a value such as `exec:vault read …`. Throws CommandFailed. */
export type RunCommand = (value: string) => string;

/** Reads secrets that are kept outside the configuration file. */
export interface SecretSource {
  readonly env: Environment;
  readonly readFile: ReadFile;
  readonly run: RunCommand;
}

/** A command failed. The message is the first part of a mistake; it repeats no argument and no output. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** Refuses all commands, for files that came over the network. */
export const refuseCommands: RunCommand = () => {
  throw new CommandFailed('is a command, and none is run here');
};

export const systemSecrets: SecretSource = {
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  run: refuseCommands,
};

/** Returns why a file cannot be read, without its path or content. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'unknown reason';
}
