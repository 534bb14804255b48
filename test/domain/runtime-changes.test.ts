import { describe, expect, it } from 'vitest';
import { personByAccount } from '../../src/domain/directory.ts';
import { onCallAt } from '../../src/domain/on-call/final.ts';
import { parseQuietHours, parseSteps } from '../../src/domain/runtime-changes/notify.ts';
import { addOverride, cancelOverride } from '../../src/domain/runtime-changes/override.ts';
import { amend, noRuntimeChanges, type RuntimeChanges } from '../../src/domain/runtime-changes.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { told } from '../harness/refused.ts';

const now = new Date('2026-03-09T12:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const given = (runtimeChanges: Partial<RuntimeChanges>) =>
  amend(sampleDirectory(), { ...noRuntimeChanges, ...runtimeChanges });
const empty = { schedule: 'primary', overrides: [], covers: [], version: 0 };

describe('amend', () => {
  it('changes nothing without changes, and never the file', () => {
    const file = sampleDirectory();
    expect(amend(file, noRuntimeChanges)).toEqual(file);
    amend(file, { ...noRuntimeChanges, people: [{ person: 'bob', notify: { urgent: [] }, version: 1 }] });
    expect(file).toEqual(sampleDirectory());
  });

  it('puts overrides on top of the file’s, the later one first', () => {
    const override = (id: string, person: string) => ({ id, person, from: now, to: later(1), by: person });
    const overrides = [override('1', 'bob'), override('2', 'carol'), override('3', 'nobody')];
    const { schedules } = given({
      schedules: [
        { ...empty, overrides },
        { ...empty, schedule: 'gone' },
      ],
    });
    expect(onCallAt(schedules.get('primary')!, now)).toBe('carol');
    expect(onCallAt(schedules.get('primary')!, later(1))).toBe('alice');
    expect([...schedules.keys()]).toEqual(['primary']);
  });

  it('adds linked accounts, and leaves those of the file whose they are', () => {
    const link = (person: string, platform: 'slack' | 'telegram', account: string) => ({
      person,
      platform,
      account,
      at: now,
    });
    const file = sampleDirectory();
    const bare = { ...file.people.get('bob')!, accounts: {} };
    const people = new Map([...file.people, ['bob', bare]]);
    const accounts = [
      link('bob', 'telegram', '777'),
      link('bob', 'slack', 'U0ALICE'),
      link('carol', 'telegram', '778'),
      link('nobody', 'telegram', '779'),
    ];
    const amended = amend({ ...file, people }, { ...noRuntimeChanges, accounts });
    expect(amended.people.get('bob')?.accounts).toEqual({ telegram: '777' });
    expect(personByAccount(amended, 'slack', 'U0ALICE')?.id).toBe('alice');
    expect(amended.people.get('carol')?.accounts.telegram).toBe('1003');
  });

  it('lays each part of how somebody is paged over the file’s', () => {
    const file = sampleDirectory();
    const [slack, email] = [[{ by: 'slack', afterMs: 0 }] as const, [{ by: 'email', afterMs: 0 }] as const];
    const hours = { from: '22:00', to: '07:00', except: [] };
    const bob = { ...file.people.get('bob')!, notify: { urgent: slack, normal: slack }, quietHours: hours };
    const changed = (change: object) =>
      amend(
        { ...file, people: new Map([['bob', bob]]) },
        { ...noRuntimeChanges, people: [{ person: 'bob', version: 1, ...change }] },
      ).people.get('bob');
    expect(changed({})).toEqual(bob);
    expect(changed({ notify: { urgent: email } })?.notify).toEqual({ urgent: email, normal: slack });
    expect(changed({ quietHours: 'off' })).not.toHaveProperty('quietHours');
    expect(changed({ quietHours: { ...hours, to: '08:00' } })?.quietHours).toEqual({ ...hours, to: '08:00' });
  });
});

describe('an override', () => {
  const schedule = sampleDirectory().schedules.get('primary')!;
  const wanted = { id: 'o1', person: 'bob', from: later(-1), to: later(1), by: 'alice' };

  it('that has begun counts from now on, and is recognised when it is asked for again', () => {
    const { next, added } = addOverride(empty, schedule, wanted, now);
    expect(added).toEqual({ ...wanted, from: now });
    expect(addOverride(next, schedule, wanted, later(5))).toEqual({ next, added });
  });

  it('is forgotten long after it is over', () => {
    const old = { ...wanted, id: 'old', from: later(-24 * 402), to: later(-24 * 401) };
    const recent = { ...old, id: 'recent', to: later(-24 * 399) };
    const { next } = addOverride({ ...empty, overrides: [old, recent] }, schedule, wanted, now);
    expect(next.overrides.map(({ id }) => id)).toEqual(['recent', 'o1']);
  });

  it('is one of at most 400 to come', () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ ...wanted, id: `${index}`, from: now, to: later(2) }));
    expect(told(() => addOverride({ ...empty, overrides: many }, schedule, wanted, now))).toThrow(
      /400 coming overrides/,
    );
    expect(() => addOverride({ ...empty, overrides: many.slice(1) }, schedule, wanted, now)).not.toThrow();
  });

  it('leaves no trace when it is cancelled before it begins, and ends now when it runs', () => {
    const before = { ...wanted, from: later(1), to: later(2) };
    expect(cancelOverride({ ...empty, overrides: [before] }, 'o1', now).next.overrides).toEqual([]);
    expect(cancelOverride({ ...empty, overrides: [wanted] }, 'o1', now).next.overrides).toEqual([
      { ...wanted, to: now },
    ]);
    expect(told(() => cancelOverride({ ...empty, overrides: [wanted] }, 'o1', later(1)))).toThrow(/is over/);
  });
});

describe('how I am paged, as it is typed', () => {
  it.each([
    ['slack', [['slack', 0]]],
    [
      'Slack, TELEGRAM after 2m ,email  after 1h30m',
      [
        ['slack', 0],
        ['telegram', 120_000],
        ['email', 5_400_000],
      ],
    ],
    [
      'email after 5m, slack',
      [
        ['slack', 0],
        ['email', 300_000],
      ],
    ],
    [
      'slack, slack after 5m',
      [
        ['slack', 0],
        ['slack', 300_000],
      ],
    ],
    ['web chat', [['web', 0]]],
    ['mail after 1d', [['email', 86_400_000]]],
  ])('%s', (text, steps) => {
    const ways = ['slack', 'telegram', 'email', 'web'] as const;
    expect(parseSteps(text, ways).map(({ by, afterMs }) => [by, afterMs])).toEqual(steps);
  });

  it.each([
    '',
    ',',
    'slack after',
    'slack 5m',
    'after 5m',
    'slack after -5m',
    'discord',
    `slack${', slack'.repeat(10)}`,
  ])('not: %s', (text) => expect(told(() => parseSteps(text, ['slack']))).toThrow(/./));

  it('quiet hours keep what is not said', () => {
    const hours = { from: '22:00', to: '07:00', except: ['sev2'] } as const;
    expect(parseQuietHours({ from: '9:00' }, hours)).toEqual({ ...hours, from: '09:00' });
    expect(parseQuietHours({ from: '13:00', to: '24:00', except: 'SEV3 sev1,sev3' }, undefined)).toEqual({
      from: '13:00',
      to: '00:00',
      except: ['sev1', 'sev3'],
    });
    expect(parseQuietHours({ from: '22:00', to: '07:00' }, undefined).except).toEqual(['sev1']);
  });
});
