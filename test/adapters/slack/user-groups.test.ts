import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualWaits } from '../../../adapters/slack/limits.ts';
import { createSlackUserGroups } from '../../../adapters/slack/user-groups.ts';
import { keepUserGroups, type UserGroupKeeper } from '../../../src/application/access/user-groups.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { UserGroups } from '../../../src/ports/people.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { FakeSlackServer } from '../../harness/fake-slack/server.ts';
import { ALICE, BOB, ONCALL } from '../../harness/fake-slack/workspace.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { TestClock } from '../../harness/time.ts';

const update = 'usergroups.users.update';

let server: FakeSlackServer;
let log: KeptLog;
let userGroups: UserGroups;

beforeEach(async () => {
  server = new FakeSlackServer();
  await server.listen();
  log = new KeptLog();
  const settings = { botToken: server.botToken, apiUrl: server.apiUrl };
  userGroups = createSlackUserGroups(settings, { ...usualWaits, callMs: 300 });
});

afterEach(async () => {
  await server.close();
  expect(server.complaints).toEqual([]);
  expect(log.text()).not.toContain(server.botToken);
});

const members = () => server.workspace.groups.get(ONCALL);

async function failure(accounts: readonly string[], group = ONCALL): Promise<DeliveryFailed> {
  const thrown = await userGroups.setMembers(group, accounts).catch((err: unknown) => err);
  expect(thrown).toBeInstanceOf(DeliveryFailed);
  return thrown as DeliveryFailed;
}

describe('a user group of Slack', () => {
  it('has those members and nobody else, also when it has them already', async () => {
    await userGroups.setMembers(ONCALL, [ALICE]);
    expect(members()).toEqual([ALICE]);
    await userGroups.setMembers(ONCALL, [ALICE, BOB]);
    await userGroups.setMembers(ONCALL, [ALICE, BOB]);
    expect(members()).toEqual([ALICE, BOB]);
  });

  it('that there is not, or that is not ours to set, is given up with a next step', async () => {
    expect(await failure([ALICE], 'S0NONE')).toMatchObject({
      retryAfterMs: 'never',
      message: expect.stringMatching(/^Slack refused to set who is in the user group S0NONE: no_such_subteam\. Check/),
    });
    expect(await failure(['U0GUEST'])).toMatchObject({
      retryAfterMs: 'never',
      message: expect.stringContaining('invalid_users. Check the Slack id of who is on call'),
    });
    server.rules.scopes.delete('usergroups:write');
    expect(await failure([ALICE])).toMatchObject({
      retryAfterMs: 'never',
      message: expect.stringMatching(/missing_scope\. Give the app .* Needed: usergroups:write\.$/),
    });
    expect(members()).toEqual([BOB]);
  });

  it.each([
    ['failing', /500/],
    ['hanging', /took too long/],
    ['revoked', /invalid_auth/],
  ] as const)('is tried again when Slack is %s', async (health, words) => {
    server.health = health;
    const failed = await failure([ALICE]);
    expect(failed.retryAfterMs).toBe('soon');
    expect(failed.message).toMatch(words);
  });

  it('waits as long as Slack asks for', async () => {
    server.limited.set(update, 40);
    expect((await failure([ALICE])).retryAfterMs).toBe(40_000);
  });
});

