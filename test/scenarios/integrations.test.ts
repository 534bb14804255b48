import { afterEach, expect, it } from 'vitest';
import { createAccess } from '../../adapters/http/access.ts';
import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import { accepted } from '../config/reading.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const file = {
  people: {
    alice: { email: 'alice@example.org', accounts: { slack: 'U0ALICE' }, role: 'admin' },
    bob: { email: 'bob@example.org', accounts: { slack: 'U0BOB' } },
  },
  policies: { default: { levels: [{ page: [{ person: 'alice' }] }] } },
  services: { shop: {}, grouped: { alerts: { groupBy: 'service' } } },
  rooms: { announce: { slack: 'C1' } },
  integrations: { 'kuma-shop': { sender: 'uptime-kuma', service: 'shop', severity: 'sev2' }, scripts: {} },
  routes: [{ match: { team: 'nobody' }, ignore: true }],
};
const token = 'a-token-that-nobody-may-see';
const managersToken = 'a-token-with-the-role-manager';

let stage: Stage;
let server: HttpServer;
let slack: ChatDouble;

async function opens() {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], accepted(JSON.stringify(file)).directory!);
  const log = new KeptLog();
  const { alerts, integrations, payloads } = stage.tocsin;
  const access = createAccess([
    { name: 'monitor', token },
    { name: 'manager', token: managersToken, role: 'manager' },
  ]);
  const directory = () => stage.directory;
  const intake = createIntake({ access, intake: alerts, integrations, payloads, directory, clock: stage.clock, log });
  const ready = async () => ({ ready: true, reasons: [] });
  server = await startHttp({ host: '127.0.0.1', port: 0, routes: [intake], ready, log });
}

afterEach(async () => {
  await server.stop();
  await stage.close();
});

