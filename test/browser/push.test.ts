import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WirePush } from '../../adapters/web-chat/wire-push.ts';
import { findWholeChromium } from '../harness/browser.ts';
import { startFakePushService } from '../harness/fake-push-service.ts';
import { eventually } from '../harness/wait.ts';
import { alicesMessages, card, useWebChat } from './web-chat-stage.ts';

const executable = findWholeChromium();

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean;
  /** What the browser made of it. */
  readonly outcome?: string;
  readonly actions: readonly { readonly action: string; readonly title: string }[];
}

describe.skipIf(!executable)('pushes, in Chromium', () => {
  let service: Awaited<ReturnType<typeof startFakePushService>>;
  const web = useWebChat(executable, () => service.network);

  beforeAll(async () => {
    service = await startFakePushService();
  });

  beforeEach(() => {
    service.taken.length = 0;
    service.refusals.length = 0;
  });

  afterAll(() => service.close());

  /** A page of a person who allows notifications, in a browser whose push service is the fake one. */
  async function allowed(name = /Alice/): Promise<Page> {
    const page = await web.be(name);
    await page.context().grantPermissions(['notifications'], { origin: web.served.http.url });
    const subscription = JSON.stringify(service.browser('chromium'));
    // A Chromium without its vendor's services has no push service of its own.
    await page.addInitScript(`
      const given = ${subscription};
      let subscribed = sessionStorage.getItem('subscribed') === 'yes';
      const made = {
        endpoint: given.endpoint,
        options: { applicationServerKey: null },
        toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: given.p256dh, auth: given.auth } }),
        unsubscribe: async () => { subscribed = false; sessionStorage.setItem('subscribed', 'no'); return true; },
      };
      PushManager.prototype.getSubscription = async () => (subscribed ? made : null);
      PushManager.prototype.subscribe = async (options) => {
        if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error('refused');
        subscribed = true;
        sessionStorage.setItem('subscribed', 'yes');
        return made;
      };
      let answer = sessionStorage.getItem('allowed') ?? 'default';
      Object.defineProperty(Notification, 'permission', { get: () => answer });
      Notification.requestPermission = async () => { answer = 'granted'; sessionStorage.setItem('allowed', answer); return answer; };`);
    // A page that comes before the stream is open is read, and not announced.
    const live = page.waitForResponse((response) => response.url().endsWith('/web/api/live'));
    await page.reload();
    await live;
    await page.getByRole('combobox').waitFor();
    return page;
  }

  /** Turns notifications on, and returns the service worker. */
  async function withWorker(page: Page): Promise<Worker> {
    await page.getByRole('button', { name: 'Turn on' }).click();
    await eventually('it is subscribed', async () => (await web.served.pushes.of('alice', new Date())).length === 1);
    const worker = await workerOf(page.context());
    // The browser drops a push for a worker that is not active yet.
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await worker.evaluate(`(() => {
      // What is shown is kept here: asked for its list, the browser drops what is not yet on the screen.
      globalThis.notified = [];
      const { showNotification } = ServiceWorkerRegistration.prototype;
      ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
        const one = { title, ...options };
        notified.push(one);
        one.outcome = await showNotification.call(this, title, options).then(() => 'shown', String);
      };
      // A tab on a machine with much to do answers later than on any other.
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (then, ms) => setTimeout(then, ms * 20);
      /** Hands an event to the worker, and waits for what it begins. */
      globalThis.happens = async (name, fields) => {
        const works = [];
        dispatchEvent(Object.assign(new Event(name), fields, { waitUntil: (work) => works.push(work) }));
        await Promise.allSettled(works);
      };
    })()`);
    return worker;
  }

  const notified = (worker: Worker) => worker.evaluate<Shown[]>('notified');
  const newest = async (worker: Worker) => (await notified(worker)).at(-1);

  const pushed = (worker: Worker, push: WirePush) =>
    worker.evaluate(`happens('push', { data: { json: () => (${JSON.stringify(push)}) } })`);

  /** What a click on a notification is to the worker; a test cannot click one. */
  const clicked = (worker: Worker, action: string) =>
    worker.evaluate(
      `happens('notificationclick', { notification: { ...notified.at(-1), close() {} }, action: ${JSON.stringify(action)} })`,
    );

  it('begin with one press, and the list says in which browsers, tries them and takes them away', async () => {
    const page = await allowed();
    // The server takes its time to confirm it: the open list then shows the browser.
    const confirm = await held(page, '**/web/api/subscribe');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('button', { name: 'Notifications', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Notifications' });
    await dialog.getByText('No browser gets your pages while Tocsin is closed').waitFor();
    confirm();
    await dialog.getByText('This browser', { exact: true }).waitFor();
    expect(await dialog.getByRole('listitem').innerText()).toMatch(/^Chrom\w+( Headless)? · /);
    await dialog.getByRole('button', { name: 'Send a test notification' }).click();
    await dialog.getByRole('status').getByText('Sent to 1 browser').waitFor();
    expect(service.taken).toMatchObject([
      { browser: 'chromium', message: { kind: 'test', title: 'Test notification' } },
    ]);
    await dialog.getByRole('button', { name: /^Remove Chrom/ }).click();
    await dialog.getByText('No browser gets your pages while Tocsin is closed').waitFor();
    expect(await web.served.pushes.of('alice', new Date())).toEqual([]);
    await dialog.getByRole('button', { name: 'Turn on in this browser' }).click();
    await dialog.getByText('This browser', { exact: true }).waitFor();
    // Its page confirms it, and leaves it at the server’s word when another browser has removed it.
    await page.reload();
    await page.getByRole('combobox').waitFor();
    const [kept] = await web.served.pushes.of('alice', new Date());
    await web.served.pushes.remove(kept!.id);
    await page.reload();
    await page.getByText('Get pages as notifications').waitFor();
    expect(web.complaints()).toEqual([]);
    expect(service.refusals).toEqual([]);
    await page.context().close();
  });

  it('show a page with its buttons when no tab is open, and acknowledge from there', async () => {
    const page = await allowed();
    const worker = await withWorker(page);
    await page.goto('about:blank');
    const sent = await web.served.chat.send(alicesMessages, card, 'page');
    await pushed(worker, await takenBy(service));
    const buttons = [
      { action: 'act', title: 'Acknowledge' },
      { action: 'open', title: 'Open' },
    ];
    expect(await newest(worker)).toMatchObject({
      title: '#42 Checkout is down',
      tag: sent.id,
      silent: false,
      actions: buttons,
    });

    // No network: it stays, says so, and the same press is made again.
    await page.context().setOffline(true);
    await clicked(worker, 'act');
    expect(await newest(worker)).toMatchObject({
      tag: sent.id,
      body: expect.stringContaining('cannot be reached'),
      actions: buttons,
    });
    await page.context().setOffline(false);
    web.commands.answer = () => ({ message: { text: 'You acknowledged #42' } });
    await clicked(worker, 'act');
    expect(web.commands.invocations.at(-1)).toMatchObject({ command: 'ack', args: { incident: '42' } });
    const taken = await newest(worker);
    expect(taken).toMatchObject({ tag: sent.id, body: 'You acknowledged #42', silent: true });
    expect(taken!.actions.map(({ action }) => action)).toEqual(['open']);
    await page.context().close();
  });

  it('say why the server refused, and are replaced when somebody else takes the incident', async () => {
    const page = await allowed();
    const worker = await withWorker(page);
    await page.goto('about:blank');
    const sent = await web.served.chat.send(alicesMessages, card, 'page');
    await pushed(worker, await takenBy(service));
    await page.context().clearCookies();
    await clicked(worker, 'act');
    expect((await newest(worker))!.body).toMatch(/^Not done: .*[Ss]ign/);
    await web.served.chat.update(sent, {
      ...card,
      tone: 'warning',
      buttons: [],
      text: `${card.title} · Acknowledged by Bob`,
    });
    const messages = () => service.taken.map(({ message }) => message as unknown as WirePush);
    const done = await eventually('it is pushed', () => messages().find(({ kind }) => kind === 'done'));
    await pushed(worker, done);
    expect(await newest(worker)).toMatchObject({ tag: sent.id, body: 'Acknowledged by Bob', silent: true });
    await page.context().close();
  });

  it('reach an installed app: the page has a manifest without mistakes, and its icons', async () => {
    const page = await allowed();
    const debuggerOf = await page.context().newCDPSession(page);
    const { data = '', errors, url } = await debuggerOf.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await debuggerOf.send('Page.getInstallabilityErrors');
    // The browser of a test has no profile of its own.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
    const { icons, start_url: start, display } = JSON.parse(data);
    expect({ start, display }).toEqual({ start: '/', display: 'standalone' });
    for (const { src, type } of [...icons, { src: '/web/icon-180.png', type: 'image/png' }]) {
      const answer = await fetch(new URL(src, url));
      expect([answer.status, answer.headers.get('content-type')], src).toEqual([200, type]);
    }
    await page.context().close();
  });

  it('do not ring where a visible tab announces the page, and do where it is not connected', async () => {
    const page = await allowed();
    const worker = await withWorker(page);
    await web.served.chat.send(alicesMessages, card, 'page');
    const push = await takenBy(service);
    const deliver = await pusher(page, web.served.http.url);
    expect(await arrives(worker, deliver, push)).toMatchObject({ silent: true, outcome: 'shown' });
    const elsewhere = { ...push, tag: 'not-here' };
    expect(await arrives(worker, deliver, elsewhere)).toMatchObject({ silent: false, outcome: 'shown' });
    await page.context().close();
  });
});

/** Delivers a push through the browser until its notification is shown, again and again: a busy browser may drop one. */
async function arrives(worker: Worker, push: (push: WirePush) => Promise<void>, message: WirePush): Promise<Shown> {
  await push(message);
  let looks = 0;
  return eventually('the push is shown', async () => {
    const all = await worker.evaluate<Shown[]>('notified');
    const one = all.find(({ tag, outcome }) => tag === message.tag && outcome !== undefined);
    looks += 1;
    if (!one && looks % 60 === 0) await push(message);
    return one;
  });
}

/** Holds back requests to an address until the function that it returns is called. */
async function held(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Returns what the fake push service took as its n-th message. */
async function takenBy(service: Awaited<ReturnType<typeof startFakePushService>>, nth = 1): Promise<WirePush> {
  await eventually('it is pushed', async () => service.taken.length >= nth);
  return service.taken[nth - 1]!.message as unknown as WirePush;
}

async function workerOf(context: BrowserContext): Promise<Worker> {
  const [known] = context.serviceWorkers();
  return known ?? context.waitForEvent('serviceworker');
}

/** Delivers a push as the browser does once its push service has it. */
async function pusher(page: Page, origin: string): Promise<(push: WirePush) => Promise<void>> {
  const debuggerOf: CDPSession = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    debuggerOf.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations.filter(({ isDeleted, scopeURL }) => !isDeleted && scopeURL.startsWith(origin));
      if (one) resolve(one.registrationId);
    });
  });
  await debuggerOf.send('ServiceWorker.enable');
  const registrationId = await registered;
  return async (push) => {
    await debuggerOf.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(push) });
  };
}
