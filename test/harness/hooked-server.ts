import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver of webhooks was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly url: string;
}

/** A receiver on this machine. What it answers can be changed at any time. */
export interface HookedServer {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  answer: (received: Received, response: Parameters<RequestListener>[1]) => void;
  close(): Promise<void>;
}

export async function startHooked(): Promise<HookedServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const one = { headers: request.headers, body, url: request.url ?? '' };
      received.push(one);
      hooked.answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hooked: HookedServer = {
    url: `http://127.0.0.1:${port}/hook?key=planted-in-the-url`,
    port,
    received,
    answer: (_, response) => void response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return hooked;
}
