import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WirePush } from '../../../adapters/web-chat/wire-push.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { Message } from '../../../src/ports/message.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { startFakePushService } from '../../harness/fake-push-service.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

const alice = { platform: 'web', kind: 'person', id: 'alice' } as const;
const bob = { platform: 'web', kind: 'person', id: 'bob' } as const;
const page: Message = {
  text: '#42 Checkout is down · sev1: You are paged.',
  title: '#42 Checkout is down',
  body: 'You are paged.',
  tone: 'danger',
  buttons: [{ label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } }],
  language: 'en',
};
const acknowledged: Message = {
  ...page,
  text: '#42 Checkout is down · Acknowledged by Bob Okafor',
  tone: 'warning',
  buttons: [],
};

let service: Awaited<ReturnType<typeof startFakePushService>>;
let served: Awaited<ReturnType<typeof serveWebChat>>;
let now: Date | undefined;

beforeAll(async () => {
  service = await startFakePushService();
});

afterAll(() => service.close());

const serve = (demo = true) =>
  serveWebChat(
    { demo, publicUrl: 'http://127.0.0.1:3000' },
    { now: () => now ?? systemClock.now() },
    undefined,
    undefined,
    undefined,
    undefined,
    service.network,
  );

beforeEach(async () => {
  now = undefined;
  service.taken.length = 0;
  service.refusals.length = 0;
  served = await serve();
  await served.chat.start(new RecordingCommands());
});

afterEach(() => served.close());

async function subscribes(person: string, name: string): Promise<string> {
  const response = await served.as(person).post('subscribe', service.browser(name), { 'user-agent': 'Firefox' });
  expect(response.status).toBe(200);
  return ((await response.json()) as { browser: string }).browser;
}

const browsersOf = async (person: string) =>
  ((await (await served.as(person).get('push')).json()) as { browsers: { id: string }[] }).browsers.map(({ id }) => id);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (err: DeliveryFailed) => err,
  );

