import { expect, it } from 'vitest';
import { type Arrival, createLanes } from '../../src/application/alerts/lanes.ts';
import { bytesOfAlert } from '../../src/domain/alerts/alert-group.ts';

const kib = 1024;

function arrival(fingerprint: string, placed: () => void): Arrival {
  const alert = { source: 'api', status: 'firing', title: 'The pod does not start', fingerprint, labels: [] } as const;
  const rules = { group: 'service', autoResolve: true } as const;
  const routed = { alert, title: alert.title, severity: 'sev2', rules, key: 'one' } as const;
  return { routed, placed, failed: () => expect.unreachable('nothing fails here') };
}

/** How many alerts, and how much of the document they take, went into each write when all of these came at once. */
async function writesOf(fingerprints: readonly string[]) {
  const writes: { alerts: number; bytes: number }[] = [];
  const kept: string[] = [];
  const lanes = createLanes(async (_, arrivals) => {
    const differing = new Map(arrivals.map(({ routed: { alert } }) => [alert.fingerprint, alert]));
    const bytes = [...differing.values()].reduce((sum, alert) => sum + bytesOfAlert(alert), 0);
    writes.push({ alerts: arrivals.length, bytes });
    kept.push(...arrivals.map(({ routed: { alert } }) => alert.fingerprint));
    for (const { placed } of arrivals) placed('joined', 1);
    return [];
  });
  await Promise.all(fingerprints.map((one) => new Promise<void>((placed) => lanes.queue(arrival(one, placed)))));
  expect(kept).toEqual(fingerprints);
  return writes;
}

const different = (count: number) => Array.from({ length: count }, (_, index) => `pod-${index}`);

it('takes in at once what fits into the document for good', async () => {
  expect(await writesOf(different(80))).toHaveLength(1);
});

it('takes in more at once while more wait, and leaves for the last write no more than fits for good', async () => {
  const writes = await writesOf(different(2_000));
  for (const { bytes } of writes) expect(bytes).toBeLessThanOrEqual(128 * kib);
  expect(writes.at(-1)?.bytes).toBeLessThanOrEqual(24 * kib);
  expect(writes.length).toBeLessThan(10);
  expect((await writesOf(different(120))).map(({ bytes }) => bytes <= 24 * kib)).toEqual([true, true]);
});

it('counts an alert that comes again only once', async () => {
  expect(await writesOf(Array.from({ length: 900 }, (_, index) => `pod-${index % 50}`))).toHaveLength(1);
});
