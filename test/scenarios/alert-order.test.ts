import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { AlertRules } from '../../src/domain/alerts/rules.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

async function opens(rules: Partial<AlertRules> = {}) {
  slack = new ChatDouble('slack');
  const base = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} } });
  const alerts: AlertRules = { group: 'fingerprint', autoResolve: true, ...rules };
  const checkout = { ...base.services.get('checkout')!, alerts };
  stage = await openStage([slack], { ...base, services: new Map([...base.services, ['checkout', checkout]]) });
}

beforeEach(() => opens());
afterEach(() => stage.close());

async function reopens(rules: Partial<AlertRules>) {
  await stage.close();
  await opens(rules);
}

/** Minutes before (or after) the moment at which the stage begins. */
const began = (minutes: number) => new Date(Date.UTC(2026, 2, 9, 12) + minutes * minute);

const firing = (more: Partial<Alert> = {}): Alert => ({
  source: 'alertmanager',
  status: 'firing',
  title: 'High latency',
  fingerprint: 'latency',
  service: 'checkout',
  labels: [{ name: 'alertname', value: 'HighLatency' }],
  startsAt: began(-10),
  ...more,
});
const resolved = (more: Partial<Alert> = {}): Alert => firing({ status: 'resolved', resolvedAt: began(-2), ...more });

async function receive(...alerts: Alert[]) {
  const receipts = await stage.tocsin.alerts.receive(alerts, undefined, 'prometheus');
  await stage.tocsin.idle();
  return receipts.map(({ incident }) => incident);
}
const pages = () => new Set(slack.pagesTo('U0ALICE').map(({ key }) => key)).size;
const states = async () => {
  const { items } = await stage.store.list({ state: 'all', limit: 10 });
  return [...items].reverse().map(({ state }) => state);
};
const types = async () => {
  const { id } = (await stage.store.byNumber(1))!;
  return (await stage.store.timeline(id)).map(({ event }) => event.type);
};

describe('a resolve that overtakes its firing', () => {
  it('keeps the late firing from paging anybody, in another process too', async () => {
    expect(await receive(resolved())).toEqual([undefined]);
    const late = await stage.replica().alerts.receive([firing()], undefined, 'prometheus');
    expect(late.map(({ incident }) => incident)).toEqual([undefined]);
    expect(await states()).toEqual([]);
    expect(await receive(firing({ startsAt: began(-1) }))).toEqual([1]);
    expect(pages()).toBe(1);
  });

  it('keeps it out of an incident that is open', async () => {
    await reopens({ group: 'service' });
    await receive(firing({ fingerprint: 'other', title: 'Other' }));
    await receive(resolved());
    await receive(firing());
    expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: 1, firing: 1 });
  });

  it('ends nothing of another integration, and nothing of senders that do not say since when', async () => {
    await receive(resolved());
    const other = await stage.tocsin.alerts.receive([firing()], undefined, 'staging');
    expect(other[0]?.incident).toBe(1);
    const { startsAt: _, ...timeless } = firing();
    expect(await receive(timeless)).toEqual([2]);
  });

  it('does not resolve a firing that began after it', async () => {
    await receive(firing({ startsAt: began(-1) }));
    await receive(resolved({ resolvedAt: began(-5) }));
    expect(await states()).toEqual(['triggered']);
    await receive(resolved({ resolvedAt: began(0) }));
    expect(await states()).toEqual(['resolved']);
  });
});

describe('two Alertmanagers of one cluster', () => {
  it('make one alert, one count and one page', async () => {
    await Promise.all([receive(firing()), receive(firing())]);
    await stage.passes(0.5);
    await receive(firing());
    expect(pages()).toBe(1);
    expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ received: 1, alerts: [{ count: 1 }] });
    await stage.passes(2);
    await receive(firing());
    expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ received: 2, alerts: [{ count: 2 }] });
  });

  it('do not flap while one of them is late with the end', async () => {
    await receive(firing());
    await receive(resolved({ resolvedAt: began(0) }));
    await stage.passes(0.5);
    await receive(firing());
    expect(await states()).toEqual(['resolved']);
    expect(await types()).not.toContain('reopened');
    expect(pages()).toBe(1);
  });

  it('page when the same firing still comes after a minute: it is no echo any more', async () => {
    await receive(firing());
    await receive(resolved({ resolvedAt: began(0) }));
    await stage.passes(2);
    await receive(firing());
    expect(await states()).toEqual(['triggered']);
    expect(await types()).toContain('reopened');
  });

  it('change the severity when one of them says that it is worse', async () => {
    await receive(firing({ severity: 'sev3' }));
    await receive(firing({ severity: 'sev1' }));
    expect((await stage.store.byNumber(1))?.severity).toBe('sev1');
  });
});

describe('an alert that fires on after a person resolved its incident', () => {
  const resolves = () => stage.says('alice', 'resolve 1');

  it('is no news for half an hour, and then begins a new incident', async () => {
    await receive(firing());
    await resolves();
    await stage.passes(29);
    expect(await receive(firing())).toEqual([1]);
    expect(await states()).toEqual(['resolved']);
    await stage.passes(2);
    expect(await receive(firing())).toEqual([2]);
    expect(await states()).toEqual(['resolved', 'triggered']);
  });

  it('is news at once when the sender says that it began anew', async () => {
    await receive(firing());
    await resolves();
    expect(await receive(firing({ startsAt: began(1) }))).toEqual([2]);
  });

  it('is news at once when the sender resolved it meanwhile', async () => {
    await reopens({ reopenAfterMs: 24 * 60 * minute });
    await receive(firing());
    await resolves();
    const { startsAt: _, ...timeless } = firing();
    expect(await receive(timeless)).toEqual([1]);
    await receive(resolved({ resolvedAt: began(1) }));
    expect(await receive(timeless)).toEqual([2]);
  });

  it('is news at once where the sender does not say since when, unless the file says how long it is none', async () => {
    const { startsAt: _, ...timeless } = firing();
    await receive(timeless);
    await resolves();
    expect(await receive(timeless)).toEqual([2]);
    await reopens({ reopenAfterMs: 60 * minute });
    await receive(timeless);
    await resolves();
    await stage.passes(59);
    expect(await receive(timeless)).toEqual([1]);
    await stage.passes(2);
    expect(await receive(timeless)).toEqual([2]);
  });

  it('is news at once with reopenAfter: 0s', async () => {
    await reopens({ reopenAfterMs: 0 });
    await receive(firing());
    await resolves();
    expect(await receive(firing())).toEqual([2]);
  });

  it('does not keep other alerts of the same service quiet', async () => {
    await reopens({ group: 'service' });
    await receive(firing());
    await resolves();
    expect(await receive(firing(), firing({ fingerprint: 'disk', title: 'Disk full' }))).toEqual([1, 2]);
    expect((await stage.store.byNumber(2))?.alerts?.total).toBe(1);
  });
});
