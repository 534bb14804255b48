import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalShifts, personShifts } from '../../../src/domain/on-call/final.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import { directoryWith, opened, people, schedule } from './opened.ts';

/** The whole shifts of the schedule that touch the window, reckoned over a wider one. */
function wholeShifts(of: Schedule, from: string, to: string) {
  const month = 31 * 86_400_000;
  return finalShifts(of, new Date(Date.parse(from) - month), new Date(Date.parse(to) + month)).filter(
    (shift) => shift.from < new Date(to) && shift.to > new Date(from),
  );
}

const changesOfTheClocks = [
  ['Berlin to summer', 'Europe/Berlin', '2026-02-15T12:00:00Z', '2025-11-30T23:00:00Z', '2026-08-31T22:00:00Z'],
  ['Berlin to winter', 'Europe/Berlin', '2026-09-01T12:00:00Z', '2026-06-30T22:00:00Z', '2027-03-31T22:00:00Z'],
  ['Lord Howe both', 'Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-01-31T13:00:00Z', '2026-10-31T13:00:00Z'],
  [
    'Lord Howe, a last minute',
    'Australia/Lord_Howe',
    '2026-09-30T13:29:00Z',
    '2026-06-30T13:30:00Z',
    '2027-03-31T13:00:00Z',
  ],
] as const;

const rotations: readonly [string, Partial<Schedule>][] = [
  ['weekly', {}],
  [
    'daily, in the hour that is skipped or comes twice',
    {
      layers: [{ people, every: { days: 1 }, starts: '2025-01-06T02:15' }],
    },
  ],
  ['every 12 hours', { layers: [{ people, every: { hours: 12 }, starts: '2025-01-06T08:00' }] }],
  [
    'nights and office hours with overrides',
    {
      layers: [
        { people, every: { days: 3 }, starts: '2025-01-06T09:00', only: [{ from: '22:00', to: '02:30' }] },
        {
          people,
          every: { days: 7 },
          starts: '2025-01-06T09:00',
          only: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
        },
      ],
      overrides: [
        { person: 'carol', from: '2026-03-28T12:00', to: '2026-03-29T12:00' },
        { person: 'bob', from: '2026-10-03T12:00Z', to: '2026-10-04T12:00+10:30' },
      ],
    },
  ],
];

const regions: Partial<Schedule> = {
  layers: [
    { people: ['alice'], every: { days: 7 }, starts: '2025-01-06T09:00', only: [{ from: '09:00', to: '17:00' }] },
    {
      people: ['bob', 'carol'],
      every: { days: 1 },
      starts: '2025-01-06T09:00',
      only: [{ from: '09:00', to: '19:00' }],
      timezone: 'America/New_York',
    },
    {
      people: ['carol'],
      every: { days: 7 },
      starts: '2026-03-12T02:15',
      ends: '2026-03-12T15:00',
      timezone: 'Asia/Tokyo',
    },
  ],
};

