import { afterEach, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { incidentAlertJson } from '../../src/schemas/alert.ts';
import { openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

async function opens() {
  slack = new ChatDouble('slack');
  const base = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} } });
  const grouped = { ...base.services.get('checkout')!, alerts: { group: 'service', autoResolve: true } as const };
  stage = await openStage([slack], { ...base, services: new Map([...base.services, ['checkout', grouped]]) });
}

afterEach(() => stage.close());

const alert = (pod: number, more: Partial<Alert> = {}): Alert => ({
  source: 'alertmanager',
  status: 'firing',
  title: `Pod ${pod} restarts`,
  fingerprint: `pod-${pod}`,
  service: 'checkout',
  labels: [
    { name: 'pod', value: `checkout-${pod}` },
    { name: 'namespace', value: 'shop' },
  ],
  url: 'https://prometheus.example.org/graph',
  links: [
    { kind: 'source', url: 'https://prometheus.example.org/graph' },
    { kind: 'runbook', url: 'https://runbooks.example.org/restarts' },
  ],
  ...more,
});

async function receive(...alerts: Alert[]) {
  await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
}

const card = () => slack.inChannel('C1').at(-1)?.message;
const field = (label: string) => card()?.fields?.find((one) => one.label === label)?.value;

it('has links to the source and the runbook on the card and on the page, in the language of the reader', async () => {
  await opens();
  await receive(alert(1));
  const links = [
    { label: 'Source', url: 'https://prometheus.example.org/graph' },
    { label: 'Runbook', url: 'https://runbooks.example.org/restarts' },
  ];
  expect(card()?.links).toEqual(links);
  expect(slack.pagesTo('U0ALICE')[0]?.message.links).toEqual(links);
  await stage.says('alice', 'notify language:de');
  expect((await stage.says('alice', 'show 1')).links?.[0]?.label).toBe('Quelle');
});

it('names the latest alerts on the card and says how many their sender left out, until it leaves none out', async () => {
  await opens();
  await receive(...[1, 2, 3, 4].map((pod) => alert(pod, { leftOut: 12 })));
  expect(field('Alerts')).toBe('4 of 4 firing · and 12 more that alertmanager left out');
  expect(field('Latest')).toContain('Pod 4 restarts');
  await receive(alert(4, { leftOut: 0 }));
  expect(field('Alerts')).toBe('4 of 4 firing · received 5 times');
});

it('shows what a monitor of language models says of its model, provider, prompt and cost', async () => {
  await opens();
  const labels = [
    { name: 'gen_ai.request.model', value: 'large-2' },
    { name: 'provider', value: 'Example AI' },
    { name: 'prompt_version', value: '17' },
    { name: 'cost', value: '$42 an hour' },
  ];
  await receive(alert(1, { labels }));
  expect(['Model', 'Provider', 'Prompt version', 'Cost'].map(field)).toEqual([
    ...['large-2', 'Example AI', '17', '$42 an hour'],
  ]);
});

it('lists the alerts with labels, links and since when by a command: those that fire first, and how many more', async () => {
  await opens();
  const startsAt = new Date('2026-03-09T10:00:00Z');
  await receive(alert(1, { startsAt, value: '3 restarts' }), alert(2));
  await receive(alert(2, { status: 'resolved' }));
  const listed = await stage.says('alice', 'alerts 1');
  expect(listed.title).toBe('Alerts of #1 Pod 1 restarts');
  expect(listed.body?.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^🔴 Pod 1 restarts · since Mon 9 Mar 1\d:00.* · 3 restarts$/),
    'pod: checkout-1 · namespace: shop',
    'Source: https://prometheus.example.org/graph',
  ]);
  expect(listed.body).toContain('✅ Pod 2 restarts · resolved Mon 9 Mar');
  await receive(...Array.from({ length: 30 }, (_, pod) => alert(10 + pod)));
  const long = await stage.says('alice', 'alerts 1');
  expect(long.body).toContain('and 22 more');
  expect(long.links?.[0]?.url).toMatch(/\/incidents\/1$/);
  await stage.says('bob', 'declare The office is on fire');
  expect((await stage.says('alice', 'alerts 2')).text).toBe('#2 has no alerts: a person declared it.');
});

it('says each address of an alert once: as a button, and neither in the description nor among the labels', async () => {
  await opens();
  const runbook = { name: 'runbook_url', value: 'https://runbooks.example.org/restarts' };
  await receive(alert(1, { labels: [...alert(1).labels, runbook], url: 'https://prometheus.example.org/graph' }));
  const addresses = ['https://prometheus.example.org/graph', 'https://runbooks.example.org/restarts'];
  const listed = await stage.says('alice', 'alerts 1');
  for (const message of [listed, card()]) {
    expect(message?.links?.map(({ url }) => url)).toEqual(expect.arrayContaining(addresses));
    expect(message?.body).toContain('namespace: shop');
    expect(message?.body).not.toContain('https://');
  }
});

it('gives programs all alerts of a long group, each with its labels, its links and its count', async () => {
  await opens();
  const pods = Array.from({ length: 60 }, (_, pod) => pod);
  await receive(...pods.map((pod) => alert(pod)));
  await receive(alert(59), alert(3, { status: 'resolved' }));
  const api = await openApi(stage.tocsin.api);
  try {
    const { body } = await api.ask('/v1/incidents/1/alerts');
    const items = body.items.map((one: unknown) => incidentAlertJson.strict().parse(one));
    expect(body.next).toBeNull();
    expect(items.map(({ key }: { key: string }) => key).sort()).toEqual(pods.map((pod) => `pod-${pod}`).sort());
    expect(items.at(-1)).toMatchObject({ key: 'pod-3', status: 'resolved' });
    expect(items.find(({ key }: { key: string }) => key === 'pod-59')).toEqual({
      title: 'Pod 59 restarts',
      status: 'firing',
      key: 'pod-59',
      source: 'alertmanager',
      labels: alert(59).labels,
      links: alert(59).links,
      since: '2026-03-09T12:00:00.000Z',
      changedAt: '2026-03-09T12:00:00.000Z',
      seenAt: '2026-03-09T12:00:00.000Z',
      count: 2,
    });
    expect((await api.ask('/v1/incidents/9/alerts')).status).toBe(404);
    expect((await api.ask('/v1/incidents/1/alerts?after=../..')).status).toBe(400);
  } finally {
    await api.close();
  }
});
