import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LinkedAccount, ScheduleChanges } from '../../../src/domain/runtime-changes.ts';
import { type RuntimeChangeStore, StaleRuntimeChanges } from '../../../src/ports/runtime-changes.ts';
import { type Opened, openFresh } from './opened.ts';

const now = new Date('2026-03-09T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const notification = (id: string) => ({
  id,
  to: { platform: 'slack', kind: 'person', id: 'U0BOB' } as const,
  message: { text: id },
});
const override = { id: 'o1', person: 'bob.b', from: now, to: later(3600), by: 'alice' };
const cover = {
  id: 'c1',
  requester: 'alice',
  from: now,
  to: later(60),
  askedAt: now,
  asked: [{ person: 'bob', at: [{ platform: 'slack', kind: 'person', id: 'U0BOB' } as const] }],
};

let opened: Opened;
let store: RuntimeChangeStore;

beforeEach(async () => {
  opened = await openFresh();
  store = opened.stores.runtimeChanges;
});

afterEach(() => opened.close());

const next = (more: Partial<ScheduleChanges> = {}): ScheduleChanges => ({
  schedule: 'primary.$x',
  overrides: [override],
  covers: [cover],
  version: 1,
  ...more,
});

describe('amendments on MongoDB', () => {
  it('are kept as they were given, also for another process', async () => {
    expect(await store.ofSchedule('primary')).toEqual({ schedule: 'primary', overrides: [], covers: [], version: 0 });
    expect(await store.ofPerson('bob')).toEqual({ person: 'bob', version: 0 });
    await store.keepSchedule(next(), [], now);
    const quietHours = { from: '22:00', to: '07:00', except: [] };
    await store.keepPerson({
      person: 'bob',
      notify: { urgent: [{ by: 'slack', afterMs: 0 }] },
      quietHours,
      version: 1,
    });
    await store.keepPerson({ person: 'bob', quietHours: 'off', version: 2 });
    const linked = { person: 'bob', platform: 'telegram', account: '777', at: now } as const;
    await store.link(linked, [], now);
    const other = opened.other.runtimeChanges;
    expect(await other.ofSchedule('primary.$x')).toStrictEqual(next());
    expect(await other.ofPerson('bob')).toStrictEqual({ person: 'bob', quietHours: 'off', version: 2 });
    expect(await other.all()).toStrictEqual({
      schedules: [next()],
      people: [{ person: 'bob', quietHours: 'off', version: 2 }],
      accounts: [linked],
    });
  });

  it.each([0, 1])('keep one of many decisions on version %i', async (version) => {
    if (version === 1) await store.keepSchedule(next(), [], now);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? opened.other : opened.stores).runtimeChanges.keepSchedule(
          next({ version: version + 1, overrides: [{ ...override, id: `o${index}` }] }),
          [notification(`l${index}`)],
          now,
        ),
      ),
    );
    const kept = tries.findIndex(({ status }) => status === 'fulfilled');
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StaleRuntimeChanges);
    expect((await store.ofSchedule('primary.$x')).overrides[0]?.id).toBe(`o${kept}`);
    expect((await store.untold(now, 10)).map(({ notifications }) => notifications.map(({ id }) => id))).toEqual([
      [`l${kept}`],
    ]);
  });

  it('hold the letters until they are posted, and give the next writer those that are not', async () => {
    const first = await store.keepSchedule(next(), [notification('a')], later(10));
    expect(first.notifications).toEqual([notification('a')]);
    expect(await store.untold(later(9), 10)).toEqual([]);
    expect(await store.untold(later(10), 10)).toEqual([first]);
    const second = await store.keepSchedule(next({ version: 2 }), [notification('b')], later(20));
    expect(second.notifications).toEqual([notification('a'), notification('b')]);
    // The first to write is late: what came after it is not forgotten.
    await store.told(first);
    expect(await store.untold(later(20), 10)).toEqual([second]);
    await store.told(second);
    expect(await store.untold(later(1000), 10)).toEqual([]);
  });

  it('join an account to one person, and one account a platform to a person', async () => {
    const account = (person: string, id: string): LinkedAccount => ({
      person,
      platform: 'telegram',
      account: id,
      at: now,
    });
    const racers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? opened.other : opened.stores).runtimeChanges.link(
          account(`p${index}`, '777'),
          [notification('a')],
          now,
        ),
      ),
    );
    expect(racers.map(({ linked }) => linked).sort()).toEqual([...Array(9).fill('account-taken'), 'linked']);
    const winner = racers.findIndex(({ linked }) => linked === 'linked');
    expect((await store.untold(now, 10)).map(({ key }) => key)).toEqual([racers[winner]!.untold!.key]);
    await store.told(racers[winner]!.untold!);
    expect(await store.untold(now, 10)).toEqual([]);

    const own = await Promise.all(['1', '2', '3'].map((id) => store.link(account('zoe', id), [], now)));
    expect(own.map(({ linked }) => linked).sort()).toEqual(['linked', 'person-has-one', 'person-has-one']);
    expect(await store.unlink('zoe', 'telegram')).toBe(true);
    expect(await store.unlink('zoe', 'telegram')).toBe(false);
    expect((await store.link(account('zoe', '4'), [], now)).linked).toBe('linked');
    expect(await store.unlink(`p${winner}`, 'telegram')).toBe(true);
    expect((await store.link(account('yan', '777'), [], now)).linked).toBe('linked');
  });
});

describe('link codes on MongoDB', () => {
  it('are kept as hashes only, read well, and are never alike', async () => {
    const { linkCodes } = opened.stores;
    const codes = await Promise.all(Array.from({ length: 20 }, (_, index) => linkCodes.issue(`p${index}`, now)));
    for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
    expect(new Set(codes).size).toBe(20);
    const kept = JSON.stringify(await opened.mongo.db.collection('linkCodes').find().toArray());
    for (const code of codes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replace('-', ''));
    }
  });

  it('are tried five times by an account in 15 minutes, however many try at once', async () => {
    const by = { platform: 'telegram', id: '777' } as const;
    for (const at of [now, later(900)]) {
      const tries = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          (index % 2 ? opened.other : opened.stores).linkCodes.redeem('short', by, at),
        ),
      );
      expect(tries.filter((outcome) => outcome === 'wrong')).toHaveLength(5);
      expect(tries.filter((outcome) => outcome === 'too-many')).toHaveLength(25);
    }
  });

  it('are found however they are typed, until ten minutes are over, and once', async () => {
    const { linkCodes } = opened.stores;
    const by = (id: string) => ({ platform: 'telegram', id }) as const;
    const code = await linkCodes.issue('bob', now);
    const tries = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        linkCodes.redeem(` ${code.toLowerCase()} `, by(`${index}`), later(600 - 1)),
      ),
    );
    expect(tries.sort()).toEqual(['bob', 'wrong', 'wrong', 'wrong', 'wrong', 'wrong']);
    const late = await linkCodes.issue('bob', now);
    expect(await linkCodes.redeem(late, by('9'), later(600))).toBe('wrong');
    for (const odd of ['', '{"$gt":""}', 'A'.repeat(1000)])
      expect(await linkCodes.redeem(odd, by(odd), now)).toBe('wrong');
  });
});
