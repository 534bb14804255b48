import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '../../../src/domain/refusal.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

const path = '/incidents/42/postmortem.md';

let served: Awaited<ReturnType<typeof serveWebChat>>;

const open = (cookie = '', init: RequestInit = {}, at = path) =>
  fetch(served.http.url + at, { ...init, headers: { ...(cookie && { cookie }) } });

afterEach(() => served.close());

describe('a post-mortem on the web', () => {
  let cookie: string;

  beforeEach(async () => {
    served = await serveWebChat({ demo: false, publicUrl: 'https://tocsin.example.org' });
    const secret = await served.signIns.issue('bob', new Date());
    const signedIn = await fetch(`${served.http.url}/sign-in/${secret}`, { method: 'POST', redirect: 'manual' });
    cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  });

  it('is text for whoever is signed in, as them', async () => {
    const found = await open(cookie);
    expect([found.status, await found.text()]).toEqual([200, '# Post-mortem of 42, for bob\n']);
    expect(Object.fromEntries(found.headers)).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': 'inline; filename="postmortem-42.md"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    const head = await open(cookie, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each([
    ['nobody', ''],
    ['a made-up session', 'tocsin_session=made-up'],
    ['a person of the demo', 'tocsin_person=bob'],
  ])('is nothing for %s, who is told how to sign in', async (_who, wrong) => {
    const refused = await open(wrong);
    expect(refused.status).toBe(401);
    const page = await refused.text();
    expect(page).toContain('/incident web');
    expect(page).not.toContain('Post-mortem');
  });

  it.each([
    ['unknown-incident', 404],
    ['not-allowed', 403],
  ] as const)('says politely that it is not to be had: %s', async (rule, status) => {
    served.reads(() => {
      throw new Refused(rule, { number: '<script>' });
    });
    const refused = await open(cookie);
    expect(refused.status).toBe(status);
    expect(await refused.text()).not.toContain('<script>');
  });

  it('says to try again while the database is away', async () => {
    served.reads(() => {
      throw new Error('mongodb://user:secret@host is away');
    });
    const refused = await open(cookie);
    expect(refused.status).toBe(503);
    expect(await refused.text()).not.toContain('secret');
  });

  it('can only be read, at its one address', async () => {
    expect((await open(cookie, { method: 'POST' })).status).toBe(405);
    for (const other of ['/incidents/42/other', '/incidents/x/postmortem.md', '/incidents/1234567890/postmortem.md'])
      expect((await open(cookie, {}, other)).status).toBe(404);
  });
});

it('asks in the demo who one is, and answers under this machine’s own names only', async () => {
  served = await serveWebChat();
  const unknown = await open();
  expect([unknown.status, (await unknown.text()).includes('/web/app.')]).toEqual([401, true]);
  expect(await (await open('tocsin_person=carol')).text()).toBe('# Post-mortem of 42, for carol\n');
});

it('is a page in a browser: readable, with the Markdown to take away, and nothing that people wrote runs', async () => {
  served = await serveWebChat();
  served.reads(
    () =>
      '# Postmortem of #42\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) ![b](https://x.example/b.png)\n',
  );
  const cookie = 'tocsin_person=bob';
  const ask = (query = '') =>
    fetch(`${served.http.url}/incidents/42/postmortem.md${query}`, { headers: { cookie, accept: 'text/html,*/*' } });
  const page = await ask();
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await page.text();
  expect(html).toContain('<h1>Postmortem of #42</h1>');
  expect(html).not.toMatch(/<img|href="javascript:/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  const file = await ask('?download');
  expect(file.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="postmortem-42.md"');
  expect(await file.text()).toMatch(/^# Postmortem of #42/);
});
