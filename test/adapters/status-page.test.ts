import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { escapeHtml } from '../../src/lib/html.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import type { StatusPage } from '../../src/ports/reporting.ts';
import { type ServedStatus, serveStatus } from '../harness/status-page.ts';

const calm: StatusPage = {
  title: 'Example Shop',
  state: 'operational',
  services: [{ name: 'Checkout', state: 'operational' }],
  open: [],
  ended: [],
  days: 14,
  more: { open: false, ended: false },
  at: new Date('2026-03-09T12:00:00Z'),
  outdated: false,
};

let page: StatusPage | Error;
let served: ServedStatus;

beforeEach(async () => {
  page = calm;
  served = await serveStatus({
    async look() {
      if (page instanceof Error) throw page;
      return page;
    },
  });
});
afterEach(() => served.http.stop());

describe.each([
  ['', 'text/html; charset=utf-8', 'public, max-age=5'],
  ['.json', 'application/json; charset=utf-8', 'public, max-age=5'],
  ['.atom', 'application/atom+xml; charset=utf-8', 'public, max-age=5'],
  ['.css', 'text/css; charset=utf-8', 'no-cache'],
])('/status%s', (path, type, cache) => {
  it('answers whoever asks, and lets nothing run', async () => {
    const response = await served.ask(path, {
      headers: { origin: 'https://elsewhere.example.org', 'accept-encoding': 'identity' },
    });
    expect(response.status).toBe(200);
    const { headers } = response;
    expect(Object.fromEntries(headers)).toMatchObject({ 'content-type': type, 'cache-control': cache });
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.has('set-cookie')).toBe(false);
    expect(headers.has('access-control-allow-origin')).toBe(false);
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(await response.text())));
  });

  it('answers HEAD with the same headers and no body', async () => {
    const headersOnly = { method: 'HEAD', headers: { 'accept-encoding': 'identity' } };
    const [get, head] = [await served.ask(path, { headers: headersOnly.headers }), await served.ask(path, headersOnly)];
    expect([head.status, await head.text()]).toEqual([200, '']);
    const headers = ({ headers }: Response) =>
      [...headers].filter(([name]) => !/^(?:date|connection|keep-alive)$/.test(name));
    expect(headers(head)).toEqual(headers(get));
  });

  it('sends nothing again to who has it', async () => {
    const etag = (await served.ask(path)).headers.get('etag')!;
    expect((await served.ask(path, { headers: { 'accept-encoding': 'identity' } })).headers.get('etag')).toBe(etag);
    for (const tag of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const response = await served.ask(path, { headers: { 'if-none-match': tag } });
      expect([response.status, await response.text()], tag).toEqual([304, '']);
      expect(response.headers.get('etag')).toBe(etag);
      expect(response.headers.get('cache-control')).toBe(cache);
    }
    expect((await served.ask(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('is only for reading', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const response = await served.ask(path, { method });
      expect([response.status, response.headers.get('allow')], method).toEqual([405, 'GET, HEAD']);
    }
  });
});

it('is the same for as long as nothing has changed', async () => {
  const tags = () =>
    Promise.all(['', '.json', '.atom'].map(async (path) => (await served.ask(path)).headers.get('etag')));
  const before = await tags();
  page = { ...calm, at: new Date('2026-03-09T12:00:59Z') };
  expect(await tags()).toEqual(before);
  // The page tells the minute in which it was so; what programs read does not change for that.
  page = { ...calm, at: new Date('2026-03-09T12:01:00Z') };
  const [html, ...others] = await tags();
  expect(html).not.toBe(before[0]);
  expect(others).toEqual(before.slice(1));
});

it('has the web addresses in updates as links, in the feed too', async () => {
  const at = new Date('2026-03-09T11:00:00Z');
  const text = 'Follow https://help.example/a?b=1&c=2, please <b> javascript:alert(1)';
  const update = { at, status: 'identified' as const, text };
  const incident = {
    id: 'a',
    service: 'Checkout',
    impact: 'degraded' as const,
    since: at,
    changed: at,
    updates: [update],
  };
  page = { ...calm, open: [incident] };
  const link =
    '<a href="https://help.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">https://help.example/a?b=1&amp;c=2</a>';
  const html = await served.html();
  expect(html).toContain(`Follow ${link}, please &lt;b&gt; javascript:alert(1)`);
  const feed = await (await served.ask('.atom')).text();
  expect(feed).toContain(escapeHtml(link));
});

it('says when how it stands cannot be read, and since when what it shows was so', async () => {
  page = { ...calm, outdated: true };
  const html = await served.html();
  expect(html).toContain('<b>Not up to date.</b>');
  expect(html).toContain('status on <time datetime="2026-03-09T12:00:00Z">9 Mar 2026, 12:00 UTC</time>');
  // Nothing is green by then.
  expect(html).toContain('<span class="state unknown">Operational</span>');
  expect(html).toContain('<p class="headline unknown"><span>Last known: All systems operational</span></p>');
  expect((await served.json()).asOf).toBe('2026-03-09T12:00:00.000Z');
});

it('says politely that nothing can be said, and to nobody why', async () => {
  page = new StoreUnavailable(new Error('mongodb://tocsin:hunter2@db.internal'));
  for (const path of ['', '.json', '.atom']) {
    for (const method of ['GET', 'HEAD']) {
      const response = await served.ask(path, { method });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('30');
      expect(response.headers.get('cache-control')).toBe('no-store');
      const text = await response.text();
      expect(text).not.toMatch(/hunter2|mongodb|internal/);
      expect(text.includes('cannot be read right now'), `${method} ${path}`).toBe(method === 'GET');
    }
  }
  const html = await (await served.ask()).text();
  expect(html).toContain('<link rel="stylesheet" href="status.css">');
  expect((await served.ask('.css')).status).toBe(200);
});

it('has nothing at any other address', async () => {
  for (const path of ['//', '.txt', '/checkout']) expect((await served.ask(path)).status).toBe(404);
});

describe('the language of the status page', () => {
  const titleIn = async (header: string, path = '') => {
    const response = await served.ask(path, { headers: { 'accept-language': header } });
    const text = await response.text();
    return { text, vary: response.headers.get('vary'), lang: /(?:xml:)?lang="(\w+)"/.exec(text)?.[1] };
  };

  it.each([
    ['de-DE,de;q=0.9', 'de', 'Alle Systeme in Betrieb'],
    ['es', 'es', 'Todos los sistemas operativos'],
    ['ja', 'ja', 'すべてのシステムは正常です'],
    ['fr', 'en', 'All systems operational'],
  ])('is the browser’s: %s', async (header, language, headline) => {
    const { text, vary, lang } = await titleIn(header);
    expect({ lang, vary }).toEqual({ lang: language, vary: 'accept-language, Accept-Encoding' });
    expect(text).toContain(headline);
    expect((await titleIn(header, '.atom')).lang).toBe(language);
  });

  it.each([
    ['en', 'Maintenance in progress', 'Under maintenance', 'All services'],
    ['de', 'Wartung läuft', 'In Wartung', 'Alle Services'],
    ['es', 'Mantenimiento en curso', 'En mantenimiento', 'Todos los servicios'],
    ['ja', 'メンテナンスを実施しています', 'メンテナンス中', 'すべてのサービス'],
  ])('has the words for maintenance: %s', async (language, headline, state, all) => {
    const names = ['Checkout', 'Search'];
    const window = { id: 'a', from: calm.at, until: new Date('2026-03-09T13:00:00Z'), running: true };
    page = {
      ...calm,
      state: 'under-maintenance',
      services: names.map((name) => ({ name, state: 'under-maintenance' })),
      maintenance: [{ ...window, services: names }],
    };
    const { text } = await titleIn(language);
    for (const words of [headline, state, all]) expect(text).toContain(`>${words}<`);
    expect((await titleIn(language, '.atom')).text).toContain(`<title>${all}: `);
    // Of one service alone, its name says more.
    page = { ...page, services: page.services.slice(0, 1), maintenance: [{ ...window, services: ['Checkout'] }] };
    expect((await titleIn(language)).text).not.toContain(all);
  });

  it('is the file’s where it names one, for everybody', async () => {
    const inGerman = await serveStatus({ look: async () => calm }, 'de');
    try {
      const response = await inGerman.ask('', { headers: { 'accept-language': 'ja' } });
      expect(response.headers.get('vary')).toBe('Accept-Encoding');
      expect(await response.text()).toContain('09.03.2026, 12:00 UTC');
    } finally {
      await inGerman.http.stop();
    }
  });
});
