import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { isEcho, isLateFiring, isLateResolve, stillFires, wasOvertaken } from '../../../src/domain/alerts/episodes.ts';
import type { GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import type { RoutedAlert } from '../../../src/domain/alerts/routed-alert.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 9, 12) + seconds * 1_000);

const alert = (more: Partial<Alert>): Alert => ({
  ...{ source: 'alertmanager', status: 'firing', title: 'x', fingerprint: 'x', labels: [] },
  ...more,
});

describe('a firing after the resolve', () => {
  const resolved = { status: 'resolved', startsAt: at(0), resolvedAt: at(300), changedAt: at(310) } as const;

  it.each<[string, number | undefined, number, boolean]>([
    ['of the same beginning a moment later is late', 0, 320, true],
    ['of the same beginning after more than a minute fires again', 0, 371, false],
    ['that began before the end is late', 200, 320, true],
    ['that began after the end fires again', 301, 320, false],
    ['of a sender that does not say since when fires again', undefined, 320, false],
  ])('%s', (_, startsAt, now, late) => {
    const firing = alert(startsAt === undefined ? {} : { startsAt: at(startsAt) });
    expect(isLateFiring(resolved, firing, at(now))).toBe(late);
  });

  it('is never late for an alert that fires', () => {
    expect(isLateFiring({ ...resolved, status: 'firing' }, alert({ startsAt: at(0) }), at(320))).toBe(false);
  });
});

describe('a resolve', () => {
  const firing = { status: 'firing', startsAt: at(100), changedAt: at(100), seenAt: at(100) } as const;

  it.each<[string, number | undefined, boolean]>([
    ['from before the firing ended an earlier one', 99, true],
    ['from the second of the firing ends it', 100, false],
    ['from after the firing ends it', 200, false],
    ['without a time ends whatever fires', undefined, false],
  ])('%s', (_, resolvedAt, late) => {
    const over = alert({ status: 'resolved', ...(resolvedAt !== undefined && { resolvedAt: at(resolvedAt) }) });
    expect(isLateResolve(firing, over)).toBe(late);
  });

  it('that came first ends what began before it, and nothing that began after it', () => {
    const end = { at: at(100), receivedAt: at(500) };
    expect(wasOvertaken(alert({ startsAt: at(100) }), end)).toBe(true);
    expect(wasOvertaken(alert({ startsAt: at(101) }), end)).toBe(false);
    expect(wasOvertaken(alert({}), end)).toBe(false);
    expect(wasOvertaken(alert({ startsAt: at(50) }), { receivedAt: at(500) })).toBe(false);
    expect(wasOvertaken(alert({ startsAt: at(50) }), undefined)).toBe(false);
  });
});

describe('a firing after a person has resolved the incident', () => {
  const incident = { resolved: { at: at(600), via: 'slack' } } as unknown as Incident;
  const known = { status: 'firing', startsAt: at(0) } as GroupedAlert;
  const firing = (more: Partial<Alert>) => ({ alert: alert(more), rules: {} }) as unknown as RoutedAlert;

  it.each<[string, Partial<Alert>, number, boolean]>([
    ['of the same beginning is the same news', { startsAt: at(0) }, 900, true],
    ['of another beginning is news', { startsAt: at(700) }, 900, false],
    [
      'that is a reminder is the same news, whenever it says that it began',
      { startsAt: at(700), isReminder: true },
      900,
      true,
    ],
    ['that is a reminder is news after half an hour', { isReminder: true }, 600 + 1_800, false],
  ])('%s', (_, more, now, same) => {
    expect(stillFires(incident, known, firing(more), undefined, at(now))).toBe(same);
  });
});

it('takes the same firing within a minute for an echo, and later for a repeat', () => {
  const firing = { status: 'firing', startsAt: at(0), changedAt: at(0), seenAt: at(10) } as const;
  expect(isEcho(firing, alert({ startsAt: at(0) }), at(70))).toBe(true);
  expect(isEcho(firing, alert({ startsAt: at(0) }), at(71))).toBe(false);
  expect(isEcho(firing, alert({ startsAt: at(1) }), at(20))).toBe(false);
  expect(isEcho(firing, alert({}), at(20))).toBe(false);
});
