import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startHttp } from '../../adapters/http/server.ts';
import { createWebChat } from '../../adapters/web-chat/adapter.ts';
import { openAccess } from '../../src/app/access.ts';
import type { Config } from '../../src/config.ts';
import { localRateLimits } from '../../src/lib/rate-limit.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { createMemoryOpenPages, createMemoryPushStore } from '../harness/memory-push-store.ts';
import { createMemorySignIns } from '../harness/memory-sign-ins.ts';
import { createMemoryWebChatStore } from '../harness/memory-web-chat-store.ts';
import { calm, noIntegrations, noJobs, noOnCall, team } from '../harness/web-chat-server.ts';

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** As nginx does with nothing but `proxy_pass http://127.0.0.1:<port>`: Host is rewritten, and no header tells of the way. */
async function bareProxy(port: number): Promise<string> {
  const proxy: Server = createServer((incoming, answer) => {
    const { host: _, ...headers } = incoming.headers;
    const onward = httpRequest(
      { host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  closings.push(() => new Promise((resolve) => proxy.close(resolve)));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

interface Given {
  readonly demo: boolean;
  readonly publicUrl: string;
  readonly apiTokens?: Config['settings']['apiTokens'];
}

async function open({ demo, publicUrl, apiTokens = [] }: Given) {
  const log = new KeptLog();
  const http = { host: '127.0.0.1', port: 0, publicUrl, publicUrlGiven: true };
  const access = openAccess({ settings: { apiTokens, http }, demo } as unknown as Config, localRateLimits(), log);
  const v1: HttpRoutes = {
    paths: ['/v1/audit'],
    async handle(request, peer) {
      const caller = await access.check(request, peer, 'audit');
      return caller instanceof Response ? caller : Response.json({ caller: caller.name });
    },
  };
  const chat = createWebChat(
    { publicUrl, demo },
    {
      store: createMemoryWebChatStore(),
      pushes: createMemoryPushStore(),
      openPages: createMemoryOpenPages(),
      directory: () => team,
      clock: { now: () => new Date() },
      log,
    },
  );
  const routes = chat.routesFor({
    signIns: createMemorySignIns(),
    dashboard: { look: async () => calm, openIncidents: async () => [], roomOf: async () => undefined },
    postmortems: { read: async () => '' },
    integrationPage: noIntegrations,
    jobPage: noJobs,
    onCallPage: noOnCall,
  });
  const ready = async () => ({ ready: true, reasons: [] });
  const server = await startHttp({ host: '127.0.0.1', port: 0, routes: [v1, routes], ready, log });
  closings.push(() => server.stop());
  return { log, direct: server.url, proxied: await bareProxy(server.port) };
}

describe('without API_TOKENS', () => {
  it.each([
    ['a configuration file is loaded', { demo: false, publicUrl: 'http://127.0.0.1:3000' }],
    ['PUBLIC_URL is public', { demo: true, publicUrl: 'https://tocsin.example.org' }],
    ['both', { demo: false, publicUrl: 'https://tocsin.example.org' }],
  ])('answers 401 to everybody when %s, also behind a proxy that adds no header', async (_, given) => {
    const { direct, proxied, log } = await open(given);
    for (const url of [direct, proxied]) {
      const answer = await fetch(`${url}/v1/audit`);
      expect(answer.status).toBe(401);
      expect(((await answer.json()) as { detail: string }).detail).toMatch(
        /set API_TOKENS=<name>:<token> on the server/,
      );
    }
    const [line] = log.lines.filter(({ message }) => message.startsWith('API_TOKENS is not set'));
    const example = (line?.data as { example?: string } | undefined)?.example ?? '';
    expect(example).toMatch(/^API_TOKENS=monitor:[\w-]{32}$/);
    expect(line?.message).toContain('not in force');
    const token = example.slice('API_TOKENS=monitor:'.length);
    expect((await fetch(`${direct}/v1/audit`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it('answers this machine in a trial: the demo team, and PUBLIC_URL on loopback', async () => {
    for (const publicUrl of ['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000']) {
      const { direct, log } = await open({ demo: true, publicUrl });
      expect(await (await fetch(`${direct}/v1/audit`)).json()).toEqual({ caller: 'loopback' });
      expect((await fetch(`${direct}/v1/audit`, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(401);
      expect(log.lines.filter(({ message }) => message.startsWith('API_TOKENS'))).toEqual([]);
    }
  });

  it('the example is another one at each start', async () => {
    const examples = await Promise.all(
      [1, 2].map(async () => {
        const { log } = await open({ demo: false, publicUrl: 'http://127.0.0.1:3000' });
        return log.lines.map(({ data }) => (data as { example?: string }).example);
      }),
    );
    expect(new Set(examples.flat()).size).toBe(2);
  });
});

it('with API_TOKENS a token is answered through a proxy, and nothing else is', async () => {
  const { proxied } = await open({
    demo: true,
    publicUrl: 'https://tocsin.example.org',
    apiTokens: [{ name: 'monitor', token: 'a-long-enough-token' }],
  });
  expect((await fetch(`${proxied}/v1/audit`)).status).toBe(401);
  const headers = { authorization: 'Bearer a-long-enough-token' };
  expect(await (await fetch(`${proxied}/v1/audit`, { headers })).json()).toEqual({ caller: 'monitor' });
});

describe('the demo’s web chat, in which everybody may be anybody', () => {
  it('is closed to all while PUBLIC_URL is public, also behind a proxy that adds no header', async () => {
    const { direct, proxied } = await open({ demo: true, publicUrl: 'https://tocsin.example.org' });
    for (const url of [direct, proxied]) {
      const answer = await fetch(`${url}/web/api/state`);
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('unset it to use the demo')]);
    }
  });

  it('is closed to what comes through a proxy', async () => {
    const { direct } = await open({ demo: true, publicUrl: 'http://127.0.0.1:3000' });
    expect((await fetch(`${direct}/`)).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip']) {
      expect((await fetch(`${direct}/`, { headers: { [header]: '203.0.113.7' } })).status).toBe(403);
    }
  });

  it('opens from a link on another site: looking is not acting', async () => {
    const { direct } = await open({ demo: true, publicUrl: 'http://127.0.0.1:3000' });
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await fetch(`${direct}/`, { headers })).status).toBe(200);
  });
});
