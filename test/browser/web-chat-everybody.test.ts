import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { box, card, executable, incidents, posts, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the web chat in Chromium: for every screen and every hand', () => {
  const web = useWebChat();

  it('fits a phone: rooms in a drawer, nothing wider than the screen, targets for thumbs', async () => {
    const page = await web.be(/Alice/, { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true });
    await web.served.chat.send(incidents, { ...card, body: 'x'.repeat(300) }, 'card');
    await posts(page).getByText('#42 Checkout is down').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
    expect(await page.getByRole('navigation', { name: 'Rooms' }).isVisible()).toBe(false);
    const small: string[] = [];
    const measure = async () => {
      for (const target of await page.locator('button:visible, a.room-link:visible').all()) {
        const size = await target.boundingBox();
        if (size && size.height < 44) small.push(`${await target.textContent()} ${size.height}`);
      }
    };
    await measure();
    await page.getByRole('button', { name: 'Rooms' }).tap();
    await page.getByRole('link', { name: 'Direct message' }).waitFor();
    await measure();
    expect(small).toEqual([]);
    await page.getByRole('link', { name: 'Direct message' }).tap();
    await page.getByRole('heading', { name: 'Direct message' }).waitFor();
    await eventually('the drawer is shut', async () => !(await page.getByRole('navigation').isVisible()));
    expect(web.complaints()).toEqual([]);
  });

  it('can be read on a phone at 200 %: no word is cut off or stands over another one', async () => {
    const page = await web.be(/Alice/, { viewport: { width: 195, height: 422 }, hasTouch: true, isMobile: true });
    await web.served.chat.send(incidents, card, 'card');
    await posts(page).getByText('#42 Checkout is down').waitFor();
    const cut = await page.evaluate(`[...document.querySelectorAll('.card-actions .button, .room-header h1')]
      .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent.trim())`);
    expect(cut).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(195);
  });

  it('can be worked with the keyboard alone', async () => {
    const page = await web.visit();
    await page.getByRole('button', { name: /Alice/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.innerText')).toContain('Alice Chen');
    await page.keyboard.press('Enter');
    await box(page).waitFor();
    await eventually(
      'one can type at once',
      async () => (await page.evaluate('document.activeElement.id')) === 'composer',
    );
    await web.served.chat.send(incidents, card, 'card');
    await posts(page).getByRole('button', { name: 'Add note' }).waitFor();
    for (let steps = 0; steps < 10; steps++) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate('document.activeElement.innerText')) === 'Add note') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('restarted the cache');
    await page.keyboard.press('Control+Enter');
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]?.args).toMatchObject({ incident: '42', text: 'restarted the cache' });
  });
});