async function ask(path: string, body?: unknown, more: RequestInit = {}) {
  const response = await fetch(`${server.url}/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...more,
  });
  const text = await response.text();
  await stage.tocsin.idle();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

const attempt = async (name: string, payload: unknown) => (await ask(`/integrations/${name}/try`, payload)).body;
const kept = async (name: string) => (await ask(`/integrations/${name}/payloads`)).body.items;
const down = { heartbeat: { monitorID: 1, status: 0, msg: 'timeout' }, monitor: { id: 1, name: 'Shop' }, msg: 'm' };
const up = { ...down, heartbeat: { ...down.heartbeat, status: 1 } };

it('says what would come of a payload, by the rules by which it comes, and changes nothing', async () => {
  await opens();
  const opening = await attempt('kuma-shop', down);
  expect(opening).toMatchObject({ integration: 'kuma-shop', sender: 'uptime-kuma', ignored: [], refused: [] });
  expect(opening.alerts).toEqual([
    expect.objectContaining({
      ...{ title: 'Shop is down', status: 'firing', key: 'monitor:1', severity: 'sev2', service: 'shop' },
      ...{ policy: 'default', outcome: 'opens', pages: ['alice'] },
    }),
  ]);
  expect((await stage.store.list({ state: 'all', limit: 9 })).items).toEqual([]);
  expect(slack.posted).toEqual([]);

  await ask('/integrations/kuma-shop', down);
  const outcome = async (payload: unknown) => {
    const [first] = (await attempt('kuma-shop', payload)).alerts;
    return [first.outcome, first.incident, first.pages];
  };
  expect(await outcome(down)).toEqual(['repeats', 1, []]);
  expect(await outcome(up)).toEqual(['resolves', 1, []]);
  expect((await stage.store.byNumber(1))?.alerts?.received).toBe(1);
  await ask('/integrations/kuma-shop', up);
  expect(await outcome(up)).toEqual(['nothing', 1, []]);
  expect(await outcome(down)).toEqual(['reopens', 1, ['alice']]);
});

it('says which alerts of one payload are ignored by a route, join each other, or cannot be read', async () => {
  await opens();
  const trial = await attempt('scripts', [
    { title: 'A', service: 'grouped' },
    { title: 'B', service: 'grouped', startsAt: 'yesterday' },
    { title: 'C', labels: { team: 'nobody' } },
    { surprise: 1 },
  ]);
  expect(trial.alerts.map((one: { outcome: string }) => one.outcome)).toEqual(['opens', 'joins', 'ignored']);
  expect(trial.ignored).toEqual([{ field: '[1].startsAt', message: expect.any(String) }]);
  expect(trial.refused.map(({ field }: { field: string }) => field)).toContain('[3].title');
});

it('says what is wrong with a payload of which nothing is usable', async () => {
  await opens();
  const trial = await attempt('kuma-shop', { surprise: 1 });
  expect(trial).toMatchObject({ alerts: [], refused: [{ field: 'heartbeat' }] });
});

it('says that a maintenance holds the page, and until when', async () => {
  await opens();
  await stage.says('alice', 'maintenance start shop 2h');
  const [first] = (await attempt('kuma-shop', down)).alerts;
  expect(first).toMatchObject({ outcome: 'opens', pages: [], deferredUntil: '2026-03-09T14:00:00.000Z' });
});

it('needs a token to try a payload, and to list and replay payloads', async () => {
  await opens();
  for (const path of ['try', 'payloads', 'payloads/x/replay'])
    expect(
      (await ask(`/integrations/kuma-shop/${path}`, path === 'payloads' ? undefined : {}, { headers: {} })).status,
    ).toBe(401);
});

it('keeps what came and what was refused with the reason, with secrets struck out, and lists integrations', async () => {
  await opens();
  const secrets = { password: 'hunter2', link: 'https://user:pass99@example.org/?api_key=k3y', note: `uses ${token}` };
  await ask('/integrations/kuma-shop', { ...down, ...secrets, headers: { Authorization: 'Bearer abcdef123456' } });
  await stage.passes(1);
  await ask('/integrations/kuma-shop', { surprise: 1 });
  await ask('/alerts', { title: 'By a token' });
  const [refused, taken] = await kept('kuma-shop');
  expect(refused).toMatchObject({ status: 400, alerts: 0, reason: expect.stringContaining('heartbeat') });
  expect(taken).toMatchObject({ status: 202, alerts: 1, incidents: [1], truncated: false });
  expect(JSON.parse(taken.body).monitor).toEqual(down.monitor);
  for (const secret of ['hunter2', 'pass99', 'k3y', 'abcdef123456']) expect(taken.body).not.toContain(secret);
  const { items } = (await ask('/integrations')).body;
  expect(items).toEqual([
    expect.objectContaining({ name: 'kuma-shop', inFile: true, payloads: 2, refused: 1 }),
    expect.objectContaining({ name: 'scripts', payloads: 0 }),
    expect.objectContaining({ name: 'monitor', inFile: false, payloads: 1 }),
  ]);
  expect(items[0].lastReceivedAt).toBe('2026-03-09T12:01:00.000Z');
  expect(JSON.stringify(await stage.db.collection('payloads').find().toArray())).not.toMatch(/hunter2|pass99|k3y/);
});

it('keeps the last 50 of an integration, and cuts what is long', async () => {
  await opens();
  for (let index = 0; index < 60; index += 1) {
    await stage.passes(1 / 60);
    await ask('/integrations/scripts', {
      title: `Alert ${index}`,
      description: index === 59 ? 'x'.repeat(40_000) : '',
    });
  }
  const items = await kept('scripts');
  expect(items).toHaveLength(50);
  expect(items[0]).toMatchObject({ truncated: true });
  expect(items[0].body.length).toBeLessThan(33_000);
  expect(items.at(-1).body).toContain('Alert 10"');
  const replay = await ask(`/integrations/scripts/payloads/${items[0].id}/replay`, { by: 'alice' });
  expect(replay.status).toBe(409);
});

it('brings the alerts of a kept payload again for an admin, and writes it into the audit log', async () => {
  await opens();
  await ask('/integrations/kuma-shop', down);
  await stage.passes(1);
  await ask('/integrations/kuma-shop', up);
  await stage.passes(30);
  const payload = (await kept('kuma-shop')).at(-1);
  const path = `/integrations/kuma-shop/payloads/${payload.id}/replay`;
  expect((await ask(path, { by: 'bob' })).status).toBe(403);
  expect((await ask(path, { by: 'nobody' })).status).toBe(400);
  const headers = { authorization: `Bearer ${managersToken}`, 'content-type': 'application/json' };
  const bounded = await ask(path, { by: 'alice' }, { headers });
  expect([bounded.status, bounded.body.detail]).toEqual([
    403,
    expect.stringContaining('The token “manager” has the role manager'),
  ]);
  expect((await ask('/integrations/scripts/payloads/x/replay', { by: 'alice' })).status).toBe(404);
  expect(await ask(path, { by: 'alice' })).toMatchObject({ status: 202, body: { accepted: 1, incidents: [2] } });
  const log = await stage.db.collection('audit').find({ act: 'replay' }).toArray();
  expect(log.map(({ by, outcome }) => [by, outcome])).toEqual([
    [undefined, 'refused:not-allowed'],
    [undefined, 'refused:bad-field'],
    [undefined, 'refused:not-allowed'],
    ['alice', 'done'],
  ]);
});
