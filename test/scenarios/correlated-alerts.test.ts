import { afterEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Service } from '../../src/domain/directory.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;

let stage: Stage;
let slack: ChatDouble;
afterEach(() => stage.close());

async function open(ofSearch: Partial<Service> = {}) {
  slack = new ChatDouble('slack');
  const directory = sampleDirectory();
  const checkout = directory.services.get('checkout')!;
  stage = await openStage([slack], {
    ...directory,
    services: new Map([
      ...directory.services,
      ['search', { ...checkout, id: 'search', name: 'Search', severity: 'sev3' as const, ...ofSearch }],
    ]),
    correlations: [{ labels: ['cluster', 'region'], withinMs: 10 * minute }],
  });
}

function alert(key: string, service: string, region = 'eu', severity?: Severity): Alert {
  return {
    source: 'api',
    status: 'firing',
    title: `${key} is down`,
    fingerprint: key,
    service,
    labels: [
      { name: 'cluster', value: 'prod' },
      { name: 'region', value: region },
    ],
    ...(severity && { severity }),
  };
}

function over({ source, title, fingerprint }: Alert): Alert {
  return { source, title, fingerprint, status: 'resolved', labels: [] };
}

async function come(alerts: Alert[], integration?: string, process = stage.tocsin) {
  const receipts = await process.alerts.receive(alerts, undefined, integration);
  await process.idle();
  return receipts.map(({ incident }) => incident);
}

async function incident(number: number) {
  return (await stage.store.byNumber(number))!;
}

describe('alerts that share the labels', () => {
  it('make one incident over services and integrations', async () => {
    await open();
    expect(await come([alert('db', 'checkout')], 'prometheus')).toEqual([1]);
    expect(await come([alert('index', 'search', 'eu', 'sev1')], 'datadog')).toEqual([1]);
    expect(await incident(1)).toMatchObject({
      title: 'db is down',
      service: 'checkout',
      severity: 'sev1',
      escalation: { policy: { id: 'default' } },
      alerts: { total: 2, services: ['checkout', 'search'] },
    });
    const card = slack.pagesTo('U0ALICE').find(({ message }) => message.title?.startsWith('#1'));
    expect(card?.message.fields).toContainEqual({ label: 'Services', value: 'Checkout and Search' });
  });

  it('and other values make another incident', async () => {
    await open();
    expect(await come([alert('db', 'checkout'), alert('db-us', 'checkout', 'us')])).toEqual([1, 2]);
  });

  it('and an alert without one of the labels is grouped by its service', async () => {
    await open();
    const bare = { ...alert('disk', 'search'), labels: [{ name: 'cluster', value: 'prod' }] };
    expect(await come([alert('db', 'checkout'), bare])).toEqual([1, 2]);
  });

  it('begin another incident when the last new one came longer ago than the window', async () => {
    await open();
    await come([alert('db', 'checkout')]);
    await stage.passes(9);
    expect(await come([alert('index', 'search')])).toEqual([1]);
    await stage.passes(9);
    expect(await come([alert('queue', 'search')])).toEqual([1]);
    await stage.passes(11);
    expect(await come([alert('late', 'search')])).toEqual([2]);
    // A repeat belongs where it was.
    expect(await come([alert('queue', 'search')])).toEqual([1]);
  });

  it('are resolved by their keys alone, the incident with the last, and those of an older incident too', async () => {
    await open();
    await come([alert('db', 'checkout'), alert('index', 'search')]);
    await stage.passes(20);
    await come([alert('late', 'search')]);
    expect(await come([over(alert('db', 'checkout')), over(alert('index', 'search'))])).toEqual([1, 1]);
    expect((await incident(1)).state).toBe('resolved');
    expect((await incident(2)).state).toBe('triggered');
    await come([over(alert('late', 'search'))]);
    expect((await incident(2)).state).toBe('resolved');
  });

  it('end it as its own service says, whatever comes with the last resolve', async () => {
    await open({ alerts: { group: 'fingerprint', autoResolve: false } });
    const [search, checkout] = [alert('index', 'search'), alert('db', 'checkout')];
    await come([checkout, search]);
    await come([search, over(search), over(checkout)]);
    expect(await incident(1)).toMatchObject({ state: 'resolved', alerts: { firing: 0 } });
  });

  it('begin one incident when they come to two processes at once', async () => {
    await open();
    const other = stage.replica();
    const keys = Array.from({ length: 20 }, (_, index) => index);
    const here = keys.map((key) => come([alert(`a-${key}`, 'checkout')]));
    const there = keys.map((key) => come([alert(`b-${key}`, 'search')], undefined, other));
    const numbers = (await Promise.all([...here, ...there])).flat();
    expect(new Set(numbers).size).toBe(1);
    const { items } = await stage.store.list({ state: 'all', limit: 10 });
    expect(items).toHaveLength(1);
    expect(items[0]?.alerts).toMatchObject({ total: 40, firing: 40 });
  });
});
