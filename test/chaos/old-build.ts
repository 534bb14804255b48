import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
/** What is looked for when nothing was released yet. */
const commitsBack = 50;

/** The program as it was at an earlier commit. */
export interface OldBuild {
  readonly commit: string;
  /** Its `cli.js`. */
  readonly program: string;
  remove(): Promise<void>;
}

async function git(...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run('git', args, { cwd: root })).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param revision of git; absent: the last tag, or 50 commits back
 * @returns the commit; undefined where git does not know it, as without a history
 */
export async function findCommit(revision?: string): Promise<string | undefined> {
  const wanted = revision ?? (await git('describe', '--tags', '--abbrev=0', 'HEAD^')) ?? `HEAD~${commitsBack}`;
  return git('rev-parse', '--short', '--verify', `${wanted}^{commit}`);
}

/** @returns the commit that added this file; undefined where git does not know it */
export function commitThatAdded(file: string): Promise<string | undefined> {
  return git('log', '--diff-filter=A', '--format=%h', '--max-count=1', '--', file);
}

/** Builds the program of this commit in a folder of its own, with the packages that are installed here. */
export async function buildOld(commit: string): Promise<OldBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-old-'));
  const archive = join(folder, 'source.tar');
  await run('git', ['archive', '--output', archive, commit], { cwd: root });
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  const env = { ...process.env, BUILD_COMMIT: commit };
  await run(process.execPath, [join(folder, 'scripts/build.mjs')], { cwd: folder, env });
  return {
    commit,
    program: join(folder, 'dist/cli.js'),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
