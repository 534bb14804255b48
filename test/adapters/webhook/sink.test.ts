import dns from 'node:dns';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Webhook as Standard } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhookSink } from '../../../adapters/webhook/sink.ts';
import type { Webhook } from '../../../src/domain/webhook.ts';
import { isPublic } from '../../../src/lib/network/public-address.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import { type Clock, systemClock } from '../../../src/ports/runtime.ts';
import { EventRefused, type EventSink } from '../../../src/ports/sinks.ts';
import { type HookedServer, startHooked } from '../../harness/hooked-server.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { TestClock } from '../../harness/time.ts';
import { everyEvent, toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const next = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

describe('webhooks', () => {
  let receiver: HookedServer;
  const log = new KeptLog();
  const works: (() => unknown)[] = [];

  beforeEach(async () => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']) {
      vi.stubEnv(name, undefined);
    }
    receiver = await startHooked();
  });
  afterEach(async () => {
    for (const work of works.splice(0).reverse()) await work();
    await receiver.close();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  function outlet(changes: Partial<Webhook> = {}, timing = {}, clock: Clock = systemClock): EventSink {
    const webhook = { name: 'status-page', url: receiver.url, secrets: [secret], allowPrivate: true, ...changes };
    const made = createWebhookSink(webhook, { clock, log, timing });
    works.push(() => made.stop());
    made.start();
    return made;
  }

  async function failureOf(publishing: Promise<void>): Promise<DeliveryFailed> {
    const failed = await publishing.catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect((failed as Error).message).not.toContain('planted');
    return failed as DeliveryFailed;
  }

  it('posts an event that the Standard Webhooks library takes for genuine', async () => {
    await outlet().publish(toldEvent(1));
    const [{ headers, body }] = receiver.received as [HookedServer['received'][0]];
    expect(headers['content-type']).toBe('application/json');
    expect(headers['webhook-id']).toBe('f00d:1');
    expect(new Standard(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      id: 'f00d:1',
      type: 'incident.acknowledged',
      incident: { number: 42 },
      data: { by: 'alice' },
    });
    expect(() => new Standard(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  it('signs with each secret while they are rotated', async () => {
    await outlet({ secrets: [next, secret] }).publish(toldEvent(1));
    const [{ headers, body }] = receiver.received as [HookedServer['received'][0]];
    for (const one of [secret, next]) new Standard(one).verify(body, headers as Record<string, string>);
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('sends the trace along, where there is one', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const webhook = outlet();
    await webhook.publish({ ...toldEvent(1), trace });
    await webhook.publish(toldEvent(2));
    expect(receiver.received.map(({ headers }) => headers.traceparent)).toEqual([trace, undefined]);
  });

  it('sends only the events that are asked for, and is done with the others', async () => {
    const webhook = outlet({ events: ['resolved'] });
    await webhook.publish(toldEvent(1));
    await webhook.publish(toldEvent(2, everyEvent.resolved));
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(['f00d:2']);
  });

  it.each([
    [400, 'never'],
    [410, 'never'],
    [413, 'never'],
    [422, 'never'],
    [401, 'soon'],
    [403, 'soon'],
    [404, 'soon'],
    [405, 'soon'],
    [408, 'soon'],
    [500, 'soon'],
    [502, 'soon'],
  ])('takes %i for: %s', async (status, retryAfterMs) => {
    receiver.answer = (_, response) => void response.writeHead(status).end('no');
    const webhook = outlet();
    const failure = await failureOf(webhook.publish(toldEvent(1)));
    expect(failure).toMatchObject({ retryAfterMs });
    expect(failure instanceof EventRefused).toBe([400, 413, 422].includes(status));
    expect(webhook.connected()).toBe(retryAfterMs === 'never');
    receiver.answer = (_, response) => void response.writeHead(202).end();
    await webhook.publish(toldEvent(1));
    expect(webhook.connected()).toBe(true);
  });

  it.each([
    ['120', 120_000, 120_000],
    ['999999', 3_600_000, 3_600_000],
    [new Date(Date.now() + 60_000).toUTCString(), 30_000, 61_000],
    [new Date(Date.now() - 60_000).toUTCString(), 0, 0],
  ])('keeps to Retry-After: %s', async (said, least, most) => {
    receiver.answer = (_, response) => void response.writeHead(429, { 'retry-after': said }).end();
    const { retryAfterMs } = await failureOf(outlet().publish(toldEvent(1)));
    expect(retryAfterMs).toBeGreaterThanOrEqual(least);
    expect(retryAfterMs).toBeLessThanOrEqual(most);
  });

  it.each([
    [undefined, 5],
    ['600', 15],
  ])(
    'counts as away for as long as the next attempt may take (Retry-After: %s), and no longer',
    async (said, minutes) => {
      const clock = new TestClock(new Date('2026-11-02T03:00:00Z'));
      const webhook = outlet({}, {}, clock);
      receiver.answer = (_, response) => void response.writeHead(503, said ? { 'retry-after': said } : {}).end();
      const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms));
      for (const _ of [1, 2]) {
        await failureOf(webhook.publish(toldEvent(1)));
        later(minutes * 60_000 - 1);
        expect(webhook.connected()).toBe(false);
      }
      // Nothing more was asked of it here: another process has delivered the event.
      later(1);
      expect(webhook.connected()).toBe(true);
    },
  );

  it('is not away once the event that failed is given up', async () => {
    const webhook = outlet();
    receiver.answer = (_, response) => void response.writeHead(503).end();
    await failureOf(webhook.publish(toldEvent(1)));
    expect(webhook.connected()).toBe(false);
    receiver.answer = (_, response) => void response.writeHead(410).end();
    await failureOf(webhook.publish(toldEvent(1)));
    expect(webhook.connected()).toBe(true);
  });

  it('makes nothing of a Retry-After that nobody can read', async () => {
    receiver.answer = (_, response) => void response.writeHead(503, { 'retry-after': 'later' }).end();
    expect(await failureOf(outlet().publish(toldEvent(1)))).toMatchObject({ retryAfterMs: 'soon' });
  });

  it('follows no redirect', async () => {
    receiver.answer = (_, response) => void response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await failureOf(outlet().publish(toldEvent(1)))).toMatchObject({ retryAfterMs: 'soon' });
    expect(receiver.received).toHaveLength(1);
  });

  it('hangs up on who says far too much, and counts the status', async () => {
    let hungUp = false;
    receiver.answer = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(64 * 1024)), 1);
      response.on('close', () => {
        clearInterval(timer);
        hungUp = true;
      });
    };
    await outlet().publish(toldEvent(1));
    await eventually('hung up', () => hungUp);
  });

  it('gives up on who says nothing, and on who is not there', async () => {
    receiver.answer = () => undefined;
    const failed = await failureOf(outlet({}, { answer: 200 }).publish(toldEvent(1)));
    expect(failed).toMatchObject({ retryAfterMs: 'soon', message: expect.stringContaining('within 0.2 s') });
    await receiver.close();
    const gone = await failureOf(outlet().publish(toldEvent(1)));
    expect(gone).toMatchObject({ retryAfterMs: 'soon', message: expect.stringContaining('ECONNREFUSED') });
  });

  describe('private addresses', () => {
    it.each([
      ...[
        '127.0.0.1',
        '10.1.1.1',
        '172.16.0.1',
        '192.168.0.1',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
        '224.0.0.1',
      ],
      ...[
        '255.255.255.255',
        '192.0.2.1',
        '198.18.0.1',
        '240.0.0.1',
        '::',
        '::1',
        '::ffff:127.0.0.1',
        '::ffff:10.0.0.1',
      ],
      ...['::7f00:1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '64:ff9b::7f00:1'],
      ...['2001:db8::1', '2002:7f00:1::', '[::1]', 'localhost', ''],
    ])('%s is none of the public Internet', (address) => expect(isPublic(address)).toBe(false));

    it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s is', (address) =>
      expect(isPublic(address)).toBe(true),
    );

    it.each([
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
    ])('nothing is sent to http://%s', async (host) => {
      const url = `http://${host}:${receiver.port}/`;
      expect(await failureOf(outlet({ url, allowPrivate: false }).publish(toldEvent(1)))).toMatchObject({
        retryAfterMs: 'never',
        message: expect.stringContaining('allowPrivate'),
      });
      expect(receiver.received).toEqual([]);
    });

    it.each([[['127.0.0.1']], [['93.184.215.14', '127.0.0.1']], [['fd00::1', '2606:4700::1111']]])(
      'a name is judged by what it means to the very connection, whole: %s',
      async (addresses) => {
        let asked = 0;
        const lookup = ((_: string, options: { all?: boolean }, callback: (...found: unknown[]) => void) => {
          asked += 1;
          expect(options.all).toBe(true);
          callback(
            null,
            addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
          );
        }) as unknown as typeof dns.lookup;
        vi.spyOn(dns, 'lookup').mockImplementation(lookup);
        const webhook = outlet({ url: `http://rebinding.example:${receiver.port}/`, allowPrivate: false });
        expect(await failureOf(webhook.publish(toldEvent(1)))).toMatchObject({ retryAfterMs: 'never' });
        // No second question, to which another answer could come.
        expect(asked).toBe(1);
        expect(receiver.received).toEqual([]);
      },
    );
  });

  describe('through a proxy', () => {
    /** A real CONNECT proxy, which says where it was asked to lead. */
    async function startProxy(): Promise<{ url: string; asked: string[] }> {
      const asked: string[] = [];
      const server = createServer();
      server.on('connect', (request, socket) => {
        asked.push(request.url ?? '');
        const onward = connect(receiver.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
        socket.on('error', () => onward.destroy());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      works.push(() => new Promise((resolve) => server.close(resolve)));
      works.push(() => server.closeAllConnections());
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
    }

    it('of its own, though its host is known to nobody here', async () => {
      const proxy = await startProxy();
      await outlet({ url: 'http://hooks.invalid/x', allowPrivate: false, proxy: proxy.url }).publish(toldEvent(1));
      expect(proxy.asked).toEqual(['hooks.invalid:80']);
      expect(receiver.received).toHaveLength(1);
    });

    it('of the environment, but for the hosts of NO_PROXY', async () => {
      const proxy = await startProxy();
      vi.stubEnv('HTTP_PROXY', proxy.url);
      vi.stubEnv('NO_PROXY', '127.0.0.1');
      await outlet({ url: 'http://hooks.invalid/x', allowPrivate: false }).publish(toldEvent(1));
      expect(proxy.asked).toEqual(['hooks.invalid:80']);
      await outlet().publish(toldEvent(2));
      expect(proxy.asked).toHaveLength(1);
      expect(receiver.received).toHaveLength(2);
    });

    it('leads to no private address either', async () => {
      const proxy = await startProxy();
      for (const host of ['169.254.169.254', 'localhost', '[fd00::1]']) {
        const webhook = outlet({ url: `http://${host}/`, allowPrivate: false, proxy: proxy.url });
        expect(await failureOf(webhook.publish(toldEvent(1)))).toMatchObject({ retryAfterMs: 'never' });
      }
      expect(proxy.asked).toEqual([]);
    });
  });
});
