import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemberships, type Memberships } from '../../src/application/access/memberships.ts';
import type { PlatformGroups } from '../../src/ports/people.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestClock } from '../harness/time.ts';

const membersOf = vi.fn<(group: string) => Promise<string[]>>();
const groupsOf = vi.fn<(account: string) => Promise<string[]>>();
const groups: PlatformGroups[] = [
  { platform: 'slack', membersOf },
  { platform: 'discord', groupsOf },
];
const onSlack = { role: 'manager', platform: 'slack', group: 'S0OPS', account: 'U0BOB' } as const;
const onDiscord = { role: 'admin', platform: 'discord', group: '77', account: '2002' } as const;

let clock: TestClock;
let log: KeptLog;
let memberships: Memberships;

beforeEach(() => {
  membersOf.mockReset().mockResolvedValue(['U0BOB']);
  groupsOf.mockReset().mockResolvedValue(['77', '78']);
  clock = new TestClock('2026-03-09T12:00:00Z');
  log = new KeptLog();
  memberships = createMemberships({ groups, clock, log });
});

function passes(ms: number): void {
  clock.set(new Date(clock.now().getTime() + ms));
}

describe('who is in a group', () => {
  it('is what the platform says, by either way of asking', async () => {
    expect(await memberships.has(onSlack)).toBe(true);
    expect(await memberships.has({ ...onSlack, account: 'U0EVE' })).toBe(false);
    expect(await memberships.has(onDiscord)).toBe(true);
    expect(await memberships.has({ ...onDiscord, group: '79' })).toBe(false);
    expect(await memberships.has({ ...onSlack, platform: 'telegram' })).toBe(false);
  });

  it('is asked once for many, and again after five minutes', async () => {
    await Promise.all(Array.from({ length: 20 }, () => memberships.has(onSlack)));
    passes(5 * 60_000 - 1);
    expect(await memberships.has(onSlack)).toBe(true);
    expect(membersOf).toHaveBeenCalledTimes(1);
    membersOf.mockResolvedValue([]);
    passes(1);
    expect(await memberships.has(onSlack)).toBe(false);
  });

  it('is nobody while the platform does not tell, however long it was known, and says so', async () => {
    expect(await memberships.has(onSlack)).toBe(true);
    membersOf.mockRejectedValue(new Error('Slack does not answer'));
    passes(5 * 60_000);
    expect(await memberships.has(onSlack)).toBe(false);
    expect(log.lines.map(({ level, data }) => [level, data])).toEqual([
      ['warn', { platform: 'slack', group: 'S0OPS', reason: 'Slack does not answer' }],
    ]);
    membersOf.mockResolvedValue(['U0BOB']);
    passes(29_999);
    expect(await memberships.has(onSlack)).toBe(false);
    expect(membersOf).toHaveBeenCalledTimes(2);
    passes(1);
    expect(await memberships.has(onSlack)).toBe(true);
  });

  it('is waited for a few seconds only, and known when the answer comes after all', async () => {
    let tell: (members: string[]) => void = () => undefined;
    membersOf.mockReturnValue(new Promise((resolve) => (tell = resolve)));
    expect(await memberships.has(onSlack)).toBe(false);
    tell(['U0BOB']);
    expect(await memberships.has(onSlack)).toBe(true);
    expect(membersOf).toHaveBeenCalledTimes(1);
  });
});
