import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/domain/on-call/schedule.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const ops = 'C0OPS';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: ops }, open: {} } }));
});

afterEach(() => stage.close());

function primary(changes: Partial<Schedule>): void {
  const known = stage.directory.schedules.get('primary')!;
  stage.directory = { ...stage.directory, schedules: new Map([['primary', { ...known, ...changes }]]) };
}

async function until(moment: string): Promise<void> {
  stage.clock.set(new Date(moment));
  for (let left = 20; left > 0 && (await stage.tocsin.sweep()) > 0; left -= 1) await stage.tocsin.idle();
  await stage.tocsin.idle();
}

async function primaryAt(moment: string): Promise<string | undefined> {
  const answer = await stage.says('victor', `oncall primary at:${moment}`);
  return answer.fields?.[0]?.value.split(/ until|\n/)[0];
}

const texts = (posted: ReturnType<ChatDouble['pagesTo']>) => posted.map(({ message }) => message.text);
const room = () => texts(slack.inChannel(ops));
const toAlice = () => texts(slack.pagesTo('U0ALICE'));

describe('a rotation of twelve hours', () => {
  it('hands over at 08:00 and 20:00 of Berlin in winter and in summer', async () => {
    primary({ layers: [{ people: ['alice', 'bob'], every: { hours: 12 }, starts: '2026-01-05T08:00' }] });
    // Victor's clock is UTC.
    for (const [before, after] of [
      ['2026-03-20T06:59', '2026-03-20T07:00'],
      ['2026-03-20T18:59', '2026-03-20T19:00'],
      ['2026-07-20T05:59', '2026-07-20T06:00'],
      ['2026-07-20T17:59', '2026-07-20T18:00'],
      ['2026-12-20T06:59', '2026-12-20T07:00'],
    ] as const) {
      expect([await primaryAt(before), await primaryAt(after)].sort()).toEqual(['Alice Chen', 'Bob Okafor']);
    }
  });
});

describe('a daily rotation on weekdays', () => {
  it('gives everybody of seven a turn', async () => {
    const people = [1, 2, 3, 4, 5, 6, 7].map((number) => `person-${number}`);
    const only = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '00:00', to: '24:00' }];
    primary({ timezone: 'UTC', layers: [{ people, every: { days: 1 }, starts: '2026-01-05T00:00', only }] });
    const days = ['05', '06', '07', '08', '09', '12', '13', '14'];
    const found = [];
    for (const day of days) found.push(await primaryAt(`2026-01-${day}T12:00`));
    expect(found).toEqual([...people, 'person-1']);
  });
});

describe('a schedule of one person', () => {
  it('says that the override ahead is next, and who comes after it', async () => {
    primary({ layers: [{ people: ['alice'], every: { days: 7 }, starts: '2026-01-05T09:00' }] });
    await stage.says('bob', 'override from:2026-03-10T09:00 to:2026-03-10T17:00');
    const answer = await stage.says('alice', 'oncall');
    expect(answer.fields).toEqual([
      {
        label: 'primary',
        value: [
          'Alice Chen until Tue 10 Mar 14:00 CET',
          'then Bob Okafor from Tue 10 Mar 14:00 CET',
          'then Alice Chen from Tue 10 Mar 22:00 CET',
        ].join('\n'),
      },
    ]);
    await until('2026-03-10T12:00:00Z');
    await until('2026-03-10T13:00:00Z');
    expect(texts(slack.pagesTo('U0BOB')).at(-1)).toBe(
      'You are on call for primary until Tue 10 Mar 17:00 EDT. Next: Alice Chen.',
    );
  });
});

describe('an override that is cancelled with another below it', () => {
  it('names who is on call now', async () => {
    await stage.says('carol', 'override from:now to:+8h');
    await stage.says('bob', 'override from:now to:+4h');
    // Both are running, and none is to come.
    expect((await stage.says('bob', 'override')).title).toBe('2 overrides');
    const { overrides } = await stage.runtimeChanges.ofSchedule('primary');
    const ofBob = overrides.find(({ person }) => person === 'bob')!;
    expect((await stage.says('bob', `override cancel:${ofBob.id}`)).text).toBe(
      'Override of primary by Bob Okafor cancelled. On call now: Carol Díaz.',
    );
    const ofCarol = overrides.find(({ person }) => person === 'carol')!;
    expect((await stage.says('carol', `override cancel:${ofCarol.id}`)).text).toBe(
      'Override of primary by Carol Díaz cancelled. On call now: Alice Chen.',
    );
    expect(toAlice().at(-1)).toMatch(/^Carol Díaz cancelled the override .* On call instead: Alice Chen\.$/);
  });

  it('names who is on call then when it is to come, and that nobody is', async () => {
    await stage.says('bob', 'override from:2026-03-15T09:00 to:2026-03-16T09:00');
    const [own] = (await stage.runtimeChanges.ofSchedule('primary')).overrides;
    // Alice has it until Monday morning, in the middle of it; then it is Bob's anyway.
    expect((await stage.says('bob', `override cancel:${own!.id}`)).text).toBe(
      'Override of primary by Bob Okafor from Sun 15 Mar 09:00 EDT to Mon 16 Mar 09:00 EDT cancelled. On call then: Alice Chen until Mon 16 Mar 04:00 EDT, Bob Okafor.',
    );
    primary({ layers: [{ people: ['alice'], every: { days: 7 }, starts: '2027-01-04T09:00' }] });
    await stage.says('bob', 'override from:now to:+2h');
    const [lone] = (await stage.runtimeChanges.ofSchedule('primary')).overrides;
    expect((await stage.says('bob', `override cancel:${lone!.id}`)).text).toMatch(/On call now: nobody\.$/);
  });
});

