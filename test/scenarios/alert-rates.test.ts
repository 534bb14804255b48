import { afterEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import { calmAfterMs, calmSignal } from '../../src/domain/alerts/rate.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const kuma: Integration = {
  id: 'kuma-shop',
  sender: 'uptime-kuma',
  service: 'checkout',
  severity: 'sev2',
  rateLimit: 10,
};
const title = 'kuma-shop sends more than 10 new alerts a minute';

let stage: Stage;
let slack: ChatDouble;
afterEach(() => stage.close());

async function open(integration: Integration = kuma) {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], { ...sampleDirectory(), integrations: new Map([[integration.id, integration]]) });
}

function alert(index: number, more: Partial<Alert> = {}): Alert {
  return {
    source: 'uptime-kuma',
    status: 'firing',
    title: `Host ${index} is down`,
    fingerprint: `host-${index}`,
    labels: [],
    ...more,
  };
}

function alerts(from: number, to: number, more: Partial<Alert> = {}): Alert[] {
  return Array.from({ length: to - from }, (_, index) => alert(from + index, more));
}

async function come(all: readonly Alert[], process = stage.tocsin, integration = 'kuma-shop') {
  const receipts = await process.alerts.receive(all, undefined, integration);
  await stage.tocsin.idle();
  return receipts;
}

async function incidents() {
  const { items } = await stage.store.list({ state: 'all', limit: 500 });
  return Promise.all(items.map(async ({ id }) => (await stage.store.load(id))!));
}

async function ofRate() {
  return (await incidents()).filter(({ alerts: group }) => group?.rate);
}

async function taken() {
  const [rate] = await ofRate();
  await stage.says('alice', `ack ${rate!.number}`);
}

async function alertsOf(id: string) {
  return (await stage.store.alertPage(id, { limit: 500 })).items;
}

