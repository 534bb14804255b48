import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Level } from '../../src/domain/escalation/policy.ts';
import type { Schedule } from '../../src/domain/on-call/schedule.ts';
import type { Person } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], withPolicy([{ page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute }], 3));
});

afterEach(() => stage.close());

function withPolicy(levels: readonly Level[], repeat: number) {
  const people = [...sampleDirectory().people.values()].map((one) => [one.id, { ...one, role: 'responder' as const }]);
  return sampleDirectory({
    people: new Map(people as [string, Person][]),
    policies: new Map([['default', { id: 'default', levels, repeat }]]),
  });
}

/** Alice until 13:07 Berlin time, then Bob: seven minutes after the test begins. */
function handsOverSoon(changes: Partial<Schedule> = {}): void {
  const primary: Schedule = {
    ...stage.directory.schedules.get('primary')!,
    layers: [{ people: ['alice', 'bob'], every: { days: 1 }, starts: '2026-03-08T13:07' }],
    ...changes,
  };
  stage.directory = { ...stage.directory, schedules: new Map([['primary', primary]]) };
}

const declare = () => stage.says('victor', 'declare Checkout is down severity:sev1 service:checkout');
const incident = async (number = 1) => (await stage.store.byNumber(number))!;

/** Who was paged, in the order of the record, with the minutes since the test began. */
async function paged(): Promise<readonly string[]> {
  const entries = await stage.store.timeline((await incident()).id);
  return entries.flatMap(({ event }) =>
    event.type === 'paged'
      ? event.people.map((one) => `${one} ${(event.at.getTime() - Date.parse('2026-03-09T12:00:00Z')) / minute}`)
      : [],
  );
}

/** Every page in the record went out, and no other. */
async function recordIsTrue(): Promise<void> {
  const sent = ['alice', 'bob', 'carol', 'victor', 'dave'].flatMap((id) =>
    slack.pagesTo(`U0${id.toUpperCase()}`).flatMap(({ message }) => (message.text.startsWith('#1 ') ? [id] : [])),
  );
  expect(sent.sort()).toEqual((await paged()).map((one) => one.split(' ')[0]!).sort());
}

