import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mongodVersion } from './mongod.ts';
import { narrate } from './narrate.ts';
import { startMongod } from './run-mongod.ts';
import { fetchEnvironment, type ProgramRun, runProgram } from './run-program.ts';
import { CannotStart, type Started, type Surroundings, type Way } from './way.ts';

/** For about 90 MB. A connection that needs longer is treated as broken. */
const DOWNLOAD_LIMIT_MS = 15 * 60_000;
/** The program writes a line every 2 s during the download, and none while it unpacks. */
const SILENCE_LIMIT_MS = { first: 10_000, later: 120_000 };

/**
 * mongodb-memory-server finds the right mongod for this system and caches it. It runs in a separate process, because the
 * library cannot be cancelled and writes its progress to the console.
 */
const FETCH = `
require(process.argv[1]).MongoBinary.getPath({ downloadDir: process.argv[2] }).then(
  (path) => console.log('\\nfetched ' + path),
  (error) => { console.error((error.code || '') + ' ' + error.message); process.exitCode = 1; },
);
`;

export const download: Way = {
  engine: 'download',
  label: 'official mongod',
  async start(surroundings: Surroundings): Promise<Started> {
    const program = await fetchMongod(surroundings);
    return narrate(surroundings.say, 'Starting the official mongod', async () => {
      const version = await mongodVersion(program, surroundings.env);
      return startMongod(program, version, surroundings);
    });
  },
};

async function fetchMongod({ cache, env, say }: Surroundings): Promise<string> {
  const folder = join(cache, 'mongod');
  await mkdir(folder, { recursive: true });
  const require = createRequire(import.meta.url);
  const library = require.resolve('mongodb-memory-server-core');
  const run = await narrate(
    say,
    'Looking for an official mongod from last time, or fetching it (about 90 MB)',
    (sayWithin) =>
      runProgram(process.execPath, ['-e', FETCH, library, folder], environment(env), {
        limitMs: DOWNLOAD_LIMIT_MS,
        silenceMs: SILENCE_LIMIT_MS,
        onOutput: (text) => {
          const line = text.split(/[\r\n]+/).findLast((part) => part.startsWith('Downloading'));
          if (line) sayWithin(line);
        },
      }),
  );
  const path = /^fetched (.+)$/m.exec(run.stdout)?.[1];
  if (run.code === 0 && path) return path;
  throw new CannotStart(whyNot(run));
}

function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    // One attempt, because another engine is tried next.
    MONGOMS_MAX_RETRIES: '1',
    ...fetchEnvironment(env),
    // Without this setting the library does not check the certificate of the download server.
    npm_config_strict_ssl: 'true',
  };
}

/** Returns the reason in Tocsin's own words: the library's may contain the address of a mirror or a proxy with a password. */
function whyNot(run: ProgramRun): string {
  if (run.late) return 'MongoDB’s downloads did not answer in time';
  const output = `${run.stderr}\n${run.stdout}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE|aborted/.test(output)) {
    return 'MongoDB’s downloads cannot be reached';
  }
  if (/certificate|CERT_/i.test(output)) return 'the certificate of MongoDB’s downloads is not trusted here';
  if (
    /Status Code is 403|UnknownLinuxDistro|UnknownPlatform|UnknownArchitecture|UnknownVersion|KnownVersionIncompat/i.test(
      output,
    )
  ) {
    return `MongoDB offers none for this system (${process.platform} on ${process.arch})`;
  }
  if (/ENOSPC/.test(output)) return 'the disk is full';
  if (/EACCES|EROFS/.test(output)) return 'the folder where it is to be kept cannot be written';
  return `it could not be fetched (code ${run.code})`;
}