describe('pushes of pages', () => {
  it('reach every browser of the person, small, encrypted, with what is needed to acknowledge', async () => {
    await subscribes('alice', 'laptop');
    await subscribes('alice', 'phone');
    await subscribes('bob', 'bob-phone');
    const { id } = await served.chat.send(alice, page, 'page-1');
    expect(service.taken.map(({ browser }) => browser).sort()).toEqual(['laptop', 'phone']);
    const [{ message, ttl, urgency, topic }] = service.taken as [(typeof service.taken)[0]];
    expect({ ttl, urgency }).toEqual({ ttl: 14_400, urgency: 'high' });
    expect(topic).toMatch(/^[\w-]{32}$/);
    const push = message as unknown as WirePush;
    expect(push).toMatchObject({
      kind: 'page',
      tag: id,
      title: '#42 Checkout is down',
      body: 'sev1: You are paged.',
      address: '/incidents/42',
      language: 'en',
      open: 'Open',
      act: { label: 'Acknowledge', press: { as: 'alice', room: 'dm-alice', about: id } },
    });
    const press = await served.as('alice').post('press', push.act!.press);
    expect(press.status).toBe(200);
    expect(service.refusals).toEqual([]);
  });

  it('are in the person’s language, and fit whatever the message holds', async () => {
    await subscribes('alice', 'phone');
    const long = '障害'.repeat(2_000);
    await served.chat.send(
      alice,
      { ...page, title: `#7 ${long}`, text: `#7 ${long} · ${long}`, language: 'ja' },
      'long',
    );
    expect(service.taken[0]!.message).toMatchObject({ language: 'ja', open: '開く', address: '/incidents/7' });
    expect(service.refusals).toEqual([]);
  });

  it('are replaced once somebody has the incident, and only once', async () => {
    await subscribes('alice', 'phone');
    const sent = await served.chat.send(alice, page, 'page-1');
    await subscribes('alice', 'new-laptop');
    await served.chat.update(sent, acknowledged);
    await served.chat.update(sent, { ...acknowledged, body: 'a note' });
    expect(service.taken).toHaveLength(2);
    const done = service.taken[1]!;
    expect(done.message).toMatchObject({ kind: 'done', tag: sent.id, body: 'Acknowledged by Bob Okafor' });
    expect(done.message.act).toBeUndefined();
    expect(done).toMatchObject({ browser: 'phone', urgency: 'normal', topic: service.taken[0]!.topic });
  });

  it('are not repeated at browsers that took them when another has to be tried again', async () => {
    await subscribes('alice', 'laptop');
    await subscribes('alice', 'phone');
    service.answers('phone', { status: 429, headers: { 'retry-after': '7' } });
    const failed = await failure(served.chat.send(alice, page, 'page-1'));
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 7_000, message: expect.stringContaining('1 of 2 browsers') });
    expect(failed?.sent).toEqual({ at: alice, id: served.store.all.find(({ room }) => room === 'dm-alice')!.id });
    service.answers('phone', 'well');
    await served.chat.send(alice, { ...page, body: 'You are paged: sev2' }, 'page-1');
    expect(served.store.all.find(({ room }) => room === 'dm-alice')!.message?.body).toBe('You are paged: sev2');
    expect(service.taken.map(({ browser }) => browser)).toEqual(['laptop', 'phone']);
    expect(served.store.all.filter(({ room }) => room === 'dm-alice')).toHaveLength(1);
  });

  it.each([
    ['500', { status: 500 }],
    ['503', { status: 503 }],
  ])('are tried again after %s', async (_name, answer) => {
    await subscribes('alice', 'phone');
    service.answers('phone', answer);
    expect(await failure(served.chat.send(alice, page, 'page-1'))).toMatchObject({ retryAfterMs: 'soon' });
    service.answers('phone', 'well');
    await served.chat.send(alice, page, 'page-1');
    expect(service.taken).toHaveLength(1);
  });

  it('count as sent after five minutes when another browser took them', async () => {
    now = systemClock.now();
    await subscribes('alice', 'laptop');
    await subscribes('alice', 'phone');
    service.answers('phone', { status: 503 });
    expect(await failure(served.chat.send(alice, page, 'page-1'))).toBeInstanceOf(DeliveryFailed);
    now = new Date(now.getTime() + 5 * 60_000 + 1);
    expect(await served.chat.send(alice, page, 'page-1')).toMatchObject({ at: alice });
  });

  it.each([404, 410])('forget a browser whose push service says %i', async (status) => {
    await subscribes('alice', 'phone');
    service.answers('phone', { status });
    await served.chat.send(alice, page, 'page-1');
    expect(await browsersOf('alice')).toEqual([]);
  });

  it.each([400, 403, 413])('are not tried again after %i, which the log tells without the endpoint', async (status) => {
    await subscribes('alice', 'phone');
    service.answers('phone', { status });
    await served.chat.send(alice, page, 'page-1');
    expect(await browsersOf('alice')).toHaveLength(1);
    const lines = JSON.stringify(served.log);
    expect(lines).toContain('push was refused');
    expect(lines).not.toContain('/phone');
  });
});

describe('a page that no browser is told of', () => {
  beforeEach(async () => {
    await served.close();
    served = await serve(false);
    await served.chat.start(new RecordingCommands());
  });

  it('says so, unless a page of Tocsin is open or a browser took the push', async () => {
    expect(await served.chat.send(alice, page, 'page-1')).toMatchObject({ reachedNobody: true });
    const keep = (person: string, name: string) => {
      const at = new Date();
      return served.pushes.keep({ id: name, person, ...service.browser(name), since: at, renewedAt: at });
    };
    await keep('alice', 'phone');
    expect(await served.chat.send(alice, page, 'page-2')).not.toHaveProperty('reachedNobody');
    service.answers('phone', { status: 410 });
    expect(await served.chat.send(alice, page, 'page-3')).toMatchObject({ reachedNobody: true });
    // At another process.
    await served.openPages.put('another', ['bob'], new Date());
    expect(await served.chat.send(bob, page, 'page-4')).not.toHaveProperty('reachedNobody');
    await served.openPages.put('another', [], new Date());
    expect(await served.chat.send(bob, page, 'page-5')).toMatchObject({ reachedNobody: true });
  });
});

