import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccess } from '../../adapters/http/access.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import { accepted } from '../config/reading.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const directory = accepted(
  JSON.stringify({
    people: { alice: { email: 'alice@example.org', accounts: { slack: 'U0ALICE' } } },
    policies: { default: { levels: [{ page: [{ person: 'alice' }] }] } },
    services: { shop: { severity: 'sev3', alerts: { groupBy: 'service' } } },
    integrations: Object.fromEntries(['web', 'other'].map((name) => [name, { sender: 'opsgenie', service: 'shop' }])),
    heartbeats: { nightly: { every: '1d', service: 'shop' } },
    rooms: { announce: { slack: 'C1' } },
  }),
).directory!;

let stage: Stage;
let routes: ReturnType<typeof createIntake>;

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')], directory);
  const { alerts: desk, integrations, heartbeats } = stage.tocsin;
  const access = createAccess(['web', 'other'].map((name) => ({ name, token: `key-of-${name}` })));
  const { clock } = stage;
  const log = new KeptLog();
  routes = createIntake({ access, intake: desk, integrations, heartbeats, clock, log, directory: () => directory });
  for (let pod = 1; pod <= 30; pod += 1)
    await ask('POST', '/v2/alerts', {
      ...{ message: `Pod ${pod} restarts`, alias: `pod-${pod}`, entity: `pod-${pod}`, priority: 'P1', source: 'cron' },
      details: { namespace: 'shop' },
    });
});
afterAll(() => stage.close());

async function ask(method: string, path: string, body?: unknown, as = 'web') {
  const request = new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { authorization: `GenieKey key-of-${as}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await routes.handle(request, { address: '127.0.0.1' });
  await stage.tocsin.idle();
  // biome-ignore lint/suspicious/noExplicitAny: what came is what the test looks at
  return { status: response.status, body: (await response.json()) as any };
}

it('gives an alert by its id, its alias and its tiny id, also one of a long group', async () => {
  for (const type of ['id', 'alias', 'tiny']) {
    const { status, body } = await ask('GET', `/v2/alerts/pod-1?identifierType=${type}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ took: expect.any(Number), requestId: expect.any(String) });
    expect(body.data).toMatchObject({
      ...{ id: 'pod-1', tinyId: 'pod-1', alias: 'pod-1', message: 'Pod 1 restarts on pod-1', priority: 'P1' },
      ...{ status: 'open', acknowledged: false, owner: '', count: 1 },
      details: { incident: '1' },
      integration: { name: 'web' },
    });
  }
  expect((await ask('GET', '/v2/alerts/pod-30')).body.data).toMatchObject({
    ...{ entity: 'pod-30', source: 'cron', details: { namespace: 'shop', incident: '1' } },
  });
});

it('says who acknowledged it', async () => {
  await stage.says('alice', 'ack 1');
  expect((await ask('GET', '/v2/alerts/pod-30')).body.data).toMatchObject({
    ...{ acknowledged: true, isSeen: true, owner: 'alice', report: { acknowledgedBy: 'alice' } },
  });
});

it('closes by alias, and gives it as closed', async () => {
  expect((await ask('POST', '/v2/alerts/pod-30/close?identifierType=alias', { note: 'mended' })).status).toBe(202);
  expect((await ask('GET', '/v2/alerts/pod-30')).body.data.status).toBe('closed');
  expect((await ask('DELETE', '/v2/alerts/pod-29?identifierType=id')).status).toBe(202);
  expect((await ask('GET', '/v2/alerts/pod-29')).body.data.status).toBe('closed');
});

it('lists and counts them by status and alias, page by page', async () => {
  const open = await ask('GET', '/v2/alerts?query=status%3A%20open&limit=5');
  expect([open.status, open.body.data.length]).toEqual([200, 5]);
  const more = await ask('GET', '/v2/alerts?query=status%3Aopen&limit=5&offset=5');
  const ids = [...open.body.data, ...more.body.data].map(({ id }) => id);
  expect(new Set(ids).size).toBe(10);
  expect((await ask('GET', '/v2/alerts?query=status%3Aclosed')).body.data.map((one: { id: string }) => one.id)).toEqual(
    expect.arrayContaining(['pod-29', 'pod-30']),
  );
  expect((await ask('GET', '/v2/alerts?query=alias%3Dpod-28')).body.data).toMatchObject([{ alias: 'pod-28' }]);
  expect((await ask('GET', '/v2/alerts/count?query=status%3Aclosed')).body.data).toEqual({ count: 2 });
  expect((await ask('GET', '/v2/alerts?limit=nine&offset=-1')).status).toBe(200);
});

it('knows nothing of the alerts of another key', async () => {
  expect((await ask('GET', '/v2/alerts/pod-1', undefined, 'other')).status).toBe(404);
  expect((await ask('GET', '/v2/alerts', undefined, 'other')).body.data).toEqual([]);
  const wrong = new Request('http://127.0.0.1:3000/v2/alerts/pod-1', { headers: { authorization: 'GenieKey wrong' } });
  expect((await routes.handle(wrong, { address: '127.0.0.1' })).status).toBe(401);
});

it('has nothing else to ask for', async () => {
  for (const path of ['/v2/alerts/nobody', '/v2/alerts/pod-1/notes', '/v2/alerts/requests', '/v2/heartbeats/nobody'])
    expect([path, (await ask('GET', path)).status]).toEqual([path, 404]);
  expect((await ask('GET', '/v2/alerts/nobody')).body).toEqual({
    ...{ message: expect.any(String), took: expect.any(Number), requestId: expect.any(String) },
  });
});

it('takes a ping as a beat of the heartbeat of the file', async () => {
  for (const method of ['GET', 'POST', 'PUT']) {
    const { status, body } = await ask(method, '/v2/heartbeats/nightly/ping', method === 'GET' ? undefined : {});
    expect([status, body.result]).toEqual([202, 'PONG - Heartbeat received']);
  }
  const [beaten] = await stage.tocsin.heartbeats.list();
  expect(beaten?.beats).toBe(3);
  expect((await ask('GET', '/v2/heartbeats/nightly')).body.data).toMatchObject({
    ...{ name: 'nightly', interval: 1440, intervalUnit: 'minutes', enabled: true, expired: false },
    lastPingTime: stage.clock.now().toISOString(),
  });
  expect((await ask('GET', '/v2/heartbeats/unknown/ping')).status).toBe(404);
});
