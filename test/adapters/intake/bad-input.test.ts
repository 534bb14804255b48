import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { closeDoors } from './door.ts';
import { type Bytes, fieldsOf, refused, taken } from './taken-and-refused.ts';

afterEach(closeDoors);

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