describe('in step with a schedule', () => {
  let clock: TestClock;
  let keeper: UserGroupKeeper;
  let directory: Directory;

  beforeEach(() => {
    clock = new TestClock('2026-03-16T07:00:00Z');
    directory = withGroup();
    keeper = keepUserGroups({ userGroups, clock, log, directory: () => directory });
  });

  /** Alice until 16 March 09:00 in Berlin, then Bob, for a week each, and Carol, who is no member of this workspace. */
  function withGroup(changes: object = {}): Directory {
    const known = sampleDirectory();
    const primary = { ...known.schedules.get('primary')!, groups: { slack: ONCALL }, ...changes };
    return { ...known, schedules: new Map([['primary', primary]]) };
  }

  async function looks(at: string): Promise<void> {
    clock.set(new Date(at));
    keeper.look();
    await keeper.idle();
  }

  const warnings = () => log.lines.filter(({ level }) => level === 'warn').map(({ data }) => data);

  it('is set at the start, at a hand-over and once an hour', async () => {
    await looks('2026-03-16T07:00:00Z');
    expect(members()).toEqual([ALICE]);
    await looks('2026-03-16T07:00:29Z');
    await looks('2026-03-16T07:30:00Z');
    await looks('2026-03-16T07:59:59Z');
    expect(server.count(update)).toBe(1);
    await looks('2026-03-16T08:00:29Z');
    expect(members()).toEqual([BOB]);
    server.workspace.groups.set(ONCALL, [ALICE]);
    await looks('2026-03-16T09:00:28Z');
    expect(members()).toEqual([ALICE]);
    await looks('2026-03-16T09:01:00Z');
    expect(members()).toEqual([BOB]);
    expect(server.count(update)).toBe(3);
  });

  it('has everybody of the schedules that share it', async () => {
    const primary = directory.schedules.get('primary')!;
    const layers = [{ ...primary.layers[0]!, people: ['bob'] }];
    directory = {
      ...directory,
      schedules: new Map([
        ['primary', primary],
        ['secondary', { ...primary, id: 'secondary', layers }],
      ]),
    };
    await looks('2026-03-16T07:00:00Z');
    expect(members()).toEqual([ALICE, BOB]);
  });

  it('keeps its last members while nobody is on call, and says so once', async () => {
    await looks('2026-03-16T07:00:00Z');
    directory = withGroup({ layers: [] });
    await looks('2026-03-16T07:01:00Z');
    await looks('2026-03-16T08:30:00Z');
    expect(members()).toEqual([ALICE]);
    expect(server.count(update)).toBe(1);
    expect(log.lines.filter(({ message }) => message.startsWith('nobody on call'))).toHaveLength(1);
    directory = withGroup();
    await looks('2026-03-16T08:31:00Z');
    expect(members()).toEqual([BOB]);
  });

  it('without the scope is left alone with one warning, until it is there', async () => {
    server.rules.scopes.delete('usergroups:write');
    for (const time of ['07:00:00', '07:00:30', '07:30:00', '07:59:59', '08:00:30', '08:30:00']) {
      await looks(`2026-03-16T${time}Z`);
    }
    expect(warnings()).toEqual([
      { group: ONCALL, schedules: ['primary'], reason: expect.stringContaining('usergroups:write') },
    ]);
    // Once at the start, and once for Bob: another person may be another matter.
    expect(server.count(update)).toBe(2);
    server.rules.scopes.add('usergroups:write');
    await looks('2026-03-16T09:00:30Z');
    expect(members()).toEqual([BOB]);
    expect(log.lines.at(-1)?.message).toBe('user group matches the schedule again');
  });

  it('keeps the pause that Slack asks for, and tries again less and less', async () => {
    server.limited.set(update, 120);
    await looks('2026-03-16T08:00:00Z');
    await looks('2026-03-16T08:01:59Z');
    expect(server.count(update)).toBe(1);
    server.limited.clear();
    server.health = 'failing';
    await looks('2026-03-16T08:02:00Z'); // the second failure: again after a minute
    await looks('2026-03-16T08:02:30Z');
    server.health = 'well';
    await looks('2026-03-16T08:02:59Z');
    expect(server.count(update)).toBe(1);
    await looks('2026-03-16T08:03:30Z');
    expect(members()).toEqual([BOB]);
  });

  it('is waited for by nobody, and set by one look at a time', async () => {
    server.health = 'hanging';
    keeper.look();
    clock.set(new Date('2026-03-16T07:01:00Z'));
    keeper.look();
    await keeper.idle();
    server.health = 'well';
    expect(warnings()).toHaveLength(1);
    expect(members()).toEqual([BOB]);
    await looks('2026-03-16T07:01:30Z');
    expect(members()).toEqual([ALICE]);
  });
});
