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
    ['content-type', 'multipart/form-data; boundary=x', 400],
  ])('%s: %s gives %i', async (name, value, status) => {
    expect(await fieldsOf(await refused('/v1/alerts', '{"title":"x"}', status, { [name]: value }))).toHaveLength(1);
  });

  it.each(['application/xml', 'nonsense', 'application/octet-stream'])('%s that is no JSON either', async (type) => {
    const headers = { 'content-type': type };
    expect(await fieldsOf(await refused('/v1/alerts', '<alert/>', 415, headers))).toEqual(['content-type']);
  });

  it('an address that is no UTF-8', async () => {
    await refused('/v1/alerts/%ff', '{"title":"x"}', 400);
  });
});

/** Taken by 202, all of it; returns what the answer names and what reached the desk. */
async function taken(path: string, body: Bytes, headers?: Record<string, string>) {
  const { url, desk, log } = await serveDoor();
  const response = await post(`${url}${path}`, body, headers);
  const given = (await response.json()) as Taken;
  expect([response.status, given]).toMatchObject([202, { accepted: desk.alerts.length }]);
  return { ...given, alerts: desk.alerts, log, fields: given.ignored?.map(({ field }) => field) ?? [] };
}

interface Taken {
  readonly accepted: number;
  readonly incidents: readonly number[];
  readonly ignored?: readonly { readonly field: string; readonly message: string }[];
  readonly refused?: readonly { readonly field: string; readonly message: string }[];
}

describe('bodies that are read all the same', () => {
  const json = '{"title":"Disk is full"}';
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  const asForm = 'application/x-www-form-urlencoded';

  it.each<[string, Bytes, string]>([
    ['a byte order mark', `\ufeff${json}`, 'application/json'],
    ['JSON that is called XML', json, 'application/xml'],
    ['JSON of no known type', json, 'nonsense'],
    ['JSON as bytes', json, 'application/octet-stream'],
    ['UTF-8 that is called something else', json, 'application/json; charset=utf-16'],
    ['JSON in the field data of a form', form({ data: json }), asForm],
    ['JSON in the field payload of a form', form({ other: 'x', payload: ` ${json}` }), asForm],
    ['a form as parts', multipart({ data: json }), 'multipart/form-data; boundary=x'],
    ['a form that is called something else', json, asForm],
  ])('%s', async (_, body, type) => {
    const { alerts, fields } = await taken('/v1/alerts', body, { 'content-type': type });
    expect(alerts).toMatchObject([{ title: 'Disk is full' }]);
    expect(fields).toEqual([]);
  });

  it('Latin-1, where it is called so', async () => {
    const body = Buffer.from('{"title":"Gerät ist weg"}', 'latin1');
    const { alerts } = await taken('/v1/alerts', body, { 'content-type': 'application/json; charset=iso-8859-1' });
    expect(alerts).toMatchObject([{ title: 'Gerät ist weg' }]);
  });

  it.each([
    ['invalid', [0xc3, 0x28]],
    ['overlong', [0xc0, 0xaf]],
  ])('%s UTF-8, with other characters for what is broken', async (_, bytes) => {
    const body = Buffer.concat([Buffer.from('{"title":"Disk '), Buffer.from(bytes), Buffer.from('"}')]);
    const { alerts, ignored } = await taken('/v1/alerts', body);
    expect(alerts).toMatchObject([{ title: expect.stringMatching(/^Disk \ufffd/) }]);
    expect(ignored).toEqual([{ field: '', message: expect.stringContaining('UTF-8') }]);
  });

  it.each([
    ['title=%', '%'],
    ['title=Disk+is+90%+full', 'Disk is 90% full'],
    ['title=%ff', '\ufffd'],
  ])('the form %s', async (body, title) => {
    expect((await taken('/v1/alerts', body, { 'content-type': asForm })).alerts).toMatchObject([{ title }]);
  });
});

