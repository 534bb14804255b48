import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/escalation/policy.ts';
import { declare } from '../../../src/domain/incident/decide.ts';
import { nextDue } from '../../../src/domain/incident/due.ts';
import type { Facts, Intent } from '../../../src/domain/incident/intent.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { policy } from '../../harness/directory.ts';
import { alice, bob, declaration, declared, facts, given, minutes } from './given.ts';

/** Quiet hours by person, in minutes after the beginning; sev1 wakes everybody. */
function asleep(ends: Readonly<Record<string, number>>, now = 0, changes: Partial<Facts> = {}): Facts {
  return facts({
    now: minutes(now),
    quietUntil: (person: string, severity: Severity) => {
      const end = ends[person];
      return severity !== 'sev1' && end !== undefined && end > now ? minutes(end) : undefined;
    },
    ...changes,
  });
}
const two: Policy = {
  id: 'default',
  repeat: 1,
  levels: [
    { page: [{ person: 'alice' }], escalateAfterMs: 5 * 60_000 },
    { page: [{ person: 'bob' }], escalateAfterMs: 10 * 60_000 },
  ],
};
const sev2 = { severity: 'sev2', policy: two } as const;
const both = { alice: 300, bob: 360 };
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('somebody in quiet hours', () => {
  it('is not paged: the page is deferred and the next who is awake is paged at once', () => {
    const world = asleep({ alice: 300 });
    expect(declare({ ...declaration, ...sev2 }, world)).toMatchObject([
      { type: 'declared' },
      { type: 'deferred', person: 'alice', until: minutes(300), level: 0 },
      { type: 'escalated', level: 1, dueAt: minutes(10) },
      { type: 'paged', people: ['bob'], level: 1 },
    ]);
    expect(declared(sev2, world).paged).toEqual({ bob: minutes(0) });
  });

  it('is deferred beside those of the level who are paged', () => {
    const team = { ...two, levels: [{ ...two.levels[0]!, page: [{ person: 'alice' }, { person: 'bob' }] as const }] };
    expect(declare({ ...declaration, severity: 'sev2', policy: team }, asleep({ alice: 300 })).slice(1)).toMatchObject([
      { type: 'deferred', person: 'alice' },
      { type: 'escalated', level: 0 },
      { type: 'paged', people: ['bob'] },
    ]);
  });

  it('is named once, however often the levels begin again', () => {
    const world = (now: number) => asleep({ alice: 300 }, now);
    given(declared(sev2, world(0)))
      .when({ type: 'wake' }, world(10))
      .thenEvents({ type: 'escalated', level: 1, round: 1 }, { type: 'paged', people: ['bob'] });
  });

  it('passes the turn of a round robin on, and is deferred only when nobody takes it', () => {
    const turns = { ...policy, repeat: 0, levels: [{ ...policy.levels[1]!, roundRobin: true }] };
    const robin = { ...declaration, severity: 'sev2', policy: turns } as const;
    expect(declare(robin, asleep({ carol: 300 })).slice(1)).toMatchObject([
      { type: 'escalated' },
      { type: 'paged', people: ['alice'] },
    ]);
    const all = declare(robin, asleep({ carol: 300, alice: 300, bob: 300 }));
    expect(all.slice(1)).toMatchObject([
      { type: 'deferred', person: 'carol' },
      { type: 'nobody-awake', people: ['carol'] },
    ]);
  });

  it('is woken by somebody who asks for them by name or escalates to them', () => {
    const world = asleep({ alice: 300 });
    given(declared(sev2, world))
      .when({ type: 'page', ...bob, to: { person: 'alice' }, toName: 'alice' }, world)
      .thenEvents({ type: 'paged', people: ['alice'], by: 'bob' });
    given(declared(sev2, asleep(both)))
      .when({ type: 'escalate', ...bob }, asleep(both, 1))
      .thenEvents({ type: 'escalated', level: 0, by: 'bob' }, { type: 'paged', people: ['alice'] });
  });

  it('is paged when the hours end beside an escalation that is under way', () => {
    const end = 8;
    const world = (now: number) => asleep({ alice: end }, now);
    const before = declared(sev2, world(0));
    expect(nextDue(before)).toEqual({ what: 'end-quiet', at: minutes(end) });
    const woken = given(before).when({ type: 'wake' }, world(end));
    woken.thenEvents({ type: 'paged', people: ['alice'], level: 0 });
    expect(woken.after()).toMatchObject({ escalation: { level: 1, dueAt: minutes(10) } });
    expect(woken.after().deferred).toBeUndefined();
  });

  it('begins the levels again, with all their repeats, when everybody awake was paged and nobody took it', () => {
    const world = (now: number) => asleep({ alice: 300 }, now);
    const wake = (now: number): [Intent, Facts] => [{ type: 'wake' }, world(now)];
    const exhausted = given(declared(sev2, world(0)), wake(10)).when(...wake(20));
    exhausted.thenEvents({ type: 'exhausted', resumesAt: minutes(300) });
    const woken = given(exhausted.after()).when(...wake(300));
    woken.thenEvents({ type: 'escalated', level: 0, round: 0, dueAt: minutes(305) }, { type: 'paged' });
    given(woken.after())
      .when(...wake(305))
      .thenEvents({ type: 'escalated', level: 1, round: 0 }, { type: 'paged', people: ['bob'] });
  });
});

