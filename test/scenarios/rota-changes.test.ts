import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeeds } from '../../adapters/calendar/feeds.ts';
import type { Tocsin } from '../../src/app/compose.ts';
import { createDirectory } from '../../src/application/access/amend-directory.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Schedule } from '../../src/domain/on-call/schedule.ts';
import type { Person } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { monday, openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: 'C0OPS' }, open: {} } }));
  await sweeps();
});

afterEach(() => stage.close());

async function sweeps(by: Tocsin = stage.tocsin): Promise<void> {
  for (let left = 20; left > 0 && (await by.sweep()) > 0; left -= 1) await by.idle();
  await by.idle();
}

async function until(moment: string): Promise<void> {
  stage.clock.set(new Date(moment));
  await sweeps();
}

/** The file with other people on the layer, or without some people at all. */
function fileWith(changes: Partial<Schedule['layers'][number]>, gone: readonly string[] = []): Directory {
  const known = stage.directory.schedules.get('primary')!;
  const dave: Person = {
    ...stage.directory.people.get('bob')!,
    id: 'dave',
    name: 'Dave Ray',
    accounts: { slack: 'U0DAVE' },
  };
  const people = new Map([...stage.directory.people, ['dave', dave] as const]);
  for (const person of gone) people.delete(person);
  const teams = new Map([['payments', { id: 'payments', members: ['carol'] }]]);
  const primary = { ...known, layers: known.layers.map((layer) => ({ ...layer, ...changes })) };
  return { ...stage.directory, people, teams, schedules: new Map([['primary', primary]]) };
}

async function reloads(file: Directory): Promise<void> {
  stage.directory = file;
  await sweeps();
  await stage.refresh();
}

async function primaryAt(moment: string): Promise<string | undefined> {
  const answer = await stage.says('victor', `oncall primary at:${moment}`);
  return answer.fields?.[0]?.value.split(/ until|\n/)[0];
}

const texts = (account: string) => slack.pagesTo(account).map(({ message }) => message.text);
const withDave = { people: ['dave', 'alice', 'bob', 'carol'] };

it('leaves out a holiday at once that a list gets in the middle of a shift, and tells whose shift that changes', async () => {
  const without = (...except: string[]) => fileWith({ only: [{ from: '00:00', to: '24:00', except }] });
  await reloads(without('12-25'));
  await until('2026-03-16T12:00:00Z');
  await reloads(without('12-25', '2026-03-18'));
  expect(await primaryAt('2026-03-17T12:00')).toBe('Bob Okafor');
  expect(await primaryAt('2026-03-18T12:00')).toBe('nobody');
  expect(await primaryAt('2026-03-19T12:00')).toBe('Bob Okafor');
  expect(texts('U0BOB').at(-1)).toMatch(
    /now until Tue 17 Mar 19:00 EDT; from Wed 18 Mar 19:00 EDT .+ Before: now until Mon 23 Mar/,
  );
});

