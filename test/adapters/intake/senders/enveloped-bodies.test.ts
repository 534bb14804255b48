import { describe, expect, it } from 'vitest';
import { type BodyCase, bodyCases } from './body-cases.ts';
import { send } from './sending.ts';

// What programs between a sender and Tocsin make of its body: they put it into a field, as JSON or in base64, or write several in lines.

// At a sender's own address, and with its headers, an envelope is no body of that sender.
const cases = bodyCases.filter(({ path, headers }) => path === '/v1/alerts' && !headers);

const envelopes: Readonly<Record<string, (body: unknown) => unknown>> = {
  'an object': (body) => ({ data: body, timestamp: '2026-03-02T03:00:00Z' }),
  JSON: (body) => ({
    body: JSON.stringify(body),
    headers: { host: 'hooks.example.org' },
    path: '/in',
    httpMethod: 'POST',
  }),
  'JSON in base64': (body) => ({
    body: Buffer.from(JSON.stringify(body)).toString('base64'),
    isBase64Encoded: true,
    headers: { host: 'hooks.example.org' },
    requestContext: { stage: 'prod' },
  }),
};

async function read({ path }: BodyCase, body: unknown) {
  const { status, alerts } = await send(path, body);
  expect(status).toBeLessThan(300);
  return alerts;
}

describe.each(Object.entries(envelopes))('a body inside %s is read as the body alone', (_, envelope) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (__, one) => {
    for (const body of [one.firing, one.resolved, one.silent]) {
      if (typeof body !== 'object' || body === null) continue;
      const alone = (await read(one, body)).map(({ status, fingerprint, title }) => ({ status, fingerprint, title }));
      expect(await read(one, envelope(body))).toMatchObject(alone);
    }
  });
});

it('reads a list at Tocsin’s own address by the shape of each entry', async () => {
  const bodies = cases.filter(({ firing }) => firing);
  const shaped = [bodies[0]!, bodies[1]!].map(({ firing }) => firing);
  const alone = await Promise.all(shaped.map((body) => send('/v1/alerts', body)));
  const { alerts } = await send('/v1/alerts', shaped);
  expect(alerts).toMatchObject(alone.flatMap((one) => one.alerts.map(({ fingerprint }) => ({ fingerprint }))));
});

it.each([
  ['words', { message: 'Disk full on db-1' }],
  ['something beside it', { data: { title: 'Disk full' }, host: 'db-1' }],
  ['a state beside it', { data: { title: 'Disk full' }, type: 'alert.resolved' }],
])('takes no envelope for one that has %s', async (_, body) => {
  const { status, alerts } = await send('/v1/alerts', body);
  expect(status).toBe(202);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]!.title).toMatch(/Disk full/);
});

it('opens envelopes in envelopes, and stops at a depth', async () => {
  const inside = { title: 'Disk full on db-1', key: 'disk' };
  const { alerts } = await send('/v1/alerts', { body: JSON.stringify({ data: { payload: inside } }) });
  expect(alerts).toMatchObject([{ title: 'Disk full on db-1', fingerprint: 'disk' }]);
  const deep = Array.from({ length: 9 }).reduce<unknown>((body) => ({ data: body }), inside);
  expect((await send('/v1/alerts', deep)).status).toBeLessThan(500);
});

it.each([
  [{ status: 'firing' }],
  [{}],
  [{ status: 'alerting' }],
  [{ status: 'wobbly' }],
  [{ severity: 'critical' }],
  [{ labels: { host: 'db-1' } }],
  [{ title: { text: 'Disk full' } }],
])('pages for a key without words, and with %j beside it', async (beside) => {
  const { alerts } = await send('/v1/alerts', { key: 'disk-db-1', ...beside });
  expect(alerts).toMatchObject([{ status: 'firing', fingerprint: 'disk-db-1', title: 'disk-db-1' }]);
});

it('takes no key alone for an alert at the address of another sender', async () => {
  expect((await send('/v1/alerts/falco', { key: 'disk-db-1' })).status).toBe(400);
});
