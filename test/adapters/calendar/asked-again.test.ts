import { describe, expect, it } from 'vitest';
import { sampleDirectory } from '../../harness/directory.ts';
import { directoryWith, opened, schedule } from './opened.ts';
import { readCalendar } from './read-calendar.ts';

describe('asked again', () => {
  it('renders once a minute, and at once when the file has changed', async () => {
    const { clock, log, file, ask } = opened('2026-03-09T12:00:00Z', sampleDirectory());
    const rendered = () => log.lines.filter(({ message }) => message === 'calendar rendered').length;
    const first = await ask({ person: 'alice' });
    const etag = first.headers.get('etag')!;
    await ask({ person: 'alice' });
    expect(rendered()).toBe(1);
    clock.set(new Date('2026-03-09T12:01:00Z'));
    const second = await ask({ person: 'alice' });
    expect(rendered()).toBe(2);
    expect(second.headers.get('last-modified')).toBe(first.headers.get('last-modified'));
    expect(await second.text()).toBe(await first.text());

    // The file was read again, and nothing in it concerns Alice: other stamps, the same calendar.
    file.directory = sampleDirectory();
    const third = await ask({ person: 'alice' }, { 'if-none-match': etag });
    expect(third.status).toBe(304);
    expect(third.headers.get('last-modified')).toBe('Mon, 09 Mar 2026 12:01:00 GMT');
    file.directory = directoryWith([schedule()], { alice: 'Alice C.' });
    expect((await ask({ person: 'alice' }, { 'if-none-match': etag })).status).toBe(200);
  });

  it('tells replicas apart by nothing', async () => {
    const first = opened('2026-03-09T12:00:00Z', sampleDirectory());
    const second = opened('2026-03-11T08:00:00Z', sampleDirectory());
    expect((await first.ask({ person: 'bob' })).headers.get('etag')).toBe(
      (await second.ask({ person: 'bob' })).headers.get('etag'),
    );
  });

  it('is quick for 50 people on 5 layers', async () => {
    const many = Array.from({ length: 50 }, (_, index) => `person-${index}`);
    const layers = Array.from({ length: 5 }, (_, index) => ({
      people: many.slice(index * 10),
      every: index === 0 ? { hours: 12 } : { days: index },
      starts: `2025-01-0${index + 1}T09:00`,
      ...(index > 0 && { only: [{ days: ['mon', 'wed', 'sat'] as const, from: `0${index}:00`, to: '17:30' }] }),
    }));
    const took: number[] = [];
    let text = '';
    for (let turn = 0; turn < 3; turn += 1) {
      const { ask, log } = opened('2026-03-09T12:00:00Z', directoryWith([schedule({ layers })]));
      text = await (await ask({ schedule: 'primary' })).text();
      took.push((log.lines.at(-1)!.data as { ms: number }).ms);
    }
    expect(readCalendar(text).events.length).toBeGreaterThan(500);
    // A fifth of a second on an idle core. The best of three on a busy one is far from this, and quadratic work is not.
    expect(Math.min(...took)).toBeLessThan(4_000);
  });
});
