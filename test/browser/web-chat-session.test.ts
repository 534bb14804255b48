import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { eventually } from '../harness/wait.ts';
import { serveWebChat } from '../harness/web-chat-server.ts';
import { box, executable, posts } from './web-chat-stage.ts';

describe.skipIf(!executable)('a session of the web chat, in Chromium', () => {
  let served: Awaited<ReturnType<typeof serveWebChat>>;
  let opened: OpenPage[];

  beforeEach(async () => {
    served = await serveWebChat({ demo: false });
    await served.chat.start(new RecordingCommands());
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    await served.close();
  });

  async function signIn(person: string, context?: BrowserContext, path = '/'): Promise<Page> {
    const one = context ? undefined : await openPage(await sharedChromium(executable!));
    if (one) opened.push(one);
    const page = one?.page ?? (await context!.newPage());
    const secret = await served.signIns.issue(person, new Date());
    await page.goto(served.http.url + path);
    await page.goto(`${served.http.url}/sign-in/${secret}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await box(page).waitFor();
    return page;
  }
  const ended = (page: Page) => page.getByRole('heading', { name: 'You are signed out' });

  it('says at once that it was ended elsewhere, and keeps what was typed until somebody signs in again', async () => {
    const [desk, phone] = [await signIn('bob'), await signIn('bob')];
    await box(phone).fill('The third node is down as well');
    await desk.getByRole('button', { name: 'Where I am signed in' }).click();
    const dialog = desk.getByRole('dialog', { name: 'Where I am signed in' });
    await dialog.getByText('This browser').waitFor();
    await dialog.getByRole('button', { name: /^Sign out .*Linux/ }).click();
    await ended(phone).waitFor();
    expect(await phone.getByText('What you typed is kept in this browser.').count()).toBe(1);
    expect(await box(phone).count()).toBe(0);
    await phone.getByRole('button', { name: 'Sign in again' }).click();
    await phone.getByText('/incident web').waitFor();
    // The link from the chat opens in a tab of its own.
    const again = await signIn('bob', phone.context());
    expect(await box(again).inputValue()).toBe('The third node is down as well');
    expect(
      await desk
        .getByRole('dialog')
        .getByRole('button', { name: /^Sign out .*Linux/ })
        .count(),
    ).toBe(0);
  });

  it('says so when something is sent after it expired, and when the stream cannot be opened any more', async () => {
    const page = await signIn('bob');
    await served.signIns.endAll('bob');
    await box(page).fill('Is anybody there?');
    await page.keyboard.press('Enter');
    await ended(page).waitFor();
    const again = await signIn('bob', page.context());
    expect(await box(again).inputValue()).toBe('Is anybody there?');
    await served.signIns.endAll('bob');
    await served.chat.close();
    await served.chat.start(new RecordingCommands());
    await ended(again).waitFor();
  });

  it('leaves nothing behind for the next person when somebody signs out', async () => {
    const page = await signIn('bob');
    await box(page).fill('a secret');
    await page.getByRole('button', { name: 'Where I am signed in' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByText('/incident web').waitFor();
    const again = await signIn('bob', page.context());
    expect(await box(again).inputValue()).toBe('');
  });

  it('keeps what could not be sent in its box, says why, and sends it again as the same message', async () => {
    const page = await signIn('bob');
    let fails = true;
    await page.route('**/web/api/say', (route) => (fails ? route.abort() : route.continue()));
    await box(page).fill('Rolling back now');
    await page.keyboard.press('Enter');
    const row = page.getByRole('alert');
    await row.getByText('Not sent. Cannot reach Tocsin.').waitFor();
    expect(await box(page).inputValue()).toBe('Rolling back now');
    await page.reload();
    expect(await box(page).inputValue()).toBe('Rolling back now');
    await page.keyboard.press('Enter');
    await row.getByText('Not sent.').waitFor();
    // Something else is typed by then: neither is lost.
    await box(page).fill('Something else');
    await row.getByText('Not sent: Rolling back now').waitFor();
    fails = false;
    await row.getByRole('button', { name: 'Retry' }).click();
    await posts(page).getByText('Rolling back now').waitFor();
    expect(await row.count()).toBe(0);
    expect(await box(page).inputValue()).toBe('Something else');
    expect(served.store.all).toHaveLength(1);
  });

  it('sends a message once whose answer was lost, however often it is tried', async () => {
    const page = await signIn('bob');
    let lost = true;
    await page.route('**/web/api/say', async (route) => {
      if (!lost) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await box(page).fill('Rolling back now');
    await page.keyboard.press('Enter');
    const retry = page.getByRole('alert').getByRole('button', { name: 'Retry' });
    await retry.waitFor();
    lost = false;
    await retry.click();
    await eventually('it is sent', async () => (await page.getByRole('alert').count()) === 0);
    expect(await posts(page).getByText('Rolling back now').count()).toBe(1);
    expect(served.store.all).toHaveLength(1);
  });

  it('shows how long to wait after too much, and keeps the text', async () => {
    const page = await signIn('bob');
    await page.route('**/web/api/say', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '30' },
        json: { error: 'That is too much in a short time. Try again in 30 seconds.' },
      }),
    );
    await box(page).fill('hello');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Try again in 30 seconds.').waitFor();
    expect(await box(page).inputValue()).toBe('hello');
  });

  it('reads its state once when it opens, also in a second tab', async () => {
    const page = await signIn('bob');
    const count = async (open: (page: Page) => Promise<unknown>) => {
      const tab = await page.context().newPage();
      const asked: string[] = [];
      tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await open(tab);
      await box(tab).or(tab.locator('.dashboard-columns')).first().waitFor();
      const whenOpen = asked.length;
      await served.chat.send(
        { platform: 'web', kind: 'person', id: 'bob' },
        { text: `page ${asked.length}`, title: 'A page' },
        `${Math.random()}`,
      );
      await tab.locator('.toast').first().waitFor();
      // Half a second after a message the open incidents are read, which a slow machine may see here.
      const read = asked.filter((path, index) => index < whenOpen || path !== '/web/api/open');
      return read.filter((path) => path.startsWith('/web/api/') && path !== '/web/api/live').sort();
    };
    expect(await count((tab) => tab.goto(served.http.url))).toEqual(['/web/api/state']);
    expect(await count((tab) => tab.goto(`${served.http.url}/incidents/42`))).toEqual(['/web/api/state']);
    await page.close();
    expect(await count((tab) => tab.goto(served.http.url))).toEqual(['/web/api/state']);
  });
});
