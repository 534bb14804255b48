import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Opened, openFresh } from './opened.ts';

describe('Leases on MongoDB', () => {
  let opened: Opened;

  beforeEach(async () => {
    opened = await openFresh();
  });

  afterEach(() => opened.close());

  it('are free until somebody takes them, and show each thing that happens to them', async () => {
    const { leases } = opened.stores;
    expect(await leases.look('telegram')).toEqual({ beat: 0 });
    expect(await leases.take('telegram', 'a', 0)).toBe(true);
    expect(await leases.look('telegram')).toEqual({ holder: 'a', beat: 1 });
    await leases.release('telegram', 'a');
    expect(await leases.look('telegram')).toEqual({ beat: 2 });
    expect(await leases.look('discord')).toEqual({ beat: 0 });
  });

  it.each(['never had', 'given back', 'held by another'])(
    'go to one of many who take them at once (%s)',
    async (how) => {
      const processes = [opened.stores.leases, opened.other.leases];
      if (how !== 'never had') await processes[0]!.take('telegram', 'before', 0);
      if (how === 'given back') await processes[0]!.release('telegram', 'before');
      const { beat } = await processes[0]!.look('telegram');
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, n) => processes[n % 2]!.take('telegram', `racer-${n}`, beat)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      const holder = `racer-${taken.indexOf(true)}`;
      expect(await processes[1]!.look('telegram')).toEqual({ holder, beat: beat + 1 });
    },
  );

  it('are not taken by who saw them before, nor given back by who lost them', async () => {
    const [here, there] = [opened.stores.leases, opened.other.leases];
    await here.take('telegram', 'a', 0);
    expect(await there.take('telegram', 'b', 0)).toBe(false);
    expect(await there.take('telegram', 'b', 1)).toBe(true);
    await here.release('telegram', 'a');
    expect(await there.look('telegram')).toEqual({ holder: 'b', beat: 2 });
  });
});
