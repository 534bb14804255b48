import { BSON } from 'mongodb';
import { afterEach, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const many = 6_000;
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

it(`knows each of ${many} alerts of one group, and is resolved with the last`, { timeout: 240_000 }, async () => {
  const directory = sampleDirectory();
  const grouped = {
    ...directory.services.get('checkout')!,
    id: 'grouped',
    alerts: { group: 'service', autoResolve: true } as const,
  };
  stage = await openStage([new ChatDouble('slack')], {
    ...directory,
    services: new Map([...directory.services, ['grouped', grouped]]),
  });
  await come(alerts('firing'));
  expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: many, firing: many });
  expect(await documentBytes()).toBeLessThan(mostBytes);
  const firing = await listed();
  expect(new Set(firing.map(({ fingerprint }) => fingerprint)).size).toBe(many);

  const over = alerts('resolved');
  await come(over.slice(1));
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'triggered', alerts: { total: many, firing: 1 } });
  await come(over.slice(0, 1));
  expect(await stage.store.byNumber(1)).toMatchObject({ state: 'resolved', alerts: { total: many, firing: 0 } });
  expect((await listed()).filter(({ status }) => status !== 'resolved')).toEqual([]);
  expect(await documentBytes()).toBeLessThan(mostBytes);
  expect(await stage.store.list({ state: 'all', limit: 10 })).toMatchObject({ items: [{ number: 1 }] });
});