describe('a schedule’s calendar', () => {
  for (const [change, timezone, now, from, to] of changesOfTheClocks) {
    it.each([...rotations, ['of regions, with a layer that ends', regions] as const])(
      `shows the final schedule: ${change}, %s`,
      async (_, rotation) => {
        const primary = schedule({ timezone, ...rotation });
        const { read } = opened(now, directoryWith([primary]));
        const { name, events } = await read({ schedule: 'primary' });
        expect(name).toBe('On call: primary');
        const expected = wholeShifts(primary, from, to);
        expect(events.length).toBeGreaterThan(30);
        expect(events.map((event) => [event.from, event.to])).toEqual(expected.map((shift) => [shift.from, shift.to]));
        const names: Record<string, string> = { alice: 'Alice Chen', bob: 'Bob Okafor', carol: 'Carol Díaz' };
        expect(events.map(({ summary }) => summary)).toEqual(
          expected.map(({ person }) => `On call: primary (${names[person]})`),
        );
        for (const [index, event] of events.entries()) {
          expect(event.from.getTime()).toBeGreaterThanOrEqual(events[index - 1]?.to.getTime() ?? 0);
        }
      },
    );
  }

  it('keeps its events’ ids while time goes by and shifts change hands', async () => {
    const { clock, file, read } = opened('2026-03-09T12:00:00Z', directoryWith([schedule()]));
    const before = await read({ schedule: 'primary' });
    expect(before.events.find(({ uid }) => uid === 'primary-20260309T080000Z@tocsin.example.org')?.summary).toBe(
      'On call: primary (Bob Okafor)',
    );
    clock.set(new Date('2026-03-31T21:59:00Z'));
    expect((await read({ schedule: 'primary' })).events).toEqual(before.events);
    clock.set(new Date('2026-04-30T12:00:00Z'));
    const later = await read({ schedule: 'primary' });
    const kept = later.events.filter(({ uid }) => before.events.some((event) => event.uid === uid));
    expect(kept.length).toBeGreaterThan(30);
    const { from } = later.events[0]!;
    expect(kept.map(({ uid }) => uid)).toEqual(before.events.filter((one) => one.from >= from).map(({ uid }) => uid));

    const overrides = [{ person: 'victor', from: '2026-05-04T09:00', to: '2026-05-11T09:00' }];
    file.directory = directoryWith([schedule({ overrides })]);
    const changed = await read({ schedule: 'primary' });
    expect(changed.events.map(({ uid }) => uid)).toEqual(later.events.map(({ uid }) => uid));
    const differing = changed.events.filter(({ summary }, index) => summary !== later.events[index]?.summary);
    expect(differing.map(({ summary }) => summary)).toEqual(['On call: primary (Victor Lund)']);
    expect(differing[0]!.stamp).toEqual(clock.now());
  });

  it('knows whole seconds only, as every calendar', async () => {
    const overrides = [
      { person: 'carol', from: '2026-03-10T10:00:00.250Z', to: '2026-03-10T10:00:00.750Z' },
      { person: 'carol', from: '2026-03-11T10:00:00.250Z', to: '2026-03-11T12:30:59.999Z' },
    ];
    const { read } = opened('2026-03-09T12:00:00Z', directoryWith([schedule({ overrides })]));
    const { events } = await read({ schedule: 'primary' });
    const around = events.filter(({ uid }) => uid.startsWith('primary-202603') && /-2026031[01]T1/.test(uid));
    expect(
      around.map(({ summary, from, to }) => [summary.slice(18, -1), from.toISOString(), to.toISOString()]),
    ).toEqual([
      ['Bob Okafor', '2026-03-10T10:00:00.000Z', '2026-03-11T10:00:00.000Z'],
      ['Carol Díaz', '2026-03-11T10:00:00.000Z', '2026-03-11T12:30:59.000Z'],
      ['Bob Okafor', '2026-03-11T12:30:59.000Z', '2026-03-16T08:00:00.000Z'],
    ]);
  });

  it('shows who never hands over as one shift that keeps its id', async () => {
    const alone = schedule({ layers: [{ people: ['alice'], every: { days: 7 }, starts: '2020-01-06T09:00' }] });
    const { clock, read } = opened('2026-03-09T12:00:00Z', directoryWith([alone]));
    const { events } = await read({ schedule: 'primary' });
    expect(events).toHaveLength(1);
    expect([events[0]!.from, events[0]!.to]).toEqual([
      new Date('2025-12-31T23:00:00Z'),
      new Date('2026-09-30T22:00:00Z'),
    ]);
    clock.set(new Date('2026-04-09T12:00:00Z'));
    expect((await read({ schedule: 'primary' })).events.map(({ uid }) => uid)).toEqual([events[0]!.uid]);
  });

  it('is valid without any shift', async () => {
    const later = schedule({ layers: [{ people, every: { days: 7 }, starts: '2030-01-07T09:00' }] });
    const { read } = opened('2026-03-09T12:00:00Z', directoryWith([later]));
    expect((await read({ schedule: 'primary' })).events).toEqual([]);
    expect(await read({ person: 'victor' })).toMatchObject({ name: 'On call: Victor Lund', events: [] });
  });
});

