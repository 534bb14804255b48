import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { loadConfig } from '../../src/config.ts';
import { accepted, fileWith, mistakesIn, monday } from './reading.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-people-'));
});
afterAll(() => rm(folder, { recursive: true }));

const smtp = { SMTP_URL: 'smtp://mail.example.org', EMAIL_FROM: 'tocsin@example.org' };
const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

async function check(people: string, env: Record<string, string> = {}, more = '') {
  const file = join(folder, 'tocsin.yaml');
  await writeFile(
    file,
    `people: { ${people} }\npolicies: { default: { levels: [ { page: [ { person: bob } ] } ] } }\n${more}`,
  );
  return checkConfig(env, { folder, now: monday });
}

describe('check, about somebody whom a policy may page', () => {
  it('fails for a person whose only ways are not set up, and names the person, the setting and the policy', async () => {
    const { exitCode, text } = await check('bob: { email: bob@example.org }');
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /people\.bob: Bob, whom policies\.default may page, has only email, which is not set up.*SMTP_URL/,
    );
    const chat = await check('bob: { accounts: { telegram: 1001 } }', slack);
    expect(chat.text).toMatch(/has only Telegram, which is not set up.*TELEGRAM_TOKEN/);
  });

  it('says once of several people that the same setting is missing', async () => {
    const team = 'teams: { all: { members: [ann, bob] } }\nservices: { web: { policy: all } }';
    const people = 'ann: { accounts: { telegram: 1002 } }, bob: { accounts: { telegram: 1001 } }';
    const file = join(folder, 'tocsin.yaml');
    await writeFile(
      file,
      `people: { ${people} }\n${team}\npolicies: { all: { levels: [ { page: [ { team: all } ] } ] } }`,
    );
    const { text } = await checkConfig(slack, { folder, now: monday });
    expect(text).toMatch(/people: Ann and Bob, whom policies\.all may page, have only Telegram, which is not set up/);
  });

  it.each<[string, string, Record<string, string>]>([
    ['email is set up', 'bob: { email: bob@example.org }', smtp],
    ['one of two ways is set up', 'bob: { email: bob@example.org, accounts: { slack: U0BOB } }', slack],
    ['they chose the web chat', 'bob: { email: bob@example.org, notify: { urgent: [ { by: web } ] } }', {}],
    ['nobody pages them', 'bob: {}, ann: { email: ann@example.org }', {}],
  ])('passes when %s', async (_, people, env) => {
    expect((await check(people, env)).text).toContain('is in order');
  });

  it('fails for a viewer, unless a group may make them more', async () => {
    const { exitCode, text } = await check('bob: { role: viewer }');
    expect(exitCode).toBe(1);
    expect(text).toMatch(/people\.bob\.role: Bob is a viewer, and policies\.default may page them/);
    const roles = 'roles: { responder: { slack: [S012AB3CD] } }';
    expect((await check('bob: { role: viewer, accounts: { slack: U0BOB } }', slack, roles)).exitCode).toBe(0);
  });

  it('does not keep Tocsin from starting, which warns of it', async () => {
    await check('bob: { email: bob@example.org }');
    const { warnings } = await loadConfig({}, { folder, now: monday });
    expect(warnings.join('\n')).toMatch(/people\.bob: Bob, whom policies\.default may page, has only email/);
  });

  it('warns of a step of notify on a platform that is not set up', async () => {
    const bob =
      'bob: { accounts: { slack: U0BOB, telegram: 1001 }, notify: { urgent: [ { by: slack }, { by: telegram } ] } }';
    expect((await check(bob, slack)).text).toContain('people.bob.notify.urgent[1]: Telegram is not set up');
  });
});

