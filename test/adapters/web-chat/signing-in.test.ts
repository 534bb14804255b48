import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { said, serve, served } from './served.ts';

afterEach(() => served.close());

describe('signing in on the web', () => {
  beforeEach(() => serve({ demo: false, publicUrl: 'https://tocsin.example.org' }));

  const redeem = (secret: string, headers: Record<string, string> = {}) =>
    fetch(`${served.http.url}/sign-in/${secret}`, { method: 'POST', redirect: 'manual', headers });

  it('has no picker, and takes nobody’s word for who they are', async () => {
    const alice = served.as('alice');
    expect((await alice.get('state')).status).toBe(401);
    expect((await alice.post('act-as', { person: 'alice' })).status).toBe(401);
    expect((await alice.post('say', said('hi'))).status).toBe(401);
    const page = await fetch(served.http.url);
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('/incident web');
  });

  it('spends a link by pressing its button, not by looking', async () => {
    const secret = await served.signIns.issue('bob', new Date());
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await fetch(`${served.http.url}/sign-in/${secret}`, { method })).status).toBe(200);
    const response = await redeem(secret, { origin: 'https://tocsin.example.org' });
    expect(response.status).toBe(303);
    const cookie = response.headers.get('set-cookie')!;
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/']) expect(cookie).toContain(part);
    const state = await fetch(`${served.http.url}/web/api/state`, { headers: { cookie: cookie.split(';')[0]! } });
    expect(await state.json()).toMatchObject({ demo: false, me: { person: { id: 'bob' } } });
    expect((await redeem(secret)).status).toBe(410);
  });

  it('signs nobody in from another site', async () => {
    const secret = await served.signIns.issue('bob', new Date());
    expect((await redeem(secret, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await redeem(secret, { origin: 'null' })).status).toBe(403);
    expect((await redeem(secret, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await redeem(secret)).status).toBe(303);
  });

  it('ends the session and its streams on signing out', async () => {
    const response = await redeem(await served.signIns.issue('bob', new Date()));
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    const live = await fetch(`${served.http.url}/web/api/live`, { headers: { cookie } });
    const reader = live.body!.getReader();
    await reader.read();
    const out = await served.as('x').post('sign-out', {}, { cookie });
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    const told = new TextDecoder().decode((await reader.read()).value);
    expect(told).toContain('event: ended');
    expect((await reader.read()).done).toBe(true);
    expect((await fetch(`${served.http.url}/web/api/state`, { headers: { cookie } })).status).toBe(401);
  });
});
