import { describe, expect, it } from 'vitest';
import { createGroupReads } from '../../../adapters/mongo/batching/group-reads.ts';

describe('reads that go together', () => {
  it('give each reader its own, and nothing for what is not there', async () => {
    const asked: (readonly string[])[] = [];
    const read = createGroupReads(async (ids) => {
      asked.push(ids);
      return ids.filter((id) => id !== 'none').map((_id) => ({ _id }));
    });
    const found = await Promise.all(['a', 'b', 'none', 'b'].map((id) => read(id)));
    expect(found).toEqual([{ _id: 'a' }, { _id: 'b' }, undefined, { _id: 'b' }]);
    expect(asked).toEqual([['a'], ['b', 'none']]);
  });

  it('fail together and go on after it', async () => {
    let broken = true;
    const read = createGroupReads(async (ids) => {
      if (broken) throw new Error('away');
      return ids.map((_id) => ({ _id }));
    });
    const outcomes = await Promise.allSettled([read('a'), read('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await read('a')).toEqual({ _id: 'a' });
  });
});
