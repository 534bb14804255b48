import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { runVerb } from '../harness/verb.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-cli-'));
  await writeFile(join(folder, 'good.yaml'), 'people: { alice: {} }\npolicies: {}\n');
  await writeFile(
    join(folder, 'kuma.yaml'),
    'people: { alice: {} }\npolicies: { default: { levels: [{ page: [{ person: alice }] }] } }\nservices: { shop: {} }\n' +
      'integrations: { kuma-shop: { sender: uptime-kuma, service: shop } }\n',
  );
  await writeFile(join(folder, 'bad.yaml'), 'peple: {}\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs one command line, without quotes. */
async function tocsin(line: string, env: Record<string, string> = {}, input = '') {
  const { code, stdout: out, stderr: err } = await runVerb(line.split(' '), { env, input });
  return { code, out, err };
}

const verbs =
  'start check doctor integrations list oncall report declare ack resolve merge page send import export backup restore migrate init tokens sign-in slack-manifest discord-invite completion'.split(
    ' ',
  );

describe('help', () => {
  it('lists every verb with one line', async () => {
    const { code, out } = await tocsin('--help');
    expect(code).toBe(0);
    for (const verb of [...verbs, 'help']) {
      expect(out).toMatch(new RegExp(`^ {2}${verb}\\b.* {2}\\S`, 'm'));
    }
  });

  it.each(verbs)('tells of %s alone, in both spellings', async (verb) => {
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
    ['slack-manifest tocsin.example.org', /Expected an https address/],
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

describe('integrations try', () => {
  const payload = JSON.stringify({
    heartbeat: { monitorID: 1, status: 0 },
    monitor: { id: 1, name: 'Shop' },
    msg: 'm',
  });
  const env = () => ({ TOCSIN_CONFIG: join(folder, 'kuma.yaml') });

  it('says what would come of a payload by the file alone', async () => {
    const { code, out } = await tocsin('integrations try kuma-shop', env(), payload);
    expect(code).toBe(0);
    expect(out).toContain('kuma-shop (uptime-kuma): 1 alert\n\nShop is down\n  firing · sev3 · key monitor:1');
    expect(out).toContain('service shop · policy default\n  Opens a new incident. Pages alice first.');
    const { out: json } = await tocsin('integrations try kuma-shop --json', env(), payload);
    expect(JSON.parse(json).alerts[0]).toMatchObject({ outcome: 'opens', pages: ['alice'] });
  });

  it('ends with 1 for a payload that says nothing usable, and for a name that is not in the file', async () => {
    const unusable = await tocsin('integrations try kuma-shop', env(), '{"surprise": 1}');
    expect([unusable.code, unusable.out]).toEqual([1, expect.stringContaining('Refused:\n  heartbeat: Required')]);
    const unknown = await tocsin('integrations try kuma-shpo', env(), payload);
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('Did you mean kuma-shop?')]);
    expect((await tocsin('integrations try', env(), payload)).code).toBe(2);
  });
});

describe('tokens new', () => {
  it('prints an entry that API_TOKENS takes, another one each time', async () => {
    const { code, out } = await tocsin('tokens new grafana --scopes alerts+read');
    expect(code).toBe(0);
    expect(out).toMatch(/^grafana\/alerts\+read:[\w-]{43}\n$/);
    const again = await tocsin('tokens new grafana --scopes alerts+read');
    expect(again.out).not.toBe(out);
    const checked = await tocsin(`check ${join(folder, 'good.yaml')}`, { API_TOKENS: out.trim() });
    expect(checked).toMatchObject({ code: 0, err: '' });
    const { name, token, entry } = JSON.parse((await tocsin('tokens new ci --json')).out);
    expect({ name, entry }).toEqual({ name: 'ci', entry: `ci:${token}` });
  });

  it.each(['tokens new a:b', 'tokens new ci --scopes everything', 'tokens new', 'tokens'])(
    'refuses “%s”',
    async (line) => {
      expect(await tocsin(line)).toMatchObject({ code: 2, out: '' });
    },
  );
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])(
    'for %s names every verb and option, and is a script that the shell takes',
    async (shell) => {
      const { code, out } = await tocsin(`completion ${shell}`);
      expect(code).toBe(0);
      for (const word of [...verbs, 'new']) expect(out).toContain(word);
      for (const option of ['severity', 'scopes', 'json', 'help']) expect(out).toContain(option);
      const script = join(folder, `completion.${shell}`);
      await writeFile(script, out);
      const read = spawnSync(shell, ['-n', script], { encoding: 'utf8' });
      // A shell that this machine does not have judges nothing.
      if (!read.error) expect(read).toMatchObject({ status: 0, stderr: '' });
    },
  );

  it('completes in bash', async () => {
    const { out } = await tocsin('completion bash');
    const complete = (line: string) => {
      const words = line.split(' ');
      const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _tocsin; echo "\${COMPREPLY[*]}"`;
      return spawnSync('bash', ['-c', `${out}\n${ask}`], { encoding: 'utf8', cwd: folder }).stdout.trim();
    };
    expect(complete('tocsin reso')).toBe('resolve');
    expect(complete('tocsin tokens n')).toBe('new');
    expect(complete('tocsin tokens new --sc')).toBe('--scopes');
    expect(complete('tocsin list --st')).toBe('--state');
    expect(complete('tocsin check go')).toBe('good.yaml');
  });
});
