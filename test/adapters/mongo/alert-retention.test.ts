import { Collection, FindCursor } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { mostListed } from '../../../src/domain/alerts/alert-group.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';

const alerts = Array.from(
  { length: mostListed + 5 },
  (_, index): Alert => ({
    source: 'api',
    status: 'firing',
    title: `pod-${index} is down`,
    fingerprint: `pod-${index}`,
    labels: [],
    service: 'grouped',
  }),
);

let stage: Stage;
beforeEach(async () => {
  stage = await openStage([]);
  const checkout = sampleDirectory().services.get('checkout')!;
  const rules = { group: 'service', autoResolve: true } as const;
  stage.directory = {
    ...sampleDirectory(),
    services: new Map([['grouped', { ...checkout, id: 'grouped', alerts: rules }]]),
  };
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

/** The first few by themselves: what changes in one write is listed together. */
async function send(status: Alert['status'], some = alerts) {
  for (const together of [some.slice(0, -mostListed), some.slice(-mostListed)]) {
    await stage.tocsin.alerts.receive(together.map((one) => ({ ...one, status })));
    await stage.tocsin.idle();
  }
}

async function act(command: 'resolve' | 'reopen') {
  const times = stage.clock.now().toISOString();
  const call = { by: 'alice', via: 'api', client: 'ci', idempotencyKey: `${command}-${times}` } as const;
  await stage.tocsin.programs.run({ command, args: { incident: '1' }, ...call });
  await stage.tocsin.idle();
}

const incident = async () => (await stage.store.byNumber(1))!;
const apart = () => stage.db.collection('incidentAlerts').countDocuments();
const prune = () => stage.retentionStore.alerts(new Date(stage.clock.now().getTime() + 1), 0);

/** With more alerts than an incident lists, and over for good. */
async function longAndOver(by: 'its alerts' | 'a person') {
  await send('firing');
  if (by === 'a person') await act('resolve');
  else await send('resolved');
  await stage.passes(1);
  expect(await incident()).toMatchObject({ state: 'resolved', alerts: { total: alerts.length } });
  return apart();
}

describe('the retention of alerts', () => {
  it.each(['its alerts', 'a person'] as const)('deletes those apart of an incident that %s resolved', async (by) => {
    const deleted = await longAndOver(by);
    expect(deleted).toBeGreaterThanOrEqual(5);
    expect(await prune()).toEqual({ deleted });
    expect(await apart()).toBe(0);
    const { version, alerts: group } = await incident();
    expect(group).toMatchObject({ total: alerts.length, firing: by === 'a person' ? alerts.length : 0 });
    // Once more there is nothing to do.
    expect(await prune()).toEqual({ deleted: 0 });
    expect((await incident()).version).toBe(version);
  });

  it('leaves those of an incident that was reopened since it was found', async () => {
    const before = await longAndOver('a person');
    const { toArray } = FindCursor.prototype;
    let isFirst = true;
    vi.spyOn(FindCursor.prototype, 'toArray').mockImplementation(async function (this: FindCursor) {
      const found = await toArray.call(this);
      if (isFirst && this.namespace.collection === 'incidents') {
        isFirst = false;
        await act('reopen');
      }
      return found;
    });
    expect(await prune()).toEqual({ deleted: 0 });
    expect(isFirst).toBe(false);
    expect(await apart()).toBe(before);
    await send('resolved');
    expect(await incident()).toMatchObject({ state: 'resolved', alerts: { total: alerts.length, firing: 0 } });
  });

  it('has an incident that is reopened meanwhile wait for a person, since it does not know all of its alerts any more', async () => {
    const before = await longAndOver('a person');
    const news = { ...alerts[0]!, fingerprint: 'new', title: 'new' };
    const { deleteMany } = Collection.prototype;
    let kept = 0;
    vi.spyOn(Collection.prototype, 'deleteMany').mockImplementationOnce(async function (this: Collection, filter) {
      await act('reopen');
      // What is new takes a place in the list from another one, which is kept apart from then on.
      await send('firing', [news]);
      kept = await apart();
      return deleteMany.call(this, filter);
    });
    expect(await prune()).toEqual({ deleted: kept - 1 });
    expect(kept).toBeGreaterThanOrEqual(before);
    expect(await apart()).toBe(1);
    await send('resolved');
    await send('resolved', [news]);
    expect(await incident()).toMatchObject({ state: 'triggered', alerts: { more: true } });
    await act('resolve');
    expect((await incident()).state).toBe('resolved');
  });
});
