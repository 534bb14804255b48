import { describe, expect, it } from 'vitest';
import { type ApiParts, createApiReads } from '../../src/application/reporting/read-api.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { ListQuery } from '../../src/ports/api.ts';
import { declared } from '../domain/incident/given.ts';
import { sampleDirectory } from '../harness/directory.ts';

/** What programs read of so many incidents, of which these alone are sev1, and how many of them were read. */
function readsOver(count: number, worst: readonly number[]) {
  const all = Array.from({ length: count }, (_, index): Incident => {
    const number = count - index;
    return declared({ number, severity: worst.includes(number) ? 'sev1' : 'sev4' });
  });
  let read = 0;
  const list = async ({ limit, after = Number.POSITIVE_INFINITY }: ListQuery) => {
    const rest = all.filter(({ number }) => number < after);
    const items = rest.slice(0, limit);
    read += items.length;
    return { items, ...(rest.length > limit && { next: items.at(-1)!.number }) };
  };
  const parts = { store: { list }, directory: () => sampleDirectory(), needs: () => 'viewer' } as unknown as ApiParts;
  return { reads: createApiReads(parts), read: () => read };
}

describe('a list of one severity', () => {
  it('looks through so much and no more, and says where to go on', async () => {
    const { reads, read } = readsOver(1_200, [1_150, 1_120, 100]);
    const query = { severity: 'sev1', limit: 2 } as const;
    const first = await reads.list(query);
    expect(first.items.map(({ number }) => number)).toEqual([1_150, 1_120]);
    expect(first.next).toBe(1_120);
    const second = await reads.list({ ...query, after: 1_120 });
    expect(second).toEqual({ items: [], next: 620 });
    expect(read()).toBeLessThanOrEqual(600);
    const third = await reads.list({ ...query, after: 620 });
    expect(third).toEqual({ items: [], next: 120 });
    const last = await reads.list({ ...query, after: 120 });
    expect(last.items.map(({ number }) => number)).toEqual([100]);
    expect(last.next).toBeUndefined();
  });

  it('has no next when the last that there is was the last that was asked for', async () => {
    expect(await readsOver(3, [1]).reads.list({ severity: 'sev1', limit: 1 })).not.toHaveProperty('next');
    expect(await readsOver(3, [2]).reads.list({ severity: 'sev1', limit: 1 })).toHaveProperty('next', 2);
  });
});
