import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { box, card, executable, incidents, posts, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the web chat in Chromium: coming and going', () => {
  const web = useWebChat();

  it('says when the connection is lost, and reads what it missed when it is back', async () => {
    const page = await web.be(/Alice/);
    await web.served.chat.close();
    await page.getByText('Connection lost').waitFor();
    await web.served.chat.start(web.commands);
    await web.served.chat.send(incidents, card, 'missed');
    await page
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 3_000 })
      .catch(() => {});
    await posts(page).getByText('#42 Checkout is down').waitFor();
    await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  });

  it('works in more tabs than a browser has connections, and goes on when the first is closed', async () => {
    const first = await web.be(/Alice/);
    const tabs: Page[] = [];
    for (let count = 0; count < 7; count++) {
      const tab = await first.context().newPage();
      await tab.goto(web.served.http.url);
      await box(tab).waitFor();
      tabs.push(tab);
    }
    const ref = await web.served.chat.send(incidents, card, 'card');
    for (const tab of [first, ...tabs]) await posts(tab).getByText('#42 Checkout is down').waitFor();
    await first.close();
    await web.served.chat.update(ref, { ...card, title: '#42 taken' });
    for (const tab of tabs) await posts(tab).getByText('#42 taken').waitFor();
    expect(web.complaints()).toEqual([]);
  });

  it('is another person in another tab only after it says so', async () => {
    const page = await web.be(/Alice/);
    const other = await page.context().newPage();
    await other.goto(web.served.http.url);
    await other.getByRole('button', { name: 'Switch person' }).click();
    await other.getByRole('button', { name: /Bob/ }).click();
    await other.locator('.me').getByText('Bob Okafor').waitFor();
    await box(page).fill('who am I?');
    await page.keyboard.press('Enter');
    await page.locator('.me').getByText('Bob Okafor').waitFor();
    expect(web.served.store.all).toHaveLength(0);
  });
});
