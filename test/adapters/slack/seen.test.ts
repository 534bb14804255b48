import { describe, expect, it } from 'vitest';
import { createSeen } from '../../../adapters/slack/received/seen.ts';

describe('what was seen', () => {
  it('runs the retry of an event whose handling fails after the retry came', async () => {
    const once = createSeen({ now: () => new Date(0) });
    const ran: string[] = [];
    let fail = (): void => {};
    const first = once('Ev1', () => {
      ran.push('first');
      return new Promise((_, reject) => {
        fail = () => reject(new Error('the database is away'));
      });
    });
    const retries = ['second', 'third'].map((name) =>
      once('Ev1', async () => {
        ran.push(name);
      }),
    );
    fail();
    await expect(first).rejects.toThrow('away');
    await Promise.all(retries);
    expect(ran).toEqual(['first', 'second']);
  });

  it('forgets after ten minutes', async () => {
    let now = Date.parse('2026-03-01T02:00:00Z');
    const once = createSeen({ now: () => new Date(now) });
    let runs = 0;
    const work = async () => {
      runs += 1;
    };
    await once('Ev1', work);
    await once('Ev1', work);
    now += 600_000;
    await once('Ev2', work);
    await once('Ev1', work);
    expect(runs).toBe(3);
  });
});