describe('a schedule that changes in the middle of an escalation', () => {
  it('pages whoever is on call when the level comes round, with the reason of that moment', async () => {
    handsOverSoon();
    await declare();
    await stage.passes(11);
    expect(await paged()).toEqual(['alice 0', 'alice 5', 'bob 10']);
    await recordIsTrue();
  });

  it('pages by an override that begins and ends meanwhile', async () => {
    handsOverSoon({
      layers: [{ people: ['alice'], every: { days: 7 }, starts: '2026-01-05T09:00' }],
      overrides: [{ person: 'carol', from: '2026-03-09T13:04', to: '2026-03-09T13:09' }],
    });
    await declare();
    await stage.passes(11);
    expect(await paged()).toEqual(['alice 0', 'carol 5', 'alice 10']);
    await recordIsTrue();
  });

  it('pages who joined between two repeats, and nobody who left', async () => {
    stage.changesPolicy({ levels: [{ page: [{ team: 'payments' }], escalateAfterMs: 5 * minute }] });
    await declare();
    await stage.passes(3);
    stage.directory = {
      ...stage.directory,
      teams: new Map([['payments', { id: 'payments', members: ['bob', 'carol'] }]]),
    };
    await stage.passes(3);
    expect(await paged()).toEqual(['alice 0', 'bob 0', 'bob 5', 'carol 5']);
    await recordIsTrue();
  });

  it('goes to the next level at once when the team is emptied, and says so', async () => {
    stage.changesPolicy({
      levels: [
        { page: [{ team: 'payments' }], escalateAfterMs: 5 * minute },
        { page: [{ person: 'carol' }], escalateAfterMs: 5 * minute },
      ],
    });
    await declare();
    await stage.passes(6);
    stage.directory = { ...stage.directory, teams: new Map([['payments', { id: 'payments', members: [] }]]) };
    await stage.passes(5);
    expect(await paged()).toEqual(['alice 0', 'bob 0', 'carol 5', 'carol 10']);
    expect((await stage.says('victor', 'timeline 1')).body).toContain('Level 1 has nobody to page');
  });

  it('takes the policy of the file when nothing is left of the one that it began with', async () => {
    await declare();
    await stage.passes(1);
    const primary = stage.directory.schedules.get('primary')!;
    stage.directory = { ...stage.directory, schedules: new Map([['emea', { ...primary, id: 'emea' }]]) };
    stage.changesPolicy({ levels: [{ page: [{ schedule: 'emea' }], escalateAfterMs: 5 * minute }] });
    await stage.passes(5);
    expect(await paged()).toEqual(['alice 0', 'alice 5']);
    await recordIsTrue();
  });

  it('goes on with its own levels when the policy changes while level 2 is paged', async () => {
    stage.changesPolicy({
      levels: [
        { page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute },
        { page: [{ person: 'carol' }], escalateAfterMs: 5 * minute },
        { page: [{ person: 'bob' }], escalateAfterMs: 5 * minute },
      ],
    });
    await declare();
    await stage.passes(6);
    stage.changesPolicy({ levels: [{ page: [{ person: 'alice' }], escalateAfterMs: minute }] });
    await stage.passes(5);
    expect(await paged()).toEqual(['alice 0', 'carol 5', 'bob 10']);
  });

  it('begins again by the policy that its service has now', async () => {
    await declare();
    const policies = new Map(stage.directory.policies);
    policies.set('other', {
      id: 'other',
      levels: [{ page: [{ person: 'carol' }], escalateAfterMs: 60 * minute }],
      repeat: 0,
    });
    const services = new Map(stage.directory.services);
    services.set('checkout', { ...services.get('checkout')!, policy: 'other' });
    stage.directory = { ...stage.directory, policies, services };
    await stage.passes(1);
    await stage.says('alice', 'ack 1');
    await stage.says('alice', 'unack 1');
    expect(await paged()).toEqual(['alice 0', 'carol 1']);
  });

  it('begins again by the policy of the file after a reopening', async () => {
    await declare();
    await stage.says('alice', 'resolve 1 done');
    await stage.passes(60);
    stage.changesPolicy({ levels: [{ page: [{ person: 'carol' }], escalateAfterMs: 5 * minute }] });
    await stage.says('bob', 'reopen 1');
    expect((await paged()).slice(1)).toEqual(['carol 60']);
    expect((await stage.says('victor', 'explain 1')).body).toContain('Carol Díaz (named by the policy)');
  });
});

describe('an owner', () => {
  it('who does not answer is paged for by whoever is on call by then, after a restart too', async () => {
    handsOverSoon();
    stage.changesPolicy({ ackTimeoutMs: 10 * minute });
    await declare();
    await stage.says('alice', 'ack 1');
    stage.replica();
    await stage.passes(10, { wakes: 'lost' });
    await stage.passes(5, { wakes: 'lost' });
    expect(await paged()).toEqual(['alice 0', 'bob 15']);
    expect((await stage.says('victor', 'explain 1')).body).toMatch(/Bob Okafor \(on call for primary\)/);
  });

  it('who is taken out of the file loses the incident, and it is paged again', async () => {
    await declare();
    await stage.says('alice', 'ack 1');
    const { alice: _gone, ...others } = Object.fromEntries(stage.directory.people);
    const [primary] = stage.directory.schedules.values();
    const [layer] = primary!.layers;
    stage.directory = {
      ...stage.directory,
      people: new Map(Object.entries(others)),
      teams: new Map(),
      schedules: new Map([['primary', { ...primary!, layers: [{ ...layer!, people: ['bob', 'carol'] }] }]]),
    };
    await stage.passes(2);
    expect((await incident()).state).toBe('triggered');
    expect((await paged()).slice(1)).toEqual([expect.stringMatching(/^(bob|carol) /)]);
  });
});

