import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { ConfigMistakes } from '../../src/config/mistakes.ts';
import { loadConfig } from '../../src/config.ts';
import { fileWith, monday } from './reading.ts';

const folders: string[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-config-'));
  folders.push(folder);
});
afterAll(() => Promise.all(folders.map((one) => rm(one, { recursive: true }))));

const load = (env: Record<string, string>) => loadConfig(env, { folder, now: monday });
const check = (env: Record<string, string>) => checkConfig(env, { folder, now: monday });

describe('which file', () => {
  test('none: the demo, without a warning', async () => {
    const { demo, file, directory, warnings, settings } = await load({});
    expect(demo).toBe(true);
    expect(file).toMatch(/demo[\\/]tocsin\.yaml$/);
    expect(warnings).toEqual([]);
    expect(settings.http.host).toBe('127.0.0.1');
    expect(directory.people.size).toBe(3);
    expect([...directory.people.values()].filter(({ role }) => role === 'admin')).toHaveLength(1);
    expect(directory.services.size).toBe(2);
    expect([...directory.schedules.values()].map(({ layers }) => layers[0]?.every)).toEqual([{ days: 7 }]);
    const levels = directory.policies.get('default')?.levels ?? [];
    expect(levels).toHaveLength(2);
    for (const { escalateAfterMs } of levels) expect(escalateAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('tocsin.yaml, when it is there', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(''));
    const { demo, file, directory } = await load({});
    expect(demo).toBe(false);
    expect(file).toBe(join(folder, 'tocsin.yaml'));
    expect([...directory.people.keys()]).toEqual(['alice', 'bob']);
  });

  test('TOCSIN_CONFIG before all', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), 'not: [valid');
    await writeFile(join(folder, 'other.yaml'), fileWith(''));
    expect((await load({ TOCSIN_CONFIG: 'other.yaml' })).file).toBe(join(folder, 'other.yaml'));
  });

  test('one that is not there is a mistake, and never the demo', async () => {
    const loading = load({ TOCSIN_CONFIG: 'nowhere.yaml' });
    await expect(loading).rejects.toThrow(ConfigMistakes);
    await expect(loading).rejects.toThrow(/nowhere\.yaml\n {2}cannot be read: it does not exist; put the file there/);
  });

  test('a folder is a mistake', async () => {
    await expect(load({ TOCSIN_CONFIG: '.' })).rejects.toThrow(/cannot be read: it is a folder/);
  });

  test('tocsin.yml is pointed out', async () => {
    await writeFile(join(folder, 'tocsin.yml'), fileWith(''));
    const { demo, warnings } = await load({});
    expect(demo).toBe(true);
    expect(warnings).toEqual([
      'tocsin.yml: it is not read, and the demo runs; name it tocsin.yaml or set TOCSIN_CONFIG',
    ]);
  });
});

describe('the demo listens on this machine only', () => {
  test.each(['0.0.0.0', '::', '10.0.0.5', 'tocsin.example.org'])('not on %s', async (host) => {
    await expect(load({ HTTP_HOST: host })).rejects.toThrow(
      /HTTP_HOST: the demo listens on this machine only.*write a tocsin\.yaml .*or unset HTTP_HOST/,
    );
  });

  test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('on %s', async (host) => {
    expect((await load({ HTTP_HOST: host })).demo).toBe(true);
  });

  test('with a file of one’s own it may listen anywhere', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(''));
    expect((await load({ HTTP_HOST: '0.0.0.0' })).settings.http.host).toBe('0.0.0.0');
  });
});

