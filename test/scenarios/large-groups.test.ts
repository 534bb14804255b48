import { BSON } from 'mongodb';
import { afterEach, expect, it, vi } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const many = 4_000;
/** As one request of a sender may have. */
const atOnce = 2_000;
/** docs/adr/0004 */
const mostBytes = 64 * 1024;

let stage: Stage;
afterEach(() => stage.close());

function alerts(status: Alert['status']): Alert[] {
  return Array.from({ length: many }, (_, index) => ({
    source: 'alertmanager',
    status,
    title: `Pod ${index} does not start`,
    fingerprint: `pod-${index}`,
    service: 'grouped',
    labels: [{ name: 'pod', value: `pod-${index}` }],
  }));
}

async function come(all: readonly Alert[]) {
  for (let from = 0; from < all.length; from += atOnce) {
    await stage.tocsin.alerts.receive(all.slice(from, from + atOnce), undefined, 'alertmanager');
  }
  await stage.tocsin.idle();
}

async function documentBytes() {
  const document = await stage.db.collection('incidents').findOne({ number: 1 });
  return BSON.calculateObjectSize(document!);
}

async function listed() {
  const { id } = (await stage.store.byNumber(1))!;
  const all = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await stage.store.alertPage(id, { limit: 1_000, ...(after !== undefined && { after }) });
    all.push(...page.items);
    after = page.next;
  }
  return all;
}

function grouping() {
  const directory = sampleDirectory();
  const alerts = { group: 'service', autoResolve: true } as const;
  const grouped = { ...directory.services.get('checkout')!, id: 'grouped', alerts };
  return { ...directory, services: new Map([...directory.services, ['grouped', grouped]]) };
}

it(`knows each of ${many} alerts of one group, and is resolved with the last`, { timeout: 240_000 }, async () => {
  stage = await openStage([new ChatDouble('slack')], grouping());
  const asked = vi.spyOn(stage.store, 'alertsOf');
  await come(alerts('firing'));
  expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: many, firing: many });
  // All of them are new, and the process that began the incident knows that.
  expect(asked).not.toHaveBeenCalled();
  expect(await documentBytes()).toBeLessThan(mostBytes);
  const firing = await listed();
  expect(new Set(firing.map(({ fingerprint }) => fingerprint)).size).toBe(many);

  const over = alerts('resolved');
  await come(over.slice(1));
  expect(asked).toHaveBeenCalled();
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'triggered', alerts: { total: many, firing: 1 } });
  await come(over.slice(0, 1));
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved', alerts: { total: many, firing: 0 } });
  expect((await listed()).filter(({ status }) => status !== 'resolved')).toEqual([]);
  expect(await documentBytes()).toBeLessThan(mostBytes);
  expect(await stage.store.list({ state: 'all', limit: 10 })).toMatchObject({ items: [{ number: 1 }] });
});

it('counts each alert of a long group once, whichever of two processes it comes to and how often', async () => {
  stage = await openStage([new ChatDouble('slack')], grouping());
  const other = stage.replica();
  const all = alerts('firing').slice(0, 300);
  const processes = [stage.tocsin, other];
  for (let from = 0; from < 300; from += 60) {
    for (const [index, { alerts: intake }] of processes.entries())
      await intake.receive(all.slice(from + index * 30, from + index * 30 + 60), undefined, 'alertmanager');
  }
  for (const { alerts: intake } of processes) await intake.receive(all, undefined, 'alertmanager');
  await Promise.all(processes.map((one) => one.idle()));
  expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: 300, firing: 300 });
  expect(new Set((await listed()).map(({ fingerprint }) => fingerprint)).size).toBe(300);
});
