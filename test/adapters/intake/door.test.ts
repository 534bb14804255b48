import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { eventually } from '../../harness/wait.ts';
import { accessWith, closeDoors, post, serveDoor } from './door.ts';

afterEach(closeDoors);

interface Problem {
  detail: string;
  errors: { field: string }[];
}

const alert = { title: 'Disk is full', key: 'disk' };

describe('the door for alerts', () => {
  it('answers only once they are kept, with each incident once', async () => {
    const { url, desk } = await serveDoor();
    let keep: (() => void) | undefined;
    desk.before = () =>
      new Promise((resolve) => {
        keep = resolve;
      });
    let answered = false;
    const asked = post(`${url}/v1/alerts`, [alert, { title: 'Queue is full' }, alert]).then((response) => {
      answered = true;
      return response;
    });
    await eventually('the desk has them', () => keep !== undefined);
    // Long enough for an answer that does not wait to arrive.
    await (await fetch(`${url}/health/live`)).text();
    expect([answered, desk.requests]).toEqual([false, []]);
    keep?.();
    const response = await asked;
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ accepted: 3, incidents: [1, 2] });
    expect(desk.requests).toHaveLength(1);
  });

  it('asks for a later try while nothing can be kept', async () => {
    const { url, desk } = await serveDoor();
    desk.before = async () => {
      throw new StoreUnavailable(new Error('mongodb://user:hunter2@db'));
    };
    const response = await post(`${url}/v1/alerts`, alert);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.text()).not.toContain('hunter2');
  });

  it('asks for a later try while as much is under way as there is memory for', async () => {
    const { url, desk } = await serveDoor({ bodies: { bytes: 100, waiting: 1, waitMs: 20 } });
    let keep: (() => void) | undefined;
    desk.before = () =>
      new Promise((resolve) => {
        keep = resolve;
      });
    // One that is larger is taken all the same while it is alone.
    const first = post(`${url}/v1/alerts`, { ...alert, description: 'x'.repeat(200) });
    await eventually('the desk has it', () => keep !== undefined);
    // It waits for its turn, which does not come.
    const second = await post(`${url}/v1/alerts`, alert);
    expect(second.status).toBe(503);
    expect(second.headers.get('retry-after')).toBe('5');
    keep?.();
    expect((await first).status).toBe(202);
    desk.before = async () => undefined;
    expect((await post(`${url}/v1/alerts`, alert)).status).toBe(202);
  });

  it('does not let a sender wait without end', async () => {
    const { url, desk } = await serveDoor({ receiveLimitMs: 20 });
    desk.before = () => new Promise(() => {});
    const response = await post(`${url}/v1/alerts`, alert);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
  });

  it('says so when it is its own fault, and keeps the reason to the log', async () => {
    const { url, desk, log } = await serveDoor();
    desk.before = async () => {
      throw new Error('hunter2');
    };
    const response = await post(`${url}/v1/alerts`, alert);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('hunter2');
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it.each<[string, string, Record<string, string>]>([
    ['bearer', '', { authorization: 'Bearer s3cret' }],
    ['a header', '', { 'x-tocsin-token': 's3cret' }],
    ['basic auth', '', { authorization: `Basic ${Buffer.from('anyone:s3cret').toString('base64')}` }],
    ['the address', '?token=s3cret', {}],
  ])('takes the token by %s', async (_, query, headers) => {
    const { url, desk, log } = await serveDoor({ access: accessWith('s3cret') });
    expect((await post(`${url}/v1/alerts${query}`, alert, headers)).status).toBe(202);
    expect((await post(`${url}/v1/alerts`, alert)).status).toBe(401);
    expect((await post(`${url}/v1/alerts?token=wrong`, alert)).status).toBe(401);
    expect((await post(`${url}/v1/alerts${query}`, '{', headers)).status).toBe(400);
    expect(desk.requests).toHaveLength(1);
    expect(log.text()).not.toContain('s3cret');
  });

  it('takes the token from where a sender’s own protocol carries it', async () => {
    const own = {
      name: 'own',
      label: 'Own',
      about: 'Its own.',
      paths: ['/own/*'],
      token: ({ body }: { body: unknown }) => (body as { key?: string } | undefined)?.key,
      read: () => [{ source: 'own', status: 'firing', title: 'x', fingerprint: 'x', labels: [] } as const],
      answer: () => ({ status: 201, body: { status: 'success' } }),
    };
    const { url, desk } = await serveDoor({ access: accessWith('s3cret'), senders: [own] });
    const response = await post(`${url}/own/enqueue`, { key: 's3cret' });
    expect([response.status, await response.json()]).toEqual([201, { status: 'success' }]);
    expect((await post(`${url}/own/enqueue`, { key: 'wrong' })).status).toBe(401);
    expect(desk.requests).toHaveLength(1);
  });

  it('asks nobody for a token before it knows what is there, and reads nothing for strangers', async () => {
    const { url } = await serveDoor({ access: accessWith('s3cret') });
    expect((await post(`${url}/v1/alerts`, '{')).status).toBe(401);
    expect((await post(`${url}/v1/alerts/nobody`, alert)).status).toBe(404);
  });

  it('hands the idempotency key on, apart for each caller and sender', async () => {
    const { url, desk } = await serveDoor();
    await post(`${url}/v1/alerts`, alert, { 'idempotency-key': 'run 17' });
    expect(desk.requests[0]?.key).toBe('prometheus/api/run 17');
    for (const key of ['', 'x'.repeat(201), 'caf\u00e9']) {
      const response = await post(`${url}/v1/alerts`, alert, { 'idempotency-key': key });
      expect(response.status).toBe(400);
      expect(((await response.json()) as Problem).errors[0]?.field).toBe('Idempotency-Key');
    }
    expect(desk.requests).toHaveLength(1);
  });

  it('names what is allowed', async () => {
    const { url } = await serveDoor();
    for (const path of ['/v1/alerts', '/v1/alerts/grafana', '/api/v2/alerts'])
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const response = await fetch(`${url}${path}`, { method });
        expect([path, method, response.status, response.headers.get('allow')]).toEqual([path, method, 405, 'POST']);
      }
  });

  it.each([
    ['/v1/alerts/graphana', 'Did you mean grafana?'],
    ['/v1/alerts/prometheus-alertmanager', 'There are: api'],
    ['/v1/alerts/alert-manager', 'Did you mean alertmanager?'],
    ['/v1/alerts/grafana/nothing/here', 'nothing below'],
  ])('%s: 404, with what is near', async (path, hint) => {
    const { url } = await serveDoor();
    const response = await post(`${url}${path}`, alert);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(((await response.json()) as Problem).detail).toContain(hint);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['identity', (bytes: string) => bytes],
    ['GZIP', gzipSync],
  ])('unpacks %s', async (encoding, pack) => {
    const { url, desk } = await serveDoor();
    const response = await post(`${url}/v1/alerts`, pack(JSON.stringify(alert)), { 'content-encoding': encoding });
    expect(response.status).toBe(202);
    expect(desk.alerts).toMatchObject([alert].map(({ title }) => ({ title, fingerprint: 'disk' })));
  });

  it.each([
    ['application/json; charset="UTF-8"'],
    ['application/vnd.acme+json'],
    ['text/plain;charset=utf-8'],
    // What curl says unless told.
    ['application/x-www-form-urlencoded'],
    [''],
  ])('reads JSON that is called “%s”', async (type) => {
    const { url } = await serveDoor();
    expect((await post(`${url}/v1/alerts`, alert, { 'content-type': type })).status).toBe(202);
  });

  it.each([
    ['text/plain', 'Backup of db-1 failed'],
    // What curl says unless told.
    ['application/x-www-form-urlencoded', 'Backup of db-1 failed'],
  ])('reads a text that is called “%s”, with a title beside it', async (type, text) => {
    const { url, desk } = await serveDoor();
    expect((await post(`${url}/v1/alerts`, text, { 'content-type': type })).status).toBe(202);
    expect((await post(`${url}/v1/alerts`, 'exit 1', { 'content-type': type, title: text })).status).toBe(202);
    expect(desk.alerts).toMatchObject([{ title: text }, { title: text }]);
  });

  it('reads a form', async () => {
    const { url, desk } = await serveDoor();
    const form = new URLSearchParams({ title: 'Disk is füll & more', severity: 'sev3' });
    expect((await fetch(`${url}/v1/alerts`, { method: 'POST', body: form })).status).toBe(202);
    expect(desk.alerts).toMatchObject([{ title: 'Disk is füll & more', severity: 'sev3' }]);
  });
});
