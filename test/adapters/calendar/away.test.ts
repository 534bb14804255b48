import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Language } from '../../../src/domain/languages.ts';
import type { Absence } from '../../../src/domain/people.ts';
import { directoryWith, opened, people, schedule } from './opened.ts';

const now = '2026-03-09T12:00:00Z';

/** Alice is on call from 9 to 16 March, among other weeks. */
function withTimeOff(times: readonly (readonly [string, string])[], language?: Language): Directory {
  const base = directoryWith([schedule({ layers: [{ people, every: { days: 7 }, starts: '2026-01-05T09:00' }] })]);
  const away = times.map(([from, to]): Absence => ({ from: new Date(from), to: new Date(to) }));
  const alice = { ...base.people.get('alice')!, away, ...(language && { language }) };
  return { ...base, people: new Map([...base.people, ['alice', alice]]) };
}

async function shiftOfMarch(directory: Directory, feed: Parameters<ReturnType<typeof opened>['read']>[0]) {
  const { events } = await opened(now, directory).read(feed);
  return events.find(({ from }) => from.toISOString() === '2026-03-09T08:00:00.000Z');
}

describe('a shift during which its person is away', () => {
  it('says so in its summary, and in its description who is paged', async () => {
    const found = await shiftOfMarch(withTimeOff([['2026-03-01T00:00:00Z', '2026-03-20T00:00:00Z']]), {
      schedule: 'primary',
    });
    expect(found?.summary).toBe('On call: primary (Alice Chen, away)');
    expect(found?.description).toBe(
      'Alice Chen (away from Mon 9 Mar 2026 09:00 CET to Mon 16 Mar 2026 09:00 CET) · Carol Díaz and Bob Okafor are paged instead',
    );
  });

  it('says what part of it, in the zone and the language of the person’s own feed', async () => {
    const directory = withTimeOff([['2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z']], 'de');
    const found = await shiftOfMarch(directory, { person: 'alice' });
    expect(found?.summary).toBe('Bereitschaft: primary (Alice Chen, teilweise abwesend)');
    expect(found?.description).toMatch(
      /^Alice Chen \(abwesend von .*10\. März 2026.* bis .*\) · Carol Díaz und Bob Okafor werden stattdessen alarmiert$/,
    );
  });

  it('has a line for each time off', async () => {
    const times = [
      ['2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z'],
      ['2026-03-12T12:00:00Z', '2026-03-13T12:00:00Z'],
    ] as const;
    const found = await shiftOfMarch(withTimeOff(times), { schedule: 'primary' });
    expect(found?.description?.split('\n')).toHaveLength(2);
  });

  it('stays one event with its UID and its times', async () => {
    const read = async (directory: Directory) => (await opened(now, directory).read({ schedule: 'primary' })).events;
    const before = await read(withTimeOff([]));
    const after = await read(withTimeOff([['2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z']]));
    const plain = ({ uid, from, to }: (typeof before)[number]) => ({ uid, from, to });
    expect(after.map(plain)).toEqual(before.map(plain));
    expect(before.filter(({ description }) => description !== null)).toEqual([]);
    expect(after.filter(({ description }) => description !== null)).toHaveLength(1);
  });

  it('makes another version of the feed, so that calendars that ask again get it', async () => {
    const shown = opened(now, withTimeOff([]));
    const { headers } = await shown.ask({ person: 'alice' });
    const etag = { 'if-none-match': headers.get('etag')! };
    expect((await shown.ask({ person: 'alice' }, etag)).status).toBe(304);
    shown.file.directory = withTimeOff([['2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z']]);
    expect((await shown.ask({ person: 'alice' }, etag)).status).toBe(200);
  });
});
