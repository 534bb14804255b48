import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runVerb } from '../harness/verb.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-init-'));
  file = join(folder, 'tocsin.yaml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tokens = {
  SLACK_BOT_TOKEN: 'xoxb-1-not-a-real-token',
  SLACK_APP_TOKEN: 'xapp-1-not-a-real-token',
  TELEGRAM_TOKEN: '123456:not-a-real-token-not-a-real-token-1',
};

async function check(env: Record<string, string> = {}) {
  const { code, stdout } = await runVerb(['check', file, '--json'], { env });
  return { code, ...JSON.parse(stdout) };
}

it('writes a file from the options that check takes', async () => {
  const args = [
    'init',
    '--output',
    file,
    '--person',
    'alice',
    '--name',
    'Alice: "A" Chen',
    '--timezone',
    'Europe/Berlin',
  ];
  const rooms = [
    '--slack',
    'U012AB3CD',
    '--slack-room',
    'C012AB3CD',
    '--telegram',
    '1001',
    '--telegram-room',
    '-1001234567890',
  ];
  const { code, stdout, stderr } = await runVerb([...args, ...rooms]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Wrote .*tocsin\.yaml\. Next:\n {2}set SLACK_BOT_TOKEN and SLACK_APP_TOKEN/);
  expect(await check(tokens)).toMatchObject({ code: 0, ok: true, counts: { people: 1, policies: 1, services: 1 } });
  expect(await readFile(file, 'utf8')).toContain(`'Alice: "A" Chen'`);
});

it('overwrites nothing unless it is told to', async () => {
  await writeFile(file, 'mine');
  const args = ['init', '--output', file, '--person', 'bob'];
  expect(await runVerb(args)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/--force/) });
  expect(await readFile(file, 'utf8')).toBe('mine');
  expect(await runVerb([...args, '--force'])).toMatchObject({ code: 0 });
  expect(await check()).toMatchObject({ code: 0, ok: true });
});

it('writes nothing when an answer cannot be used, or nobody can be asked', async () => {
  const wrong = await runVerb(['init', '--output', file, '--person', 'bob', '--timezone', 'Mars/Olympus']);
  expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/people\.bob\.timezone/) });
  const alone = await runVerb(['init', '--output', file]);
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Nobody can be asked here: give --person/) });
  await expect(readFile(file)).rejects.toThrow(/ENOENT/);
});

it('asks, and takes what it suggests for an empty answer', async () => {
  const asked: string[] = [];
  const said = ['mara', 'Mara Lindqvist', 'Europe/Stockholm', '', 'U012AB3CD', 'C012AB3CD'];
  const { code } = await runVerb(['init', '--output', file], {
    prompt: async (question) => {
      asked.push(question);
      return said[asked.length - 1] ?? '';
    },
  });
  expect(code).toBe(0);
  expect(asked[3]).toBe('A service that you look after [checkout]: ');
  expect(asked).toHaveLength(11);
  expect(await check(tokens)).toMatchObject({ code: 0, ok: true });
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/mara:\n {4}name: Mara Lindqvist\n {4}timezone: Europe\/Stockholm/);
  expect(text).toContain('checkout:');
});
