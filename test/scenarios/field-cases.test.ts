import { afterEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createAccess } from '../../adapters/http/access.ts';
import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import { createCloudwatch } from '../../adapters/intake/senders/cloud/cloudwatch.ts';
import { senders } from '../../adapters/intake/senders/index.ts';
import { incidentAlertJson } from '../../src/schemas/alert.ts';
import { openApi } from '../adapters/api/ask.ts';
import { startFakeSns } from '../adapters/intake/fake-sns.ts';
import { selfSigned } from '../adapters/intake/self-signed.ts';
import { accepted } from '../config/reading.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { monday, openStage, type Stage } from '../harness/tocsin.ts';
import { type FieldCase, fieldCases, type Step } from './field-cases.ts';
import { fieldNeighbours } from './field-neighbours.ts';

const base = {
  people: { alice: { email: 'alice@example.org', accounts: { slack: 'U0ALICE' } } },
  policies: { default: { levels: [{ page: [{ person: 'alice' }] }] } },
  services: { checkout: {} },
  rooms: { announce: { slack: 'C1' } },
  integrations: {
    'slack-shaped': { sender: 'slack' },
    graylog: {
      sender: 'json',
      map: {
        title: "join(': ', [event_definition_title, event.message])",
        key: 'event.key',
        labels: { host: 'event.fields.host' },
      },
    },
  },
};

const sns = startFakeSns(selfSigned());
const own = senders.map((sender) => (sender.name === 'cloudwatch' ? createCloudwatch(sns.wayOut) : sender));

let stage: Stage | undefined;
let server: HttpServer | undefined;

afterEach(async () => {
  await server?.stop();
  await stage?.close();
});

/** The sample file with the case's own settings laid over it. A case that names a service and no route means that service. */
function directoryWith(configs: readonly Readonly<Record<string, unknown>>[]) {
  const whole: Record<string, unknown> = { ...base };
  for (const config of configs) {
    for (const [section, value] of Object.entries(config))
      whole[section] = Array.isArray(value)
        ? value
        : { ...(whole[section] as object | undefined), ...(value as object) };
    const [service] = Object.keys(config.services ?? {});
    if (service && !config.routes) whole.routes = [{ match: { source: '/.+/' }, service }];
  }
  return accepted(JSON.stringify(whole)).directory!;
}

async function serve(posts: readonly Step[]) {
  const slack = new ChatDouble('slack');
  stage = await openStage([slack], directoryWith(posts.flatMap(({ config }) => (config ? [config] : []))));
  const names = [...new Set(posts.map((post) => post.as ?? 'monitor'))];
  const access = createAccess(names.map((name) => ({ name, token: tokenOf(name) })));
  const log = new KeptLog();
  const intake = createIntake({
    access,
    intake: stage.tocsin.alerts,
    directory: () => stage!.directory,
    clock: stage.clock,
    log,
    senders: own,
  });
  const ready = async () => ({ ready: true, reasons: [] });
  server = await startHttp({ host: '127.0.0.1', port: 0, routes: [intake], ready, log });
  return { slack, stage, url: server.url };
}

const tokenOf = (name: string) => `token-of-${name}`;