describe('a person’s calendar', () => {
  it('shows their shifts of all schedules, in order, under the same ids as the schedules do', async () => {
    const schedules = [
      schedule(),
      schedule({
        id: 'secondary',
        timezone: 'Australia/Lord_Howe',
        layers: [{ people: ['bob', 'alice'], every: { days: 2 }, starts: '2025-01-06T02:10' }],
      }),
    ];
    const { read } = opened('2026-03-09T12:00:00Z', directoryWith(schedules));
    const { events } = await read({ person: 'alice' });
    const inside = [new Date('2026-02-01T00:00Z'), new Date('2026-09-01T00:00Z')] as const;
    const expected = personShifts(schedules, 'alice', ...inside).filter(
      ({ from, to }) => from > inside[0] && to < inside[1],
    );
    expect(expected.length).toBeGreaterThan(60);
    const shown = events.map(({ summary, from, to }) => ({ summary, from, to }));
    for (const { schedule: id, from, to } of expected) {
      expect(shown).toContainEqual({ summary: `On call: ${id} (Alice Chen)`, from, to });
    }
    expect(shown.filter(({ from, to }) => from > inside[0] && to < inside[1])).toHaveLength(expected.length);
    expect(events.map(({ from }) => from.getTime())).toEqual(
      events.map(({ from }) => from.getTime()).sort((a, b) => a - b),
    );
    const all = [...(await read({ schedule: 'primary' })).events, ...(await read({ schedule: 'secondary' })).events];
    const theirs = all.filter(({ summary }) => summary.includes('Alice')).map(({ uid }) => uid);
    expect(events.map(({ uid }) => uid).sort()).toEqual(theirs.sort());
  });
});

describe('what people put into names', () => {
  it.each([
    ['commas, semicolons, colons and backslashes', 'Chen, Alice; "Ops": C:\\n\\,'],
    ['line breaks', 'Alice\nEND:VEVENT\nBEGIN:VEVENT'],
    ['emoji with joiners', `${'👩🏽‍🚒'.repeat(20)}`],
    ['a script from right to left', 'أليس تشين المناوبة في عطلة نهاية الأسبوع كل شهر من السنة'],
    ['every width of UTF-8', 'aé€𝄞'.repeat(40)],
  ])('%s come back as they were', async (_, name) => {
    const { read } = opened('2026-03-09T12:00:00Z', directoryWith([schedule()], { alice: name }));
    expect((await read({ person: 'alice' })).name).toBe(`On call: ${name}`);
    const { events } = await read({ schedule: 'primary' });
    expect(events.some(({ summary }) => summary === `On call: primary (${name})`)).toBe(true);
  });

  it('loses control characters and mends broken ones', async () => {
    const name = 'Al\u0000ice\r\nChen\u0085\u001b[31m \ud83d!';
    const { ask } = opened('2026-03-09T12:00:00Z', directoryWith([schedule()], { alice: name }));
    const text = await (await ask({ person: 'alice' })).text();
    expect(text).toContain('X-WR-CALNAME:On call: Alice\\nChen\\n[31m \uFFFD!\r\n');
  });

  it('is any text at all', async () => {
    // Few shifts, each with the name in it.
    const seldom = schedule({ layers: [{ people, every: { days: 60 }, starts: '2025-01-06T09:00' }] });
    const name = fc.string({ unit: fc.constantFrom('a', ' ', ',', '\\', '\n', 'é', '€', '🧯', 'ש'), maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(name, async (alice) => {
        const { read } = opened('2026-03-09T12:00:00Z', directoryWith([seldom], { alice }));
        expect((await read({ person: 'alice' })).events[0]?.summary).toBe(`On call: primary (${alice})`);
      }),
      { numRuns: 40 },
    );
  });
});
