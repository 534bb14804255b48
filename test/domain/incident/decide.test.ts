import { describe, expect, it } from 'vitest';
import { declare } from '../../../src/domain/incident/decide.ts';
import { alice, bob, declaration, declared, facts, given, minutes, start } from './given.ts';

const nobody = facts({ onCall: () => [] });

describe('declaring', () => {
  it('pages the first level at once', () => {
    expect(declare(declaration, facts())).toMatchObject([
      { type: 'declared', title: 'Checkout is down' },
      { type: 'escalated', level: 0, round: 0, dueAt: minutes(5) },
      { type: 'paged', people: ['alice'], level: 0 },
    ]);
  });

  it('pages nobody without a policy, and has nothing due', () => {
    const incident = declared({ policy: undefined });
    expect(incident.paged).toEqual({});
    expect(incident.escalation).toBeUndefined();
  });

  it('falls through an empty level at once, and says so', () => {
    const gap = facts({ onCall: (target) => ('schedule' in target ? [] : ['carol']) });
    expect(declare(declaration, gap).map(({ type }) => type)).toEqual([
      'declared',
      'level-empty',
      'escalated',
      'paged',
    ]);
  });

  it('looks again in the next round, instead of turning for ever, when nobody is on any level', () => {
    expect(declare(declaration, nobody).map(({ type }) => type)).toEqual([
      'declared',
      'level-empty',
      'level-empty',
      'nobody-there',
    ]);
  });

  it('says who cannot be paged, and goes on to the next level', () => {
    const deaf = facts({ reach: (person) => (person === 'alice' ? [] : ['slack']) });
    expect(declare(declaration, deaf)).toMatchObject([
      { type: 'declared' },
      { type: 'unreachable', person: 'alice' },
      { type: 'level-empty', level: 0 },
      { type: 'unreachable', person: 'alice' },
      { type: 'escalated', level: 1 },
      { type: 'paged', people: ['carol', 'bob'] },
    ]);
  });

  it('makes one line of a title', () => {
    expect(declare({ ...declaration, title: '  Checkout\n\tis\u2028 down ' }, facts())[0]).toMatchObject({
      title: 'Checkout is down',
    });
  });

  it.each([
    ['', 'title-missing'],
    [' \n\u0007', 'title-missing'],
    ['x'.repeat(10_000), 'title-too-long'],
  ])('refuses a title that is empty or too long', (title, rule) => {
    expect(() => declare({ ...declaration, title }, facts())).toThrow(expect.objectContaining({ rule }));
  });
});

describe('acknowledging', () => {
  it('stops the escalation', () => {
    const taken = given().when({ type: 'acknowledge', ...alice });
    taken.thenEvents({ type: 'acknowledged', by: 'alice', via: 'telegram' });
    expect(taken.after()).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'alice', at: start } });
    expect(taken.after().escalation?.dueAt).toBeUndefined();
  });

  it('is refused to the second, who is told who has it', () => {
    given(declared(), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'acknowledge', ...bob })
      .thenRefused('already-acknowledged', /already acknowledged by Alice via Telegram/);
  });

  it('is refused to its owner, in other words', () => {
    given(declared(), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'acknowledge', ...alice })
      .thenRefused('already-yours', /You already acknowledged #42/);
  });

  it('is refused once it is resolved', () => {
    given(declared(), [{ type: 'resolve', ...alice }])
      .when({ type: 'acknowledge', ...bob })
      .thenRefused('already-resolved', /resolved by Alice via Telegram.*reopen 42/);
  });
});

describe('giving it back', () => {
  it('starts the escalation again from the first level', () => {
    const again = given(
      declared(),
      [{ type: 'wake' }, facts({ now: minutes(5) })],
      [{ type: 'acknowledge', ...bob }],
    ).when({ type: 'unacknowledge', ...bob }, facts({ now: minutes(30) }));
    again.thenEvents(
      { type: 'unacknowledged', by: 'bob' },
      { type: 'escalated', level: 0, round: 0, dueAt: minutes(35) },
      { type: 'paged', people: ['alice'] },
    );
    expect(again.after().state).toBe('triggered');
    expect(again.after().acknowledged).toBeUndefined();
  });

  it('is refused when nobody has it', () => {
    given()
      .when({ type: 'unacknowledge', ...bob })
      .thenRefused('not-acknowledged', /Nobody has acknowledged/);
  });
});

describe('resolving and reopening', () => {
  it('keeps the summary, and a second time is refused', () => {
    const over = given().when({ type: 'resolve', ...bob, summary: 'rolled back' });
    over.thenEvents({ type: 'resolved', by: 'bob', summary: 'rolled back' });
    expect(over.after()).toMatchObject({
      state: 'resolved',
      resolved: { by: 'bob', via: 'slack', summary: 'rolled back' },
    });
    given(over.after())
      .when({ type: 'resolve', ...alice })
      .thenRefused('already-resolved', /resolved by Bob via Slack/);
  });

  it('reopening pages again; what is open cannot be reopened', () => {
    const open = given(declared(), [{ type: 'resolve', ...bob }]).when({ type: 'reopen', ...alice });
    open.thenEvents({ type: 'reopened' }, { type: 'escalated', level: 0 }, { type: 'paged' });
    expect(open.after()).not.toHaveProperty('resolved');
    given()
      .when({ type: 'reopen', ...alice })
      .thenRefused('not-resolved', /not resolved/);
  });
});

