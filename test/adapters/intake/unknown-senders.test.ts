import { request as httpRequest } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { senders } from '../../../adapters/intake/senders/index.ts';
import { accessWith, closeDoors, fixture, post, serveDoor } from './door.ts';

afterEach(closeDoors);

const paths = ['/v1/alerts', ...senders.map(({ name }) => `/v1/alerts/${name}`)];

describe('of who is not let in', () => {
  it('unpacks nothing, at whatever path', async () => {
    const { url, desk } = await serveDoor({ access: accessWith('s3cret') });
    const bomb = gzipSync(Buffer.alloc(1_000_000, '[1,'));
    for (const path of paths) {
      for (const [encoding, packed] of [
        ['gzip', bomb],
        ['br', brotliCompressSync(Buffer.from('{'))],
      ] as const) {
        // Broken at its end: whoever unpacks it, or parses it, answers 400 or 413.
        const cut = packed.subarray(0, packed.length - 1);
        const response = await post(`${url}${path}`, cut, { 'content-encoding': encoding });
        expect([401, 415], `${path} ${encoding}`).toContain(response.status);
      }
    }
    expect(desk.requests).toEqual([]);
  });

  it('does not wait for the body', async () => {
    const { url } = await serveDoor({ access: accessWith('s3cret') });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asking = httpRequest(`${url}/v1/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      asking.on('response', (response) => {
        resolve(response.statusCode);
        asking.destroy();
      });
      asking.on('error', reject);
      // In chunks, of which the last one never comes.
      asking.write('[{"title":"x"},');
    });
    expect(status).toBe(401);
  });
});

it('takes a compressed body where the token is not in it', async () => {
  const { url, desk } = await serveDoor({ access: accessWith('s3cret') });
  const body = gzipSync(fixture('pagerduty-trigger'));
  const headers = { 'content-encoding': 'gzip' };
  expect((await post(`${url}/v2/enqueue`, body, { ...headers, authorization: 'Bearer s3cret' })).status).toBe(202);
  const response = await post(`${url}/v2/enqueue`, body, headers);
  expect(response.status).toBe(415);
  expect(await response.text()).toContain('send it uncompressed');
  expect(desk.requests).toHaveLength(1);
});

it('says that JSON of a megabyte is broken without looking for the place', async () => {
  const { url } = await serveDoor();
  const response = await post(`${url}/v1/alerts`, gzipSync(`[${'1,'.repeat(400_000)}`), { 'content-encoding': 'gzip' });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('somewhere in its 800001 characters');
});
