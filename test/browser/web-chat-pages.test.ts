import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { alicesMessages, card, executable, posts, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the web chat in Chromium: who is paged', () => {
  const web = useWebChat();

  it('makes a page known wherever its reader is, and clears it when it is taken', async () => {
    const page = await web.be(/Alice/);
    const ref = await web.served.chat.send(alicesMessages, card, 'page');
    const toast = page.locator('.toast');
    await toast.getByText('#42 Checkout is down').waitFor();
    expect(await page.locator('[aria-live=assertive]').textContent()).toContain('Checkout is down');
    await eventually('the title says so', async () => (await page.title()).startsWith('(1) '));
    await page.getByRole('link', { name: 'Direct message, 1 unread' }).waitFor();
    await toast.getByRole('button', { name: 'Acknowledge' }).click();
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]?.where).toMatchObject({ private: true, places: [ref.id, 'dm-alice'] });
    await web.served.chat.update(ref, { ...card, tone: 'warning', title: '#42 taken' });
    await toast.getByText('#42').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Direct message/ }).click();
    await posts(page).getByText('#42 taken').waitFor();
    await eventually('nothing is unread', async () => !(await page.title()).startsWith('('));
    expect(web.complaints()).toEqual([]);
  });

  it('shows one note for an incident that pages again on the next level', async () => {
    const page = await web.be(/Alice/);
    await web.served.chat.send(alicesMessages, { ...card, body: 'You are paged (level 1).' }, 'first');
    await page.locator('.toast').getByText('level 1').waitFor();
    await web.served.chat.send(alicesMessages, { ...card, body: 'You are paged (level 2).' }, 'second');
    await page.locator('.toast').getByText('level 2').waitFor();
    expect(await page.locator('.toast').count()).toBe(1);
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
  });

  it('keeps a page that comes while what was said before is still being read', async () => {
    const page = await web.be(/Alice/);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/posts\?room=dm-alice/, async (route) => {
      const answer = await route.fetch();
      await held;
      await route.fulfill({ response: answer });
    });
    const reading = page.waitForRequest(/\/posts\?room=dm-alice/);
    await page.getByRole('link', { name: /Direct message/ }).click();
    await reading;
    await web.served.chat.send(alicesMessages, card, 'page');
    await posts(page).getByText('#42 Checkout is down').waitFor();
    const answered = page.waitForResponse(/\/posts\?room=dm-alice/);
    release();
    await answered;
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))');
    expect(await posts(page).getByText('#42 Checkout is down').count()).toBeGreaterThan(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('still counts a page that came while no page was open', async () => {
    await web.served.chat.send(alicesMessages, card, 'page');
    const page = await web.be(/Alice/);
    await page.getByRole('link', { name: 'Direct message, 1 unread' }).waitFor();
  });

  it('counts a page as unread until it is taken or looked at, also when it is read anew', async () => {
    const sent = new Date();
    const [taken, unseen] = [
      await web.served.chat.send(alicesMessages, card, 'taken while away'),
      await web.served.chat.send(alicesMessages, { ...card, tone: 'warning' }, 'a reminder'),
    ];
    await web.served.chat.send(alicesMessages, card, 'open');
    const state = { label: 'State', value: 'Acknowledged' };
    await eventually('a moment has passed', () => Date.now() > sent.getTime() + 20);
    await web.served.chat.update(taken, { ...card, tone: 'warning', fields: [{ ...state, at: new Date() }] });
    const before = new Date(sent.getTime() - 1_000);
    await web.served.chat.update(unseen, { ...card, tone: 'warning', fields: [{ ...state, at: before }] });
    const page = await web.be(/Alice/);
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
    const late = await web.served.chat.send(alicesMessages, card, 'late');
    await page.getByRole('link', { name: 'Direct message, 3 unread' }).waitFor();
    await web.served.chat.update(late, { ...card, tone: 'success', title: '#42 resolved' });
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
    await page.getByRole('link', { name: /Direct message/ }).click();
    await page.getByRole('link', { name: 'Direct message', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Direct message', exact: true }).waitFor();
    expect(await page.title()).toBe('Direct message · Tocsin');
    expect(web.complaints()).toEqual([]);
  });
});