describe('a note with a change', () => {
  const note = 'nobody answers';
  const noted = { type: 'noted', by: 'bob', text: note } as const;

  it.each([
    [{ type: 'escalate', ...bob, note }, [{ type: 'escalated' }, { type: 'paged' }, noted]],
    [
      { type: 'escalate', ...bob, to: { person: 'carol' }, toName: 'carol', note },
      [{ type: 'escalated' }, { type: 'paged' }, noted],
    ],
    [{ type: 'change-severity', ...bob, severity: 'sev4', note }, [{ type: 'severity-changed' }, noted]],
    [{ type: 'assign', ...bob, person: 'alice', role: 'comms', note }, [{ type: 'assigned' }, noted]],
  ] as const)('stands on the timeline after it: %o', (intent, events) => {
    given()
      .when(intent)
      .thenEvents(...events);
  });

  it('stands on the timeline before the pages that follow from giving an incident back', () => {
    given(declared(), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'unacknowledge', ...bob, note })
      .thenEvents({ type: 'unacknowledged' }, noted, { type: 'escalated' }, { type: 'paged' });
  });
});

describe('waking', () => {
  it('does nothing before a step is due, or after somebody took it', () => {
    given()
      .when({ type: 'wake' }, facts({ now: minutes(4.9) }))
      .thenEvents();
    given(declared(), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'wake' }, facts({ now: minutes(60) }))
      .thenEvents();
  });

  it('pages the next level when it is due, once: a second wake finds nothing', () => {
    const step = given().when({ type: 'wake' }, facts({ now: minutes(5) }));
    step.thenEvents(
      { type: 'escalated', level: 1, dueAt: minutes(15) },
      { type: 'paged', people: ['carol', 'alice', 'bob'], level: 1 },
    );
    given(step.after())
      .when({ type: 'wake' }, facts({ now: minutes(5) }))
      .thenEvents();
  });

  it('starts again as often as the policy repeats, then says that nobody is left', () => {
    const rounds: [{ type: 'wake' }, ReturnType<typeof facts>][] = [5, 15, 20].map((at) => [
      { type: 'wake' },
      facts({ now: minutes(at) }),
    ]);
    const last = given(declared(), ...rounds);
    expect(last.before.escalation).toMatchObject({ level: 1, round: 1, dueAt: minutes(30) });
    const end = last.when({ type: 'wake' }, facts({ now: minutes(30) }));
    end.thenEvents({ type: 'exhausted' });
    given(end.after())
      .when({ type: 'wake' }, facts({ now: minutes(90) }))
      .thenEvents();
  });
});

describe('escalating', () => {
  it('pages the next level, in the name of whoever asked', () => {
    given()
      .when({ type: 'escalate', ...bob })
      .thenEvents(
        { type: 'escalated', level: 1, by: 'bob' },
        { type: 'paged', people: ['carol', 'alice', 'bob'], by: 'bob' },
      );
  });

  it('takes it out of its owner’s hands', () => {
    const on = given(declared(), [{ type: 'acknowledge', ...bob }]).when({ type: 'escalate', ...bob });
    on.thenEvents({ type: 'unacknowledged' }, { type: 'escalated', level: 1 }, { type: 'paged' });
    expect(on.after()).toMatchObject({ state: 'triggered', escalation: { dueAt: minutes(10) } });
  });

  it('goes round again after the last level, for a person asked', () => {
    given(declared(), [{ type: 'escalate', ...bob }], [{ type: 'escalate', ...bob }], [{ type: 'escalate', ...bob }])
      .when({ type: 'escalate', ...bob })
      .thenEvents({ type: 'escalated', level: 0, round: 2 }, { type: 'paged' });
  });

  it('pages whom it is told to, and runs on if they do not answer', () => {
    const to = given(declared(), [{ type: 'acknowledge', ...bob }]).when({
      type: 'escalate',
      ...bob,
      to: { person: 'carol' },
      toName: 'carol',
    });
    to.thenEvents(
      { type: 'unacknowledged' },
      { type: 'escalated', level: 0 },
      { type: 'paged', people: ['carol'], by: 'bob' },
    );
    given(to.after())
      .when({ type: 'wake' }, facts({ now: minutes(5) }))
      .thenEvents({ type: 'escalated', level: 1 }, { type: 'paged' });
  });

  it('is refused for an empty schedule, and without a policy', () => {
    given()
      .when({ type: 'escalate', ...bob, to: { schedule: 'night' }, toName: 'night' }, nobody)
      .thenRefused('nobody-on-call', /Nobody is on call for “night”/);
    given(declared({ policy: undefined }))
      .when({ type: 'escalate', ...bob })
      .thenRefused('no-policy', /to:alice/);
  });
});

describe('paging somebody by name', () => {
  it('leaves the incident with its owner', () => {
    const paged = given(declared(), [{ type: 'acknowledge', ...alice }]).when({
      type: 'page',
      ...alice,
      to: { person: 'carol' },
      toName: 'carol',
      message: 'help',
    });
    paged.thenEvents({ type: 'paged', people: ['carol'], by: 'alice', message: 'help' });
    expect(paged.after().state).toBe('acknowledged');
  });

  it('is refused for somebody without an account', () => {
    given()
      .when({ type: 'page', ...bob, to: { person: 'carol' }, toName: 'carol' }, facts({ reach: () => [] }))
      .thenRefused('unreachable', /Carol cannot be paged/);
  });
});

it('refuses an empty note, and keeps one on a resolved incident', () => {
  given()
    .when({ type: 'note', ...bob, text: '  ' })
    .thenRefused('note-empty', /needs some text/);
  given(declared(), [{ type: 'resolve', ...bob }])
    .when({ type: 'note', ...bob, text: ' it was DNS ' })
    .thenEvents({ type: 'noted', text: 'it was DNS' });
});
