import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { closeDoors, fixture, post, serveDoor } from './door.ts';

afterEach(closeDoors);

type Bytes = string | Uint8Array;

/** Refused by this status, naming these fields; and nothing of it, and nothing beside it, was taken. */
async function refused(path: string, body: Bytes, status: number, headers?: Record<string, string>) {
  const { url, desk, log } = await serveDoor();
  const response = await post(`${url}${path}`, body, headers);
  expect(response.status).toBe(status);
  expect(desk.requests).toEqual([]);
  expect(log.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  return response;
}

async function fieldsOf(response: Response): Promise<string[]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as { errors: { field: string; message: string }[] };
  expect(problem).toMatchObject({ type: 'about:blank', status: response.status, title: expect.any(String) });
  for (const { message } of problem.errors) expect(message).toMatch(/\S/);
  return problem.errors.map(({ field }) => field);
}

const deep = (levels: number) => `${'{"labels":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('bodies that cannot be read', () => {
  it.each<[string, Bytes]>([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['1 byte', '{'],
    ['1 byte that is no text', new Uint8Array([0xff])],
    ['a zero byte', new Uint8Array([0])],
    ['half of it', '{"title":"Disk is fu'],
    ['invalid UTF-8', Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])],
    ['overlong UTF-8', Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
    ['100 deep objects', deep(100)],
    ['100 deep lists', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['500,000 deep', '['.repeat(500_000)],
    ['text', '"title"'],
    ['a number', '1e999'],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['a list of lists', '[[]]'],
  ])('%s', async (_, body) => {
    for (const path of ['/v1/alerts', '/v1/alerts/alertmanager', '/v1/alerts/sentry', '/v1/alerts/datadog']) {
      if (body === '[]' && path.endsWith('alertmanager')) continue;
      expect(await fieldsOf(await refused(path, body, 400))).not.toEqual([]);
    }
  });

  it('tells where JSON breaks, and quotes nothing of it', async () => {
    const response = await refused('/v1/alerts', '{\n  "title": "hunter2",\n  "key": s3cret\n}', 400);
    const text = await response.text();
    expect(text).toContain('line 3, column 10');
    expect(text).not.toMatch(/hunter2|s3cret/);
  });

  it('10 MB: 413', async () => {
    const response = await refused('/v1/alerts', JSON.stringify({ title: 'x'.repeat(10_000_000) }), 413);
    expect(response.status).toBe(413);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('a bomb in %s: 413, without unpacking it all', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(100_000_000, 0x20));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    // Its end is missing, which whoever unpacks it all finds out.
    const cut = bomb.subarray(0, bomb.length - 20);
    expect(await fieldsOf(await refused('/v1/alerts', cut, 413, { 'content-encoding': encoding }))).toEqual(['']);
    const small = pack(Buffer.from('{"title":"x"}'));
    await refused('/v1/alerts', small.subarray(0, small.length - 5), 400, { 'content-encoding': encoding });
  });

  it.each([
    ['content-encoding', 'zstd', 415],
    ['content-encoding', 'gzip, gzip', 415],
    ['content-encoding', '__proto__', 415],
    ['content-encoding', 'gzip', 400],
    ['content-encoding', 'br', 400],
    ['content-type', 'application/xml', 415],
    ['content-type', 'multipart/form-data; boundary=x', 415],
    ['content-type', 'application/json; charset=utf-16', 415],
    ['content-type', 'nonsense', 415],
  ])('%s: %s gives %i', async (name, value, status) => {
    expect(await fieldsOf(await refused('/v1/alerts', '{"title":"x"}', status, { [name]: value }))).toHaveLength(1);
  });

  it.each(['title=%', 'title=%ff', 'title=%zz'])('the form %s', async (body) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await fieldsOf(await refused('/v1/alerts', body, 400, headers))).toEqual(['']);
  });

  it('an address that is no UTF-8', async () => {
    await refused('/v1/alerts/%ff', '{"title":"x"}', 400);
  });
});

describe('Tocsin’s own shape, field by field', () => {
  const good = { title: 'Disk is full' };
  it.each<[string, Record<string, unknown>]>([
    ['title', { title: undefined }],
    ['title', { title: '' }],
    ['title', { title: ' \n\u0000 ' }],
    ['title', { title: 7 }],
    ['title', { title: ['a'] }],
    ['service', { service: {} }],
    ['service', { service: ' ' }],
    ['severity', { severity: 'terrible' }],
    ['severity', { severity: 1 }],
    ['status', { status: 'open' }],
    ['key', { key: '' }],
    ['key', { key: 'k'.repeat(501) }],
    ['fingerprint', { key: 'a', fingerprint: 'b' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: 'ftp://example.org' }],
    ['url', { url: 'not a url' }],
    ['url', { url: `https://example.org/${'x'.repeat(2_000)}` }],
    ['description', { description: null }],
    ['labels', { labels: 'team=a' }],
    ['labels', { labels: ['team'] }],
    ['labels', { labels: Object.fromEntries([...Array(101).keys()].map((n) => [`l${n}`, 'x'])) }],
    ['labels.team', { labels: { team: { name: 'a' } } }],
    ['labels.team', { labels: { team: null } }],
    ['labels.team', { labels: { team: 'x'.repeat(2_001) } }],
    ['labels.__proto__', { labels: JSON.parse('{"__proto__": {"admin": true}}') }],
    ['labels.constructor', { labels: { constructor: 1 } }],
    ['labels.', { labels: { '': 'x' } }],
    ['startsAt', { startsAt: 'yesterday' }],
    ['startsAt', { startsAt: '2026-01-15T12:00:00' }],
    ['startsAt', { startsAt: 1768477500 }],
    ['startsAt', { startsAt: '2026-02-30T12:00:00Z' }],
    ['startsAt', { startsAt: '1970-01-01T00:00:00Z' }],
    ['startsAt', { startsAt: '1999-12-31T23:59:59Z' }],
    ['startsAt', { startsAt: '0001-01-01T00:00:00Z' }],
    ['startsAt', { startsAt: '2026-01-15T13:00:01Z' }],
    ['startsAt', { startsAt: '9999-12-31T23:59:59Z' }],
    ['sevrity', { sevrity: 'sev1' }],
    ['$where', { $where: '1' }],
    ['__proto__', JSON.parse('{"__proto__": {"title": "x"}}')],
  ])('%s', async (field, change) => {
    const said = JSON.stringify(Object.assign(Object.create(null), good), undefined, 0);
    const one = JSON.stringify({ ...good, ...change });
    // `__proto__` in a spread would vanish here, before it was sent.
    const body = Object.hasOwn(change, '__proto__') ? '{"title":"x","__proto__":{"title":"x"}}' : one;
    expect(await fieldsOf(await refused('/v1/alerts', body, 400))).toEqual([field]);
    expect(await fieldsOf(await refused('/v1/alerts', `[${said},${body}]`, 400))).toEqual([`[1].${field}`]);
  });

  it('names every one of them, and refuses the good ones beside them', async () => {
    const body = [{ title: 1, status: 2 }, good, { title: 'x', labels: { 'a.b': 3 } }];
    const fields = await fieldsOf(await refused('/v1/alerts', JSON.stringify(body), 400));
    expect(fields).toEqual(['[0].title', '[0].status', '[2].labels.a.b']);
  });

  it('names fifty of thousands, and never a value', async () => {
    const body = JSON.stringify(
      Array.from({ length: 1_000 }, () => ({ title: 5, token: 'hunter2', severity: 's3cret' })),
    );
    const text = await (await refused('/v1/alerts', body, 400)).text();
    expect(JSON.parse(text).errors.length).toBeLessThan(60);
    expect(text).not.toMatch(/hunter2|s3cret/);
  });

  it('takes a thousand alerts at once and no more', async () => {
    const { url, desk } = await serveDoor();
    const many = Array.from({ length: 1_000 }, (_, n) => ({ title: `Alert ${n}` }));
    expect((await post(`${url}/v1/alerts`, many)).status).toBe(202);
    expect(desk.requests).toHaveLength(1);
    expect((await post(`${url}/v1/alerts`, [...many, good])).status).toBe(400);
    expect(desk.requests).toHaveLength(1);
  });

  it('an hour ahead is a clock that differs', async () => {
    const { url } = await serveDoor();
    expect((await post(`${url}/v1/alerts`, { ...good, startsAt: '2026-01-15T12:59:59Z' })).status).toBe(202);
  });
});

