import { request as rawRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHeartbeatRoutes } from '../../../adapters/heartbeats/routes.ts';
import { type HttpServer, startHttp } from '../../../adapters/http/server.ts';
import { type Access, problem, type Scope } from '../../../src/ports/http.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import type { CheckReport, Checks, HeartbeatReport, Heartbeats } from '../../../src/ports/monitors.ts';
import { KeptLog } from '../../harness/kept-log.ts';

const beatAt = new Date('2026-03-09T12:00:00Z');
const report: HeartbeatReport = {
  name: 'nightly-backup',
  status: 'ok',
  everyMs: 86_400_000,
  graceMs: 1_800_000,
  beats: 3,
  lastBeat: beatAt,
  expectedBefore: new Date('2026-03-10T12:30:00Z'),
};
const shown = {
  name: 'nightly-backup',
  status: 'ok',
  everySeconds: 86_400,
  graceSeconds: 1800,
  beats: 3,
  lastBeat: '2026-03-09T12:00:00.000Z',
  expectedBefore: '2026-03-10T12:30:00.000Z',
};
const shop: CheckReport = {
  name: 'shop',
  kind: 'http',
  status: 'failing',
  lastRun: beatAt,
  reason: 'shop answered 503 instead of 2xx',
  failuresInARow: 4,
  nextRun: new Date('2026-03-09T12:01:00Z'),
  incident: 7,
};

let server: HttpServer;
let done: string[];
let checked: { scope: Scope; token: unknown }[];
let trouble: Error | undefined;
let refuse: boolean;

const heartbeats: Heartbeats = {
  beat: async (name) => did(`beat ${name}`, name),
  fail: async (name, reason) => did(`fail ${name}${reason === undefined ? '' : `: ${reason}`}`, name),
  list: async () => (trouble ? Promise.reject(trouble) : [report]),
  names: () => ['nightly-backup', 'nightly-report', 'sync'],
};
const checks: Checks = { list: async () => [shop] };
const access: Access = {
  async check(_request, _peer, scope, token) {
    checked.push({ scope, token });
    return refuse ? problem(401, 'Not signed in', 'No.') : { name: 'cron', headers: { 'x-left': '9' } };
  },
};

async function did(what: string, name: string): Promise<HeartbeatReport | undefined> {
  if (trouble) throw trouble;
  if (name !== 'nightly-backup') return undefined;
  done.push(what);
  return what.startsWith('fail') ? { ...report, status: 'failed' } : report;
}

beforeEach(async () => {
  done = [];
  checked = [];
  trouble = undefined;
  refuse = false;
  server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    routes: [createHeartbeatRoutes({ heartbeats, checks, access })],
    ready: async () => ({ ready: true, reasons: [] }),
    log: new KeptLog(),
  });
});

afterEach(() => server.stop());

const call = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

