import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventSink } from '../../../src/ports/sinks.ts';
import { ownCertificate } from '../../harness/certificate.ts';
import { type HalfOpenLine, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';
import { closeReceiver, failureOf, openReceiver, outlet, works } from './receiving.ts';

describe('a webhook whose line went dead without a word', () => {
  let certificate: Awaited<ReturnType<typeof ownCertificate>>;
  let line: HalfOpenLine;
  let received: (string | undefined)[];
  let url: string;

  beforeAll(async () => {
    certificate = await ownCertificate();
  });
  afterAll(() => certificate.remove());
  beforeEach(openReceiver);
  afterEach(closeReceiver);

  async function opens(version: 'HTTP/2' | 'HTTP/1.1') {
    received = [];
    const [cert, key] = [readFileSync(certificate.cert), readFileSync(certificate.key)];
    const sockets = new Set<{ destroy(): void }>();
    const take = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => {
      received.push(String(request.headers['webhook-id']));
      request.resume().on('end', () => {
        response.writeHead(204);
        response.end();
      });
    };
    const server =
      version === 'HTTP/2' ? createSecureServer({ cert, key }, take) : createTlsServer({ cert, key }, take);
    server.on('secureConnection', (socket: { destroy(): void }) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    line = await openHalfOpenLine((server.address() as AddressInfo).port);
    works.unshift(async () => {
      await line.close();
      for (const one of sockets) one.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    url = `https://localhost:${line.port}/hook`;
    return outlet({ url, ca: readFileSync(certificate.cert, 'utf8') }, { answer: 500 });
  }

  /** The sender tries again too; over a dead HTTP/2 connection no attempt succeeds, however many there are. */
  const delivered = (webhook: EventSink, seq: number) =>
    eventually('delivered', () =>
      webhook.publish(toldEvent(seq)).then(
        () => true,
        () => false,
      ),
    );

  for (const version of ['HTTP/2', 'HTTP/1.1'] as const)
    it.each(['requests', 'answers', 'everything'] as const)(
      `${version}: notices that %s are dropped, says so, and delivers by another connection at the next attempt`,
      async (dropped) => {
        const webhook = await opens(version);
        await delivered(webhook, 1);
        line.drops(dropped);
        const failed = await failureOf(webhook.publish(toldEvent(2)));
        expect(failed.message).toMatch(/did not answer within 0.5 s|cannot be reached \(UND_ERR_CONNECT_TIMEOUT\)/);
        expect(webhook.connected()).toBe(false);
        line.recovers();
        await delivered(webhook, 2);
        await delivered(webhook, 3);
        expect(webhook.connected()).toBe(true);
        // One that had arrived when its answer got lost comes again, under the id by which its receiver knows it.
        expect([...new Set(received)]).toEqual(['f00d:1', 'f00d:2', 'f00d:3']);
      },
    );
});