async function post(url: string, step: Step): Promise<number> {
  const token = tokenOf(step.as ?? 'monitor');
  const { path, body, headers } = requestOf(step, token);
  const response = await fetch(`${url}${path.replace('<integration url>', `/v1/integrations/${step.as}`)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...headers },
    body,
  });
  await response.text();
  return response.status;
}

function requestOf({ path = '', body, form, sns: message }: Step, token: string) {
  const json = { 'content-type': 'application/json' };
  if (message) {
    const { Message, ...rest } = message as Readonly<Record<string, string>>;
    const said = { ...rest, Message: JSON.stringify(Message), Timestamp: monday.toISOString() };
    return { path: '/v1/alerts/cloudwatch', body: JSON.stringify(sns.envelope('Notification', said)), headers: json };
  }
  if (form)
    return {
      path,
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  const text = JSON.stringify(body)
    .replaceAll('<token>', token)
    .replaceAll(/<now\+(\d+)s>/g, (_, seconds) =>
      new Date(stage!.clock.now().getTime() + seconds * 1000).toISOString(),
    );
  return { path, body: text, headers: json };
}

/** The alerts of an incident, by as many pages as it takes. */
async function listed(stage: Stage, number: number) {
  const api = await openApi(stage.tocsin.api);
  const alerts: z.output<typeof incidentAlertJson>[] = [];
  try {
    for (let after: string | null | undefined; after !== null; ) {
      const more = after === undefined ? '' : `&after=${after}`;
      const { status, body, text } = await api.ask(`/v1/incidents/${number}/alerts?limit=2${more}`);
      expect(status, text).toBe(200);
      alerts.push(...body.items.map((one: unknown) => incidentAlertJson.parse(one)));
      after = body.next;
    }
  } finally {
    await api.close();
  }
  return alerts;
}

async function runs({ posts, expect: wanted }: FieldCase) {
  const { slack, stage, url } = await serve(posts);
  const answers: number[] = [];
  for (const step of posts) {
    if (step.waitS) await stage.passes(step.waitS / 60);
    if (step.path || step.sns) answers.push(await post(url, step));
    await stage.tocsin.idle();
  }
  const { items } = await stage.store.list({ state: 'all', limit: 100 });
  const incidents = [...items].sort((one, other) => one.number - other.number);
  const pages = slack.posted.filter(({ ref }) => ref.at.kind === 'person');
  expect(answers.filter((status) => status >= 300)).toEqual([]);
  expect({
    ...(wanted.answers && { answers }),
    ...(wanted.incidents !== undefined && { incidents: incidents.length }),
    ...(wanted.states && { states: incidents.map(({ state }) => state) }),
    ...(wanted.pages !== undefined && { pages: new Set(pages.map(({ key }) => key)).size }),
  }).toEqual({
    ...(wanted.answers && { answers: wanted.answers }),
    ...(wanted.incidents !== undefined && { incidents: wanted.incidents }),
    ...(wanted.states && { states: wanted.states }),
    ...(wanted.pages !== undefined && { pages: wanted.pages }),
  });
  if (wanted.alerts !== undefined) {
    const alerts = await listed(stage, incidents[0]!.number);
    expect(alerts).toHaveLength(wanted.alerts);
    for (const { labels } of alerts) expect(labels.map(({ name }) => name)).toContain('alertname');
    const card = slack.inChannel('C1').at(-1)?.message;
    const told = card?.fields?.find(({ label }) => label === 'Alerts')?.value;
    expect(told).toContain(`${wanted.alerts} of ${wanted.alerts} firing`);
  }
  if (wanted.title) expect(incidents[0]?.title).toMatch(new RegExp(wanted.title));
  if (wanted.link) expect(incidents[0]?.alerts?.alerts[0]?.url).toMatch(new RegExp(`^${wanted.link}`));
}

describe('what real senders posted', () => {
  for (const one of fieldCases) it(one.name, () => runs(one));
});

describe('what is like it', () => {
  for (const one of fieldNeighbours) it(one.name, () => runs(one));
});

describe('a resolve', () => {
  const pagerduty = (event_action: string, more: object = {}) => ({
    path: '/v2/enqueue',
    body: { event_action, dedup_key: 'k', ...more },
  });
  const trigger = pagerduty('trigger', { payload: { summary: 'db-1 does not answer', custom_details: { team: 'a' } } });
  const resolve = pagerduty('resolve');
  const routed = {
    services: { a: { alerts: { groupBy: 'service' } } },
    routes: [{ match: { team: 'a' }, service: 'a' }],
  };

  it.each<[string, readonly Step[], readonly string[]]>([
    ['before its alert changes nothing', [resolve, trigger], ['triggered']],
    ['after its alert, and the alert again, is a new incident', [trigger, resolve, trigger], ['triggered']],
    ['of another integration is not for it', [trigger, { ...resolve, as: 'other' }], ['triggered']],
    [
      'of another sender is not for it',
      [trigger, { path: '/v1/alerts', body: { key: 'k', status: 'ok' } }],
      ['triggered'],
    ],
    ['twice is once', [trigger, resolve, resolve], ['resolved']],
    [
      'by Opsgenie’s close',
      [
        { path: '/v2/alerts', body: { message: 'x', alias: 'o', details: { team: 'a' } } },
        { path: '/v2/alerts/o/close?identifierType=alias', body: {} },
      ],
      ['resolved'],
    ],
    [
      'by key alone',
      [
        { path: '/v1/alerts', body: { title: 'x', key: 'q', labels: { team: 'a' } } },
        { path: '/v1/alerts', body: { key: 'q', status: 'resolved' } },
      ],
      ['resolved'],
    ],
    [
      'of one alert of two leaves the incident open',
      [trigger, { path: '/v1/alerts', body: { title: 'x', key: 'q', labels: { team: 'a' } } }, resolve],
      ['triggered'],
    ],
  ])('%s', (name, steps, states) =>
    runs({ name, posts: [{ config: routed }, ...steps], expect: { incidents: states.length, states } }),
  );

  it('finds nothing to do where a person has resolved the incident, and the alert that fires again is a new one', async () => {
    const { stage, url } = await serve([{ config: routed }]);
    await post(url, trigger);
    await stage.tocsin.idle();
    await stage.says('alice', 'resolve 1');
    expect(await post(url, resolve)).toBe(202);
    await post(url, trigger);
    await stage.tocsin.idle();
    const { items } = await stage.store.list({ state: 'all', limit: 10 });
    expect(items.map(({ number, state }) => [number, state])).toEqual([
      [2, 'triggered'],
      [1, 'resolved'],
    ]);
  });

  it('that arrives together with its alert keeps its place in the order', async () => {
    const { stage, url } = await serve([{ config: routed }]);
    const firing = {
      path: '/v1/alerts',
      body: [
        { title: 'x', key: 'q', labels: { team: 'a' } },
        { key: 'q', status: 'resolved' },
      ],
    };
    expect(await post(url, firing)).toBe(202);
    await stage.tocsin.idle();
    const { items } = await stage.store.list({ state: 'all', limit: 10 });
    expect(items.map(({ state }) => state)).toEqual(['resolved']);
    const again = {
      path: '/v1/alerts',
      body: [
        { key: 'q', status: 'resolved' },
        { title: 'x', key: 'q', labels: { team: 'a' } },
      ],
    };
    await post(url, again);
    await stage.tocsin.idle();
    const after = await stage.store.list({ state: 'open', limit: 10 });
    expect(after.items).toHaveLength(1);
  });
});
