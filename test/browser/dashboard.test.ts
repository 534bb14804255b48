import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { calm } from '../harness/web-chat-server.ts';
import { busyDashboard } from './busy-dashboard.ts';
import { executable, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the dashboard in Chromium', () => {
  const web = useWebChat();

  async function be(name: RegExp, path = '', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await web.be(name, options);
    if (path) await page.goto(`${web.served.http.url}${path}`);
    return page;
  }

  const open = (page: Page) => page.getByRole('region', { name: /Open incidents/ });
  const card = (page: Page, title: string) => open(page).getByRole('listitem').filter({ hasText: title });
  const quiet = (page: Page) => open(page).getByText('All quiet');

  it('is one click from the chat, by mouse or keyboard, and leads into a room and back', async () => {
    await web.served.chat.openRoom({ key: 'incident-42', name: '42 Checkout is down', style: 'channel' });
    web.served.stands(busyDashboard());
    const page = await be(/Alice/);
    await page.getByRole('link', { name: 'Dashboard', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    expect(await page.title()).toBe('Dashboard · Tocsin');
    expect(await page.getByRole('link', { name: 'Dashboard', exact: true }).getAttribute('aria-current')).toBe('page');

    await page.getByRole('link', { name: '#42 <b>Checkout</b> is down' }).click();
    await page.getByRole('heading', { name: '42 Checkout is down' }).waitFor();
    await page.getByRole('combobox').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await page.getByRole('link', { name: 'Incidents', exact: true }).click();
    await page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    expect(web.complaints()).toEqual([]);
  });

  it('names what cannot be read, and does not say that all is quiet', async () => {
    web.served.stands({ ...calm, unreadable: ['#42', '#57'] });
    const page = await be(/Alice/, '/#/dashboard');
    await open(page).getByText('#42, #57 cannot be shown: their documents are damaged').waitFor();
    expect(await quiet(page).count()).toBe(0);
  });

  it('says what is unassigned, who acknowledged the rest, who is on call, and what the last 30 days were', async () => {
    web.served.stands(busyDashboard());
    const page = await be(/Alice/, '/#/dashboard');
    await card(page, 'Checkout').getByText('Triggered · unassigned').waitFor();
    const first = await card(page, 'Checkout').innerText();
    for (const words of [
      'sev1',
      'Page to Bob Okafor on Slack was not delivered',
      'Paged Alice Chen, Bob Okafor',
      'Escalates in',
      '12m',
    ])
      expect(first).toContain(words);
    const second = await card(page, 'Search is slow').innerText();
    for (const words of ['sev3', 'Acknowledged by Carol Nowak', '3h 5m']) expect(second).toContain(words);
    expect(await open(page).getByRole('listitem').first().innerText()).toContain('Checkout');
    const onCall = await page.getByRole('region', { name: 'On call' }).innerText();
    for (const words of ['primary', 'Alice Chen', 'then Bob Okafor', 'nights', 'Nobody'])
      expect(onCall).toContain(words);
    const figures = await page.getByRole('region', { name: 'Last 30 days' }).innerText();
    for (const words of ['1,234', '4m', '2h 5m', '1,200', 'Checkout', 'No service', '234', '310'])
      expect(figures).toContain(words);
    expect(web.complaints()).toEqual([]);
  });

  it('says that all is quiet, and shows by itself what happens then', async () => {
    const page = await be(/Alice/, '/#/dashboard');
    await quiet(page).waitFor();
    const looks = web.served.looks();
    web.served.stands(busyDashboard());
    await web.served.chat.send(
      { platform: 'web', kind: 'channel', id: 'incidents' },
      { text: '#42 Checkout is down' },
      'c',
    );
    await card(page, 'Checkout').waitFor();
    await eventually('it is said aloud', async () =>
      (await page.locator('[aria-live=polite]').textContent())?.includes('2 open incidents, 1 unassigned'),
    );
    // One look for all that happened together.
    expect(web.served.looks()).toBe(looks + 1);
    web.served.stands(calm);
    for (let index = 0; index < 20; index += 1)
      await web.served.chat.send(
        { platform: 'web', kind: 'channel', id: 'incidents' },
        { text: `${index}` },
        `c${index}`,
      );
    await quiet(page).waitFor();
    expect(web.served.looks()).toBeLessThanOrEqual(looks + 3);
    expect(web.complaints()).toEqual([]);
  });

  it('opens the form of a new incident by one press, and gives the focus back', async () => {
    const page = await web.be(/Alice/, { viewport: { width: 390, height: 640 } });
    // An address that people guess leads here, too.
    await page.goto(`${web.served.http.url}/incidents`);
    await page.getByRole('button', { name: 'Declare incident' }).click();
    const form = page.getByRole('dialog');
    await form.locator('#field-title').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Declare incident' }).waitFor();
    await page.keyboard.press('Enter');
    await form.locator('#field-title').fill('Checkout is down');
    await page.keyboard.press('Enter');
    await eventually('it was declared', () => web.commands.invocations.at(-1)?.command === 'declare');
  });

  it('fits a phone, in the dark', async () => {
    web.served.stands(busyDashboard());
    const page = await be(/Alice/, '/#/dashboard', {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    });
    await card(page, 'Checkout').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.getByRole('button', { name: 'Rooms' }).click();
    await page.getByRole('link', { name: 'Direct message' }).click();
    await page.getByRole('heading', { name: 'Direct message' }).waitFor();
    expect(web.complaints()).toEqual([]);
  });
});