function multipart(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--x--\r\n`;
}

describe('Tocsin’s own shape, field by field', () => {
  const good = { title: 'Disk is full' };

  it.each<[Record<string, unknown>]>([
    [{ title: undefined }],
    [{ title: null }],
    [{ title: '' }],
    [{ title: ' \n\u0000 ' }],
    [{ title: ['a'] }],
    [{ title: undefined, key: 'disk' }],
    [{ title: undefined, status: 'resolved' }],
  ])('refuses %j, which does not say what is wrong', async (change) => {
    const body = JSON.stringify({ ...good, ...change });
    expect(await fieldsOf(await refused('/v1/alerts', body, 400))).toEqual(['title']);
    expect(await fieldsOf(await refused('/v1/alerts', `[${body}]`, 400))).toEqual(['[0].title']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['service', { service: {} }],
    ['severity', { severity: 'terrible' }],
    ['severity', { severity: 1 }],
    ['status', { status: 'open' }],
    ['status', { status: {} }],
    ['key', { key: {} }],
    ['fingerprint', { key: 'a', fingerprint: 'b' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: 'ftp://example.org' }],
    ['url', { url: 'not a url' }],
    ['url', { url: `https://example.org/${'x'.repeat(2_000)}` }],
    ['description', { description: ['x'] }],
    ['labels', { labels: 'team=a' }],
    ['labels', { labels: ['team'] }],
    ['labels.l100', { labels: Object.fromEntries([...Array(101).keys()].map((n) => [`l${n}`, 'x'])) }],
    ['labels.team', { labels: { team: { name: 'a' } } }],
    ['labels.__proto__', { labels: JSON.parse('{"__proto__": {"admin": true}}') }],
    ['labels.', { labels: { '': 'x' } }],
    ['startsAt', { startsAt: 'yesterday' }],
    ['startsAt', { startsAt: '2026-01-15T12:00:00' }],
    ['startsAt', { startsAt: 1768477500 }],
    ['startsAt', { startsAt: '2026-02-30T12:00:00Z' }],
    ['startsAt', { startsAt: '1970-01-01T00:00:00Z' }],
    ['startsAt', { startsAt: '0001-01-01T00:00:00Z' }],
    ['startsAt', { startsAt: '2026-01-15T13:00:01Z' }],
    ['startsAt', { startsAt: '9999-12-31T23:59:59Z' }],
    ['sevrity', { sevrity: 'sev1' }],
    ['$where', { $where: '1' }],
    ['__proto__', JSON.parse('{"__proto__": {"title": "x"}}')],
  ])('drops %s and takes the page: %j', async (field, change) => {
    // `__proto__` in a spread would vanish here, before it was sent.
    const body = Object.hasOwn(change, '__proto__')
      ? '{"title":"Disk is full","__proto__":{"title":"x"}}'
      : JSON.stringify({ ...good, ...change });
    const one = await taken('/v1/alerts', body);
    expect([one.fields, one.alerts]).toMatchObject([[field], [{ ...good, status: 'firing' }]]);
    expect(one.ignored?.[0]?.message).toMatch(/\S/);
    expect(one.log.lines.filter(({ level }) => level === 'info')).toHaveLength(1);
    const two = await taken('/v1/alerts', `[${JSON.stringify(good)},${body}]`);
    expect([two.fields, two.accepted]).toEqual([[`[1].${field}`], 2]);
  });

  it.each<[Record<string, unknown>, object]>([
    [{ title: 7 }, { title: '7' }],
    [{ severity: 'critical' }, { severity: 'sev1' }],
    [{ status: 'ok' }, { status: 'resolved' }],
    [{ key: 17 }, { fingerprint: '17' }],
    [{ key: 'k'.repeat(501) }, { fingerprint: expect.stringMatching(/^sha256:/) }],
    [{ labels: { shard: 3, canary: true, gone: null } }, { labels: [{ value: '3' }, { value: 'true' }] }],
    [{ labels: { team: 'x'.repeat(2_001) } }, { labels: [{ name: 'team' }] }],
    [{ service: null, severity: null, key: '', url: null, labels: null, startsAt: '' }, { title: 'Disk is full' }],
    [{ title: null, description: 'The disk is full\nfor good' }, { title: 'The disk is full for good' }],
    [
      { title: undefined, key: 'disk', status: 'resolved' },
      { status: 'resolved', fingerprint: 'disk' },
    ],
  ])('understands %j', async (change, expected) => {
    const { alerts, fields } = await taken('/v1/alerts', JSON.stringify({ ...good, ...change }));
    expect(alerts).toMatchObject([expected]);
    expect(fields).toEqual([]);
  });

  it('takes the good ones of an array, and names what makes the others unusable', async () => {
    const body = [{ title: {}, status: 2 }, good, { title: 'x', labels: { 'a.b': [3] } }, 'text', null];
    const { alerts, fields, refused: not } = await taken('/v1/alerts', JSON.stringify(body));
    expect(alerts.map(({ title }) => title)).toEqual(['Disk is full', 'x']);
    expect(fields).toEqual(['[2].labels.a.b']);
    expect(not?.map(({ field }) => field)).toEqual(['[0].title', '[0].status', '[3]', '[4]']);
  });

  it('names fifty of thousands, and never a value', async () => {
    const body = JSON.stringify(
      Array.from({ length: 1_000 }, () => ({ title: [5], token: 'hunter2', severity: 's3cret' })),
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
  it.each<[string, string, string, string, string]>([
    ['alertmanager', 'alertmanager-group', '"2026-01-15T11:20:00Z"', '"1970-01-01T00:00:00Z"', 'alerts[1].startsAt'],
    ['alertmanager', 'alertmanager-group', '"2026-01-15T11:20:00Z"', '"2036-01-15T11:20:00Z"', 'alerts[1].startsAt'],
    ['alertmanager', 'alertmanager-group', '"2026-01-15T11:20:00Z"', '"last night"', 'alerts[1].startsAt'],
    ['sentry', 'sentry-issue-alert', '"2026-01-15T11:06:17.677000Z"', '"1970-01-01T00:00:00Z"', 'data.event.datetime'],
    ['sentry', 'sentry-metric-alert', '"action": "critical"', '"action": {}', 'action'],
    ['datadog', 'datadog-triggered', '"1768477500000"', '"0"', 'date'],
    ['datadog', 'datadog-triggered', '"1768477500000"', '"9768477500000"', 'date'],
    ['datadog', 'datadog-triggered', '"1768477500000"', '[]', 'date'],
    ['grafana', 'grafana-firing', '"zone": "us-1"', '"zone": []', 'alerts[0].labels.zone'],
  ])('%s: %s with %s as %s costs only that field', async (sender, name, was, becomes, field) => {
    const whole = await taken(`/v1/alerts/${sender}`, fixture(name));
    expect(fixture(name)).toContain(was);
    const { alerts, fields, log } = await taken(`/v1/alerts/${sender}`, fixture(name).replace(was, becomes));
    expect(fields).toEqual([field]);
    expect(alerts.map(({ status, title }) => ({ status, title }))).toEqual(
      whole.alerts.map(({ status, title }) => ({ status, title })),
    );
    expect(log.text()).toContain(field);
  });

  it('one unusable alert of a group never costs the others', async () => {
    const group = JSON.parse(fixture('alertmanager-group')) as { alerts: unknown[] };
    const body = JSON.stringify({ ...group, alerts: [7, ...group.alerts, { status: 'firing', labels: {} }] });
    const { accepted, refused: not, log } = await taken('/v1/alerts/alertmanager', body);
    expect(accepted).toBe(2);
    expect(not?.map(({ field }) => field)).toEqual(['alerts[0]', 'alerts[3].labels']);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('a group whose alerts cannot be read is an alert itself', async () => {
    const group = JSON.parse(fixture('alertmanager-group')) as object;
    const { alerts } = await taken('/v1/alerts/alertmanager', JSON.stringify({ ...group, alerts: 'none' }));
    expect(alerts).toMatchObject([{ status: 'firing', title: expect.stringContaining('HighRequestLatency') }]);
  });

  it.each(['{}', '{"alerts":[]}', '{"alerts":[{}]}', '[{"status":"firing"}]', '{"alert":[{"labels":{"a":"b"}}]}'])(
    'alertmanager: refuses %s',
    async (body) => {
      expect(await fieldsOf(await refused('/v1/alerts/alertmanager', body, 400))).toHaveLength(1);
    },
  );

  it('sentry: refuses what has no data', async () => {
    const body = fixture('sentry-installation').replace('"data"', '"date"');
    expect(await fieldsOf(await refused('/v1/alerts/sentry', body, 400))).toEqual(['data']);
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
