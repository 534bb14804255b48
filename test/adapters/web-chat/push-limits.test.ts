import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPush } from '../../../adapters/web-chat/push/open-push.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { Message } from '../../../src/ports/message.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { startFakePushService } from '../../harness/fake-push-service.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { createMemoryOpenPages, createMemoryPushStore } from '../../harness/memory-push-store.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

const alice = { platform: 'web', kind: 'person', id: 'alice' } as const;
const page: Message = {
  text: '#42 Checkout is down · sev1: You are paged.',
  title: '#42 Checkout is down',
  body: 'You are paged.',
  tone: 'danger',
  buttons: [{ label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } }],
  language: 'en',
};

let service: Awaited<ReturnType<typeof startFakePushService>>;
let served: Awaited<ReturnType<typeof serveWebChat>>;

beforeAll(async () => {
  service = await startFakePushService();
});

afterAll(() => service.close());

beforeEach(async () => {
  service.taken.length = 0;
  service.refusals.length = 0;
  const settings = { demo: true, publicUrl: 'http://127.0.0.1:3000' };
  served = await serveWebChat(settings, systemClock, undefined, undefined, undefined, undefined, service.network);
  await served.chat.start(new RecordingCommands());
});

afterEach(() => served.close());

const subscribes = async (name: string) => (await served.as('alice').post('subscribe', service.browser(name))).json();

