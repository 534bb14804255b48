import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tocsin } from '../../src/app/compose.ts';
import type { Service } from '../../src/domain/directory.ts';
import type { Policy } from '../../src/domain/escalation/policy.ts';
import type { Schedule } from '../../src/domain/on-call/schedule.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { policy, sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const ops = 'C0OPS';
const groups: { group: string; accounts: readonly string[] }[] = [];

let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  groups.length = 0;
  const rooms = { announce: { slack: ops, telegram: '-1001' }, open: {} };
  stage = await openStage([slack, telegram], sampleDirectory({ rooms }), {
    userGroups: {
      platform: 'slack',
      setMembers: async (group, accounts) => void groups.push({ group, accounts }),
    },
  });
});

afterEach(() => stage.close());

/** Alice has primary from Monday 9 March 09:00 in Berlin for a week, then Bob, then Carol, then Alice again. */
const until = async (moment: string, by: Tocsin = stage.tocsin) => {
  stage.clock.set(new Date(moment));
  await sweeps(by);
};

async function sweeps(by: Tocsin): Promise<void> {
  for (let left = 20; left > 0 && (await by.sweep()) > 0; left -= 1) await by.idle();
  await by.idle();
}

const texts = (posted: ReturnType<ChatDouble['pagesTo']>) => posted.map(({ message }) => message.text);
const room = () => texts(slack.inChannel(ops));
const toAlice = () => texts(slack.pagesTo('U0ALICE'));
const toBob = () => texts(slack.pagesTo('U0BOB'));
const everything = () => slack.posted.length + telegram.posted.length;

function primary(changes: Partial<Schedule>): void {
  const known = stage.directory.schedules.get('primary')!;
  stage.directory = { ...stage.directory, schedules: new Map([['primary', { ...known, ...changes }]]) };
}

