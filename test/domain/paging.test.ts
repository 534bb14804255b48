import { describe, expect, it } from 'vitest';
import { pageSteps, quietUntil } from '../../src/domain/paging.ts';
import type { Person, Platform } from '../../src/domain/people.ts';

const all: readonly Platform[] = ['web', 'slack', 'telegram', 'email'];
const alice: Person = {
  id: 'alice',
  name: 'Alice Chen',
  email: 'alice@example.org',
  timezone: 'Europe/Berlin',
  accounts: { slack: 'U0ALICE', telegram: '1001' },
  role: 'responder',
};
const minute = 60_000;

describe('the ways of a page', () => {
  it('are every linked chat at once and email after 5 minutes, unless somebody chose', () => {
    expect(pageSteps(alice, 'sev1', all)).toEqual([
      { by: 'web', afterMs: 0 },
      { by: 'slack', afterMs: 0 },
      { by: 'telegram', afterMs: 0 },
      { by: 'email', afterMs: 5 * minute },
    ]);
    expect(pageSteps({ ...alice, accounts: {} }, 'sev1', ['email'])).toEqual([{ by: 'email', afterMs: 0 }]);
  });

  it('are those chosen, in the order of their time, and other ones for what is not urgent', () => {
    const notify = {
      urgent: [
        { by: 'email', afterMs: 5 * minute },
        { by: 'slack', afterMs: 0 },
        { by: 'telegram', afterMs: 2 * minute },
      ],
      normal: [{ by: 'slack', afterMs: 0 }],
    } as const;
    const ways = (severity: 'sev2' | 'sev3') => pageSteps({ ...alice, notify }, severity, all).map(({ by }) => by);
    expect(ways('sev2')).toEqual(['slack', 'telegram', 'email']);
    expect(ways('sev3')).toEqual(['slack']);
  });

  it('are the usual ones when none of those chosen can be used here', () => {
    const notify = { urgent: [{ by: 'discord', afterMs: 0 }] } as const;
    expect(pageSteps({ ...alice, notify }, 'sev1', ['web', 'slack']).map(({ by }) => by)).toEqual(['web', 'slack']);
  });
});

describe('quiet hours', () => {
  const quiet: Person = { ...alice, quietHours: { from: '22:00', to: '07:00', except: ['sev1'] } };

  it.each([
    ['21:59', '2026-03-02T20:59:59Z', undefined],
    ['22:00', '2026-03-02T21:00:00Z', '2026-03-03T06:00:00Z'],
    ['03:00', '2026-03-03T02:00:00Z', '2026-03-03T06:00:00Z'],
    ['07:00', '2026-03-03T06:00:00Z', undefined],
    ['the night the clocks go forward', '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z'],
  ])('over midnight, in the person’s own zone: %s', (_, at, until) => {
    expect(quietUntil(quiet, 'sev2', new Date(at))).toEqual(until && new Date(until));
  });

  it('do not hold what the person wants to hear all the same', () => {
    expect(quietUntil(quiet, 'sev1', new Date('2026-03-03T02:00:00Z'))).toBeUndefined();
    expect(quietUntil(alice, 'sev3', new Date('2026-03-03T02:00:00Z'))).toBeUndefined();
  });
});
