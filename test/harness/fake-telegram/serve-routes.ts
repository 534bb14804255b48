import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRoutes } from '../../../src/ports/http.ts';

export interface ServedRoutes {
  readonly url: string;
  close(): Promise<void>;
}

/** The one HTTP server, as far as an adapter's routes need it. */
export async function serveRoutes(routes: () => HttpRoutes | undefined): Promise<ServedRoutes> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const found = routes();
    if (!found?.paths.includes(incoming.url ?? '')) return void outgoing.writeHead(404).end();
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const request = new Request(`http://127.0.0.1${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const answer = await found.handle(request, { address: '127.0.0.1' });
    outgoing.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