describe('a browser that subscribes', () => {
  it('is listed for its person, without its endpoint, and can be taken away', async () => {
    const id = await subscribes('alice', 'phone');
    const answer = await (await served.as('alice').get('push')).text();
    expect(JSON.parse(answer)).toMatchObject({ key: expect.stringMatching(/^[\w-]{87}$/), browsers: [{ id }] });
    expect(answer).not.toContain(service.origin);
    await served.as('bob').post('unsubscribe', { browser: id });
    expect(await browsersOf('alice')).toEqual([id]);
    await served.as('alice').post('unsubscribe', { browser: id });
    expect(await browsersOf('alice')).toEqual([]);
  });

  it('is whose browser it is now, and hears when it was taken away', async () => {
    const phone = service.browser('phone');
    await served.as('alice').post('subscribe', phone);
    const renewed = await (await served.as('bob').post('renew-push', { endpoint: phone.endpoint })).json();
    expect(await browsersOf('alice')).toEqual([]);
    expect(await browsersOf('bob')).toEqual([(renewed as { browser: string }).browser]);
    await served.as('bob').post('unsubscribe', renewed as object);
    const again = await (await served.as('bob').post('renew-push', { endpoint: phone.endpoint })).json();
    expect(again).toEqual({ key: expect.stringMatching(/^[\w-]{87}$/) });
  });

  it('gets a test notification', async () => {
    await subscribes('alice', 'phone');
    const tried = await served.as('alice').post('try-push', {}, { 'accept-language': 'de' });
    expect(await tried.json()).toEqual({ sent: 1, failed: 0 });
    expect(service.taken[0]).toMatchObject({ message: { kind: 'test', title: 'Test-Benachrichtigung' }, ttl: 60 });
    service.answers('phone', { status: 403 });
    expect(await (await served.as('alice').post('try-push', {})).json()).toEqual({
      sent: 0,
      failed: 1,
      problem: 'the push service answered 403',
    });
  });

  it('gets nothing once its session has ended', async () => {
    await served.close();
    served = await serve(false);
    await served.chat.start(new RecordingCommands());
    const signedIn = async () => {
      const secret = await served.signIns.issue('alice', new Date());
      const { session } = (await served.signIns.redeem(secret, new Date(), 'Firefox'))!;
      return async (path: string, body: object) => {
        const headers = { 'content-type': 'application/json', 'x-tocsin': '1', cookie: `tocsin_session=${session}` };
        return fetch(`${served.http.url}/web/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      };
    };
    const [laptop, phone] = [await signedIn(), await signedIn()];
    expect((await laptop('subscribe', service.browser('laptop'))).status).toBe(200);
    expect((await phone('subscribe', service.browser('phone'))).status).toBe(200);
    await laptop('sign-out', {});
    await served.chat.send(alice, page, 'page-1');
    expect(service.taken.map(({ browser }) => browser)).toEqual(['phone']);
    await phone('sign-out-everywhere', {});
    expect(await served.pushes.of('alice', new Date())).toEqual([]);
  });
});

describe('endpoints from browsers', () => {
  it('must be https addresses of names, with valid keys', async () => {
    await served.close();
    served = await serveWebChat();
    await served.chat.start(new RecordingCommands());
    const { p256dh, auth } = service.browser('phone');
    const refused = async (given: object) =>
      (await served.as('alice').post('subscribe', { endpoint: 'https://push.example.org/1', p256dh, auth, ...given }))
        .status;
    for (const endpoint of [
      'http://push.example.org/1',
      'https://127.0.0.1/1',
      'https://[::1]/1',
      'ftp://x/',
      'nonsense',
    ])
      expect(await refused({ endpoint }), endpoint).toBe(400);
    expect(await refused({ endpoint: `https://push.example.org/${'x'.repeat(1_000)}` })).toBe(400);
    expect(await refused({ endpoint: 'https://user:word@push.example.org/' })).toBe(400);
    expect(await refused({ p256dh: 'AAAA' })).toBe(400);
    expect(await refused({ auth: 'AAAA' })).toBe(400);
    expect(await refused({})).toBe(200);
  });

  it('that lead into a private network are not asked, and forgotten', async () => {
    await served.close();
    served = await serveWebChat();
    await served.chat.start(new RecordingCommands());
    const { p256dh, auth } = service.browser('phone');
    const endpoint = service.origin.replace('127.0.0.1', 'localhost');
    await served.as('alice').post('subscribe', { endpoint: `${endpoint}/phone`, p256dh, auth });
    const before = service.attempts();
    await served.chat.send(alice, page, 'page-1');
    expect(service.attempts()).toBe(before);
    expect(await browsersOf('alice')).toEqual([]);
  });
});
