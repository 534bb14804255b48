import { afterEach, expect, it, vi } from 'vitest';
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

afterEach(() => {
  vi.useRealTimers();
});

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

/**
 * Each of these senders posts so many alerts, the next as soon as the one before is answered. Half of them begin while the first
 * write is under way.
 */
function storm(senders: number, alertsOfEach: number) {
  const sizes: number[] = [];
  const lanes = createLanes(async (_, arrivals) => {
    sizes.push(arrivals.length);
    if (sizes.length === 1) for (let sender = senders / 2; sender < senders; sender += 1) post(sender, 1);
    for (const { placed } of arrivals) placed('joined', 1);
    return [];
  });
  function post(sender: number, nth: number): void {
    const answered = () => setImmediate(() => nth < alertsOfEach && post(sender, nth + 1));
    lanes.queue(arrival(`pod-${sender}-${nth}`, answered));
  }
  for (let sender = 0; sender < senders / 2; sender += 1) post(sender, 1);
  return { sizes, lanes };
}

/** Lets everything happen that does not wait for a timer. */
async function allButTimers(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
}

it('takes in those that it has answered with those that wait already', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { sizes } = storm(32, 3);
  await allButTimers();
  expect(sizes).toEqual([16, 32, 32]);
  // Half of those that it has answered have nothing more to post.
  await vi.advanceTimersByTimeAsync(10);
  expect(sizes).toEqual([16, 32, 32, 16]);
});

it('waits only a moment for those that do not post again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { sizes, lanes } = storm(16, 1);
  await allButTimers();
  expect(sizes).toEqual([8]);
  for (let write = 1; write <= 2; write += 1) {
    await vi.advanceTimersByTimeAsync(10);
    await allButTimers();
  }
  expect(sizes).toEqual([8, 8]);
  expect(lanes.size()).toBe(0);
});

it('waits for nobody after a write of a few', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { sizes, lanes } = storm(2, 3);
  await allButTimers();
  expect(sizes.reduce((sum, size) => sum + size)).toBe(6);
  expect(lanes.size()).toBe(0);
});
