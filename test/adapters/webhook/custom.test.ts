import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { Webhook as Standard } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhookSink } from '../../../adapters/webhook/sink.ts';
import type { Webhook } from '../../../src/domain/webhook.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { EventRefused, type EventSink } from '../../../src/ports/sinks.ts';
import { ownCertificate } from '../../harness/certificate.ts';
import { type HookedServer, startHooked } from '../../harness/hooked-server.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { everyEvent, toldEvent } from '../../harness/told-events.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

describe('webhooks of one’s own making', () => {
  let receiver: HookedServer;
  const works: (() => unknown)[] = [];

  beforeEach(async () => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'])
      for (const one of [name, name.toLowerCase()]) vi.stubEnv(one, undefined);
    receiver = await startHooked();
  });
  afterEach(async () => {
    for (const work of works.splice(0).reverse()) await work();
    await receiver.close();
    vi.unstubAllEnvs();
  });

  function sink(changes: Partial<Webhook>): EventSink {
    const webhook = { name: 'own', url: receiver.url, secrets: [secret], allowPrivate: true, ...changes };
    const made = createWebhookSink(webhook, { clock: systemClock, log: new KeptLog() });
    works.push(() => made.stop());
    made.start();
    return made;
  }
  const only = () => receiver.received[0]!;
  const isSigned = ({ headers, body }: HookedServer['received'][0]) =>
    new Standard(secret).verify(body, headers as Record<string, string>);

  it('send a body of their own as JSON, signed as it is sent', async () => {
    const body = "{ text: join(': ', [incident.severity, incident.title]), who: data.by }";
    await sink({ body }).publish(toldEvent(1));
    expect(JSON.parse(only().body)).toEqual({ text: 'sev1: Checkout is down', who: 'alice' });
    expect(only().headers['content-type']).toBe('application/json');
    expect(isSigned(only())).toEqual({ text: 'sev1: Checkout is down', who: 'alice' });
  });

  it('send a text as it stands', async () => {
    await sink({ body: "join(' ', ['Incident', to_string(incident.number), incident.state])" }).publish(toldEvent(1));
    expect(only()).toMatchObject({
      body: 'Incident 42 triggered',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  });

  it('refuse an event of which the body makes nothing, and go on with the next', async () => {
    const webhook = sink({ body: 'data.summary' });
    const failed = await webhook.publish(toldEvent(1)).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(EventRefused);
    expect((failed as Error).message).toBe(
      'The body of the webhook own gives no text or JSON for incident.acknowledged',
    );
    await webhook.publish(toldEvent(2, everyEvent.resolved));
    expect(receiver.received.map(({ body }) => body)).toEqual(['rolled back']);
  });

  it('send headers of their own beside the signature', async () => {
    const headers = [
      { name: 'Authorization', value: 'Bearer planted', isSecret: true },
      { name: 'Content-Type', value: 'application/vnd.example+json', isSecret: false },
    ];
    await sink({ headers }).publish(toldEvent(1));
    expect(only().headers).toMatchObject({
      authorization: 'Bearer planted',
      'content-type': 'application/vnd.example+json',
      'webhook-id': 'f00d:1',
    });
    isSigned(only());
  });

  it('give up after their own time limit', async () => {
    receiver.answer = () => undefined;
    const failed = sink({ timeoutMs: 150 }).publish(toldEvent(1));
    await expect(failed).rejects.toThrow('The webhook own did not answer within 0.15 s');
  });

  describe('with followRedirects', () => {
    const leadTo = (location: string, status = 307) => {
      receiver.answer = ({ url }, response) =>
        void (url.startsWith('/hook') ? response.writeHead(status, { location }) : response.writeHead(204)).end();
    };

    it.each([307, 308])('post the same again where %i leads, on the same host', async (status) => {
      leadTo('/moved', status);
      await sink({ followRedirects: true }).publish(toldEvent(1));
      const [first, second] = receiver.received;
      expect(second).toMatchObject({ url: '/moved', body: first?.body });
      isSigned(second!);
    });

    it.each([
      ['another method', '/moved', 302],
      ['another host', 'http://localhost:1/x', 307],
      ['a password', 'http://user:planted@127.0.0.1/x', 307],
      ['no address', 'http://', 307],
    ])('do not follow to %s', async (_, location, status) => {
      leadTo(location, status);
      await expect(sink({ followRedirects: true }).publish(toldEvent(1))).rejects.toThrow(`redirect (${status})`);
      expect(receiver.received).toHaveLength(1);
    });

    it('end after three', async () => {
      leadTo('/hook?again');
      await expect(sink({ followRedirects: true }).publish(toldEvent(1))).rejects.toThrow('redirect (307)');
      expect(receiver.received).toHaveLength(4);
    });
  });

  describe('with TLS', () => {
    let certificate: Awaited<ReturnType<typeof ownCertificate>>;
    const versions: string[] = [];

    beforeAll(async () => {
      certificate = await ownCertificate();
    });
    afterAll(() => certificate.remove());

    async function startSecure(version: 'HTTP/2' | 'HTTP/1.1'): Promise<string> {
      versions.length = 0;
      const [cert, key] = [readFileSync(certificate.cert), readFileSync(certificate.key)];
      const answer = (
        request: IncomingMessage | Http2ServerRequest,
        response: ServerResponse | Http2ServerResponse,
      ) => {
        versions.push(request.httpVersion);
        request.resume().on('end', () => {
          response.writeHead(204);
          response.end();
        });
      };
      const server =
        version === 'HTTP/2'
          ? createSecureServer({ cert, key, allowHTTP1: true }, answer)
          : createTlsServer({ cert, key }, answer);
      const sessions = new Set<{ destroy(): void }>();
      server.on('session', (session) => sessions.add(session));
      server.on('secureConnection', (socket) => sessions.add(socket));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      works.unshift(async () => {
        for (const one of sessions) one.destroy();
        await new Promise((resolve) => server.close(resolve));
      });
      return `https://localhost:${(server.address() as AddressInfo).port}/hook`;
    }
    const ca = () => readFileSync(certificate.cert, 'utf8');

    it('speak HTTP/2 where that is offered', async () => {
      const webhook = sink({ url: await startSecure('HTTP/2'), ca: ca() });
      await Promise.all([webhook.publish(toldEvent(1)), webhook.publish(toldEvent(2))]);
      expect(versions).toEqual(['2.0', '2.0']);
    });

    it('speak HTTP/1.1 where it is not', async () => {
      await sink({ url: await startSecure('HTTP/1.1'), ca: ca() }).publish(toldEvent(1));
      expect(versions).toEqual(['1.1']);
    });

    it('send nothing to whom they cannot trust', async () => {
      const failed = sink({ url: await startSecure('HTTP/2') }).publish(toldEvent(1));
      await expect(failed).rejects.toThrow(
        /The webhook own cannot be reached: its certificate is not signed .* \(DEPTH_ZERO_SELF_SIGNED_CERT\); name the authority by caFile/,
      );
      expect(versions).toEqual([]);
    });

    it.each([
      ['HTTP/2', '2.0'],
      ['HTTP/1.1', '1.1'],
    ] as const)('speak %s through the CONNECT of a proxy', async (spoken, version) => {
      const url = await startSecure(spoken);
      const asked: (string | undefined)[] = [];
      const proxy = await startProxy(asked);
      vi.stubEnv('HTTPS_PROXY', proxy.replace('http://', 'http://user:planted@'));
      await sink({ url, ca: ca() }).publish(toldEvent(1));
      expect(asked).toEqual([`${new URL(url).host} Basic ${Buffer.from('user:planted').toString('base64')}`]);
      expect(versions).toEqual([version]);
      vi.stubEnv('NO_PROXY', `.localhost:${new URL(url).port}`);
      await sink({ url, ca: ca() }).publish(toldEvent(2));
      expect(asked).toHaveLength(1);
      expect(versions).toHaveLength(2);
    });

    async function startProxy(asked: (string | undefined)[]): Promise<string> {
      const open = new Set<{ destroy(): void }>();
      const proxy: Server = createServer();
      proxy.on('connect', (request, socket) => {
        asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
        const onward = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        for (const one of [onward, socket]) {
          open.add(one);
          one.on('error', () => undefined);
        }
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      works.unshift(async () => {
        for (const one of open) one.destroy();
        await new Promise((resolve) => proxy.close(resolve));
      });
      return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    }
  });
});
