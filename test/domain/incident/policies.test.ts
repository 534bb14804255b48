import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/escalation/policy.ts';
import { declare } from '../../../src/domain/incident/decide.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import type { Facts, Intent } from '../../../src/domain/incident/intent.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { policy } from '../../harness/directory.ts';
import { alice, bob, declaration, declared, facts, given, minutes } from './given.ts';

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const withPolicy = (changes: Partial<Policy>) => ({ ...declaration, policy: { ...policy, ...changes } });

describe('levels', () => {
  const [first, second] = policy.levels as [Policy['levels'][number], Policy['levels'][number]];

  it('passes by a level that is for other severities, without a word', () => {
    const events = declare(withPolicy({ levels: [{ ...first, only: ['sev2'] }, second] }), facts());
    expect(events).toMatchObject([{ type: 'declared' }, { type: 'escalated', level: 1 }, { type: 'paged', level: 1 }]);
  });

  it('pages one after another in a round robin, and another one in the next round', () => {
    const turns = { levels: [{ ...second, roundRobin: true }], repeat: 3 };
    const people = ['carol', 'alice', 'bob'];
    const paged = [42, 43, 44, 45].map((number) => declare({ ...withPolicy(turns), number }, facts()).at(-1));
    expect(paged).toMatchObject([0, 1, 2, 0].map((index) => ({ people: [people[index]] })));
    const next = given(declared(withPolicy(turns))).when({ type: 'wake' }, facts({ now: minutes(10) }));
    next.thenEvents({ type: 'escalated', round: 1 }, { type: 'paged', people: ['alice'] });
  });

  it('gives the turn of somebody who cannot be paged to the next', () => {
    const deaf = facts({ reach: (person) => (person === 'carol' ? [] : ['slack']) });
    const events = declare(withPolicy({ levels: [{ ...second, roundRobin: true }] }), deaf);
    expect(events.at(-1)).toMatchObject({ people: ['alice'] });
  });

  it('tells a channel, which is somebody enough for a level but acknowledges nothing', () => {
    const channel = { platform: 'slack', kind: 'channel', id: 'C1' } as const;
    const levels = [{ page: [{ channel }], escalateAfterMs: 60_000 }, second];
    const told = declare(withPolicy({ levels }), facts({ onCall: () => [] }));
    expect(told.at(-1)).toMatchObject({ type: 'paged', people: [], channels: [channel] });
    expect(told.at(-2)).toMatchObject({ type: 'escalated', dueAt: minutes(1) });
  });
});

describe('what is not urgent', () => {
  const hold = {
    severities: ['sev3', 'sev4'] as const,
    hours: [{ days: ['mon', 'tue'] as const, from: '09:00', to: '17:00' }],
    timezone: 'Europe/Berlin',
  };
  const waiting = { ...withPolicy({ hold }), severity: 'sev3' as const };

  it('waits for working hours in the zone of the policy, and is paged then', () => {
    // A Monday, 03:00 in Berlin.
    const held = given(declared(waiting));
    expect(types(declare(waiting, facts()))).toEqual(['declared', 'held']);
    held.when({ type: 'wake' }, facts({ now: new Date('2026-03-02T07:59:59Z') })).thenEvents();
    held
      .when({ type: 'wake' }, facts({ now: new Date('2026-03-02T08:00:00Z') }))
      .thenEvents({ type: 'escalated', level: 0, round: 0 }, { type: 'paged', people: ['alice'] });
  });

  it('does not wait when it is urgent, or within the hours', () => {
    expect(types(declare({ ...waiting, severity: 'sev2' }, facts()))).toContain('paged');
    expect(types(declare(waiting, facts({ now: new Date('2026-03-02T10:00:00Z') })))).toContain('paged');
  });
});

