import { Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkAddress, type HttpServer, type HttpSettings, startHttp } from '../../../adapters/http/server.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { freePort } from '../../harness/program.ts';
import { eventually } from '../../harness/wait.ts';

const log = new KeptLog();
const running: HttpServer[] = [];
const ready = async () => ({ ready: true, reasons: [] });

async function start(settings: Partial<HttpSettings> = {}): Promise<HttpServer> {
  const server = await startHttp({ host: '127.0.0.1', port: 0, routes: [], ready, log, ...settings });
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

const echo = {
  paths: ['/echo', '/below/*'],
  handle: async (request: Request, peer: { address: string }) =>
    Response.json({ path: new URL(request.url).pathname, peer: peer.address, said: await request.text() }),
};

describe('the HTTP server', () => {
  it('shows the version in readiness', async () => {
    const { url } = await start({ version: '1.2.3+abcdef0' });
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ version: '1.2.3+abcdef0' });
  });

  it('is alive, and ready only when everything is', async () => {
    let answer = { ready: true, reasons: [] as string[] };
    const { url } = await start({ ready: async () => answer });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    answer = { ready: false, reasons: ['Slack is not connected'] };
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, reasons: ['Slack is not connected'] });
  });

  it('is not ready when the check itself throws', async () => {
    const { url } = await start({
      ready: async () => {
        throw new Error('mongodb://user:hunter2@db');
      },
    });
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('hunter2');
  });

  it('shows the metrics of the process and of its requests', async () => {
    const { url } = await start({ routes: [echo] });
    await fetch(`${url}/below/whatever/people/type`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/below/*",status="200"} 1');
  });

  it('mounts the routes of the adapters, and tells them who asks', async () => {
    const { url } = await start({ routes: [echo] });
    const response = await fetch(`${url}/below/a/b`, { method: 'POST', body: 'hello' });
    expect(await response.json()).toEqual({ path: '/below/a/b', peer: '127.0.0.1', said: 'hello' });
  });

  it('answers an unknown path as its reader wants it', async () => {
    const { url } = await start();
    const json = await fetch(`${url}/nowhere`, { headers: { accept: 'application/json' } });
    expect(json.status).toBe(404);
    expect(await json.json()).toEqual({ error: 'There is nothing at this address.' });
    const html = await fetch(`${url}/nowhere/%3Cscript%3E`, { headers: { accept: 'text/html' } });
    expect(html.status).toBe(404);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(await html.text()).not.toContain('script>');
  });

  it('sends headers that keep a page to itself', async () => {
    const { url } = await start();
    for (const path of ['/health/live', '/nowhere']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('takes 1 MiB and no more, whether or not the length is told beforehand', async () => {
    const { url } = await start({ routes: [echo] });
    const post = (body: string | ReadableStream) =>
      fetch(`${url}/echo`, { method: 'POST', body, duplex: 'half' } as RequestInit);
    const pieces = (count: number) =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (count-- === 0) return controller.close();
          controller.enqueue(new Uint8Array(64 * 1024).fill(97));
        },
      });
    expect((await post('a'.repeat(1024 * 1024))).status).toBe(200);
    expect((await post('a'.repeat(1024 * 1024 + 1))).status).toBe(413);
    const chunked = await post(pieces(2));
    expect(((await chunked.json()) as { said: string }).said).toHaveLength(128 * 1024);
    expect((await post(pieces(17)).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('answers politely when a route throws, and logs why', async () => {
    const { url } = await start({
      routes: [{ paths: ['/bad'], handle: () => Promise.reject(new Error('the disk is on fire')) }],
    });
    const response = await fetch(`${url}/bad`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('fire');
    expect(log.text()).toContain('the disk is on fire');
  });

  it.each([
    ['the route fails', async (request: Request) => Response.json({ said: await request.text() })],
    [
      'the route answers 500',
      async (request: Request) => {
        await request.text().catch(() => undefined);
        return new Response('failed', { status: 500 });
      },
    ],
  ])('takes a request that its client aborted for no error of its own: %s', async (_, handle) => {
    const kept = new KeptLog();
    let reached = 0;
    const routes = {
      paths: ['/echo'],
      handle: (request: Request) => {
        reached += 1;
        return handle(request);
      },
    };
    const { port, url } = await start({ log: kept, routes: [routes] });
    let sent = 0;
    for (const framing of ['content-length: 100', 'transfer-encoding: chunked']) {
      const socket = connect(port, '127.0.0.1');
      const body = framing.includes('chunked') ? '5\r\nhello\r\n' : 'hello';
      socket.write(`POST /echo HTTP/1.1\r\nhost: localhost\r\n${framing}\r\n\r\n${body}`);
      sent += 1;
      await eventually('the request reaches its route', () => reached === sent);
      socket.destroy();
    }
    const metrics = async () => (await fetch(`${url}/metrics`)).text();
    await eventually('both are counted', async () =>
      /http_request_duration_seconds_count{method="POST",route="\/echo",status="499"} 2/.test(await metrics()),
    );
    expect(await metrics()).not.toMatch(/status="5\d\d"/);
    expect(kept.lines.filter(({ level }) => level !== 'debug')).toEqual([]);
  });

  it('says what to do when the port is taken', async () => {
    const { port } = await start();
    const told = `Port ${port} on 127.0.0.1 is in use by another program: stop that program, or start with another port, for example HTTP_PORT=${port + 1}.`;
    await expect(start({ port })).rejects.toThrow(told);
    await expect(checkAddress({ host: '127.0.0.1', port })).rejects.toThrow(told);
  });

  it('leaves an address free that it has only looked at', async () => {
    const address = { host: '127.0.0.1', port: Number(await freePort()) };
    await checkAddress(address);
    expect((await start(address)).port).toBe(address.port);
  });

  it('closes a connection with its answer when it was busy as the end began', async () => {
    const forced = vi.spyOn(Server.prototype, 'closeAllConnections');
    let answer: (() => void) | undefined;
    const handle = () =>
      new Promise<Response>((resolve) => {
        answer = () => resolve(new Response('late'));
      });
    const server = await start({ routes: [{ paths: ['/slow'], handle }] });
    const response = fetch(`${server.url}/slow`);
    await eventually('it has the request', () => answer !== undefined);
    const stopped = server.stop();
    answer?.();
    expect(await (await response).text()).toBe('late');
    await stopped;
    expect(forced).not.toHaveBeenCalled();
    forced.mockRestore();
  });

  it('stops within 5 s with an event stream and a half-sent request open', async () => {
    let cancelled = false;
    const server = await start({
      routes: [
        {
          paths: ['/stream'],
          handle: async () =>
            new Response(
              new ReadableStream({
                start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
                cancel: () => {
                  cancelled = true;
                },
              }),
              { headers: { 'content-type': 'text/event-stream' } },
            ),
        },
      ],
    });
    const reader = (await fetch(`${server.url}/stream`)).body!.getReader();
    await reader.read();
    const half = connect(server.port, '127.0.0.1');
    half.on('error', () => {});
    await new Promise<void>((resolve) => half.write('POST /stream HTTP/1.1\r\n', () => resolve()));
    const began = Date.now();
    await server.stop();
    expect(Date.now() - began).toBeLessThan(5_000);
    await eventually('the stream’s source heard of it', () => cancelled);
    await reader.read().catch(() => {});
  });
});

describe('compression', () => {
  const long = 'Checkout is down. '.repeat(500);
  const routes = [
    {
      paths: ['/long', '/stream'],
      handle: async (request: Request) => {
        if (!request.url.endsWith('/stream')) return Response.json(long, { headers: { etag: '"tag"' } });
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('event: hello\ndata: {}\n\n')),
        });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      },
    },
  ];

  it('makes text small for who takes it so, and weakens its tag', async () => {
    const { url } = await start({ routes });
    const plain = await fetch(`${url}/long`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const small = await fetch(`${url}/long`, { headers: { 'accept-encoding': 'gzip' } });
    expect(small.headers.get('content-encoding')).toBe('gzip');
    expect(small.headers.get('vary')).toContain('Accept-Encoding');
    expect(small.headers.get('etag')).toBe('W/"tag"');
    expect(await small.json()).toBe(long);
  });

  it('leaves event streams alone, so that each event arrives at once', async () => {
    const { url } = await start({ routes });
    const abort = new AbortController();
    const stream = await fetch(`${url}/stream`, { headers: { 'accept-encoding': 'gzip' }, signal: abort.signal });
    expect(stream.headers.get('content-encoding')).toBeNull();
    const { value } = await stream.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toContain('hello');
    abort.abort();
  });
});

describe('strict transport', () => {
  it('is asked of browsers where people come by https, and nowhere else', async () => {
    const secure = await start({ publicUrl: 'https://tocsin.example.org' });
    for (const path of ['/health/live', '/nowhere'])
      expect((await fetch(secure.url + path)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    const plain = await start({ publicUrl: 'http://127.0.0.1:3000' });
    expect((await fetch(`${plain.url}/health/live`)).headers.get('strict-transport-security')).toBeNull();
  });
});