describe('when nobody on the policy is awake', () => {
  it('says so, and resumes when the first quiet hours end', () => {
    expect(declare({ ...declaration, ...sev2 }, asleep(both)).slice(1)).toMatchObject([
      { type: 'deferred', person: 'alice', until: minutes(300), level: 0 },
      { type: 'deferred', person: 'bob', until: minutes(360), level: 1 },
      { type: 'nobody-awake', people: ['alice', 'bob'], until: minutes(300) },
    ]);
    const night = declared(sev2, asleep(both));
    expect(night).toMatchObject({ paged: {}, escalation: { level: -1, round: 0, dueAt: minutes(300) } });
    const morning = given(night).when({ type: 'wake' }, asleep(both, 300));
    morning.thenEvents({ type: 'escalated', level: 0, round: 0, dueAt: minutes(305) }, { type: 'paged' });
    expect(morning.after()).toMatchObject({ deferred: [{ person: 'bob' }] });
  });

  it('pages one level after the other when all end at once', () => {
    const same = { alice: 300, bob: 300 };
    const morning = given(declared(sev2, asleep(same))).when({ type: 'wake' }, asleep(same, 300));
    morning.thenEvents({ type: 'escalated', level: 0 }, { type: 'paged', people: ['alice'] });
    expect(morning.after().deferred).toBeUndefined();
    given(morning.after())
      .when({ type: 'wake' }, asleep(same, 305))
      .thenEvents({ type: 'escalated', level: 1 }, { type: 'paged', people: ['bob'] });
  });

  it('pages the others who are still asleep when their own hours end', () => {
    const morning = given(declared(sev2, asleep(both)), [{ type: 'wake' }, asleep(both, 300)]);
    // At 305 the second level has nobody awake; the next round pages Alice again, and so on until nobody is left.
    const next = morning.when({ type: 'wake' }, asleep(both, 305));
    next.thenEvents({ type: 'escalated', level: 0, round: 1 }, { type: 'paged', people: ['alice'] });
    const last = given(next.after()).when({ type: 'wake' }, asleep(both, 310));
    last.thenEvents({ type: 'exhausted', resumesAt: minutes(360) });
    given(last.after())
      .when({ type: 'wake' }, asleep(both, 360))
      .thenEvents({ type: 'escalated', level: 1, round: 0 }, { type: 'paged', people: ['bob'] });
  });

  it('does nothing when the people have not changed', () => {
    given(declared(sev2, asleep(both)))
      .when({ type: 'people-changed' }, asleep(both, 60))
      .thenEvents();
    given(declared(sev2, asleep(both)))
      .when({ type: 'wake' }, asleep(both, 60))
      .thenEvents();
  });

  it('pages at once whoever ends their quiet hours early', () => {
    given(declared(sev2, asleep(both)))
      .when({ type: 'people-changed' }, asleep({ alice: 300 }, 60))
      .thenEvents({ type: 'escalated', level: 1, round: 0 }, { type: 'paged', people: ['bob'] });
  });

  it('waits longer for whoever makes them longer', () => {
    const longer = given(declared(sev2, asleep(both))).when({ type: 'wake' }, asleep({ alice: 400, bob: 360 }, 300));
    longer.thenEvents(
      { type: 'deferred', person: 'alice', until: minutes(400) },
      { type: 'nobody-awake', until: minutes(360) },
    );
    expect(nextDue(longer.after())?.at).toEqual(minutes(360));
  });

  it('pages whoever is put on call and is awake, and cancels the page of who is not on call any more', () => {
    const onCall = { ...two, levels: [{ ...two.levels[0]!, page: [{ schedule: 'primary' }] as const }] };
    const night = declared({ severity: 'sev2', policy: onCall }, asleep(both));
    const dave = { onCall: () => ['dave'] };
    const override = given(night).when({ type: 'people-changed' }, asleep(both, 60, dave));
    override.thenEvents({ type: 'escalated', level: 0 }, { type: 'paged', people: ['dave'] });
    const handedOver = { ...onCall, repeat: 9, levels: [{ ...onCall.levels[0]!, escalateAfterMs: 7_200_000 }] };
    given(declared({ severity: 'sev2', policy: handedOver }, asleep(both)), [
      { type: 'people-changed' },
      asleep(both, 200, dave),
    ])
      .when({ type: 'wake' }, asleep(both, 300, dave))
      .thenEvents({ type: 'deferral-cancelled', person: 'alice' });
  });

  it('pages at once what became bad enough', () => {
    given(declared(sev2, asleep(both)))
      .when({ type: 'change-severity', ...bob, severity: 'sev1' }, asleep(both, 60))
      .thenEvents({ type: 'severity-changed' }, { type: 'escalated', level: 0 }, { type: 'paged', people: ['alice'] });
    given(declared(sev2, asleep({ alice: 300 })))
      .when({ type: 'change-severity', ...bob, severity: 'sev1' }, asleep({ alice: 300 }, 5))
      .thenEvents({ type: 'severity-changed' }, { type: 'paged', people: ['alice'], level: 0 });
    given(declared(sev2, asleep(both)))
      .when({ type: 'change-severity', ...bob, severity: 'sev3' }, asleep(both, 60))
      .thenEvents({ type: 'severity-changed' });
  });

  it.each(['acknowledge', 'resolve'] as const)('pages nobody any more after %s', (type) => {
    const taken = given(declared(sev2, asleep(both)), [{ type, ...bob }, asleep(both, 60)]);
    taken.when({ type: 'wake' }, asleep(both, 300)).thenEvents();
    taken.when({ type: 'people-changed' }, asleep({}, 100)).thenEvents();
    expect(nextDue(taken.before)).toBeUndefined();
  });

  it('defers anew when it is given back at night', () => {
    const back = given(declared(sev2, asleep(both)), [{ type: 'acknowledge', ...bob }, asleep(both, 60)]).when(
      { type: 'unacknowledge', ...bob },
      asleep(both, 90),
    );
    back.thenEvents(
      { type: 'unacknowledged' },
      { type: 'deferred', person: 'alice' },
      { type: 'deferred', person: 'bob' },
      { type: 'nobody-awake' },
    );
    given(back.after())
      .when({ type: 'wake' }, asleep(both, 300))
      .thenEvents({ type: 'escalated', level: 0 }, { type: 'paged' });
  });

  it('waits for a maintenance that began meanwhile, where an alert began it', () => {
    const monitor = { ...sev2, by: 'alertmanager', via: 'alert' } as const;
    const maintenance = () => ({ window: 'w', until: minutes(400) });
    given(declared(monitor, asleep(both)))
      .when({ type: 'wake' }, asleep(both, 300, { maintenance }))
      .thenEvents({ type: 'held', until: minutes(400) });
  });
});

