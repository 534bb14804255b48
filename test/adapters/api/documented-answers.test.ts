import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { senders } from '../../../adapters/intake/senders/index.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { fixture } from '../intake/door.ts';
import {
  alerts,
  api,
  ask,
  document,
  heartbeat,
  judge,
  openDocument,
  operation,
  operations,
  serve,
  storeGoesAway,
} from './served-document.ts';

beforeEach(openDocument);
afterEach(() => api.close());

describe('alerts', () => {
  const one = { title: 'Disk full on db-1', service: 'checkout', severity: 'sev2', labels: { host: 'db-1' } };

  it('are answered as the document says', async () => {
    for (const body of [one, [one, { title: 'Other', status: 'resolved', key: 'k', url: 'https://x.example.org' }]]) {
      expect((await ask('POST', '/v1/alerts', { body })).status).toBe(202);
    }
    const files: Record<string, string> = {
      alertmanager: 'alertmanager-group',
      grafana: 'grafana-firing',
      opsgenie: 'opsgenie-create',
      pagerduty: 'pagerduty-trigger',
      datadog: 'datadog-triggered',
    };
    for (const [name, file] of Object.entries(files)) {
      expect((await ask('POST', `/v1/alerts/${name}`, { body: fixture(file) })).status, name).toBe(202);
    }
    expect((await ask('POST', '/v1/alerts/alertmanager', { body: fixture('alertmanager-v2') })).status).toBe(200);
  });

  it('are asked for as the document of Opsgenie says', async () => {
    const own = operations.filter(({ path }) => /^\/v2\/(alerts|heartbeats)/.test(path));
    const person = { username: 'alice' };
    const body = JSON.stringify({
      ...JSON.parse(fixture('opsgenie-create')),
      ...{ owner: person, responder: person, escalation: person, team: person },
      ...{ note: 'Seen', endTime: '2026-03-09T15:00:00Z' },
    });
    for (const { method, path } of own) {
      const { status } = await ask(method, path, method === 'POST' ? { body } : {});
      expect([200, 202], `${method} ${path}`).toContain(status);
    }
    expect(own.length).toBeGreaterThan(10);
  });

  it('are refused as the document says', async () => {
    for (const { name } of senders) {
      const path = `/v1/alerts/${name}`;
      for (const body of ['{', [{ surprise: 1 }], '"text"'])
        expect((await ask('POST', path, { body })).status, `${name} ${body}`).toBe(400);
      const typed = { body: 'x', headers: { 'content-type': 'image/png' } };
      expect((await ask('POST', path, typed)).status).toBe(415);
      expect(operation('POST', path).responses, name).toHaveProperty('413');
    }
    // Each has the same limit, and sixty times eight megabytes take seconds.
    const large = { body: JSON.stringify({ title: 'x'.repeat(8_500_000) }) };
    for (const { name } of [senders[0]!, senders.at(-1)!])
      expect((await ask('POST', `/v1/alerts/${name}`, large)).status, name).toBe(413);
    const wrongMethod = await api.ask('/v1/alerts', { method: 'PUT', body: one });
    expect(wrongMethod.headers.get('allow')).toBe('POST');
    expect(judge(operation('POST', '/v1/alerts'), wrongMethod)).toBeUndefined();
    const wrongKey = await ask('POST', '/v1/alerts', { body: one, headers: { 'idempotency-key': 'é' } });
    expect(wrongKey.body.errors[0].field).toBe('Idempotency-Key');
    alerts.before = () => Promise.reject(new StoreUnavailable(new Error('planted')));
    const later = await ask('POST', '/v1/alerts', { body: one });
    expect([later.status, later.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('are taken whole when they fit the schema in the document', async () => {
    const { body: schema } = operation('POST', '/v1/alerts');
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true, uri: true } });
    ajv.addSchema({ $id: 'doc:', components: document.components });
    const fits = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('#/components', 'doc:#/components')));
    // The empty text says nothing, and so nothing was left out.
    const understood = new Set<unknown>([{ ...one, key: '' }]);
    const bodies: unknown[] = [
      ...understood,
      one,
      [one, one],
      { key: 'disk', status: 'resolved' },
      { key: 'disk' },
      { title: '' },
      {},
      [],
      null,
      'text',
      { ...one, surprise: 1 },
      { ...one, severity: 'sev9' },
      { ...one, status: 'open' },
      { ...one, key: 'k'.repeat(501) },
      { ...one, labels: { a: 1 } },
      { ...one, labels: { '': 'a' } },
      { ...one, labels: [] },
      { ...one, labels: { a: 'v'.repeat(2001) } },
      { ...one, labels: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`l${index}`, 'v'])) },
      { ...one, description: 'd'.repeat(10_000), url: 'https://example.org', startsAt: '2026-01-15T11:00:00Z' },
      Array.from({ length: 1001 }, () => one),
    ];
    for (const body of bodies) {
      const { status, body: said } = await api.ask('/v1/alerts', { body });
      const { ignored, refused } = said as { readonly ignored?: unknown; readonly refused?: unknown };
      const isWhole = status === 202 && ignored === undefined && refused === undefined;
      if (fits(body)) expect(isWhole, JSON.stringify(body).slice(0, 100)).toBe(true);
      else if (!understood.has(body)) expect(isWhole, JSON.stringify(body).slice(0, 100)).toBe(false);
    }
  });
});