describe('check, about hours in which nobody on a policy is awake', () => {
  const quiet = 'quietHours: { from: "22:00", to: "07:00" }';

  it('names the policy, the hours and the severities', async () => {
    const { exitCode, text } = await check(`bob: { timezone: Europe/Berlin, ${quiet} }`);
    expect(exitCode).toBe(0);
    expect(text).toContain(
      'policies.default: nobody can be paged Mon-Sun 22:00-07:00 (Europe/Berlin) at sev2, sev3, sev4, for everybody on its level has quiet hours',
    );
  });

  it('follows the shifts of a schedule: only in the weeks and hours of those who sleep', async () => {
    const more = `schedules: { primary: { timezone: UTC, layers: [ { people: [ann, bob], every: 1d, starts: 2026-01-05T09:00 } ] } }`;
    const file = join(folder, 'tocsin.yaml');
    await writeFile(
      file,
      `people: { ann: { ${quiet} }, bob: {} }\npolicies: { default: { levels: [ { page: [ { schedule: primary } ] } ] } }\n${more}`,
    );
    const { text } = await checkConfig({}, { folder, now: monday });
    expect(text).toMatch(
      /policies\.default: nobody can be paged \w{3}(, \w{3}){2,3} 22:00-07:00 \(UTC\) at sev2, sev3, sev4/,
    );
  });

  it('says nothing where somebody is always awake', async () => {
    const { text } = await check(`bob: { ${quiet} }, ann: {}`, {}, 'teams: { all: { members: [ann] } }');
    expect(text).toContain('nobody can be paged');
    const file = join(folder, 'tocsin.yaml');
    await writeFile(
      file,
      `people: { bob: { ${quiet} }, ann: {} }\npolicies: { default: { levels: [ { page: [ { person: bob } ] }, { page: [ { person: ann } ] } ] } }`,
    );
    expect((await checkConfig({}, { folder, now: monday })).text).not.toContain('nobody can be paged');
  });
});

describe('away', () => {
  const away = (times: string) =>
    fileWith('schedules: { primary: { layers: [ { people: [alice] } ] } }').replace(
      'alice@example.org',
      `alice@example.org, timezone: Europe/Berlin, away: [ ${times} ]`,
    );

  it('is read in the zone of the person, and warns of shifts in it', () => {
    const { directory, warnings } = accepted(away('{ from: 2026-12-24T09:00, to: 2026-12-28 }'));
    expect(directory.people.get('alice')?.away).toEqual([
      { from: new Date('2026-12-24T08:00:00Z'), to: new Date('2026-12-27T23:00:00Z') },
    ]);
    expect(warnings.join('\n')).toContain(
      'people.alice.away: Alice is on call for primary from Thu 24 Dec 09:00 CET to Mon 28 Dec 00:00 CET; add an override',
    );
  });

  it('warns of times in which everybody on a policy is away, and of a schedule after which nobody is left', () => {
    const text = (levels: string, bob = '') => `
people:
  alice: { timezone: Europe/Berlin, away: [ { from: 2026-12-24T09:00, to: 2026-12-28T09:00 } ] }
  bob: { timezone: Europe/Berlin${bob} }
schedules: { primary: { timezone: Europe/Berlin, layers: [ { people: [alice] } ] } }
policies: { default: { repeat: 0, levels: [ ${levels} ] } }
services: { shop: {} }
`;
    const primary = '{ page: [ { schedule: primary } ] }';
    const person = '{ page: [ { person: bob } ] }';
    const warned = (...given: Parameters<typeof text>) =>
      accepted(text(...given)).warnings.filter((one) => /^(?:policies|schedules).*away/.test(one));
    expect(warned(`${primary}, ${person}`)).toEqual([]);
    expect(warned(primary)).toEqual([
      'policies.default: everybody whom it pages is away from Thu 24 Dec 09:00 CET to Mon 28 Dec 09:00 CET, so they are paged all the same; add an override or somebody who is there to a level',
    ]);
    expect(warned(`${person}, ${primary}`)).toEqual([
      'schedules.primary: Alice is away from Thu 24 Dec 09:00 CET to Mon 28 Dec 09:00 CET, and no later level has anybody, so they are paged all the same; add an override or somebody who is there to a level',
    ]);
    const bob = ', away: [ { from: 2026-12-26T00:00, to: 2027-01-01T00:00 } ]';
    expect(warned(`${primary}, ${person}`, bob)).toEqual([
      expect.stringMatching(/^policies\.default: .+ from Sat 26 Dec 00:00 CET to Mon 28 Dec 09:00 CET, so/),
    ]);
  });

  it.each<[string, string]>([
    [
      '{ from: 2026-12-28, to: 2026-12-24 }',
      'people.alice.away[0] (line 2): ends (2026-12-24T00:00) before it has begun',
    ],
    [
      '{ from: 2027-03-28T02:30, to: 2027-04-01 }',
      'people.alice.away[0].from (line 2): 2027-03-28T02:30 does not exist',
    ],
    ['{ from: 2026-12-28 }', 'people.alice.away[0].to (line 2): is missing; expected a local time'],
    ['holidays', 'people.alice.away[0] (line 2): is “holidays”; expected time off such as'],
  ])('%s is a mistake', (times, expected) => {
    expect(mistakesIn(away(times)).join('\n')).toContain(expected);
  });
});
