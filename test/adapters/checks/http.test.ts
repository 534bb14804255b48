import type { RequestListener } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createChecker } from '../../../adapters/checks/checker.ts';
import type { Check, Finding, Probe } from '../../../src/domain/checks/check.ts';
import type { Network } from '../../../src/lib/network/public-address.ts';
import { makeCertificate } from '../email/certificate.ts';
import { httpServer, type Listening, tcpServer, tlsServer } from './servers.ts';

const open: Listening[] = [];
const ok = { ok: true };
/** For what never answers; whatever does may take its time. */
const soon = { timeoutMs: 1_000 };

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serving(answer: RequestListener, host?: string): Promise<string> {
  const server = await httpServer(answer, host);
  open.push(server);
  return `http://${host?.includes(':') ? `[${host}]` : '127.0.0.1'}:${server.port}`;
}

function ask(
  url: string,
  more: Partial<Extract<Probe, { kind: 'http' }>> = {},
  { authorities = [], timeoutMs = 30_000 }: { authorities?: string[]; timeoutMs?: number } = {},
) {
  const check: Check = {
    id: 'shop',
    probe: { kind: 'http', url, expect: '2xx', ...more },
    everyMs: 60_000,
    timeoutMs,
    failures: 2,
  };
  return createChecker({ authorities }).run(check);
}

function reason(finding: Finding): string {
  return finding.ok ? 'it is well' : finding.reason;
}

describe('an address', () => {
  it('is well when it answers as expected', async () => {
    const at = await serving((request, response) => {
      response.statusCode = request.url === '/health?deep=1' && request.method === 'GET' ? 204 : 500;
      response.end();
    });
    expect(await ask(`${at}/health?deep=1`)).toEqual(ok);
    expect(await ask(`${at}/health?deep=1`, { expect: 204 })).toEqual(ok);
    expect(reason(await ask(`${at}/health?deep=1`, { expect: 200 }))).toBe('shop answered 204 instead of 200');
    expect(await ask(`${at}/other`, { expect: '5xx' })).toEqual(ok);
  });

  it('is not when it answers something else', async () => {
    const at = await serving((_, response) => {
      response.statusCode = 503;
      response.end('down');
    });
    expect(reason(await ask(at))).toBe('shop answered 503 instead of 2xx');
    expect(reason(await ask(at, { expect: 200 }))).toBe('shop answered 503 instead of 200');
  });

  it('has to say what it should contain', async () => {
    const at = await serving((_, response) => {
      response.write('{"status":');
      response.end('"ok ✓"}');
    });
    expect(await ask(at, { contains: '"status":"ok ✓"' })).toEqual(ok);
    expect(reason(await ask(at, { contains: 'fine' }))).toBe('shop answered 200, but without “fine”');
  });

  it.skipIf(!hasIpv6())('may be an IPv6 one', async () => {
    const at = await serving((_, response) => void response.end('ok'), '::1');
    expect(at).toContain('[::1]');
    expect(await ask(at, { contains: 'ok' })).toEqual(ok);
  });
});

describe('redirects', () => {
  const hops: RequestListener = (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(302, { location: `./${left - 1}` }).end('elsewhere');
    else response.end('ok');
  };

  it('are followed, five of them', async () => {
    const at = await serving(hops);
    expect(await ask(`${at}/5`, { contains: 'ok' })).toEqual(ok);
    expect(reason(await ask(`${at}/6`))).toBe('shop redirected more than 5 times');
  });

  it('are an answer where one is expected', async () => {
    const at = await serving(hops);
    expect(await ask(`${at}/1`, { expect: 302 })).toEqual(ok);
    expect(await ask(`${at}/1`, { expect: '3xx' })).toEqual(ok);
    expect(reason(await ask(`${at}/0`, { expect: 302 }))).toBe('shop answered 200 instead of 302');
  });

  it.each([
    ['file:///etc/passwd', 'shop redirected to an address that is not http or https'],
    ['http://[', 'shop redirected to an address that cannot be read'],
  ])('lead nowhere else: %s', async (location, sentence) => {
    const at = await serving((_, response) => void response.writeHead(301, { location }).end());
    expect(reason(await ask(at))).toBe(sentence);
  });
});

