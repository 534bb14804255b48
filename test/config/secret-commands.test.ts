import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFileText } from '../../src/config/file.ts';
import { watchConfigFile } from '../../src/config/reload.ts';
import { readWithCommands } from '../../src/config/secret-commands.ts';
import type { RunCommand } from '../../src/config/secret-source.ts';
import { loadConfig } from '../../src/config.ts';
import { KeptLog } from '../harness/kept-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that prints its arguments, or does what the first one says. */
const script = join(folder, 'print.mjs');
writeFileSync(
  script,
  `const [what, ...rest] = process.argv.slice(2);
   if (what === 'fail') { console.log('planted-output'); console.error('planted-error'); process.exit(3); }
   else if (what === 'hang') { console.log('planted-output'); setInterval(() => {}, 1000); }
   else if (what === 'flood') console.log('x'.repeat(100_000));
   else if (what === 'ask') process.stdin.resume().on('end', () => console.log('nobody there'));
   else if (what === 'env') console.log(process.env[rest[0]]);
   else if (what !== 'nothing') console.log(JSON.stringify([what, ...rest]));`,
);
const node = `exec:${process.execPath} ${script}`;
const env = { PATH: process.env.PATH, FOR_IT: 'seen' };

function outputOf(value: string, longestMs?: number): Promise<string> {
  const read = (run: RunCommand) => {
    try {
      return run(value);
    } catch (err) {
      return `failed: ${(err as Error).message}`;
    }
  };
  return readWithCommands(env, read, longestMs);
}

describe('a command that prints a secret', () => {
  it.each([
    [`${node} one 'two words' "three \\"quoted\\""`, '["one","two words","three \\"quoted\\""]'],
    [`${node} $HOME '$(id)' *.txt`, '["$HOME","$(id)","*.txt"]'],
    [`${node} env FOR_IT`, 'seen'],
    [`${node} ask`, 'nobody there'],
  ])('is run without a shell: %s', async (value, expected) => {
    expect(await outputOf(value)).toBe(expected);
  });

  it.each([
    [`${node} fail planted-argument`, /its command \S*node ended with exit code 3$/],
    [`${node} nothing`, /printed nothing$/],
    [`${node} flood`, /printed more than 64 KiB$/],
    ['exec:/nowhere/vault read planted-argument', /its command \/nowhere\/vault was not found$/],
    [`exec:${folder}`, /may not be run by this user$/],
    ['exec:', /names no command$/],
    ['exec:vault read planted-argument | jq .x', /“\|” in its command, which is run without a shell: put .* a script$/],
    ['exec:vault read x > /tmp/y', /“>” in its command/],
  ])('is told what is wrong with it, and nothing that it was given or printed: %s', async (value, mistake) => {
    const told = await outputOf(value);
    expect(told).toMatch(mistake);
    expect(told).not.toContain('planted');
  });

  it('is killed when it does not end', async () => {
    expect(await outputOf(`${node} hang`, 300)).toMatch(/did not end within 0\.3 s$/);
  });

  it('is run once, however often its value is asked for', async () => {
    const log = join(folder, 'runs');
    writeFileSync(log, '');
    const count = join(folder, 'count.mjs');
    writeFileSync(
      count,
      `import { appendFileSync, readFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(log)}, 'x'); console.log(readFileSync(${JSON.stringify(log)}, 'utf8'));`,
    );
    const value = `exec:${process.execPath} ${count}`;
    const read = (run: RunCommand) => [value, value].map((one) => tried(() => run(one)));
    expect(await readWithCommands(env, read)).toEqual(['x', 'x']);
  });
});

describe('settings by command', () => {
  const yaml = (webhooks: string) => {
    const file = join(folder, 'tocsin.yaml');
    writeFileSync(file, `people: { alice: { email: alice@example.org } }\n${webhooks}`);
    return file;
  };
  const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

  it('are read from the environment and from the file, and hidden in the log', async () => {
    writeFileSync(join(folder, 'secret.mjs'), `console.log(${JSON.stringify(secret)})`);
    const config = await loadConfig({
      ...env,
      TOCSIN_CONFIG: yaml(
        `webhooks: { hook: { url: "https://hooks.example.org", secret: "exec:${process.execPath} ${join(folder, 'secret.mjs')}" } }`,
      ),
      DISCORD_TOKEN: `${node} by.command.token`,
    });
    expect(config.settings.discord?.token).toBe('["by.command.token"]');
    expect(config.settings.secrets).toEqual(expect.arrayContaining(['["by.command.token"]', secret]));
    expect(config.webhooks[0]?.secrets).toEqual([secret]);
  });

  it('are asked for again when the file is read again', async () => {
    const rotated = join(folder, 'rotated');
    writeFileSync(
      join(folder, 'rotated.mjs'),
      `import { readFileSync } from 'node:fs'; console.log(readFileSync(${JSON.stringify(rotated)}, 'utf8'))`,
    );
    writeFileSync(rotated, secret);
    const file = yaml(
      `webhooks: { hook: { url: "https://hooks.example.org", secret: "exec:${process.execPath} ${join(folder, 'rotated.mjs')}" } }`,
    );
    const config = await loadConfig({ ...env, TOCSIN_CONFIG: file });
    const watched = watchConfigFile(file, config.directory, new KeptLog());
    const secrets: unknown[] = [];
    watched.onReading((read) => secrets.push(read?.webhooks[0]?.secrets));
    const next = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
    writeFileSync(rotated, next);
    expect(await watched.reload()).toBe('changed');
    watched.stop();
    expect(secrets).toEqual([[next]]);
  });

  it('run nothing where a file is only judged', () => {
    const touched = join(folder, 'touched');
    const text = `people: { alice: { email: alice@example.org } }\nwebhooks: { hook: { url: "https://hooks.example.org", secret: "exec:touch ${touched}" } }`;
    const mistakes = readFileText(text, new Date()).mistakes.map(({ what }) => what);
    expect(mistakes).toEqual([expect.stringContaining('is a command, and none is run here')]);
    expect(existsSync(touched)).toBe(false);
  });

  it('are told with their place, each in one sentence', async () => {
    const loaded = loadConfig({
      ...env,
      TOCSIN_CONFIG: yaml(`webhooks: { hook: { url: "https://hooks.example.org", secret: "${node} fail planted" } }`),
      TELEGRAM_TOKEN: `${node} fail planted`,
      REDIS_URL: `${node} env PATH`,
    });
    const message = await loaded.then(
      () => '',
      (err: Error) => err.message,
    );
    expect(message).toMatch(
      /TELEGRAM_TOKEN: its command \S+ ended with exit code 3; expected a command that prints the value within 10 s and ends with exit code 0; run it yourself to see why/,
    );
    expect(message).toMatch(
      /webhooks\.hook\.secret \(line 2\): its command \S+ ended with exit code 3; expected whsec_ .*run it yourself/,
    );
    expect(message).toMatch(/REDIS_URL: does not begin with redis:\/\//);
    expect(message).not.toContain('planted');
  });
});

function tried(work: () => string): string {
  try {
    return work();
  } catch (err) {
    return (err as Error).message;
  }
}