describe('an acknowledged incident', () => {
  const careful = withPolicy({ ackTimeoutMs: 30 * 60_000, remindEveryMs: { sev1: 20 * 60_000 } });
  const taken = () => given(declared(careful), [{ type: 'acknowledge', ...alice }]);

  it('reminds its owner at the interval of its severity, again and again', () => {
    const once = given(declared(withPolicy({ remindEveryMs: { sev1: 20 * 60_000 } })), [
      { type: 'acknowledge', ...alice },
    ]).when({ type: 'wake' }, facts({ now: minutes(20) }));
    once.thenEvents({ type: 'reminded', person: 'alice' });
    const twice = given(once.after());
    twice.when({ type: 'wake' }, facts({ now: minutes(39) })).thenEvents();
    twice.when({ type: 'wake' }, facts({ now: minutes(40) })).thenEvents({ type: 'reminded' });
  });

  it('asks a silent owner, and pages again without an answer', () => {
    const reminded = taken().when({ type: 'wake' }, facts({ now: minutes(20) }));
    const asked = given(reminded.after()).when({ type: 'wake' }, facts({ now: minutes(30) }));
    asked.thenEvents({ type: 'asked', person: 'alice', answerBy: minutes(35) });
    const back = given(asked.after()).when({ type: 'wake' }, facts({ now: minutes(35) }));
    back.thenEvents({ type: 'taken-back', person: 'alice' }, { type: 'escalated', level: 0 }, { type: 'paged' });
    expect(back.after()).toMatchObject({ state: 'triggered' });
    expect(back.after()).not.toHaveProperty('watch');
  });

  it('leaves it with an owner who answers, by taking it once more or by a note', () => {
    const asked = given(
      taken()
        .when({ type: 'wake' }, facts({ now: minutes(20) }))
        .after(),
    ).when({ type: 'wake' }, facts({ now: minutes(30) }));
    const yes = given(asked.after()).when({ type: 'acknowledge', ...alice }, facts({ now: minutes(31) }));
    yes.thenEvents({ type: 'confirmed', by: 'alice' });
    expect(yes.after().watch).toEqual({ remindAt: minutes(51), askAt: minutes(61) });
    const note = given(asked.after()).when({ type: 'note', ...alice, text: 'looking' }, facts({ now: minutes(32) }));
    expect(note.after().watch).toEqual({ remindAt: minutes(52), askAt: minutes(62) });
    const other = given(asked.after()).when({ type: 'note', ...bob, text: 'and?' }, facts({ now: minutes(32) }));
    expect(other.after().watch?.answerBy).toEqual(minutes(35));
  });

  it('is quiet while it is snoozed, and paged again afterwards', () => {
    const quiet = taken().when({ type: 'snooze', ...alice, until: minutes(120) });
    quiet.thenEvents({ type: 'snoozed', until: minutes(120) });
    const still = given(quiet.after());
    still.when({ type: 'wake' }, facts({ now: minutes(119) })).thenEvents();
    still
      .when({ type: 'wake' }, facts({ now: minutes(120) }))
      .thenEvents({ type: 'snooze-ended' }, { type: 'escalated', level: 0 }, { type: 'paged' });
  });

  it('notes why it is snoozed', () => {
    const snoozed = given().when({ type: 'snooze', ...bob, until: minutes(60), note: ' the vendor is on it ' });
    snoozed.thenEvents({ type: 'acknowledged' }, { type: 'noted', text: 'the vendor is on it' }, { type: 'snoozed' });
    expect(snoozed.after().watch).toEqual({ snoozedUntil: minutes(60) });
  });

  it('is taken by snoozing it, and snoozed by its owner alone', () => {
    given()
      .when({ type: 'snooze', ...bob, until: minutes(60) })
      .thenEvents({ type: 'acknowledged', by: 'bob' }, { type: 'snoozed' });
    taken()
      .when({ type: 'snooze', ...bob, until: minutes(60) })
      .thenRefused('not-yours', /acknowledged by Alice/);
    taken()
      .when({ type: 'snooze', ...alice, until: minutes(0.5) })
      .thenRefused('snooze-length', /1 minute to 7 days/);
    taken()
      .when({ type: 'snooze', ...alice, until: minutes(60 * 24 * 8) })
      .thenRefused('snooze-length', /7 days/);
  });

  it('has no clock any more once it is resolved or given back', () => {
    for (const type of ['resolve', 'unacknowledge'] as const) {
      expect(
        taken()
          .when({ type, ...alice })
          .after(),
      ).not.toHaveProperty('watch');
    }
  });
});

describe('a severity that a person raises while nobody has acknowledged', () => {
  const level = (person: string, only?: readonly Severity[]) => ({
    page: [{ person }],
    escalateAfterMs: 5 * 60_000,
    ...(only && { only }),
  });
  const levels = [level('alice'), level('carol', ['sev1']), level('dave')];
  const three = { severity: 'sev3', policy: { id: 'three', repeat: 0, levels } } as const;
  const raise = (severity: Severity) => ({ type: 'change-severity', ...bob, severity }) as const;
  const wake = (after: number): [Intent, Facts] => [{ type: 'wake' }, facts({ now: minutes(after) })];
  const pages = (person: string, at: number): Partial<IncidentEvent>[] => [
    { type: 'severity-changed' },
    { type: 'escalated', level: at },
    { type: 'paged', people: [person] },
  ];

  it('pages the present level again, whose people have urgent ways now', () => {
    given(declared(three))
      .when(raise('sev2'))
      .thenEvents(...pages('alice', 0));
  });

  it('pages a level that was skipped and counts now', () => {
    given(declared(three), wake(5))
      .when(raise('sev1'))
      .thenEvents(...pages('carol', 1));
  });

  it('begins again where everybody was paged already', () => {
    given(declared(three), wake(5), wake(10))
      .when(raise('sev1'))
      .thenEvents(...pages('alice', 0));
  });

  it('pages nobody when people were paged urgently already, when it falls, or when somebody has it', () => {
    const sev2 = declared({ ...three, severity: 'sev2' });
    given(sev2).when(raise('sev1')).thenEvents({ type: 'severity-changed' });
    given(sev2).when(raise('sev4')).thenEvents({ type: 'severity-changed' });
    given(declared(three), [{ type: 'acknowledge', ...bob }])
      .when(raise('sev1'))
      .thenEvents({ type: 'severity-changed' });
  });
});
