import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findWholeChromium } from '../harness/browser.ts';
import { startFakePushService } from '../harness/fake-push-service.ts';
import { eventually } from '../harness/wait.ts';
import { useWebChat } from './web-chat-stage.ts';

const executable = findWholeChromium();
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

describe.skipIf(!executable)('the dialog of notifications', () => {
  let service: Awaited<ReturnType<typeof startFakePushService>>;
  const web = useWebChat(executable, () => service.network);

  beforeAll(async () => {
    service = await startFakePushService();
  });

  beforeEach(() => {
    service.taken.length = 0;
  });

  afterAll(() => service.close());

  /** A page whose browser has a push service, and keeps its subscription with the key that it was made for. */
  async function allowed(options: Parameters<typeof web.be>[1] = {}): Promise<Page> {
    const page = await web.be(/Alice/, options);
    await page.context().grantPermissions(['notifications'], { origin: web.served.http.url });
    const made = [service.browser('first'), service.browser('second')];
    await page.addInitScript(`
      const made = ${JSON.stringify(made)};
      const kept = () => JSON.parse(localStorage.getItem('kept') ?? 'null');
      const subscriptionOf = ({ given: { endpoint, p256dh, auth }, key }) => ({
        endpoint,
        options: { applicationServerKey: Uint8Array.from(key).buffer },
        toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
        unsubscribe: async () => { localStorage.removeItem('kept'); return true; },
      });
      PushManager.prototype.getSubscription = async () => kept() && subscriptionOf(kept());
      PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        if (localStorage.getItem('refuses')) throw new Error('AbortError');
        if (kept()) throw new Error('InvalidStateError');
        const nth = Number(localStorage.getItem('nth') ?? 0);
        localStorage.setItem('nth', String(nth + 1));
        const one = { given: made[nth % made.length], key: [...applicationServerKey] };
        localStorage.setItem('kept', JSON.stringify(one));
        return subscriptionOf(one);
      };
      Object.defineProperty(Notification, 'permission', { get: () => localStorage.getItem('permission') ?? 'default' });
      Notification.requestPermission = async () => {
        localStorage.setItem('permission', 'granted');
        return 'granted';
      };`);
    await page.reload();
    await page.getByRole('combobox').waitFor();
    return page;
  }

  const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });
  const opener = (page: Page) => page.getByRole('button', { name: 'Notifications', exact: true });
  const focused = (page: Page) =>
    page.evaluate<string>(`document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent`);

  /** Adds browsers as if the person had subscribed them elsewhere. */
  async function others(...devices: readonly (string | undefined)[]): Promise<void> {
    for (const [index, device] of devices.entries()) {
      const at = new Date(Date.now() - (index + 1) * 60_000);
      const { endpoint, p256dh, auth } = service.browser(`other-${index}`);
      const one = { id: `other-${index}`, person: 'alice', endpoint, p256dh, auth, since: at, renewedAt: at };
      await web.served.pushes.keep({ ...one, ...(device !== undefined && { device }) });
    }
  }

  it('is used by keyboard alone, says what came of each press, and gives the focus back', async () => {
    const page = await allowed();
    await opener(page).focus();
    await page.keyboard.press('Enter');
    const dialog = dialogOf(page);
    await dialog.getByText('No browser gets your pages').waitFor();
    await dialog.getByRole('button', { name: 'Turn on in this browser' }).focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('status').getByText('This browser gets your pages from now on.').waitFor();
    // The button is gone, and the keyboard stays in the dialog.
    expect(await focused(page)).toBe('Notifications');
    await dialog.getByRole('button', { name: /^Remove Chrom/ }).focus();
    await page.keyboard.press('Enter');
    await dialog
      .getByRole('status')
      .getByText(/^Removed: Chrom/)
      .waitFor();
    expect(await focused(page)).toBe('Notifications');
    // A click on a text takes nobody back to the title.
    await dialog.getByRole('status').click();
    await web.served.chat.send({ platform: 'web', kind: 'channel', id: 'incidents' }, { text: 'Drawn anew' }, 'new');
    await page.getByText('Drawn anew').first().waitFor({ state: 'attached' });
    expect(await page.evaluate(`document.activeElement.id`)).not.toBe('push-title');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Notifications');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BUTTON');
    expect(web.complaints()).toEqual([]);
    await page.context().close();
  });

  it('says in itself why the browser could not subscribe, or that the server refused', async () => {
    const page = await allowed();
    await page.evaluate(`localStorage.setItem('refuses', 'yes')`);
    await opener(page).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: 'Turn on in this browser' }).click();
    await dialog.getByRole('status').getByText('This browser could not register for push').waitFor();
    await page.route('**/web/api/unsubscribe', (route) =>
      route.fulfill({ status: 500, json: { error: 'No, sorry.' } }),
    );
    await others('Firefox · Android');
    await page.keyboard.press('Escape');
    await opener(page).click();
    await dialog.getByRole('button', { name: /^Remove Firefox/ }).click();
    await dialog.getByRole('status').getByText('No, sorry.').waitFor();
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)(
    'fits a narrow phone with ten browsers of long names, in %s',
    async (colorScheme) => {
      const page = await allowed({ ...phone, colorScheme });
      await others(
        ...Array.from({ length: 8 }, () => 'Samsung Internet for Android · Android'),
        'Firefox · Android',
        undefined,
      );
      await page.getByRole('button', { name: 'Rooms' }).click();
      await opener(page).click();
      const dialog = dialogOf(page);
      await dialog.getByText('Unknown browser').waitFor();
      expect(await dialog.getByRole('listitem').count()).toBe(10);
      const wide = await page.evaluate(`[...document.querySelectorAll('#push, #push *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length`);
      expect(wide).toBe(0);
      // Each button can be pressed by a thumb, and reached by scrolling.
      const small = await page.evaluate(`[...document.querySelectorAll('#push button')]
      .filter((one) => one.getBoundingClientRect().height < 32).length`);
      expect(small).toBe(0);
      await dialog.getByRole('button', { name: 'Send a test notification' }).click();
      await dialog.getByRole('status').getByText('Sent to 10 browsers').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await dialog.waitFor({ state: 'hidden' });
      // The button that opened it is in the drawer, which is closed.
      await eventually('the focus is back', async () => (await focused(page)) === 'Rooms');
      await page.context().close();
    },
  );

  it('subscribes anew by itself when the installation has lost its keys', async () => {
    const page = await allowed();
    await page.getByRole('button', { name: 'Turn on' }).click();
    const current = () => web.served.pushes.of('alice', new Date());
    await eventually('it is subscribed', async () => (await current()).length === 1);
    await eventually('it is kept', () => page.evaluate(`localStorage.getItem('kept') !== null`));
    const [before] = await current();
    // As one that was made for the keys of before.
    await page.evaluate(`(() => {
      const kept = JSON.parse(localStorage.getItem('kept'));
      localStorage.setItem('kept', JSON.stringify({ ...kept, key: kept.key.map((byte) => byte ^ 1) }));
    })()`);
    await page.reload();
    await eventually('it is subscribed anew', async () => {
      const [newest] = await current();
      return newest?.endpoint.endsWith('/second') && newest.id !== before!.id;
    });
    await opener(page).click();
    await dialogOf(page).getByText('This browser', { exact: true }).waitFor();
    await page.context().close();
  });
});
