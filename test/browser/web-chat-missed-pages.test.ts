import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { WebPost } from '../../src/ports/web-chat.ts';
import { eventually } from '../harness/wait.ts';
import { alicesMessages, box, card, executable, LIVE, useWebChat } from './web-chat-stage.ts';

const STATE = '**/web/api/state*';

interface Announced {
  readonly rung: number;
  /** The titles of the notifications. */
  readonly shown: readonly string[];
}

describe.skipIf(!executable)('the web chat in Chromium: pages that are sent while a browser is away', () => {
  const web = useWebChat();
  const toasts = (page: Page) => page.locator('.toast .card-title').allTextContents();
  const announced = (page: Page) => page.evaluate<Announced>('({ rung, shown })');
  const send = (name: string) => web.served.chat.send(alicesMessages, { ...card, title: name }, name);

  /** Turns sound and notifications on and counts both. The bell sounds until the test ends; what failed is tried again at once. */
  async function count(page: Page): Promise<void> {
    // A browser plays sound only in a tab that was clicked.
    await page.locator('h1').click();
    await page.evaluate(`
      globalThis.rung = 0;
      globalThis.shown = [];
      globalThis.AudioContext = class extends AudioContext {
        constructor() { super(); rung += 1; }
      };
      const later = setTimeout;
      globalThis.setTimeout = (work, ms) => ms === 1_500 ? 0 : later(work, ms === 2_000 ? 0 : ms);
      ServiceWorkerRegistration.prototype.showNotification = async (title) => void shown.push(title);
      Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
      Object.defineProperty(document, 'hasFocus', { value: () => false });
      localStorage.setItem('tocsin.sound', 'yes');
      localStorage.setItem('tocsin.notify', 'yes');`);
  }

  /** From the next document on: what failed is tried again at once, and the clock is looked at all the time. */
  const hurry = (page: Page) =>
    page.addInitScript(`
      const [later, every] = [setTimeout, setInterval];
      globalThis.setTimeout = (work, ms) => later(work, ms === 2_000 ? 0 : ms);
      globalThis.setInterval = (work, ms) => every(work, ms === 5_000 ? 10 : ms);`);

  it('announces each missed page once when the stream is back, and rings once for all', async () => {
    const page = await web.be(/Alice/);
    const known = await send('known');
    await eventually('it is shown', async () => (await toasts(page)).length === 1);
    await count(page);
    let failures = 0;
    await page.route(STATE, (route) => (++failures > 2 ? route.continue() : route.abort()));
    await web.away([page], async () => {
      await web.served.chat.update(known, { ...card, title: 'known', tone: 'warning' });
      await send('first');
      const resolved = await send('resolved');
      await web.served.chat.update(resolved, { ...card, title: 'resolved', tone: 'success' });
      await send('second');
    });
    await eventually('both are announced', async () => (await announced(page)).shown.length === 2);
    expect(await announced(page)).toEqual({ rung: 1, shown: ['first', 'second'] });
    expect(await toasts(page)).toEqual(['first', 'second']);

    const read = page.waitForResponse(STATE);
    await web.away([page], async () => undefined);
    await read;
    await send('live');
    await eventually('the next one is announced', async () => (await announced(page)).shown.includes('live'));
    expect((await announced(page)).shown).toEqual(['first', 'second', 'live']);
    expect(await toasts(page)).toEqual(['first', 'second', 'live']);
  });

  it('rings in one of several tabs, and not for a page that was read in another tab', async () => {
    const page = await web.be(/Alice/);
    const other = await page.context().newPage();
    await other.goto(web.served.http.url);
    await box(other).waitFor();
    for (const tab of [page, other]) await count(tab);
    await web.away([page, other], () => send('missed'));
    for (const tab of [page, other])
      await eventually('it is announced', async () => (await announced(tab)).shown.includes('missed'));
    const all = [await announced(page), await announced(other)];
    expect(all.map(({ rung }) => rung).sort()).toEqual([0, 1]);

    await other.close();
    await web.away([page], async () => {
      const { id } = await send('read elsewhere');
      const at = web.served.store.all.find((one) => one.id === id)!.at.toISOString();
      await page.evaluate(`localStorage.setItem('tocsin.seen.dm-alice', '${at}')`);
      await eventually('a moment has passed', () => Date.now() > Date.parse(at));
      await send('unread');
    });
    await eventually('the other one is announced', async () => (await announced(page)).shown.includes('unread'));
    expect((await announced(page)).shown).toEqual(['missed', 'unread']);
  });

  it('announces what another process sends, and not what somebody acknowledges before it is told here', async () => {
    const page = await web.be(/Alice/);
    await count(page);
    const at = new Date();
    const editedAt = new Date(at.getTime() + 3_000);
    const post = { room: 'dm-alice', by: 'bot', at } as const;
    const taken = { label: 'Acknowledged', value: 'by Bob Okafor', at: new Date(at.getTime() + 1_000) };
    const posts: WebPost[] = [
      { ...post, id: 'taken', message: { ...card, title: 'taken', tone: 'warning', fields: [taken] }, editedAt },
      { ...post, id: 'open', message: { ...card, title: 'open' }, editedAt },
    ];
    const { store } = web.served;
    const { changes } = store;
    store.changes = async (mark) => {
      store.changes = changes;
      return { ...(await changes(mark)), posts };
    };
    await eventually('the other one is announced', async () => (await announced(page)).shown.length > 0);
    expect(await announced(page)).toEqual({ rung: 1, shown: ['open'] });
    expect(await toasts(page)).toEqual(['open']);
    await page.getByRole('link', { name: 'Direct message, 1 unread' }).waitFor();
  });

  it('announces what is sent while it opens, and counts what is older', async () => {
    const page = await web.be(/Alice/);
    await send('old');
    await eventually('it is shown', async () => (await toasts(page)).length === 1);
    const live = page.waitForResponse(LIVE);
    await page.route(STATE, async (route) => {
      await live;
      await send('sent while it opens');
      await route.continue();
    });
    await page.reload();
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
    await eventually('it is announced', async () => (await toasts(page)).length > 0);
    expect(await toasts(page)).toEqual(['sent while it opens']);
  });

  it('announces what was sent while it waited for Tocsin to start', async () => {
    const page = await web.be(/Alice/);
    await send('old');
    await eventually('it is shown', async () => (await toasts(page)).length === 1);
    await page.route(LIVE, (route) => route.abort());
    let isUp = false;
    await hurry(page);
    await page.route(STATE, (route) => (isUp ? route.continue() : route.abort()));
    await page.reload();
    await page.getByText('Retrying …').waitFor();
    await send('sent while it waits');
    isUp = true;
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
    expect(await toasts(page)).toEqual(['sent while it waits']);
    // With its script.
    await page.context().close();
  });

  it('opens its stream again as soon as the device wakes from sleep', async () => {
    const page = await web.be(/Alice/);
    await hurry(page);
    let live = page.waitForResponse(LIVE);
    await page.reload();
    await live;
    await box(page).waitFor();
    live = page.waitForResponse(LIVE);
    const read = page.waitForResponse(STATE);
    await page.evaluate('{ const now = Date.now; Date.now = () => now() + 60_000; }');
    await Promise.all([live, read]);
    // With its script.
    await page.context().close();
  });
});