it('labels of any name are data', async () => {
  const { url, desk } = await serveDoor();
  const labels = '{"$where":"1","a.b":"2","__proto__":"3","constructor":"4","toString":"5","na me":"6"}';
  const pairs = ['$where', 'a.b', '__proto__', 'constructor', 'toString', 'na me'];
  const expected = pairs.map((name, index) => ({ name, value: String(index + 1) }));
  expect((await post(`${url}/v1/alerts`, `{"title":"x","labels":${labels}}`)).status).toBe(202);
  const foreign = `{"alerts":[{"status":"firing","labels":${labels},"annotations":{"__proto__":"7","summary":"s"}}]}`;
  expect((await post(`${url}/v1/alerts/alertmanager`, foreign)).status).toBe(202);
  expect(desk.alerts.map(({ labels }) => labels)).toEqual([expected, expected]);
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
});

describe('other shapes', () => {
  it.each<[string, string, string, string[]]>([
    ['alertmanager', '"status": "firing",\n      "labels"', '"status": "maybe", "labels"', ['alerts[0].status']],
    ['alertmanager', '"instance": "checkout-2:8080"', '"instance": {}', ['alerts[1].labels.instance']],
    ['alertmanager', '"2026-01-15T11:20:00Z"', '"1970-01-01T00:00:00Z"', ['alerts[1].startsAt']],
    ['alertmanager', '"2026-01-15T11:20:00Z"', '"2036-01-15T11:20:00Z"', ['alerts[1].startsAt']],
    ['alertmanager', '"2026-01-15T11:20:00Z"', '"last night"', ['alerts[1].startsAt']],
    ['alertmanager', '"alerts"', '"alert"', ['alerts']],
  ])('%s with %s as %s', async (sender, was, becomes, fields) => {
    const body = fixture('alertmanager-group');
    expect(body).toContain(was);
    const response = await refused(`/v1/alerts/${sender}`, body.replace(was, becomes), 400);
    expect(await fieldsOf(response)).toEqual(fields);
  });

  it.each<[string, string, string, string, string]>([
    ['sentry', 'sentry-issue-alert', '"2026-01-15T11:06:17.677000Z"', '"1970-01-01T00:00:00Z"', 'data.event.datetime'],
    ['sentry', 'sentry-metric-alert', '"action": "critical"', '"action": {}', 'action'],
    ['sentry', 'sentry-installation', '"data"', '"date"', 'data'],
    ['datadog', 'datadog-triggered', '"1768477500000"', '"0"', 'date'],
    ['datadog', 'datadog-triggered', '"1768477500000"', '"9768477500000"', 'date'],
    ['datadog', 'datadog-triggered', '"1768477500000"', '[]', 'date'],
    ['grafana', 'grafana-firing', '"zone": "us-1"', '"zone": []', 'alerts[0].labels.zone'],
  ])('%s: %s with %s as %s', async (sender, name, was, becomes, field) => {
    const body = fixture(name);
    expect(body).toContain(was);
    const response = await refused(`/v1/alerts/${sender}`, body.replace(was, becomes), 400);
    expect(await fieldsOf(response)).toEqual([field]);
  });

  it('cuts labels that are too long or too many: a page with a cut label is better than none', async () => {
    const { url, desk } = await serveDoor();
    const labels = Object.fromEntries(
      [...Array(150).keys()].map((n) => [`l${n}${'n'.repeat(300)}`, 'v'.repeat(2_500)]),
    );
    const group = {
      alerts: [{ status: 'firing', labels, fingerprint: 'f'.repeat(600), generatorURL: 'javascript:x' }],
    };
    expect((await post(`${url}/v1/alerts/grafana`, group)).status).toBe(202);
    const [alert] = desk.alerts;
    expect(alert?.labels).toHaveLength(100);
    expect(alert?.labels[0]?.name).toHaveLength(200);
    expect(alert?.labels[0]?.value).toHaveLength(2_000);
    expect(alert?.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(alert).not.toHaveProperty('url');
    expect(alert?.title).toBe('Alert from grafana');
  });
});
