import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narrate } from './narrate.ts';
import { fetchEnvironment, type ProgramRun, runProgram, serverEnvironment } from './run-program.ts';
import { releases } from './secantusdb-releases.ts';
import { CannotStart, type Surroundings } from './way.ts';

/** For about 22 MB from PyPI; pip itself waits at most PIP_PATIENCE_S for an answer. */
const INSTALL_LIMIT_MS = 180_000;
const PIP_PATIENCE_S = 10;
const QUICK_LIMIT_MS = 10_000;

export interface Installed {
  readonly version: string;
  readonly program: string;
}

/**
 * Finds the server in the cache, or downloads it there. SecantusDB is GPL-2.0 and Tocsin is MIT, so the user's own pip
 * downloads it, and it runs as a separate program. Never ship it with Tocsin, and never link or import it.
 */
export async function installSecantus(surroundings: Surroundings): Promise<Installed> {
  const { cache, env } = surroundings;
  for (const { version } of releases) {
    const program = await programIn(join(cache, `secantusdb-${version}`));
    if (program) return await checked({ version, program }, env);
  }
  const reasons: string[] = [];
  for (const release of releases) {
    const outcome = await narrate(surroundings.say, `Fetching SecantusDB ${release.version} from PyPI (22 MB)`, () =>
      fetchRelease(release, surroundings),
    );
    if ('program' in outcome) return await checked({ version: release.version, program: outcome.program }, env);
    surroundings.log.info(
      { version: release.version, reason: outcome.reason },
      'SecantusDB release could not be fetched',
    );
    reasons.push(`${release.version}: ${outcome.reason}`);
    // The cause applies to the other releases as well.
    if (outcome.final) throw new CannotStart(outcome.reason);
  }
  throw new CannotStart(`no release could be installed (${reasons.join('; ')})`);
}

async function fetchRelease(
  { version, sha256 }: (typeof releases)[number],
  { cache, env }: Surroundings,
): Promise<{ program: string } | Refusal> {
  const target = join(cache, `secantusdb-${version}`);
  // It is installed in a temporary folder and renamed, so that the final folder is complete even when two processes download
  // at once.
  const aside = await mkdtemp(join(cache, 'fetching-'));
  try {
    const requirements = join(aside, 'requirements.txt');
    await writeFile(requirements, `SecantusDB==${version} ${sha256.map((sum) => `--hash=sha256:${sum}`).join(' ')}\n`);
    const made = join(aside, 'made');
    const run = await runProgram('python3', pipInstall(requirements, made), pipEnvironment(env), {
      limitMs: INSTALL_LIMIT_MS,
    });
    if (run.code !== 0) return whyNot(run);
    try {
      await rename(made, target);
    } catch (error) {
      // Another process was faster.
      if (!(await programIn(target))) throw error;
    }
    const program = await programIn(target);
    return program ? { program } : { reason: 'its wheel carries no server for this machine', final: false };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function pipInstall(requirements: string, target: string): string[] {
  const how = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--requirement', requirements];
  // The wheels of all Python versions contain the same server, so one set of hashes is enough.
  const which = ['--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311'];
  const quietly = ['--quiet', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  const patience = ['--timeout', String(PIP_PATIENCE_S), '--retries', '1'];
  return ['-m', 'pip', 'install', ...how, ...which, ...quietly, ...patience, '--target', target];
}

/** Removes the user's pip settings that conflict with a target folder. */
function pipEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...fetchEnvironment(env), PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };
}

interface Refusal {
  readonly reason: string;
  readonly final: boolean;
}

/** Returns the reason in Tocsin's own words: pip's may contain the address of an index with a password. */
function whyNot(run: ProgramRun): Refusal {
  const output = `${run.stdout}\n${run.stderr}`;
  if (run.missing) return { reason: 'python3 is not on PATH', final: true };
  if (run.late) return { reason: `pip did not finish within ${INSTALL_LIMIT_MS / 1000} s`, final: true };
  if (/No module named '?pip/.test(output)) return { reason: 'python3 has no pip', final: true };
  if (/DO NOT MATCH THE HASHES/i.test(output))
    return { reason: 'what PyPI gave is not what is expected', final: false };
  if (/No space left/i.test(output)) return { reason: 'the disk is full', final: true };
  if (/ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Max retries|Could not fetch URL/i.test(output)) {
    return { reason: 'PyPI cannot be reached', final: true };
  }
  if (/No matching distribution/i.test(output)) {
    return { reason: `PyPI has it no more, or not for ${process.platform} on ${process.arch}`, final: false };
  }
  return { reason: `pip failed with code ${run.code}`, final: false };
}

/**
 * Finds the server, whose folder depends on the platform and the release. Another file of that name is a script that does
 * not work here.
 */
async function programIn(folder: string): Promise<string | undefined> {
  for (const inside of ['secantusdb.scripts', 'bin']) {
    const program = join(folder, inside, 'secantusd-rs');
    try {
      await access(program);
    } catch {
      continue;
    }
    const start = (await readFile(program)).subarray(0, 2).toString('latin1');
    if (start !== '#!') return program;
  }
  return undefined;
}

async function checked(installed: Installed, env: NodeJS.ProcessEnv): Promise<Installed> {
  const run = await runProgram(installed.program, ['--version'], serverEnvironment(env), { limitMs: QUICK_LIMIT_MS });
  if (run.code === 0) return installed;
  throw new CannotStart(`its server ${installed.version} does not run on this machine`);
}
