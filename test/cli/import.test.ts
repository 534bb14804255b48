import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runVerb } from '../harness/verb.ts';

const fixtures = fileURLToPath(new URL('../moving/fixtures', import.meta.url));
const mail = { SMTP_URL: 'smtp://127.0.0.1:2525', EMAIL_FROM: 'tocsin@example.org' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-import-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each(['pagerduty', 'opsgenie', 'grafana-oncall', 'goalert'])(
  'makes a file of a %s export that check takes',
  async (system) => {
    const output = join(folder, 'tocsin.yaml');
    const tokens = join(folder, 'tokens');
    const { code, stdout, stderr } = await runVerb([
      ...['import', system, join(fixtures, system)],
      ...['--output', output, '--tokens', tokens],
    ]);
    expect({ code, stdout }).toEqual({ code: 5, stdout: expect.stringMatching(/^Wrote .*tocsin\.yaml\. Next: /) });
    expect(stderr).toMatch(/^Not carried: /m);
    expect(stderr).toMatch(/^To do: person “/m);
    const env = { ...mail, API_TOKENS: (await readFile(tokens, 'utf8')).trim() };
    const check = await runVerb(['check', output, '--json'], { env });
    expect({ code: check.code, ...JSON.parse(check.stdout) }).toMatchObject({ code: 0, ok: true });
    expect((await stat(tokens)).mode & 0o077).toBe(0);
    const text = await readFile(output, 'utf8');
    for (const key of (await readFile(tokens, 'utf8')).matchAll(/:([\w-]+)/g)) expect(text).not.toContain(key[1]);
  },
);

it('prints file, counts and lines as JSON', async () => {
  const { code, stdout, stderr } = await runVerb(['import', 'pagerduty', join(fixtures, 'pagerduty'), '--json']);
  expect({ code, stderr }).toEqual({ code: 5, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    counts: { people: 5, schedules: 2, policies: 1, services: 1 },
    file: expect.stringContaining('people:'),
    lines: expect.arrayContaining([
      { kind: 'left-out', subject: 'escalation policy “Nobody”', text: 'it pages nobody' },
    ]),
  });
});

it('names each file of which nothing is read', async () => {
  await writeFile(join(folder, 'users.json'), JSON.stringify({ users: [{ id: 'P1', name: 'Mara' }] }));
  await writeFile(join(folder, 'rulesets.json'), JSON.stringify({ rulesets: [{ id: 'R1' }] }));
  const { code, stderr } = await runVerb(['import', 'pagerduty', folder]);
  expect({ code, stderr }).toEqual({
    code: 5,
    stderr: expect.stringContaining('Not carried: file rulesets.json: nothing of it is read.'),
  });
});

it('ends with 0 when everything is carried', async () => {
  const source = join(folder, 'users.json');
  await writeFile(source, JSON.stringify({ users: [{ id: 'P1', name: 'Mara', email: 'mara@example.org' }] }));
  const { code, stdout } = await runVerb(['import', 'pagerduty', source]);
  expect(code).toBe(0);
  expect(stdout).toContain('mara:\n    name: Mara');
});

it('refuses what it cannot read, and overwrites nothing', async () => {
  const output = join(folder, 'tocsin.yaml');
  await writeFile(output, 'mine');
  const args = (...more: string[]) => ['import', 'pagerduty', ...more];
  expect(await runVerb(args(join(fixtures, 'pagerduty'), '--output', output))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--force'),
  });
  expect(await readFile(output, 'utf8')).toBe('mine');
  expect(await runVerb(args(join(folder, 'nothing')))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not there'),
  });
  expect(await runVerb(args(output))).toMatchObject({ code: 2, stderr: expect.stringContaining('is not JSON') });
  const unknown = await runVerb(['import', 'victorops', folder]);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('“victorops” is not a system') });
  await writeFile(join(folder, 'a.json'), '{}');
  expect(await runVerb(args(join(folder, 'a.json')))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nobody in this export'),
  });
});
