import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/domain/directory.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { serveWebChat, team } from '../../harness/web-chat-server.ts';

const androidFirefox = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0';
const macSafari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

let served: Awaited<ReturnType<typeof serveWebChat>>;
let directory: Directory;

beforeEach(async () => {
  directory = team;
  served = await serveWebChat({ demo: false }, undefined, () => directory);
  await served.chat.start(new RecordingCommands());
});
afterEach(() => served.close());

async function signIn(person: string, userAgent = macSafari): Promise<string> {
  const secret = await served.signIns.issue(person, new Date());
  const response = await fetch(`${served.http.url}/sign-in/${secret}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'user-agent': userAgent },
  });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}

const get = (path: string, cookie: string) => fetch(`${served.http.url}/web/api/${path}`, { headers: { cookie } });
const post = (path: string, body: object, cookie: string) => served.as('x').post(path, body, { cookie });

interface Listed {
  readonly id: string;
  readonly device: string;
  readonly current: boolean;
}
const listed = async (cookie: string) =>
  ((await (await get('sessions', cookie)).json()) as { sessions: Listed[] }).sessions;

/** What a live stream of this session has said so far, and whether it has ended. */
async function listen(cookie: string) {
  const response = await get('live', cookie);
  let heard = '';
  let ended = false;
  const reader = response.body!.getReader();
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      heard += new TextDecoder().decode(value);
    }
    ended = true;
  };
  void read();
  return { heard: () => heard, ended: () => ended };
}

describe('the sessions of a person', () => {
  it('are listed with their devices, and the one that asks is marked', async () => {
    const [desk, phone] = [await signIn('bob'), await signIn('bob', androidFirefox)];
    await signIn('alice');
    const found = await listed(phone);
    expect(found.map(({ device, current }) => [device, current])).toContainEqual(['Firefox · Android', true]);
    expect(found.map(({ device, current }) => [device, current])).toContainEqual(['Safari · macOS', false]);
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain(desk.split('=')[1]);
  });

  it('are ended one by one, and their pages are told at once', async () => {
    const [desk, phone] = [await signIn('bob'), await signIn('bob', androidFirefox)];
    const [onDesk, onPhone] = [await listen(desk), await listen(phone)];
    const other = (await listed(desk)).find(({ current }) => !current)!;
    expect((await post('end-session', { session: other.id }, desk)).status).toBe(200);
    await eventually('the phone is told', onPhone.ended);
    expect(onPhone.heard()).toContain('event: ended');
    expect((await get('state', phone)).status).toBe(401);
    expect((await get('state', desk)).status).toBe(200);
    expect(onDesk.ended()).toBe(false);
  });

  it('are not ended by others', async () => {
    const [bob, alice] = [await signIn('bob'), await signIn('alice')];
    const [mine] = await listed(bob);
    await post('end-session', { session: mine!.id }, alice);
    expect((await get('state', bob)).status).toBe(200);
  });

  it('end everywhere at once', async () => {
    const [desk, phone, alice] = [await signIn('bob'), await signIn('bob', androidFirefox), await signIn('alice')];
    const link = await served.signIns.issue('bob', new Date());
    const onPhone = await listen(phone);
    const answer = await post('sign-out-everywhere', {}, desk);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    await eventually('the phone is told', onPhone.ended);
    expect((await get('state', desk)).status).toBe(401);
    expect((await get('state', alice)).status).toBe(200);
    expect((await fetch(`${served.http.url}/sign-in/${link}`, { method: 'POST' })).status).toBe(410);
  });

  it('end when their person leaves the file, and their open pages are told', async () => {
    const [bob, alice] = [await signIn('bob'), await signIn('alice')];
    const [onBobs, onAlices] = [await listen(bob), await listen(alice)];
    await eventually('both listen', () => /hello/.test(onBobs.heard()) && /hello/.test(onAlices.heard()));
    directory = { ...team, people: new Map([...team.people].filter(([id]) => id !== 'bob')) };
    await eventually('bob is told', onBobs.ended);
    expect(onBobs.heard()).toContain('event: ended');
    expect((await get('state', bob)).status).toBe(401);
    expect(onAlices.ended()).toBe(false);
  });
});

describe('cookies', () => {
  it('belong to this host alone where PUBLIC_URL is https', async () => {
    await served.close();
    served = await serveWebChat({ demo: false, publicUrl: 'https://tocsin.example.org' });
    await served.chat.start(new RecordingCommands());
    const secret = await served.signIns.issue('bob', new Date());
    const asked = await fetch(`${served.http.url}/incidents/42`);
    expect(asked.headers.get('set-cookie')).toMatch(/^__Host-tocsin_return=\/incidents\/42; .*; Secure$/);
    const response = await fetch(`${served.http.url}/sign-in/${secret}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: '__Host-tocsin_return=/incidents/42' },
    });
    expect(response.headers.get('location')).toBe('/incidents/42');
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-tocsin_session=[\w-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const plain = cookie!.split(';')[0]!.replace('__Host-', '');
    expect((await get('state', plain)).status).toBe(401);
  });
});

describe('who does too much', () => {
  it('is told how long to wait, and others go on', async () => {
    const [bob, alice] = [await signIn('bob'), await signIn('alice')];
    const say = (cookie: string) => post('say', { room: 'incidents', text: 'hi' }, cookie);
    const first = await Promise.all(Array.from({ length: 60 }, () => say(bob)));
    expect(first.every(({ status }) => status === 200)).toBe(true);
    const refused = await say(bob);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await refused.json()) as { error: string }).error).toMatch(
      /^That is too much in a short time. Try again in/,
    );
    expect((await say(alice)).status).toBe(200);
  });

  it('may not try link after link, and a right one still works', async () => {
    const attempt = (secret: string) =>
      fetch(`${served.http.url}/sign-in/${secret}`, { method: 'POST', redirect: 'manual' });
    for (let count = 0; count < 10; count += 1) expect((await attempt('A'.repeat(43))).status).toBe(410);
    const refused = await attempt('A'.repeat(43));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await attempt(await served.signIns.issue('bob', new Date()))).status).toBe(303);
  });
});