describe('an owner in quiet hours', () => {
  it('is reminded when they end', () => {
    const reminding = { severity: 'sev2', policy: { ...two, remindEveryMs: { sev2: 20 * 60_000 } } } as const;
    const taken = given(declared(reminding), [{ type: 'acknowledge', ...alice }, asleep({}, 0)]);
    const night = taken.when({ type: 'wake' }, asleep({ alice: 300 }, 20));
    night.thenEvents({ type: 'reminder-deferred', person: 'alice', until: minutes(300) });
    given(night.after())
      .when({ type: 'wake' }, asleep({ alice: 300 }, 300))
      .thenEvents({ type: 'reminded' });
  });

  it('is paged when they end where there is no policy, and named where there is no way', () => {
    const mine = given(declared({ severity: 'sev2', policy: undefined }), [{ type: 'acknowledge', ...alice }]);
    const back = mine.when({ type: 'unacknowledge', ...alice }, asleep({ alice: 300 }, 10));
    back.thenEvents({ type: 'unacknowledged' }, { type: 'deferred', person: 'alice' });
    given(back.after())
      .when({ type: 'wake' }, asleep({ alice: 300 }, 300))
      .thenEvents({ type: 'paged', people: ['alice'] });
    mine
      .when({ type: 'unacknowledge', ...alice }, facts({ reach: () => [] }))
      .thenEvents({ type: 'unacknowledged' }, { type: 'unreachable', person: 'alice' });
  });
});