test('mistakes of the environment and of the file come together, readable in a terminal', async () => {
  await writeFile(join(folder, 'tocsin.yaml'), fileWith('teams: { a: { members: [carol] } }\nschedule: {}'));
  const loading = load({ HTTP_PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-planted' });
  await expect(loading).rejects.toThrow(
    `4 mistakes in the settings:

In the environment
  HTTP_PORT: is not a port; expected a port from 0 to 65535
  SLACK_BOT_TOKEN: alone it cannot receive anything; expected SLACK_APP_TOKEN or SLACK_SIGNING_SECRET beside it; make an app-level token with connections:write (Basic Information) and set SLACK_APP_TOKEN

In ${join(folder, 'tocsin.yaml')}
  teams.a.members[0] (line 5): there is no person “carol”; expected a person of this file: alice or bob; add it under people
  schedule (line 6): is not a key that belongs here; expected people, teams, holidays, schedules, policies, services, integrations, heartbeats, checks, maintenance, webhooks, reports, roles, routes, correlate, rooms, …; did you mean schedules?`,
  );
});

test('what the file speaks of and the environment has not connected is a warning', async () => {
  const team = fileWith('').replace('email: alice@example.org', 'accounts: { telegram: 1001 }');
  await writeFile(join(folder, 'tocsin.yaml'), team);
  const { warnings } = await load({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
  expect(warnings).toEqual([
    'rooms.announce.slack: Slack is connected and has no channel here, so no incident is announced there; add one',
    expect.stringMatching(
      /^people\.alice: Alice, whom .* has only Telegram, which is not set up: no page reaches them/,
    ),
  ]);
});

describe('tocsin check', () => {
  test('in order', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(''));
    const mail = { SMTP_URL: 'smtp://mail.example.org', EMAIL_FROM: 'tocsin@example.org' };
    expect(await check(mail)).toMatchObject({
      exitCode: 0,
      text: `${join(folder, 'tocsin.yaml')} is in order: 2 people, 1 policy, 1 service.`,
    });
  });

  test('in order, with a warning', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), 'people: { alice: {} }');
    const { exitCode, text } = await check({});
    expect(exitCode).toBe(0);
    expect(text).toMatch(/is in order: 1 person\.\n\nWorth a look:\n {2}policies: there is none/);
  });

  test('says how rotations by the hour behave when the clocks change', async () => {
    const mail = { SMTP_URL: 'smtp://mail.example.org', EMAIL_FROM: 'tocsin@example.org' };
    const layer = (every: string) => `{ people: [alice], every: ${every} }`;
    const schedules = `
schedules:
  primary: { timezone: Europe/Berlin, layers: [ ${layer('12h')}, ${layer('12h elapsed')}, ${layer('1d')} ] }
  world: { timezone: UTC, layers: [ ${layer('12h')} ] }`;
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(schedules));
    const { exitCode, text } = await check(mail);
    expect(exitCode).toBe(0);
    const [, notes = ''] = text.split('Good to know:');
    expect(notes).toMatch(
      /schedules\.primary\.layers\[0\]\.every: 12h follows the clock of Europe\/Berlin.*“12h elapsed”/,
    );
    expect(notes).toMatch(/schedules\.primary\.layers\[1\]\.every: 12h elapsed counts real hours.*write 12h to keep/);
    expect(notes.trim().split('\n')).toHaveLength(2);
  });

  test('asks for no end of gaps that the file expects', async () => {
    const mail = { SMTP_URL: 'smtp://mail.example.org', EMAIL_FROM: 'tocsin@example.org' };
    const office = 'layers: [ { people: [alice], only: [ { from: "08:00", to: "18:00" } ] } ]';
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(`schedules: { office: { ${office} } }`));
    expect((await check(mail)).text).toMatch(/schedules\.office: nobody is on call from .* write gaps: expected/);
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(`schedules: { office: { ${office}, gaps: expected } }`));
    expect((await check(mail)).text).not.toContain('nobody is on call');
  });

  test('not in order', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), 'peple: {}');
    const { exitCode, text } = await check({});
    expect(exitCode).toBe(1);
    expect(text).toContain('peple (line 1): is not a key that belongs here');
  });

  test('no file of one’s own', async () => {
    expect((await check({})).text).toMatch(/^No tocsin\.yaml here, so the demo counts; it is in order: 3 people/);
  });
});

describe('tokens that need attention', () => {
  const dayAfter = (days: number) => new Date(monday.getTime() + days * 86_400_000).toISOString().slice(0, 10);

  test('are warned about 14 days ahead, by their names alone', async () => {
    const API_TOKENS = [
      `later/expires=${dayAfter(15)}:planted-token-number-1`,
      `soon/expires=${dayAfter(13)}:planted-token-number-2`,
      `today/expires=${dayAfter(0)}:planted-token-number-3`,
      `over/expires=${dayAfter(-1)}:planted-token-number-4`,
    ].join(',');
    const { warnings } = await load({ API_TOKENS });
    expect(warnings).toEqual([
      `API_TOKENS: the token “soon” is good until ${dayAfter(13)} (UTC); make a new one, or give it a later date`,
      `API_TOKENS: the token “today” is good until ${dayAfter(0)} (UTC); make a new one, or give it a later date`,
      `API_TOKENS: the token “over” expired on ${dayAfter(-1)} and is refused; make a new one, or give it a later date`,
    ]);
  });

  test('are told when they act for nobody in the file', async () => {
    await writeFile(join(folder, 'tocsin.yaml'), fileWith(''));
    const { warnings } = await load({
      API_TOKENS: 'a/by=alice:planted-token-number-1,b/by=mallory:planted-token-number-2',
    });
    expect(warnings.filter((one) => one.startsWith('API_TOKENS'))).toEqual([
      'API_TOKENS: the token “b” acts for “mallory”, who is not in the file; write the id of a person who is',
    ]);
  });
});
