import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onCallToJson } from '../../src/schemas/on-call.ts';
import { freePort, type Program, runVerbProcess, startProgram } from '../harness/program.ts';
import { runVerb } from '../harness/verb.ts';

const token = 'a-token-that-no-error-shows';
let folder: string;
let program: Program;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-verbs-'));
  program = await startProgram({
    HTTP_PORT: await freePort(),
    DATA_DIR: join(folder, 'data'),
    API_TOKENS: `cli:${token},reader/read:another-token-for-reading`,
  });
  await program.running();
});
afterAll(async () => {
  program?.kill('SIGTERM');
  await program?.ended;
  await rm(folder, { recursive: true, force: true });
});

/** A verb against the program, on behalf of Mara. */
function tocsin(args: readonly string[], env: Record<string, string> = {}, input = '') {
  return runVerb(args, { env: { ...usual(), ...env }, input });
}

const usual = () => ({ TOCSIN_URL: program.url, TOCSIN_TOKEN: token, TOCSIN_BY: 'mara' });

async function declared(title: string, ...options: string[]): Promise<{ number: number }> {
  const { code, stdout, stderr } = await tocsin(['declare', title, '--json', ...options]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe('an incident from its beginning to its end', () => {
  it('is declared, listed, acknowledged and resolved', async () => {
    const begun = await tocsin(['declare', 'Checkout', 'is', 'down', '--severity', 'sev1', '--service', 'checkout']);
    expect(begun).toMatchObject({ code: 0, stderr: '' });
    expect(begun.stdout).toMatch(/^Declared #(\d+) “Checkout is down” \(sev1\)\. Paged: \w+.*\.\n$/);
    const [, number = ''] = /#(\d+)/.exec(begun.stdout) ?? [];

    const { stdout } = await tocsin(['list', '--service', 'checkout']);
    expect(stdout).toMatch(/^# +STATE +SEVERITY +SERVICE +AGE +OWNER +TITLE\n/);
    expect(stdout).toMatch(new RegExp(`^${number} +triggered +sev1 +checkout +\\d+s +– +Checkout is down$`, 'm'));

    expect(await tocsin(['ack', number, 'looking'])).toEqual({
      code: 0,
      stdout: `Acknowledged #${number} “Checkout is down”.\n`,
      stderr: '',
    });
    const owned = JSON.parse((await tocsin(['list', '--state', 'acknowledged', '--json'])).stdout);
    expect(owned.items).toContainEqual(expect.objectContaining({ number: Number(number), state: 'acknowledged' }));

    expect(await tocsin(['resolve', `#${number}`, 'rolled', 'back'])).toMatchObject({
      code: 0,
      stdout: `Resolved #${number} “Checkout is down”.\n`,
    });
    const all = JSON.parse((await tocsin(['list', '--state', 'all', '--json'])).stdout);
    const resolved = all.items.find((one: { number: number }) => one.number === Number(number));
    expect(resolved).toMatchObject({ state: 'resolved', resolved: { by: 'mara', summary: 'rolled back' } });
  });

  it('is declared once under one key', async () => {
    const first = await declared('Once', '--key', 'deploy-77');
    expect((await declared('Once', '--key', 'deploy-77')).number).toBe(first.number);
  });

  it('fits into 80 columns, without colours and without what moves the cursor', async () => {
    await declared(`Long \u001B[31m${'断'.repeat(60)}`);
    const { stdout } = await tocsin(['list', '--limit', '1']);
    const row = stdout.split('\n').find((line) => line.includes('断')) ?? '';
    expect(row).toContain('…');
    // Each of these letters is two columns wide.
    expect(row.length + (row.match(/断/g) ?? []).length).toBeLessThanOrEqual(80);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
    expect(stdout).not.toMatch(/\u001B/);
  });
});

describe('page', () => {
  it('begins an incident for whom it pages', async () => {
    const { code, stdout } = await tocsin(['page', 'aiko', 'can', 'you', 'look?']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Paged aiko about #\d+ “can you look\?”\.\n$/),
    });
  });

  it('pages about an incident that is named', async () => {
    const { number } = await declared('Search is slow');
    const { stdout } = await tocsin(['page', 'aiko', 'please', 'look', '--incident', String(number), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ number, paged: { aiko: expect.any(String) } });
  });
});

describe('send', () => {
  it('sends what is piped in to a person, once under one key, and pages nobody', async () => {
    const incidents = async () => {
      const { items } = JSON.parse((await tocsin(['list', '--state', 'all', '--json'])).stdout);
      return (items as { number: number }[]).map(({ number }) => number);
    };
    const before = await incidents();
    const send = () => tocsin(['send', '--to', 'Aiko Tanaka', '--key', 'disk-1', '--json'], {}, 'disk is full\n');
    const first = await send();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({
      id: expect.any(String),
      to: [{ platform: 'web', kind: 'person', id: 'aiko' }],
    });
    expect((await send()).stdout).toBe(first.stdout);
    // The incidents that there are may have gone on meanwhile.
    expect(await incidents()).toEqual(before);
  });

  it('sends words into a room', async () => {
    const { code, stdout, stderr } = await tocsin(['send', '--to', 'web:incidents', 'hello', 'all']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Sent to web:incidents.\n', stderr: '' });
  });
});

describe('report', () => {
  it('tells the numbers of a period, and says what is no period', async () => {
    const { code, stdout, stderr } = await tocsin(['report', '7d']);
    expect([code, stderr, stdout]).toEqual([0, '', expect.stringMatching(/incident/i)]);
    expect(await tocsin(['report', 'last', 'week'])).toMatchObject({ code: 0, stderr: '' });
    const json = await tocsin(['report', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ more: false, title: expect.any(String) });
    expect((await tocsin(['report', 'banana'])).stderr).toContain('banana');
  });
});

describe('oncall', () => {
  it('is also who', async () => {
    expect((await tocsin(['who'])).stdout).toBe((await tocsin(['oncall'])).stdout);
  });

  it('shows each schedule, and one at a moment as JSON', async () => {
    const { code, stdout } = await tocsin(['oncall']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^SCHEDULE +ON CALL +UNTIL \(UTC\) +NEXT\n/);
    const [, schedule = ''] = /\n(\S+)/.exec(stdout) ?? [];
    const at = await tocsin(['oncall', schedule, '--at', '2026-12-24T09:00', '--json']);
    expect(JSON.parse(at.stdout).items).toEqual([
      expect.objectContaining({ schedule, at: '2026-12-24T09:00:00.000Z' }),
    ]);
  });

  it('shows whom the levels of a service’s policy name', async () => {
    const { code, stdout } = await tocsin(['oncall', '--service', 'checkout']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^LEVEL +SCHEDULE +ON CALL +UNTIL \(UTC\) +NEXT\n1 +primary /);
    expect(stdout).toMatch(/\n2 +platform +mara/);
  });

  it('says until when who is on call is away', async () => {
    const schedule = { schedule: 'primary', timezone: 'UTC', at: new Date(), next: [] };
    const now = { person: 'mara', awayUntil: new Date('2026-12-24T09:00:00Z') };
    const page = JSON.stringify({ items: [onCallToJson({ ...schedule, now })] });
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { code, stdout, stderr } = await tocsin(['oncall', '--url', `http://127.0.0.1:${port}`]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/mara \(away until [^)]*24 Dec[^)]*09:00\)/);
    } finally {
      server.close();
    }
  });
});

it('says in the list which incidents cannot be read', async () => {
  const server = createServer((_request, response) => {
    const page = JSON.stringify({ items: [], next: null, unreadable: [42, 57] });
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    expect(await tocsin(['list', '--url', `http://127.0.0.1:${port}`])).toEqual({
      code: 0,
      stdout: 'No open incidents.\nCannot be read: #42, #57. “tocsin doctor” says what to do.\n',
      stderr: '',
    });
  } finally {
    server.close();
  }
});

describe('the exit code and one sentence', () => {
  let elsewhere: Server;
  let other: string;
  let nobody: string;
  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      if (request.url?.startsWith('/moved'))
        response.writeHead(301, { location: 'https://tocsin.example.org/v1' }).end();
      else if (request.url?.startsWith('/cut')) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    other = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    nobody = `http://127.0.0.1:${await freePort()}`;
  });
  afterAll(() => elsewhere.close());

  it.each<[string, number, RegExp, string[], (() => Record<string, string>)?]>([
    ['a rule of Tocsin', 1, /999/, ['ack', '999']],
    ['a person who is not there', 1, /“by”.*nobody/, ['ack', '1', '--by', 'nobody']],
    ['a service that is not there', 1, /“service”/, ['list', '--service', 'nothing']],
    ['no person', 2, /--by PERSON or TOCSIN_BY/, ['ack', '1'], () => ({ TOCSIN_BY: '' })],
    ['a room that is not connected', 1, /Slack is not connected here/, ['send', '--to', 'slack:C1', 'hi']],
    ['an address of anybody', 1, /“to”/, ['send', '--to', 'email:me@example.org', 'hi']],
    ['nothing to send', 2, /nothing to send/, ['send', '--to', 'aiko']],
    ['no number', 2, /Expected the number of an incident/, ['ack', 'one', '--by', 'mara']],
    ['a limit', 2, /from 1 to 100/, ['list', '--limit', '1000']],
    ['no address', 2, /is not an address/, ['list', '--url', token]],
    ['a password in the address', 2, /holds a user or password/, ['list', '--url', `http://me:${token}@127.0.0.1`]],
    ['a token that is none', 2, /visible ASCII/, ['list', '--token', `${token} ${token}`]],
    [
      'a file that is not there',
      2,
      /TOCSIN_TOKEN_FILE/,
      ['list'],
      () => ({ TOCSIN_TOKEN: '', TOCSIN_TOKEN_FILE: `/${token}` }),
    ],
    ['two tokens', 2, /both set; unset one/, ['list'], () => ({ TOCSIN_TOKEN_FILE: '/dev/null' })],
    [
      'a command that prints no token',
      2,
      /The token its command false ended with exit code 1; expected a command that prints the value/,
      ['list'],
      () => ({ TOCSIN_TOKEN: `exec:false ${token}` }),
    ],
    [
      'nobody there',
      3,
      /does not answer \(ECONNREFUSED\)\. Start Tocsin there/,
      ['list'],
      () => ({ TOCSIN_URL: nobody }),
    ],
    [
      'a lost answer',
      3,
      /repeat it with --key again-1, and/,
      ['ack', '1', '--key', 'again-1'],
      () => ({ TOCSIN_URL: `${other}/cut` }),
    ],
    ['another server', 1, /does not answer as Tocsin does/, ['list'], () => ({ TOCSIN_URL: other })],
    [
      'a redirect',
      1,
      /redirects to https:\/\/tocsin\.example\.org\. Name/,
      ['list'],
      () => ({ TOCSIN_URL: `${other}/moved` }),
    ],
    ['a wrong token', 4, /--token or TOCSIN_TOKEN/, ['list', '--token', `${token}-wrong`]],
    ['a token without the scope', 4, /write/, ['ack', '1', '--token', 'another-token-for-reading']],
  ])('of %s', async (_name, code, sentence, args, env) => {
    const ended = await tocsin(args, env?.());
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toContain(token);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it('are those of the process, which reads what is piped in', async () => {
    const sent = await runVerbProcess(['send', '--to', 'aiko'], { env: usual(), input: 'disk is full\n' });
    expect(sent).toEqual({ code: 0, stdout: 'Sent to web:aiko.\n', stderr: '' });
    const refused = await runVerbProcess(['list'], { env: { ...usual(), TOCSIN_TOKEN: `${token}-wrong` } });
    expect(refused).toMatchObject({ code: 4, stdout: '', stderr: expect.stringMatching(/--token or TOCSIN_TOKEN/) });
  });

  it('takes the token from a command, as the settings do', async () => {
    expect(await tocsin(['list'], { TOCSIN_TOKEN: `exec:printf %s ${token}` })).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes the token from a file', async () => {
    const file = join(folder, 'token');
    await writeFile(file, `${token}\n`);
    expect(await tocsin(['list'], { TOCSIN_TOKEN: '', TOCSIN_TOKEN_FILE: file })).toMatchObject({ code: 0 });
  });
});
