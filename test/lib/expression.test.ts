import { describe, expect, it } from 'vitest';
import { BadExpression, compileExpression, longestExpression } from '../../src/lib/expression.ts';

const find = (expression: string, data: unknown) => compileExpression(expression).evaluate(data);

describe('an expression', () => {
  it.each<[string, unknown, unknown]>([
    ['event.message', { event: { message: '5 failed' } }, '5 failed'],
    ["join(': ', [a, b])", { a: 'Logins', b: '5 failed' }, 'Logins: 5 failed'],
    ["priority > `2` && 'sev1' || 'sev3'", { priority: 3 }, 'sev1'],
    ['alerts[0].labels.team', { alerts: [{ labels: { team: 'a' } }] }, 'a'],
    ['missing.path', {}, undefined],
    ["join(': ', [a, b])", {}, undefined],
    ['length(@)', 7, undefined],
    ['@', null, undefined],
  ])('%s finds in %j: %j', (expression, data, found) => {
    expect(find(expression, data)).toEqual(found);
  });

  it.each(['a.[b', '', 'nope(a)', `a${'.a'.repeat(longestExpression)}`])('%s cannot be read', (expression) => {
    expect(() => compileExpression(expression)).toThrow(BadExpression);
  });

  it.each([1, 2])('is patient when the process has to wait for a processor %i times', (times) => {
    let waits = times;
    const payload = {
      get title() {
        // The clock goes on, and no processor time is used: as on a machine that is busy with something else.
        if (waits > 0) {
          waits -= 1;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
        }
        return 'Disk full';
      },
    };
    expect(find('title', payload)).toBe('Disk full');
    expect(waits).toBe(0);
  });

  it('gives up on a payload that would hold the process for minutes', () => {
    const payload = { a: Array.from({ length: 200_000 }, (_, index) => `x${index}`) };
    const { cpu, found } = measured(() => find('a[?contains($.a, @)]', payload));
    expect(found).toBeUndefined();
    // The work itself would take minutes of processor time.
    expect(cpu).toBeLessThan(5_000);
  });
});

function measured(work: () => unknown) {
  const before = process.cpuUsage();
  const found = work();
  const { user, system } = process.cpuUsage(before);
  return { found, cpu: (user + system) / 1000 };
}
