import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { narrate } from './narrate.ts';
import { startMongod } from './run-mongod.ts';
import { runProgram, serverEnvironment } from './run-program.ts';
import { CannotStart, type Started, type Surroundings, type Way } from './way.ts';

const QUICK_LIMIT_MS = 10_000;

export const mongodOnPath: Way = {
  engine: 'mongod',
  label: 'mongod on PATH',
  async start(surroundings: Surroundings): Promise<Started> {
    const program = await findOnPath('mongod', surroundings.env);
    if (!program) throw new CannotStart('there is none');
    return narrate(surroundings.say, `Starting ${program}`, async () => {
      const version = await mongodVersion(program, surroundings.env);
      return startMongod(program, version, surroundings);
    });
  },
};

async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (!folder) continue;
    const program = join(folder, name);
    try {
      await access(program, constants.X_OK);
      return program;
    } catch {
      // The program is not in this folder.
    }
  }
  return undefined;
}

/** Returns the version. Throws CannotStart when the program does not run here at all. */
export async function mongodVersion(program: string, env: NodeJS.ProcessEnv): Promise<string> {
  const run = await runProgram(program, ['--version'], serverEnvironment(env), { limitMs: QUICK_LIMIT_MS });
  const version = /version v?(\d+\.\d+\.\d+)/.exec(run.stdout)?.[1];
  if (run.code === 0 && version) return version;
  const missing = /cannot open shared object|Library not loaded/.test(run.stderr);
  throw new CannotStart(
    missing
      ? `${program} lacks a library of this system: ${run.stderr.trim().slice(0, 200)}`
      : `${program} does not run on this machine`,
  );
}