describe('somebody is added to a layer in the middle of a shift', () => {
  it('leaves the pager where it is, goes on from there, and keeps the past', async () => {
    await until('2026-03-11T12:00:00Z');
    const past = [await primaryAt('2026-02-20T12:00'), await primaryAt('2026-03-01T12:00')];
    await reloads(fileWith(withDave));
    expect(await primaryAt('2026-03-11T13:00')).toBe('Alice Chen');
    expect(await primaryAt('2026-03-17T12:00')).toBe('Bob Okafor');
    expect(await primaryAt('2026-03-24T12:00')).toBe('Carol Díaz');
    expect(await primaryAt('2026-03-31T12:00')).toBe('Dave Ray');
    expect(await primaryAt('2026-04-07T12:00')).toBe('Alice Chen');
    expect([await primaryAt('2026-02-20T12:00'), await primaryAt('2026-03-01T12:00')]).toEqual(past);
    expect((await stage.says('carol', 'declare Checkout is down service:checkout')).text).toContain('Paged Alice Chen');
  });

  it('tells those whose next two shifts change, with before and after, and the log', async () => {
    await until('2026-03-11T12:00:00Z');
    await reloads(fileWith({ people: ['alice', 'bob', 'carol', 'dave'] }));
    expect(texts('U0DAVE')).toEqual([
      'The rota of primary changed with the configuration file. Your next shifts: from Mon 30 Mar 03:00 EDT to Mon 6 Apr 03:00 EDT; from Mon 27 Apr 03:00 EDT to Mon 4 May 03:00 EDT. Before: none.',
    ]);
    expect(texts('U0ALICE')).toEqual([
      'The rota of primary changed with the configuration file. Your next shifts: now until Mon 16 Mar 09:00 CET; from Mon 6 Apr 09:00 CEST to Mon 13 Apr 09:00 CEST. Before: now until Mon 16 Mar 09:00 CET; from Mon 30 Mar 09:00 CEST to Mon 6 Apr 09:00 CEST.',
    ]);
    expect(stage.log.text()).toContain('shifts changed by the file');
    expect(slack.inChannel('C0OPS')).toEqual([]);
    await reloads({ ...stage.directory });
    expect(texts('U0DAVE')).toHaveLength(1);
  });

  it('does not wake those in quiet hours', async () => {
    const bob = stage.directory.people.get('bob')!;
    const quietHours = { from: '22:00', to: '07:00', except: ['sev1'] as const };
    const people = new Map([...stage.directory.people, ['bob', { ...bob, quietHours }] as const]);
    stage.directory = { ...stage.directory, people };
    await until('2026-03-11T04:00:00Z');
    await reloads(fileWith({ people: ['alice', 'carol', 'bob'] }));
    expect(texts('U0BOB')).toEqual([]);
    await until('2026-03-11T11:00:00Z');
    expect(texts('U0BOB')).toHaveLength(1);
  });

  it('comes to the same after a restart with the changed file, and in every calendar', async () => {
    const calendarOf = async (file: Directory) => {
      const amended = createDirectory(() => file, stage.runtimeChanges, stage.log);
      await amended.refresh();
      const feed = createFeeds({ host: 'x' }, { directory: amended.current, clock: stage.clock, log: stage.log });
      await amended.stop();
      return feed({ schedule: 'primary' })!
        .body.replaceAll(/DTSTAMP:.*/g, '')
        .replaceAll('\r\n ', '')
        .split('BEGIN:VEVENT');
    };
    await until('2026-03-11T12:00:00Z');
    const before = await calendarOf(stage.directory);
    const changed = fileWith(withDave);
    const restarted = stage.replica([slack], () => changed);
    await sweeps(restarted);
    await stage.refresh();
    const after = await calendarOf(changed);
    const past = (events: readonly string[]) =>
      events.slice(1).filter((one) => /DTEND:20260[123](0\d|1[0-6])/.test(one));
    expect(past(before).length).toBeGreaterThan(6);
    expect(past(after)).toEqual(past(before));
    expect(after).not.toEqual(before);
    expect(texts('U0DAVE')).toHaveLength(1);
  });

  it('is told once by two processes that read the file at once, and followed by one that has not', async () => {
    const old = stage.directory;
    const behind = stage.replica([slack], () => old);
    const other = stage.replica([slack]);
    await Promise.all([sweeps(other), sweeps(behind)]);
    await until('2026-03-11T12:00:00Z');
    stage.directory = fileWith({ people: ['bob', 'carol', 'dave'] });
    await Promise.all([sweeps(), sweeps(other), sweeps(behind)]);
    await stage.refresh();
    for (const by of [stage.tocsin, other, behind]) await sweeps(by);
    expect(texts('U0DAVE')).toHaveLength(1);
    for (const by of [stage.tocsin, behind]) {
      const { message } = await by.commands.run({
        command: 'oncall',
        args: { schedule: 'primary', at: '2026-03-31T12:00' },
        id: `asked-${by === behind}`,
        from: { platform: 'slack', id: 'U0VICTOR' },
        where: {
          address: { platform: 'slack', kind: 'person', id: 'U0VICTOR' },
          private: true,
          places: ['U0VICTOR'],
        },
      });
      expect(message.fields?.[0]?.value).toMatch(by === behind ? /^dave/ : /^Dave Ray/);
    }
  });

  it('goes on trying while the database does not keep it', async () => {
    const { keepSchedule } = stage.runtimeChanges;
    stage.runtimeChanges.keepSchedule = () => Promise.reject(new Error('no primary'));
    await reloads(fileWith(withDave));
    expect(await primaryAt('2026-03-17T12:00')).toBe('Bob Okafor');
    expect(stage.log.text()).toContain('schedules of the file could not be kept; trying again');
    stage.runtimeChanges.keepSchedule = keepSchedule;
    await sweeps();
    expect(texts('U0DAVE')).toHaveLength(1);
  });
});