describe('a layer that ends within a shift', () => {
  const weekly = { people: ['bob', 'alice'], every: { days: 7 }, starts: '2026-01-05T09:00' };
  const ending = { ...weekly, ends: '2026-03-12T15:00' };

  it('hands over to its successor, whose zone is another', async () => {
    const successor = { ...weekly, people: ['carol', 'bob'], starts: '2026-03-12T10:00', timezone: 'America/New_York' };
    primary({ layers: [ending, successor] });
    const answer = await stage.says('alice', 'oncall');
    expect(answer.fields?.[0]?.value.split('\n')).toEqual([
      'Alice Chen until Thu 12 Mar 15:00 CET',
      'then Carol Díaz from Thu 12 Mar 15:00 CET',
      'then Bob Okafor from Thu 19 Mar 15:00 CET',
      'then Carol Díaz from Thu 26 Mar 15:00 CET',
    ]);
    await until('2026-03-12T13:59:00Z');
    expect(room()).toEqual([]);
    await until('2026-03-12T14:00:00Z');
    expect(room()).toEqual(['On call for primary now: Carol Díaz, until Thu 19 Mar 15:00 CET.']);
  });

  it('has nobody who is asked for cover of a time after it', async () => {
    primary({ layers: [ending, { ...weekly, people: ['carol', 'bob'], starts: '2026-03-12T15:00' }] });
    const after = await stage.says('bob', 'cover from:2026-03-20T09:00 to:2026-03-20T17:00');
    expect(after.text).toContain('Carol Díaz');
    expect(after.text).not.toContain('Alice');
    const before = await stage.says('bob', 'cover from:2026-03-10T09:00 to:2026-03-10T17:00');
    expect(before.text).toContain('Alice Chen');
  });

  it.each([undefined, 'expected'] as const)(
    'tells that nobody is on call when nobody follows (gaps: %s)',
    async (gaps) => {
      primary({ layers: [ending], ...(gaps && { gaps }) });
      await until('2026-03-12T13:59:00Z');
      await until('2026-03-12T14:00:00Z');
      expect(room()).toEqual(['Nobody is on call for primary, and no shift is scheduled.']);
      expect((await stage.says('alice', 'oncall')).fields?.[0]?.value).toBe('nobody');
    },
  );
});

describe('office hours', () => {
  const layers = [
    {
      people: ['alice'],
      every: { days: 7 },
      starts: '2026-01-05T09:00',
      only: [{ from: '08:00', to: '18:00' }],
    },
  ];

  it('alarm nobody at their end when the file expects gaps', async () => {
    primary({ layers, gaps: 'expected' });
    await until('2026-03-09T16:59:00Z');
    await until('2026-03-09T17:00:00Z');
    expect(room()).toEqual([]);
    expect(toAlice()).toEqual([
      'Your shift on primary is over. As planned, nobody is on call until Tue 10 Mar 08:00 CET. Thank you.',
    ]);
    await until('2026-03-10T07:00:00Z');
    expect(room()).toEqual(['On call for primary now: Alice Chen, until Tue 10 Mar 18:00 CET.']);
  });

  it('are told of when it does not', async () => {
    primary({ layers });
    await until('2026-03-09T16:59:00Z');
    await until('2026-03-09T17:00:00Z');
    expect(room()).toEqual(['Nobody is on call for primary until Tue 10 Mar 08:00 CET.']);
  });
});

describe('maintenance by a pattern that begins far ahead', () => {
  it.each(['cron 0 2 * * *', 'FREQ=DAILY;BYHOUR=2'])('is planned and listed (%s)', async (every) => {
    const planned = await stage.says(
      'alice',
      `maintenance start checkout for:1h every:"${every}" from:2026-06-01T00:00 reason:later`,
    );
    expect(planned.text).not.toMatch(/never comes/);
    const list = await stage.says('alice', 'maintenance');
    expect(JSON.stringify(list)).toContain('Mon 1 Jun 02:00 CEST');
  });
});
