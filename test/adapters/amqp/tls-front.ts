import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificates } from './certificates.ts';

/** TLS before a broker that speaks plain TCP, without asking for a client's certificate. */
export async function startTlsFront(plainUrl: string, { file }: Certificates) {
  const { hostname, port } = new URL(plainUrl);
  const open = new Set<Socket>();
  const [cert, key] = await Promise.all([readFile(file('server.pem')), readFile(file('server.key'))]);
  const server = createServer({ cert, key }, (client) => {
    const behind = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  // Who does not trust the certificate hangs up.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(plainUrl);
  url.protocol = 'amqps:';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    async stop(): Promise<void> {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