describe('a hand-over', () => {
  it('is told to both people, each in their own zone, and to the room of each chat', async () => {
    await until('2026-03-16T07:59:30Z');
    expect(everything()).toBe(0);
    await until('2026-03-16T08:00:00Z');
    expect(toBob()).toEqual(['You are on call for primary until Mon 23 Mar 04:00 EDT. Next: Carol Díaz.']);
    expect(toAlice()).toEqual(['Your shift for primary has ended: Bob Okafor is on call now. Thank you.']);
    expect(room()).toEqual(['On call for primary now: Bob Okafor, until Mon 23 Mar 09:00 CET.']);
    expect(texts(telegram.inChannel('-1001'))).toEqual(room());
    expect(texts(telegram.pagesTo('1002'))).toEqual(toBob());
    expect(slack.pagesTo('U0CAROL')).toEqual([]);
    await until('2026-03-16T08:00:31Z');
    await until('2026-03-16T09:00:00Z');
    expect(everything()).toBe(6);
  });

  it('keeps its local hour when the clocks change in Berlin', async () => {
    await until('2026-03-30T06:59:59Z');
    expect(everything()).toBe(0);
    await until('2026-03-30T07:00:29Z');
    expect(toAlice()).toEqual(['You are on call for primary until Mon 6 Apr 09:00 CEST. Next: Bob Okafor.']);
    await until('2026-10-26T07:59:59Z');
    expect(room()).toHaveLength(1);
    await until('2026-10-26T08:00:30Z');
    expect(room().at(-1)).toBe('On call for primary now: Alice Chen, until Mon 2 Nov 09:00 CET.');
  });

  it('comes with the open incidents of the schedule', async () => {
    const byName: Policy = {
      ...policy,
      id: 'by-name',
      levels: [{ page: [{ person: 'carol' }], escalateAfterMs: 60_000 }],
    };
    const search: Service = { id: 'search', name: 'Search', policy: 'by-name', severity: 'sev3' };
    stage.directory = {
      ...stage.directory,
      policies: new Map([...stage.directory.policies, ['by-name', byName]]),
      services: new Map([...stage.directory.services, ['search', search]]),
    };
    await stage.says('bob', 'declare Checkout is down service:checkout');
    await stage.says('bob', 'ack 1');
    await stage.says('bob', 'declare Search is slow service:search');
    await stage.says('bob', 'declare Over already service:checkout');
    await stage.says('bob', 'resolve 3');
    await until('2026-03-16T07:00:00Z');
    await until('2026-03-16T08:00:00Z');
    const told = slack.pagesTo('U0BOB').find(({ message }) => message.text.startsWith('You are on call'));
    expect(told?.message.text).toMatch(/^You are on call for primary .*\. Open incidents: #1 Checkout is down$/);
    expect(told?.message.body).toContain('#1 Checkout is down · sev2 · Acknowledged by Bob Okafor · Slack');
  });

  it('happens where an override begins and where it ends', async () => {
    await stage.says('alice', 'override primary person:carol from:2026-03-09T14:00 to:2026-03-09T15:00');
    const before = { alice: toAlice().length, carol: slack.pagesTo('U0CAROL').length };
    await until('2026-03-09T13:00:10Z');
    expect(room()).toEqual(['On call for primary now: Carol Díaz, until Mon 9 Mar 15:00 CET.']);
    expect(texts(slack.pagesTo('U0CAROL')).slice(before.carol)).toEqual([
      'You are on call for primary until Tue 10 Mar 01:00 AEDT. Next: Alice Chen.',
    ]);
    await until('2026-03-09T14:00:10Z');
    expect(toAlice().slice(before.alice)).toEqual([
      'Your shift for primary has ended: Carol Díaz is on call now. Thank you.',
      'You are on call for primary until Mon 16 Mar 09:00 CET. Next: Bob Okafor.',
    ]);
    expect(room()).toHaveLength(2);
  });

  it('happens at once where an override begins now, and where it is cancelled', async () => {
    await until('2026-03-09T12:30:00Z');
    await stage.says('bob', 'override primary person:bob from:now to:+4h');
    await until('2026-03-09T12:30:40Z');
    expect(room()).toEqual(['On call for primary now: Bob Okafor, until Mon 9 Mar 17:30 CET.']);
    const { overrides } = await stage.runtimeChanges.ofSchedule('primary');
    await stage.says('bob', `override cancel:${overrides[0]!.id}`);
    await until('2026-03-09T12:31:20Z');
    expect(room()).toHaveLength(2);
    expect(room().at(-1)).toBe('On call for primary now: Alice Chen, until Mon 16 Mar 09:00 CET.');
  });

  it('to nobody and from nobody is told as well', async () => {
    primary({ layers: [{ people: ['alice'], every: { days: 7 }, starts: '2026-01-05T09:00', only: [hours] }] });
    await until('2026-03-09T16:00:00Z');
    await until('2026-03-09T17:00:00Z');
    expect(slack.inChannel(ops)[0]?.message).toEqual({
      text: 'Nobody is on call for primary until Tue 10 Mar 08:00 CET.',
      tone: 'warning',
    });
    expect(toAlice()).toEqual([
      'Your shift for primary has ended. Nobody is on call for primary until Tue 10 Mar 08:00 CET.',
    ]);
    await until('2026-03-10T07:00:00Z');
    expect(room().at(-1)).toBe('On call for primary now: Alice Chen, until Tue 10 Mar 18:00 CET.');
    expect(toAlice().at(-1)).toBe(
      'You are on call for primary until Tue 10 Mar 18:00 CET. Next: Alice Chen from Wed 11 Mar 08:00 CET.',
    );
  });
});

const hours = { from: '08:00', to: '18:00' };

describe('one notice', () => {
  it('of two replicas that look at once, and again', async () => {
    const other = stage.replica();
    await until('2026-03-16T07:59:50Z');
    await sweeps(other);
    stage.clock.set(new Date('2026-03-16T08:00:20Z'));
    await Promise.all([sweeps(stage.tocsin), sweeps(other)]);
    for (const at of ['2026-03-16T08:00:51Z', '2026-03-16T08:01:40Z']) {
      await until(at);
      await sweeps(other);
    }
    expect(everything()).toBe(6);
  });

  it('after a restart, although what was looked at is looked at again', async () => {
    await until('2026-03-16T07:00:00Z');
    await until('2026-03-16T08:00:00Z');
    await until('2026-03-16T08:01:00Z', stage.replica());
    expect(everything()).toBe(6);
  });

  it('to nobody of what was before the installation’s first look', async () => {
    await until('2026-03-16T08:05:00Z');
    await until('2026-03-16T08:06:00Z', stage.replica());
    expect(everything()).toBe(0);
  });
});

describe('late', () => {
  it('the notices say when it was', async () => {
    await until('2026-03-16T07:00:00Z');
    await until('2026-03-16T11:00:00Z', stage.replica());
    expect(toBob()).toEqual([
      'You have been on call for primary since Mon 16 Mar 04:00 EDT, until Mon 23 Mar 04:00 EDT. Next: Carol Díaz.',
    ]);
    expect(toAlice()).toEqual([
      'Your shift for primary has ended: Bob Okafor has been on call since Mon 16 Mar 09:00 CET. Thank you.',
    ]);
    expect(room()).toEqual(['On call for primary since Mon 16 Mar 09:00 CET: Bob Okafor, until Mon 23 Mar 09:00 CET.']);
  });

  it('six hours and more there are none', async () => {
    await until('2026-03-16T07:00:00Z');
    await until('2026-03-16T14:00:01Z', stage.replica());
    expect(everything()).toBe(0);
  });

  it('there are none of a turn that is over again', async () => {
    primary({ overrides: [{ person: 'carol', from: '2026-03-10T09:00', to: '2026-03-10T10:00' }] });
    await until('2026-03-10T07:30:00Z');
    await until('2026-03-10T11:00:00Z', stage.replica());
    expect(room()).toEqual(['On call for primary since Tue 10 Mar 10:00 CET: Alice Chen, until Mon 16 Mar 09:00 CET.']);
    expect(toAlice()).toEqual([
      'You have been on call for primary since Tue 10 Mar 10:00 CET, until Mon 16 Mar 09:00 CET. Next: Bob Okafor.',
    ]);
  });

  it('a chat that is away gets its notice when it is back, within six hours', async () => {
    slack.before = () => {
      throw new DeliveryFailed('Slack does not answer', 'soon');
    };
    await until('2026-03-16T07:00:00Z');
    await until('2026-03-16T08:00:00Z');
    expect(toBob()).toEqual([]);
    expect(telegram.pagesTo('1002')).toHaveLength(1);
    slack.before = () => undefined;
    await until('2026-03-16T08:05:00Z');
    expect(toBob()).toHaveLength(1);
    expect(room()).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', to: '07:00', except: ['sev1'] } as const;

  it('keep the notice until they end, while the room hears at once', async () => {
    // Four in the morning in New York.
    stage.changesPerson('bob', { quietHours });
    await until('2026-03-16T07:00:00Z');
    await until('2026-03-16T08:00:00Z');
    expect(toBob()).toEqual([]);
    expect(toAlice()).toHaveLength(1);
    expect(room()).toHaveLength(1);
    await until('2026-03-16T10:59:59Z');
    expect(toBob()).toEqual([]);
    await until('2026-03-16T11:00:00Z');
    expect(toBob()).toEqual([
      'You have been on call for primary since Mon 16 Mar 04:00 EDT, until Mon 23 Mar 04:00 EDT. Next: Carol Díaz.',
    ]);
  });

  it('swallow what is over when they end', async () => {
    stage.changesPerson('bob', { quietHours });
    primary({ overrides: [{ person: 'bob', from: '2026-03-10T04:00', to: '2026-03-10T05:00' }] });
    await until('2026-03-10T02:00:00Z');
    await until('2026-03-10T03:00:00Z');
    await until('2026-03-10T04:00:00Z');
    await until('2026-03-10T12:00:00Z');
    // Whom it came from at five had it for an hour in the night, and sees so in the room.
    expect(toBob()).toEqual([
      'Your shift for primary has ended: Alice Chen has been on call since Tue 10 Mar 00:00 EDT. Thank you.',
    ]);
    expect(room()).toHaveLength(2);
  });
});

it('a schedule that cannot be reckoned keeps the others from nothing', async () => {
  const known = stage.directory.schedules.get('primary')!;
  const broken = { ...known, id: 'broken', timezone: 'Atlantis/Lost' };
  stage.directory = {
    ...stage.directory,
    schedules: new Map([
      ['broken', broken],
      ['primary', known],
    ]),
  };
  await until('2026-03-16T07:59:00Z');
  await until('2026-03-16T08:00:00Z');
  expect(room()).toHaveLength(1);
  expect(stage.log.text()).toContain('hand-overs of a schedule cannot be announced; check the schedule in the file');
});

it('the user group of the schedule follows', async () => {
  primary({ groups: { slack: 'S0ONCALL' } });
  await until('2026-03-16T07:59:00Z');
  await until('2026-03-16T08:00:00Z');
  expect(groups).toEqual([
    { group: 'S0ONCALL', accounts: ['U0ALICE'] },
    { group: 'S0ONCALL', accounts: ['U0BOB'] },
  ]);
});