describe('a beat', () => {
  it.each(['POST', 'GET'])('comes by %s', async (method) => {
    const response = await call('/v1/heartbeats/nightly-backup', { method });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-left')).toBe('9');
    expect(await response.json()).toEqual(shown);
    expect(done).toEqual(['beat nightly-backup']);
    expect(checked).toEqual([{ scope: 'alerts', token: undefined }]);
  });

  it('comes by HEAD, without a body', async () => {
    const response = await call('/v1/heartbeats/nightly-backup', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(done).toEqual(['beat nightly-backup']);
  });

  it('may carry its token in the address, and a header counts more', async () => {
    await call('/v1/heartbeats/nightly-backup?token=abc');
    await call('/v1/heartbeats/nightly-backup?token=abc', { headers: { authorization: 'Bearer def' } });
    expect(checked.map(({ token }) => token)).toEqual(['abc', undefined]);
  });

  it('does not count from somebody who may not', async () => {
    refuse = true;
    const response = await call('/v1/heartbeats/nightly-backup', { method: 'POST' });
    expect(response.status).toBe(401);
    expect(done).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('does not come by %s', async (method) => {
    const response = await call('/v1/heartbeats/nightly-backup', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    expect(await response.json()).toMatchObject({ status: 405, title: 'Method not allowed' });
    expect(done).toEqual([]);
  });

  it.each([
    ['nightly_bakcup', ['nightly-backup']],
    ['nightlyreport', ['nightly-report']],
    ['syn', ['sync']],
    ['zzz', undefined],
    ['%', undefined],
    ['%E0%A4%A', undefined],
    ['__proto__', undefined],
    ['x'.repeat(5000), undefined],
  ])('of an unknown one is told, with near ones: %s', async (name, near) => {
    const response = await call(`/v1/heartbeats/${name}`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const body = (await response.json()) as { detail: string; near?: string[] };
    expect(body.near).toEqual(near);
    expect(body.detail).toContain(near ? `Did you mean ${near[0]}?` : 'Add it to the configuration file.');
  });

  it('that could not be kept is not said to be', async () => {
    trouble = new StoreUnavailable(new Error('planted'));
    const response = await call('/v1/heartbeats/nightly-backup', { method: 'POST' });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toContain('planted');
  });

  it('of which something unexpected came is a fault here', async () => {
    trouble = new Error('planted');
    const response = await call('/v1/heartbeats/nightly-backup', { method: 'POST' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('planted');
  });
});

describe('a failure', () => {
  const fail = (body?: RequestInit['body'], method = 'POST') =>
    call('/v1/heartbeats/nightly-backup/fail', { method, ...(body !== undefined && { body }) });

  it('is reported at once, with what the job said', async () => {
    expect(await (await fail()).json()).toMatchObject({ name: 'nightly-backup', status: 'failed' });
    expect((await fail(undefined, 'GET')).status).toBe(200);
    await fail('  disk full\n');
    await fail(new URLSearchParams({ 'disk full': '' }));
    expect(done).toEqual([
      'fail nightly-backup',
      'fail nightly-backup',
      'fail nightly-backup: disk full',
      'fail nightly-backup: disk+full=',
    ]);
  });

  it('keeps the end of a long log, without what no terminal should see', async () => {
    await fail(`${'a'.repeat(200_000)}the end`);
    expect(done[0]).toMatch(/^fail nightly-backup: …a+the end$/);
    expect(done[0]).toHaveLength('fail nightly-backup: '.length + 1000);
    await fail('\u0007red\u001b[31m\nline two\u0000');
    expect(done[1]).toBe('fail nightly-backup: red[31m\nline two');
    await fail(Buffer.from([0xff, 0xfe, 0x41]));
    expect(done[2]).toBe('fail nightly-backup: \ufffd\ufffdA');
    await fail(' \n\t ');
    expect(done[3]).toBe('fail nightly-backup');
  });

  it('is not taken whole beyond what the server takes at all', async () => {
    expect((await fail('x'.repeat(2_000_000))).status).toBe(413);
    expect(done).toEqual([]);
  });

  it('of an unknown one is told', async () => {
    expect((await call('/v1/heartbeats/nope/fail', { method: 'POST' })).status).toBe(404);
  });
});

describe('the lists', () => {
  it('show how things stand, to who may read', async () => {
    expect(await (await call('/v1/heartbeats')).json()).toEqual({ items: [shown], next: null });
    expect(await (await call('/v1/checks')).json()).toEqual({
      items: [{ ...shop, lastRun: '2026-03-09T12:00:00.000Z', nextRun: '2026-03-09T12:01:00.000Z' }],
      next: null,
    });
    expect(checked.map(({ scope }) => scope)).toEqual(['read', 'read']);
  });

  it('are read only', async () => {
    const response = await call('/v1/heartbeats', { method: 'POST' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it('answer 503 while the database is away', async () => {
    trouble = new StoreUnavailable(new Error('away'));
    expect((await call('/v1/heartbeats')).status).toBe(503);
  });
});

it('a path that climbs is the name that it is written as', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const path = '/v1/heartbeats/..%2f..%2fhealth';
    rawRequest({ port: server.port, path, method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(404);
});
