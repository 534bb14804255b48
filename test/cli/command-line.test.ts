import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { version } from '../../src/version.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-cli-'));
  await writeFile(join(folder, 'good.yaml'), 'people: { alice: {} }\npolicies: {}\n');
  await writeFile(join(folder, 'bad.yaml'), 'peple: {}\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs one command line, and returns what it prints and its exit code. */
async function tocsin(line: string, env: Record<string, string> = {}) {
  const printed = { out: '', err: '' };
  const code = await runCommandLine(line.split(' '), {
    env,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  });
  return { code, ...printed };
}

describe('help', () => {
  it('lists every verb with one line', async () => {
    const { code, out } = await tocsin('--help');
    expect(code).toBe(0);
    for (const verb of ['start', 'check', 'slack-manifest', 'help']) {
      expect(out).toMatch(new RegExp(`^ {2}${verb}\\b.* {2}\\S`, 'm'));
    }
  });

  it.each(['start', 'check', 'slack-manifest'])('tells of %s alone, in both spellings', async (verb) => {
    const { code, out } = await tocsin(`${verb} --help`);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: tocsin ${verb}\\b`));
    expect(out).toContain('Show this help');
    expect((await tocsin(`help ${verb}`)).out).toBe(out);
  });
});

describe('the version', () => {
  it('is that of the package, and nothing else is printed', async () => {
    expect(await tocsin('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('a mistake in the command line exits with 2 and says what to do', () => {
  it.each([
    ['chek', /unknown command 'chek'\n\(Did you mean check\?\)\n.*“tocsin --help”/s],
    ['slack-manifst', /Did you mean slack-manifest\?/],
    ['--verson', /unknown option '--verson'\n\(Did you mean --version\?\)/],
    ['start now', /too many arguments.*“tocsin start --help”/s],
    ['check a b', /too many arguments/],
    ['check --jsn', /unknown option '--jsn'/],
  ])('%s', async (line, told) => {
    const { code, out, err } = await tocsin(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(told);
  });
});

describe('check', () => {
  it('checks the file that is named', async () => {
    const good = join(folder, 'good.yaml');
    const { code, out } = await tocsin(`check ${good}`);
    expect(code).toBe(0);
    expect(out).toContain(`${good} is in order: 1 person.`);
  });

  it.each(['TOCSIN_CONFIG', 'TOCSIN_CONFIG_FILE'])('takes the file that is named over %s', async (setting) => {
    const { code, out } = await tocsin(`check ${join(folder, 'bad.yaml')}`, { [setting]: 'nowhere.yaml' });
    expect(code).toBe(1);
    expect(out).toContain('peple (line 1)');
    expect(out).not.toContain('nowhere');
  });

  it('says so when the file is not there', async () => {
    const { code, out } = await tocsin(`check ${join(folder, 'none.yaml')}`);
    expect(code).toBe(1);
    expect(out).toContain('cannot be read: it does not exist');
  });

  it('prints JSON for scripts', async () => {
    const good = await tocsin(`check ${join(folder, 'good.yaml')} --json`);
    expect(JSON.parse(good.out)).toMatchObject({ ok: true, file: join(folder, 'good.yaml'), counts: { people: 1 } });
    const bad = await tocsin(`check ${join(folder, 'bad.yaml')} --json`);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({
      ok: false,
      mistakes: [{ where: 'peple', line: 1 }, { where: 'people' }],
    });
  });
});

it('prints the manifest of the Slack app as JSON', async () => {
  const socket = await tocsin('slack-manifest');
  expect(JSON.parse(socket.out)).toMatchObject({ settings: { socket_mode_enabled: true } });
  const http = await tocsin('slack-manifest https://tocsin.example.org');
  expect(JSON.parse(http.out)).toMatchObject({ settings: { socket_mode_enabled: false } });
});