describe('somebody is taken out', () => {
  it('of the layer: they stay until the hand-over', async () => {
    await until('2026-03-11T12:00:00Z');
    await reloads(fileWith({ people: ['bob', 'carol'] }));
    expect(await primaryAt('2026-03-15T12:00')).toBe('Alice Chen');
    expect(await primaryAt('2026-03-17T12:00')).toBe('Bob Okafor');
    expect(texts('U0ALICE').at(-1)).toMatch(
      /Your next shifts: now until Mon 16 Mar 09:00 CET\. Before: now until .*; from /,
    );
  });

  it('of the file: the next in order takes over at once, and is told although it is night there', async () => {
    await until('2026-03-11T06:00:00Z');
    const bob = stage.directory.people.get('bob')!;
    const quietHours = { from: '22:00', to: '07:00', except: ['sev1'] as const };
    stage.directory = {
      ...stage.directory,
      people: new Map([...stage.directory.people, ['bob', { ...bob, quietHours }] as const]),
    };
    await reloads(fileWith({ people: ['bob', 'carol'] }, ['alice']));
    expect(await primaryAt('2026-03-11T06:01')).toBe('Bob Okafor');
    expect(await primaryAt('2026-03-17T12:00')).toBe('Carol Díaz');
    expect(await primaryAt('2026-03-10T12:00')).toBe('alice');
    expect(texts('U0BOB')[0]).toMatch(
      /^You are on call for primary now, because the configuration file changed\. Your next shifts: now until Mon 16 Mar 04:00 EDT; from /,
    );
    expect(texts('U0ALICE')).toEqual([]);
    await until('2026-03-11T06:01:00Z');
    expect(slack.inChannel('C0OPS').at(-1)?.message.text).toMatch(/^On call for primary now: Bob Okafor/);
  });

  it('with overrides to come: those whom it concerns are told who is on call instead', async () => {
    await stage.says('alice', 'override primary person:bob from:2026-03-14T09:00 to:2026-03-14T17:00');
    await stage.says('bob', 'override primary from:2026-03-09T13:00 to:2026-03-09T15:00');
    await until('2026-03-11T12:00:00Z');
    await reloads(fileWith({ people: ['alice', 'carol'] }, ['bob']));
    expect(texts('U0ALICE')).toContain(
      'Bob Okafor left the configuration file, so their override of primary from Sat 14 Mar 09:00 CET to Sat 14 Mar 17:00 CET no longer counts. On call instead: Alice Chen.',
    );
    // What was theirs stays theirs.
    expect(await primaryAt('2026-03-09T18:00')).toBe('bob');
    expect(await primaryAt('2026-03-14T12:00')).toBe('Alice Chen');
  });
});

describe('the start of a layer is moved', () => {
  it('under an accepted cover: both people are told', async () => {
    await stage.says('bob', 'cover from:2026-03-16T04:00 to:2026-03-23T04:00');
    const press = slack.pagesTo('U0CAROL')[0]!.message.buttons![0]!.invokes;
    await stage.tocsin.commands.run({
      ...press,
      id: 'press',
      from: { platform: 'slack', id: 'U0CAROL' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0CAROL' }, private: true, places: ['U0CAROL'] },
    });
    await stage.tocsin.idle();
    const [taken] = (await stage.runtimeChanges.ofSchedule('primary')).overrides;
    await reloads(fileWith({ starts: '2026-03-18T09:00' }));
    const moved = new RegExp(
      `^The rota of primary changed, and Carol Díaz still takes it from .*On call then without that: Bob Okafor until .*, Alice Chen; before: Bob Okafor.*“override cancel:${taken!.id}”`,
    );
    expect(texts('U0BOB').filter((text) => moved.test(text))).toHaveLength(1);
    expect(texts('U0CAROL').filter((text) => moved.test(text))).toHaveLength(1);
  });

  it('under a request that nobody has accepted: the asker is told', async () => {
    await stage.says('bob', 'cover from:2026-03-16T04:00 to:2026-03-23T04:00');
    await reloads(fileWith({ starts: '2026-03-18T09:00' }));
    expect(texts('U0BOB').some((text) => /changed under your request for cover.*“cover withdraw:/.test(text))).toBe(
      true,
    );
  });
});

it('a schedule that is new counts as the file says', async () => {
  const second = { ...stage.directory.schedules.get('primary')!, id: 'second' };
  await reloads({ ...stage.directory, schedules: new Map([...stage.directory.schedules, ['second', second]]) });
  const answer = await stage.says('victor', 'oncall second');
  expect(answer.text).toContain('second: Alice Chen');
  expect(stage.clock.now() >= monday).toBe(true);
  expect(texts('U0ALICE')).toEqual([]);
});

describe('a schedule is taken out of the file', () => {
  it('tells whoever had shifts by it, once, and is begun anew when it comes back', async () => {
    const before = stage.directory;
    const primary = before.schedules.get('primary')!;
    const policies = new Map([
      ['default', { id: 'default', levels: [{ page: [{ person: 'carol' }], escalateAfterMs: 300_000 }], repeat: 0 }],
    ]);
    await stage.says('alice', 'override schedule:primary person:carol from:2026-03-12T09:00 to:2026-03-13T09:00');
    const known = ['U0ALICE', 'U0BOB', 'U0CAROL'].map((one) => texts(one).length);
    await reloads({ ...before, schedules: new Map(), policies });
    await sweeps(stage.replica());
    const told = ['U0ALICE', 'U0BOB', 'U0CAROL'].map((one, index) => texts(one).slice(known[index]));
    expect(told).toEqual([
      [expect.stringMatching(/primary.*none.*until Thu 12 Mar/s)],
      [expect.stringMatching(/primary/)],
      [expect.stringMatching(/primary.*12 Mar/s)],
    ]);
    await reloads({ ...before, schedules: new Map([['primary', primary]]) });
    expect(await primaryAt('2026-03-10T12:00')).toBe('Alice Chen');
    expect(await primaryAt('2026-03-17T12:00')).toBe('Bob Okafor');
  });
});
