import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtures, type Sent } from './corpus.ts';
import { brought, holds } from './corpus-rules.ts';
import { fixture } from './door.ts';

/** What a field may be instead, each of another kind. */
const values: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, '', ' ', [], {}, [[]], [null], { toString: 1 }, { constructor: {} }],
  ...['x'.repeat(60_000), '🚨'.repeat(5_000), '\ud800', '\u0000', ['a', 1, {}], { a: { b: { c: [] } } }],
  ...['2026-02-30T25:61:00Z', '0000-00-00', '9999-12-31T23:59:59Z', '-1', 'noon', 8.64e15, -8.64e15, '1e999'],
];
/** So many of each fixture: with every field and value it would be forty thousand. */
const samples = 20;

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    return [path, ...pathsIn(one, path)];
  });
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replaced(one, rest, by) : one));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([name, one]) => [name, name === key ? replaced(one, rest, by) : one]));
}

const sent = (sender: string, body: unknown): Sent => ({
  path: `/v1/alerts/${sender}`,
  body: JSON.stringify(body),
  type: 'application/json',
});

describe('whatever kind a field of a payload is', () => {
  it.each(fixtures.map(({ file, sender, text }) => [file, sender.name, JSON.parse(text) as unknown] as const))(
    '%s is taken or refused',
    async (_, sender, payload) => {
      const changes = fc.record({ path: fc.constantFrom(...pathsIn(payload)), by: fc.constantFrom(...values) });
      await fc.assert(
        fc.asyncProperty(changes, async ({ path, by }) => {
          await holds(sent(sender, replaced(payload, path, by)));
        }),
        { numRuns: samples },
      );
    },
  );

  it.each(fixtures.map(({ file, sender, text }) => [file, sender.name, JSON.parse(text) as unknown] as const))(
    '%s inside a list, or as a list of itself, is taken or refused',
    async (_, sender, payload) => {
      for (const body of [[payload], [payload, null, 7, 'x', [], payload], [[payload]], { 0: payload }])
        await holds(sent(sender, body));
    },
  );
});

describe('a batch with usable and other entries', () => {
  const junk = fc.constantFrom<unknown>(null, 7, 'text', [], {}, [[]], { labels: 7 }, { title: {} }, { key: [] });
  const mixed = <T>(good: T) =>
    fc.tuple(fc.array(junk, { maxLength: 8 }), fc.integer({ min: 1, max: 5 }), fc.nat()).map(([bad, count, seed]) => {
      const entries: unknown[] = [...bad];
      for (let index = 0; index < count; index += 1) entries.splice((seed + index) % (entries.length + 1), 0, good);
      return { entries, count };
    });

  it.each<[string, unknown, (entries: readonly unknown[]) => unknown]>([
    ['api', { title: 'Disk full', labels: { host: 'db-1' } }, (entries) => entries],
    ['alertmanager', JSON.parse(fixture('alertmanager-group')).alerts[0], (alerts) => ({ version: '4', alerts })],
    ['alertmanager', JSON.parse(fixture('alertmanager-v2'))[0], (entries) => entries],
    ['grafana', JSON.parse(fixture('grafana-firing')).alerts[0], (alerts) => ({ status: 'firing', alerts })],
  ])('%s loses none of the usable ones', async (sender, good, whole) => {
    await fc.assert(
      fc.asyncProperty(mixed(good), async ({ entries, count }) => {
        expect(await holds(sent(sender, whole(entries)))).toBeLessThan(300);
        expect(brought()).toHaveLength(count);
      }),
      { numRuns: 60 },
    );
  });
});