describe('an integration that sends more than its limit', () => {
  it('makes one incident of all that is beyond it, which names and counts each', async () => {
    await open();
    const receipts = await come(alerts(0, 40));
    const all = await incidents();
    expect(all).toHaveLength(11);
    const [rate, ...others] = await ofRate();
    expect(others).toEqual([]);
    expect(rate).toMatchObject({ title, severity: 'sev2', service: 'checkout', state: 'triggered' });
    expect(rate?.alerts).toMatchObject({ total: 30, firing: 30, rate: { limit: 10, peak: 40 } });
    expect(rate?.paged).toHaveProperty('alice');
    const kept = await alertsOf(rate!.id);
    expect(new Set(kept.map((one) => one.fingerprint)).size).toBe(30);
    expect(receipts.filter(({ incident }) => incident === rate?.number)).toHaveLength(30);
    expect(receipts.every(({ incident }) => incident !== undefined)).toBe(true);
  });

  it('says so on the card', async () => {
    await open();
    await come(alerts(0, 40));
    const cards = slack.pagesTo('U0ALICE').filter(({ message }) => message.title?.includes(title));
    expect(cards.at(-1)?.message.fields).toContainEqual({
      label: 'Alert rate',
      value: '40 new alerts a minute at most; the limit is 10',
    });
  });

  it('has the resolves of its alerts go through, those of single incidents and those of the rate', async () => {
    await open();
    await come(alerts(0, 40));
    await come(alerts(0, 40, { status: 'resolved' }));
    const all = await incidents();
    expect(all.map(({ state }) => state)).toEqual(all.map(() => 'resolved'));
    expect(all).toHaveLength(11);
  });

  it('has an alert that is resolved in the same request resolved', async () => {
    await open();
    await come(alerts(0, 20).flatMap((one) => [one, { ...one, status: 'resolved' } as const]));
    const all = await incidents();
    expect(all).toHaveLength(11);
    expect(all.map(({ state }) => state)).toEqual(all.map(() => 'resolved'));
    expect(all.map(({ alerts: group }) => group?.firing)).toEqual(all.map(() => 0));
  });

  it('has alerts of incidents that are open count there', async () => {
    await open();
    await come(alerts(0, 5));
    await come(alerts(5, 40));
    await come(alerts(0, 5));
    const repeated = (await incidents()).find(({ title: one }) => one === 'Host 3 is down');
    expect(repeated?.alerts).toMatchObject({ received: 2, total: 1 });
  });

  it('raises the severity for an alert that is graver', async () => {
    await open();
    await come(alerts(0, 20));
    await come([alert(50, { severity: 'sev1' })]);
    expect(await ofRate()).toMatchObject([{ severity: 'sev1' }]);
  });

  it('goes on paging for as long as nobody has taken it and its alerts fire', async () => {
    await open();
    await come(alerts(0, 20));
    await stage.passes(30);
    const [rate] = await ofRate();
    expect(rate).toMatchObject({ state: 'triggered', alerts: { firing: 10 } });
    expect(Object.keys(rate!.paged).length).toBeGreaterThan(1);
    await stage.says('alice', `ack ${rate!.number}`);
    await stage.passes(4);
    expect(await ofRate()).toMatchObject([{ state: 'acknowledged' }]);
    await stage.passes(2);
    expect(await ofRate()).toMatchObject([{ state: 'resolved', resolved: { by: 'kuma-shop' } }]);
  });

  it('ends the incident when nothing was added for five minutes, and not before', async () => {
    await open();
    await come(alerts(0, 20));
    await taken();
    await stage.passes(4);
    expect(await ofRate()).toMatchObject([{ state: 'acknowledged' }]);
    await stage.passes(2);
    const [rate] = await ofRate();
    expect(rate).toMatchObject({ state: 'resolved', resolved: { by: 'kuma-shop', via: 'alert' } });
    const told = (await stage.store.timeline(rate!.id)).map(({ event }) => event);
    expect(told.at(-1)).toMatchObject({ type: 'resolved', reason: 'rate-fell' });
  });

  it('ends it all the same when the signal comes too early, as after a slow write or by another clock', async () => {
    await open();
    await come(alerts(0, 20));
    await taken();
    const ends = stage.db.collection('alertEnds');
    const [signal] = await ends.find().toArray();
    await ends.updateOne({}, { $set: { at: new Date(signal!.at.getTime() - 2_000) } });
    stage.clock.set(new Date(signal!.at.getTime() - 1_000));
    await stage.tocsin.sweep();
    await stage.tocsin.idle();
    expect(await ofRate()).toMatchObject([{ state: 'acknowledged' }]);
    await stage.passes(1);
    expect(await ofRate()).toMatchObject([{ state: 'resolved' }]);
  });

  it('loses no alert that comes together with the signal', async () => {
    await open();
    await come(alerts(0, 20));
    await taken();
    stage.clock.set(new Date(stage.clock.now().getTime() + calmAfterMs));
    // Which ten of alerts that come at once are over the limit is left open.
    const { fingerprint } = (await ofRate())[0]!.alerts!.alerts[0]!;
    await come([calmSignal('kuma-shop'), alert(15, { status: 'resolved', fingerprint })], stage.tocsin);
    expect(await ofRate()).toMatchObject([{ alerts: { total: 10, firing: 9 } }]);
    await stage.passes(1);
    expect(await ofRate()).toMatchObject([{ state: 'resolved' }]);
  });

  it('keeps the incident while the rate stays above half of the limit', async () => {
    await open();
    await come(alerts(0, 20));
    for (let minute = 1; minute <= 8; minute += 1) {
      await stage.passes(1);
      await come(alerts(minute * 100, minute * 100 + 9));
    }
    expect(await ofRate()).toMatchObject([{ state: 'triggered' }]);
    const rates = (await ofRate())[0]!;
    const told = (await stage.store.timeline(rates.id)).filter(({ event }) => event.type === 'reopened');
    expect(told).toEqual([]);
  });

  it('has a calm integration’s alerts begin incidents again while the incident of the rate is still open', async () => {
    await open();
    await come(alerts(0, 20));
    await stage.passes(2);
    const [receipt] = await come([alert(99)]);
    const own = (await incidents()).find(({ number }) => number === receipt?.incident);
    expect(own?.title).toBe('Host 99 is down');
  });

  it('counts over both processes, and begins one incident', async () => {
    await open();
    const other = stage.replica();
    await Promise.all([come(alerts(0, 20)), come(alerts(20, 40), other)]);
    await other.idle();
    expect(await ofRate()).toHaveLength(1);
    expect(await incidents()).toHaveLength(11);
    expect((await ofRate())[0]?.alerts).toMatchObject({ total: 30 });
  });

  it('is held to it by a process that starts meanwhile', async () => {
    await open();
    await come(alerts(0, 20));
    const next = stage.replica();
    await come(alerts(20, 30), next);
    await next.idle();
    expect(await incidents()).toHaveLength(11);
    await taken();
    await stage.passes(6);
    expect(await ofRate()).toMatchObject([{ state: 'resolved' }]);
  });

  it('does not hold back another integration', async () => {
    await open();
    await come(alerts(0, 20));
    await come(alerts(0, 5), stage.tocsin, 'other');
    expect(await incidents()).toHaveLength(16);
  });
});

describe('the limit', () => {
  it('does not count alerts of one group, however many come at once', async () => {
    await open({ ...kuma, service: 'grouped' });
    const services = stage.directory.services;
    stage.directory = {
      ...stage.directory,
      services: new Map([
        ...services,
        ['grouped', { ...services.get('checkout')!, id: 'grouped', alerts: { group: 'service', autoResolve: true } }],
      ]),
    };
    await come(alerts(0, 130));
    expect(await ofRate()).toEqual([]);
    expect(await incidents()).toMatchObject([{ alerts: { total: 130 } }]);
  });

  it('lets a batch of 100 through where the file says nothing', async () => {
    const { rateLimit: _, ...rest } = kuma;
    await open(rest);
    await come(alerts(0, 100));
    expect(await incidents()).toHaveLength(100);
    await come(alerts(100, 110));
    expect(await ofRate()).toMatchObject([{ title: 'kuma-shop sends more than 100 new alerts a minute' }]);
  });

  it('is none where the file says so', async () => {
    await open({ ...kuma, rateLimit: 'none' });
    await come(alerts(0, 40));
    expect(await incidents()).toHaveLength(40);
  });
});