describe('a page whose text takes many bytes', () => {
  const families = '👨‍👩‍👧‍👦'.repeat(500);
  const accents = `e${'\u0301'.repeat(60)}`.repeat(100);

  it.each([
    ['emoji of 25 bytes each', families],
    ['letters with 60 accents each', accents],
    ['characters that JSON escapes', '\u0007"\\'.repeat(500)],
    ['Japanese', '決済障害が発生しています'.repeat(100)],
  ])('is pushed, truncated: %s', async (_name, long) => {
    await subscribes('phone');
    const title = `#7 ${long}`;
    const label = long.slice(0, 75);
    const buttons = [{ ...page.buttons![0]!, label }];
    await served.chat.send(alice, { ...page, title, text: `${title} · ${long}`, buttons, language: 'ja' }, 'long');
    expect(service.refusals).toEqual([]);
    const [taken] = service.taken;
    expect(taken!.message).toMatchObject({
      kind: 'page',
      title: expect.stringMatching(/^#7/),
      address: '/incidents/7',
    });
    expect(taken!.message.act).toBeDefined();
  });
});

describe('a test notification that fails', () => {
  it.each([
    ['de', 'der Push-Dienst antwortete 403'],
    ['ja', 'プッシュサービスの応答は 403 でした'],
  ])('says why in the language of the reader: %s', async (language, problem) => {
    await subscribes('phone');
    service.answers('phone', { status: 403 });
    const tried = await served.as('alice').post('try-push', {}, { 'accept-language': language });
    expect(await tried.json()).toEqual({ sent: 0, failed: 1, problem });
  });
});

describe('a person with more browsers than may be kept', () => {
  it('has the ten that were opened last, and each of them gets the page', async () => {
    for (let number = 0; number < 12; number += 1) await subscribes(`b${number}`);
    await served.chat.send(alice, page, 'page-1');
    expect(service.taken.map(({ browser }) => browser).sort()).toHaveLength(10);
  });
});

describe('the keys of push', () => {
  const opened = (keys: ReturnType<typeof createMemoryPushStore>['keys']) =>
    openPush(
      { pushes: { ...createMemoryPushStore(), keys }, openPages: createMemoryOpenPages() },
      {
        publicUrl: 'https://tocsin.example.org',
        demo: false,
        live: { people: () => [] },
        clock: systemClock,
        log: new KeptLog(),
      },
    ).api.pushKeys;

  it('are asked for again after a failure, once for all who wait for them', async () => {
    let asked = 0;
    const made = { publicKey: 'public', privateKey: 'private' };
    const keysOf = opened(async () => {
      asked += 1;
      if (asked === 1) throw new Error('away');
      return made;
    });
    // The first one asks again before the others learn of the failure.
    const again = keysOf().catch(() => keysOf());
    await expect(Promise.all([keysOf(), keysOf()])).rejects.toThrow();
    expect(await again).toEqual(made);
    expect(await keysOf()).toEqual(made);
    expect(asked).toBe(2);
  });
});

describe('a push service that never answers', () => {
  it('does not hold the page back: it is tried again, and the other browsers have it', async () => {
    await served.close();
    const network = { ...service.network, answerWithinMs: 2_000 };
    served = await serveWebChat({}, systemClock, undefined, undefined, undefined, undefined, network);
    await served.chat.start(new RecordingCommands());
    await subscribes('phone');
    await subscribes('laptop');
    service.answers('phone', 'hang');
    const sending = served.chat.send(alice, page, 'page-1');
    await expect(sending).rejects.toMatchObject({
      retryAfterMs: 'soon',
      message: expect.stringMatching(/of 2 browsers/),
    });
    service.answers('phone', 'well');
    await served.chat.send(alice, page, 'page-1');
    expect(service.taken.map(({ browser }) => browser).sort()).toEqual(['laptop', 'phone']);
  });
});

describe('a session that another browser ends', () => {
  it('takes its pushes with it, and no others', async () => {
    await served.close();
    const settings = { demo: false, publicUrl: 'http://127.0.0.1:3000' };
    served = await serveWebChat(settings, systemClock, undefined, undefined, undefined, undefined, service.network);
    await served.chat.start(new RecordingCommands());
    const signedIn = async (person: string) => {
      const secret = await served.signIns.issue(person, new Date());
      const { session } = (await served.signIns.redeem(secret, new Date(), 'Firefox'))!;
      const headers = { 'content-type': 'application/json', 'x-tocsin': '1', cookie: `tocsin_session=${session}` };
      return {
        sessions: async () => (await fetch(`${served.http.url}/web/api/sessions`, { headers })).json(),
        post: (path: string, body: object) =>
          fetch(`${served.http.url}/web/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
      };
    };
    const [laptop, phone, bobs] = [await signedIn('alice'), await signedIn('alice'), await signedIn('bob')];
    await laptop.post('subscribe', service.browser('laptop'));
    await phone.post('subscribe', service.browser('phone'));
    await bobs.post('subscribe', service.browser('bobs'));
    const { sessions } = (await phone.sessions()) as { sessions: { id: string; current: boolean }[] };
    const { id } = sessions.find(({ current }) => current)!;
    // Nobody ends the session of somebody else, and so not its pushes.
    await bobs.post('end-session', { session: id });
    expect(await served.pushes.of('alice', new Date())).toHaveLength(2);
    await laptop.post('end-session', { session: id });
    await served.chat.send(alice, page, 'page-1');
    expect(service.taken.map(({ browser }) => browser)).toEqual(['laptop']);
    expect(await served.pushes.of('bob', new Date())).toHaveLength(1);
  });
});

describe('what a push service answers', () => {
  it('never names the endpoint or keys of a browser in the log or in what a dead letter says', async () => {
    const browser = service.browser('secret-phone');
    await served.as('alice').post('subscribe', browser);
    const reasons: string[] = [];
    for (const status of [400, 401, 403, 408, 413, 429, 500, 503, 302]) {
      service.answers('secret-phone', { status });
      await served.chat.send(alice, page, `page-${status}`).catch((err: DeliveryFailed) => {
        expect(err).toBeInstanceOf(DeliveryFailed);
        reasons.push(err.message);
      });
    }
    const told = JSON.stringify([served.log, reasons]);
    for (const secret of ['secret-phone', browser.p256dh, browser.auth]) expect(told).not.toContain(secret);
    expect(reasons).toHaveLength(4);
  });
});