describe('redirects into a private network', () => {
  // Everything here is on loopback, so 127.0.0.1 stands for the Internet and 127.0.0.2 for the private network.
  const names: Record<string, string[]> = { 'public.test': ['127.0.0.1'], 'inside.test': ['127.0.0.2'] };
  const networkOf = (known: Record<string, string[]>): Network => ({
    isPublic: (address) => address === '127.0.0.1',
    lookup(hostname, _options, callback) {
      const answers = known[hostname] ?? [];
      const address = (answers.length > 1 ? answers.shift() : answers[0]) ?? '';
      callback(null, [{ address, family: 4 }]);
    },
  });

  /** Both servers on one port, so that a name leads to either by its address alone. */
  async function stage(locationOf: (port: number) => string) {
    const asked: string[] = [];
    const inside = await httpServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('secret');
    }, '127.0.0.2');
    open.push(inside);
    const { port } = inside;
    open.push(
      await httpServer(
        (_, response) => void response.writeHead(302, { location: locationOf(port), connection: 'close' }).end(),
        '127.0.0.1',
        port,
      ),
    );
    return { port, asked };
  }

  const askIn = (url: string, network: Network) =>
    createChecker({ network }).run({
      id: 'shop',
      probe: { kind: 'http', url, expect: '2xx' },
      everyMs: 60_000,
      timeoutMs: 30_000,
      failures: 2,
    });

  it.each([
    ['an address', 'http://public.test', (port: number) => `http://127.0.0.2:${port}/latest/meta-data`],
    ['a name', 'http://public.test', (port: number) => `http://inside.test:${port}/latest/meta-data`],
    ['an address from an address', 'http://127.0.0.1', (port: number) => `http://127.0.0.2:${port}/`],
  ])('are not followed from a public host: %s', async (_, from, locationOf) => {
    const { port, asked } = await stage(locationOf);
    expect(reason(await askIn(`${from}:${port}/`, networkOf(names)))).toBe(
      'shop redirected to a private address, and that is not followed',
    );
    expect(asked).toEqual([]);
  });

  it('are not followed when the name server changes its answer in between', async () => {
    const { port, asked } = await stage((at) => `http://public.test:${at}/again`);
    const rebinding = networkOf({ 'public.test': ['127.0.0.1', '127.0.0.2'] });
    expect(reason(await askIn(`http://public.test:${port}/`, rebinding))).toContain('redirected to a private address');
    expect(asked).toEqual([]);
  });

  it('are followed where the file itself names a private host', async () => {
    const { port, asked } = await stage(() => '/');
    expect(await askIn(`http://inside.test:${port}/health`, networkOf(names))).toEqual(ok);
    expect(asked).toEqual(['/health']);
    const hop = await serving((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.2:${port}/hop` }).end();
    });
    // The very same hop, once with the first host held to be private.
    const allPrivate: Network = { ...networkOf(names), isPublic: () => false };
    expect(await askIn(hop, allPrivate)).toEqual(ok);
    expect(asked).toEqual(['/health', '/hop']);
  });
});

describe('whatever the other side does, it ends, and says so', () => {
  it('a server that never answers', async () => {
    const at = await serving(() => undefined);
    expect(reason(await ask(at, {}, soon))).toBe('shop did not answer within 1s');
  });

  it('a server that begins its answer and never ends it', async () => {
    const at = await serving((_, response) => void response.write('slow'));
    expect(reason(await ask(at, { contains: 'ok' }, soon))).toBe('shop did not answer within 1s');
    expect(await ask(at)).toEqual(ok);
  });

  it('a body without end', async () => {
    const at = await serving((_, response) => {
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    expect(await ask(at)).toEqual(ok);
    expect(reason(await ask(at, { contains: 'ok' }))).toBe('shop answered 200, but without “ok” in its first 1 MiB');
    expect(await ask(at, { contains: 'xxxx' })).toEqual(ok);
  });

  it('nobody there', async () => {
    const at = await serving(() => undefined);
    await open.pop()?.close();
    expect(reason(await ask(`${at}/?key=planted`))).toBe(`shop refused the connection at ${at.replace('http://', '')}`);
  });

  it('a name that is none', async () => {
    expect(reason(await ask('http://shop.invalid/'))).toMatch(/^(the name|no name server).*shop\.invalid/);
  });

  it('a server that hangs up', async () => {
    const server = await tcpServer((socket) => void socket.once('data', () => socket.destroy()));
    open.push(server);
    expect(reason(await ask(`http://127.0.0.1:${server.port}`))).toBe(
      'shop closed the connection before it had answered',
    );
  });

  it('a server that speaks something else', async () => {
    const server = await tcpServer((socket) => void socket.write('220 mail.example.org ESMTP\r\n'));
    open.push(server);
    expect(reason(await ask(`http://127.0.0.1:${server.port}`))).toBe('shop answered something that is not HTTP');
    expect(reason(await ask(`https://127.0.0.1:${server.port}`))).toMatch(
      /^shop and Tocsin could not agree on an encrypted connection/,
    );
  });
});

describe('https', () => {
  it('asks for a certificate that is trusted', async () => {
    const certificate = makeCertificate();
    const server = await tlsServer(certificate);
    open.push(server);
    const at = `https://localhost:${server.port}`;
    expect(await ask(at, { contains: 'ok' }, { authorities: [certificate.cert] })).toEqual(ok);
    expect(reason(await ask(at))).toBe(
      `the certificate of localhost:${server.port} is signed by nobody who is trusted here (add its authority by NODE_EXTRA_CA_CERTS)`,
    );
  });

  it('and that is for this host and has not ended', async () => {
    const other = makeCertificate({ host: 'elsewhere.example.org' });
    const ended = makeCertificate({ from: new Date('2020-01-01'), to: new Date('2020-02-01') });
    const [one, two] = [await tlsServer(other), await tlsServer(ended)];
    open.push(one, two);
    expect(reason(await ask(`https://localhost:${one.port}`, {}, { authorities: [other.cert] }))).toMatch(
      /is for another host$/,
    );
    expect(reason(await ask(`https://localhost:${two.port}`, {}, { authorities: [ended.cert] }))).toMatch(/ has ended/);
  });
});

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((one) => one?.some(({ address }) => address === '::1'));
}