describe('integrations', () => {
  it('are answered as the document says', async () => {
    expect((await ask('GET', '/v1/integrations')).body.items[0]).toMatchObject({ name: heartbeat.name, inFile: true });
    const trial = await ask('POST', '/v1/integrations/{name}/try', { body: { title: 'Disk full', startsAt: 'never' } });
    expect(trial.body).toMatchObject({ alerts: [{ outcome: 'opens' }], ignored: [{ field: 'startsAt' }] });
    expect((await ask('POST', '/v1/integrations/{name}/try', { body: '{' })).status).toBe(400);
    expect((await ask('GET', '/v1/integrations/{name}/payloads')).body.items).toHaveLength(1);
    const replay = '/v1/integrations/{name}/payloads/{id}/replay';
    expect((await ask('POST', replay, { body: { by: 'alice' } })).body).toMatchObject({ accepted: 1 });
    expect((await ask('POST', replay, { body: {} })).status).toBe(400);
    const unknown = await api.ask('/v1/integrations/nobody/try', { method: 'POST', body: {} });
    expect(judge(operation('POST', '/v1/integrations/{name}/try'), unknown)).toBeUndefined();
    expect(unknown.status).toBe(404);
  });
});

describe('heartbeats and checks', () => {
  it('are answered as the document says', async () => {
    for (const path of ['/v1/heartbeats/{name}', '/v1/heartbeats/{name}/fail']) {
      for (const method of ['POST', 'GET', 'HEAD']) expect((await ask(method, path)).status).toBe(200);
      const wrongMethod = await api.ask('/v1/heartbeats/nightly-backup', { method: 'PUT' });
      expect(wrongMethod.status).toBe(405);
      expect(judge(operation('POST', path), wrongMethod)).toBeUndefined();
      const unknown = await api.ask('/v1/heartbeats/nobody', { method: 'POST' });
      expect(unknown.status).toBe(404);
      expect(judge(operation('POST', path), unknown)).toBeUndefined();
    }
    expect((await ask('GET', '/v1/heartbeats')).body.items).toHaveLength(1);
    expect((await ask('GET', '/v1/checks')).body.items).toHaveLength(1);
    storeGoesAway();
    expect((await ask('POST', '/v1/heartbeats/{name}')).status).toBe(503);
  });
});

describe('tokens and rates', () => {
  it('are as the document says', async () => {
    const tokens = [
      { name: 'monitor', token: 'alerts-are-allowed', scopes: ['alerts'] },
      { name: 'reader', token: 'reading-is-allowed', scopes: ['read'] },
    ] as const;
    const closed = await serve({ tokens, limits: { alertsPerSecond: 3, alertBurstPerMinute: 0 } });
    const body = { title: 'x' };
    try {
      for (const [path, method] of [
        ['/v1/alerts', 'POST'],
        ['/v1/alerts/grafana', 'POST'],
        ['/v1/heartbeats/{name}', 'POST'],
        ['/v1/checks', 'GET'],
      ] as const) {
        const wrong = method === 'GET' ? 'alerts-are-allowed' : 'reading-is-allowed';
        const init = method === 'POST' ? { body } : {};
        expect((await ask(method, path, init, closed)).status).toBe(401);
        expect((await ask(method, path, { ...init, token: wrong }, closed)).status).toBe(403);
      }
      const basic = `Basic ${Buffer.from('x:alerts-are-allowed').toString('base64')}`;
      const ways: Record<string, string>[] = [{ authorization: basic }, { 'x-tocsin-token': 'alerts-are-allowed' }];
      for (const headers of ways) expect((await ask('POST', '/v1/alerts', { body, headers }, closed)).status).toBe(202);
      expect((await closed.ask('/v1/alerts?token=alerts-are-allowed', { body })).status).toBe(202);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => ask('POST', '/v1/alerts', { body, token: 'alerts-are-allowed' }, closed)),
      );
      const often = answers.find(({ status }) => status === 429);
      expect(Number(often?.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await closed.close();
    }
  });
});
