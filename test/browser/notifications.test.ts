import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findWholeChromium } from '../harness/browser.ts';
import { eventually } from '../harness/wait.ts';
import { alicesMessages, card, useWebChat } from './web-chat-stage.ts';

interface Shown {
  readonly title: string;
  readonly body: string;
}

const executable = findWholeChromium();

describe.skipIf(!executable)('notifications of the device, in Chromium', () => {
  const web = useWebChat(executable);

  /** Titles that the browser has taken. Before it has, asking which are shown makes Chromium forget the new one. */
  const taken = (page: Page) => page.evaluate<string[]>('globalThis.takenTitles');
  const shown = (page: Page) =>
    page.evaluate<Shown[]>(
      `navigator.serviceWorker.ready
        .then((one) => one.getNotifications())
        .then((all) => all.map(({ title, body }) => ({ title, body })))`,
    );

  it('are shown where the page itself must not show any, as on Android', async () => {
    const page = await web.be(/Alice/);
    await page.context().grantPermissions(['notifications'], { origin: web.served.http.url });
    await page.addInitScript(`
      let answer = 'default';
      const permission = () => answer;
      globalThis.Notification = class { constructor() { throw new TypeError('Illegal constructor.'); } };
      Object.defineProperty(Notification, 'permission', { get: permission });
      Notification.requestPermission = async () => (answer = 'granted');
      globalThis.takenTitles = [];
      const { showNotification } = ServiceWorkerRegistration.prototype;
      ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
        await showNotification.call(this, title, options);
        takenTitles.push(title);
      };`);
    // A page that comes before the stream is open again is read, and not announced.
    const live = page.waitForResponse((response) => response.url().endsWith('/web/api/live'));
    await page.reload();
    await live;
    const toggle = page.getByRole('button', { name: 'Notify me on this device' });
    await page.getByRole('button', { name: 'Turn on' }).click();
    await eventually('it is on', async () => (await toggle.getAttribute('aria-pressed')) === 'true');
    const sound = page.getByRole('button', { name: 'Play a sound when I am paged' });
    expect(await sound.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: 'Not now' }).count()).toBe(0);
    await page.evaluate(`Object.defineProperty(document, 'hasFocus', { value: () => false })`);
    const known = await web.served.chat.send(alicesMessages, card, 'page');
    await eventually('it is shown', async () => (await taken(page)).length === 1);
    expect(await shown(page)).toMatchObject([{ title: '#42 Checkout is down' }]);
    // The browser of a test cannot register for push, which the page says; pages are shown while it is open.
    expect(web.complaints().filter((one) => !one.includes('Push API in incognito'))).toEqual([]);
    await page.getByText('This browser could not register for push').waitFor();

    // One that is missed is shown later; one that somebody acknowledged is gone.
    let missed = known;
    await web.away([page], async () => {
      missed = await web.served.chat.send(alicesMessages, { ...card, title: '#43 Search is down' }, 'missed');
      await web.served.chat.update(known, { ...card, tone: 'warning' });
    });
    const titles = async () => (await shown(page)).map(({ title }) => title).join();
    await eventually('the browser has taken it', async () => (await taken(page)).includes('#43 Search is down'));
    await eventually('only the missed one is shown', async () => (await titles()) === '#43 Search is down');
    await web.served.chat.update(missed, { ...card, tone: 'success' });
    await eventually('none is shown', async () => (await titles()) === '');
    // With its permission and its script.
    await page.context().close();
  });

  it('open the incident when they are clicked', async () => {
    await web.served.chat.openRoom({
      key: 'incident-42',
      name: '42 Checkout is down',
      style: 'channel',
    });
    const page = await web.be(/Alice/);
    // What the worker says to an open window when its notification is clicked; a test cannot click one.
    await page.evaluate(
      `navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { address: '/incidents/42' } }))`,
    );
    await page.getByRole('heading', { name: '42 Checkout is down' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Incidents', level: 1 }).waitFor();
    expect(web.complaints()).toEqual([]);
  });
});