describe('a level whose people cannot be paged', () => {
  it('is passed over at once whatever keeps each of them: away, asleep, without a way, or not in the file', async () => {
    stage.changesPerson('alice', {
      away: [{ from: new Date('2026-03-09T00:00:00Z'), to: new Date('2026-03-12T00:00:00Z') }],
    });
    // Ten in the morning in Sydney is the day before in Berlin: quiet hours are those of the person's own zone.
    stage.changesPerson('bob', {
      timezone: 'Australia/Sydney',
      quietHours: { from: '22:00', to: '07:00', except: [] },
    });
    stage.changesPerson('carol', { accounts: {}, email: 'carol@example.org' });
    stage.changesPolicy({
      levels: [
        { page: ['alice', 'bob', 'carol', 'gone'].map((person) => ({ person })), escalateAfterMs: 5 * minute },
        { page: [{ person: 'victor' }], escalateAfterMs: 5 * minute },
      ],
    });
    await declare();
    expect(await paged()).toEqual(['victor 0']);
    const { body } = await stage.says('victor', 'explain 1');
    expect(body).toContain('Alice Chen is away');
    expect(body).toContain('page for Bob Okafor deferred to 07:00 (Australia/Sydney)');
    expect(body).toMatch(/Carol Díaz has no working way/);
    expect((await stage.says('victor', 'ack 1')).text).toContain('You acknowledged #1');
  });
});

describe('a level that pages in turn', () => {
  const level = (people: readonly string[]): Level => ({
    page: people.map((person) => ({ person })),
    escalateAfterMs: 60 * minute,
    roundRobin: true,
  });

  async function turns(people: readonly string[], times: number): Promise<readonly string[]> {
    stage.changesPolicy({ levels: [level(people)] });
    const found: string[] = [];
    for (let left = times; left > 0; left -= 1) {
      const { text } = await stage.says('victor', 'declare Down severity:sev2 service:checkout');
      found.push(/Paged (\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'nobody');
    }
    return found;
  }

  const isFair = (found: readonly string[], people: readonly string[]) => {
    expect(new Set(found)).toEqual(new Set(people));
    for (const [index, one] of found.slice(people.length).entries()) expect(one).toBe(found[index]);
  };

  it('gives each the same number of turns, also after people were added and taken out', async () => {
    for (const people of [['alice', 'bob'], ['alice', 'bob', 'carol'], ['carol', 'alice'], ['victor']]) {
      isFair(await turns(people, 2 * people.length), people);
    }
  });

  it('gives the turns of somebody who is away to all others, and not to whoever follows', async () => {
    stage.changesPerson('alice', {
      away: [{ from: new Date('2026-03-09T00:00:00Z'), to: new Date('2026-03-12T00:00:00Z') }],
    });
    isFair(await turns(['alice', 'bob', 'carol', 'victor'], 6), ['bob', 'carol', 'victor']);
  });
});

describe('layers that follow the sun', () => {
  it('page the next level in their gap, and nobody twice at a seam', async () => {
    const office = (person: string, timezone: string) => ({
      people: [person],
      every: { days: 7 },
      starts: '2026-01-05T00:00',
      timezone,
      only: [{ from: '09:00', to: '17:00' }],
    });
    handsOverSoon({
      layers: [
        office('alice', 'Europe/Berlin'),
        office('bob', 'America/New_York'),
        office('carol', 'Australia/Sydney'),
      ],
    });
    stage.changesPolicy({
      levels: [
        { page: [{ schedule: 'primary' }], escalateAfterMs: 60 * minute },
        { page: [{ person: 'victor' }], escalateAfterMs: 60 * minute },
      ],
      repeat: 0,
    });
    const whom: string[] = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const { text } = await stage.says('victor', 'declare Down severity:sev1 service:checkout');
      whom.push(/Paged (\w+)/.exec(text)?.[1] ?? 'nobody');
      await stage.says('victor', `resolve ${hour + 1} done`);
      await stage.passes(60);
    }
    // From 12:00 UTC on: Berlin until 13:00 UTC where New York's layer covers it, New York to 21:00, a gap, Sydney from 22:00 to 06:00, a gap, Berlin.
    expect(whom.map((one) => one[0]).join('')).toBe('ABBBBBBBBVCCCCCCCCVVAAAA');
  });
});