it('keeps the unreachable on the incident until they are paged', () => {
  const deaf = facts({ reach: (person) => (person === 'alice' ? [] : ['slack']) });
  const incident = declared(sev2, deaf);
  expect(incident.unreachable).toEqual(['alice']);
  expect(types(declare({ ...declaration, ...sev2 }, deaf))).toContain('unreachable');
  const later = given(incident).when({ type: 'page', ...bob, to: { person: 'alice' }, toName: 'alice' }, facts());
  expect(later.after().unreachable).toBeUndefined();
});

describe('somebody who is away', () => {
  const absent = (...people: string[]) =>
    facts({ awayUntil: (person) => (people.includes(person) ? minutes(900) : undefined) });

  it('passes the turn of a round robin on', () => {
    const turns = { ...policy, repeat: 0, levels: [{ ...policy.levels[1]!, roundRobin: true }] };
    expect(declare({ ...declaration, severity: 'sev2', policy: turns }, absent('carol')).slice(1)).toMatchObject([
      { type: 'escalated' },
      { type: 'paged', people: ['alice'] },
    ]);
  });

  it('is named once in a pass, and is not kept as unreachable', () => {
    const twice = { ...two, levels: [two.levels[0]!, two.levels[0]!, two.levels[1]!] };
    const incident = declare({ ...declaration, ...sev2, policy: twice }, absent('alice'));
    expect(types(incident)).toEqual(['declared', 'unreachable', 'level-empty', 'level-empty', 'escalated', 'paged']);
    expect(declared(sev2, absent('alice')).unreachable).toBeUndefined();
  });

  it('is not paged when quiet hours end', () => {
    const incident = declared(sev2, asleep({ alice: 300 }));
    const woken = facts({ now: minutes(300), awayUntil: (person) => (person === 'alice' ? minutes(900) : undefined) });
    given(incident).when({ type: 'people-changed' }, woken).thenEvents({ type: 'deferral-cancelled', person: 'alice' });
  });
});
