import dns from 'node:dns';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isPublic } from '../../../src/lib/network/public-address.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { closeReceiver, failureOf, openReceiver, outlet, receiver, works } from './receiving.ts';

beforeEach(openReceiver);
afterEach(closeReceiver);

describe('webhooks', () => {
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
