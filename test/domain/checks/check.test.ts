import { describe, expect, it } from 'vitest';
import { alertLimits } from '../../../src/domain/alerts/alert.ts';
import { type Check, type Finding, isExpected } from '../../../src/domain/checks/check.ts';
import {
  begun,
  type CheckState,
  checkAlert,
  dueAt,
  monitorFrom,
  problemOf,
  ran,
} from '../../../src/domain/checks/state.ts';

const minute = 60_000;
const url = 'https://shop.example.org/health?key=planted';
const shop: Check = {
  id: 'shop',
  probe: { kind: 'http', url, expect: '2xx' },
  everyMs: 5 * minute,
  timeoutMs: 10_000,
  failures: 2,
};
const start = new Date('2026-03-09T12:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const well: Finding = { ok: true };
const bad: Finding = { ok: false, reason: 'shop answered 503 instead of 2xx' };

/** Runs one after another, a minute apart, of which each finds what it is given. */
function runs(findings: readonly Finding[], check = shop, from = monitorFrom('shop', start)): CheckState {
  return findings.reduce((state, finding, index) => {
    const at = after(index * minute);
    return ran(check, begun(check, state, `run-${index}`, at), `run-${index}`, finding, at);
  }, from);
}

it.each([
  [200, '2xx', true],
  [204, '2xx', true],
  [199, '2xx', false],
  [301, '2xx', false],
  [200, 200, true],
  [204, 200, false],
  [503, '5xx', true],
] as const)('%i for %s: %s', (status, expected, yes) => {
  expect(isExpected(status, expected)).toBe(yes);
});

describe('trouble', () => {
  it.each<[string, readonly Finding[], boolean]>([
    ['none yet', [], false],
    ['well', [well], false],
    ['bad once', [bad], false],
    ['bad twice in a row', [bad, bad], true],
    ['bad, well, bad', [bad, well, bad], false],
    ['flapping for long', [bad, well, bad, well, bad, well, bad], false],
    ['well again', [bad, bad, bad, well], false],
    ['bad again', [bad, bad, well, bad, bad], true],
  ])('%s', (_what, findings, problem) => {
    expect(problemOf(shop, runs(findings), start) !== undefined).toBe(problem);
  });

  it('has one key a day, as long as it lasts', () => {
    const key = problemOf(shop, runs([bad, bad]), start);
    expect(key).toBe('bad/2026-03-09T12:00:00.000Z');
    expect(problemOf(shop, runs([bad, bad, bad]), after(2 * minute))).toBe(key);
    expect(problemOf(shop, runs([bad, bad, well, bad, bad]), after(4 * minute))).toBe('bad/2026-03-09T12:03:00.000Z');
  });

  it('that was told stays until an answer is good, also when the file asks for more failures by now', () => {
    const state = { ...runs([bad, bad]), told: { key: 'bad/x', status: 'firing' } as const };
    expect(problemOf({ ...shop, failures: 5 }, state, start)).toBeDefined();
    expect(problemOf({ ...shop, failures: 5 }, runs([well], shop, state), start)).toBeUndefined();
  });
});

describe('a check is due', () => {
  it('at once when it is new', () => {
    expect(dueAt(shop, monitorFrom('shop', start))).toEqual(start);
  });

  it('after its time', () => {
    expect(dueAt(shop, runs([well]))).toEqual(after(5 * minute));
  });

  it('sooner to make sure of a bad answer, and not any more once it is known', () => {
    expect(dueAt(shop, runs([bad]))).toEqual(after(minute));
    expect(dueAt({ ...shop, everyMs: 20_000 }, runs([bad]))).toEqual(after(20_000));
    expect(dueAt(shop, runs([bad, bad]))).toEqual(after(minute + 5 * minute));
  });

  it('at once when the file asks something else now', () => {
    const other: Check = { ...shop, probe: { kind: 'tcp', host: 'shop.example.org', port: 80 } };
    expect(dueAt(other, runs([well])) <= after(0)).toBe(true);
  });

  it('not while it runs, and again when whoever ran it has died', () => {
    const state = begun(shop, monitorFrom('shop', start), 'mine', start);
    expect(dueAt(shop, state)).toEqual(after(25_000));
    const taken = begun(shop, state, 'theirs', after(25_000));
    expect(ran(shop, taken, 'mine', bad, start)).toBe(taken);
    expect(ran(shop, taken, 'theirs', bad, after(25_000)).bad).toEqual({ count: 1, since: after(25_000) });
  });
});

describe('the alert', () => {
  it('says what was found, and never the query of the address', () => {
    expect(checkAlert({ ...shop, service: 'shop', severity: 'sev1' }, runs([bad, bad]), 'firing')).toEqual({
      source: 'check',
      status: 'firing',
      fingerprint: 'shop',
      title: 'shop answered 503 instead of 2xx',
      description: 'Each of the last 2 runs found something wrong.',
      service: 'shop',
      severity: 'sev1',
      url: 'https://shop.example.org/health',
      labels: [
        { name: 'check', value: 'shop' },
        { name: 'kind', value: 'http' },
      ],
      startsAt: start,
    });
  });

  it('fits, whatever was found', () => {
    const long: Finding = { ok: false, reason: `shop\n${'x'.repeat(1000)}` };
    const { title } = checkAlert(shop, runs([long, long]), 'firing');
    expect(title).toHaveLength(alertLimits.title);
    expect(title).toMatch(/^shop x+…$/);
  });

  it('resolves under the same fingerprint', () => {
    expect(checkAlert(shop, runs([bad, bad, well]), 'resolved')).toMatchObject({
      fingerprint: 'shop',
      status: 'resolved',
      title: 'shop is well again',
    });
  });
});
