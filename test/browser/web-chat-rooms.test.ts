import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { busyDashboard } from './busy-dashboard.ts';
import { alicesMessages, box, card, executable, incidents, posts, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the rooms of the web chat in Chromium', () => {
  const web = useWebChat();
  const openRoom = () =>
    web.served.chat.openRoom({ key: 'incident-42', name: '42 Checkout is down', style: 'channel' });

  it('call an incident by its number with #, in the list, the heading, the title and the box', async () => {
    await openRoom();
    const page = await web.be(/Alice/);
    await page.getByRole('link', { name: /^#42 Checkout is down/ }).click();
    await page.getByRole('heading', { name: '#42 Checkout is down', level: 1 }).waitFor();
    await page.getByRole('combobox', { name: 'Message in #42 Checkout is down' }).waitFor();
    expect(await page.title()).toBe('#42 Checkout is down · Tocsin');
  });

  it('keep Forward after Back to the address that names no room', async () => {
    await openRoom();
    const page = await web.be(/Alice/);
    await page.getByRole('link', { name: /^#42/ }).click();
    await page.getByRole('heading', { name: '#42 Checkout is down' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Incidents', level: 1 }).waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: '#42 Checkout is down' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/incidents/42');
  });

  it('keep who has the incident and its first buttons in reach, when its card is far away', async () => {
    const { chat, stands } = web.served;
    const { address: room } = await openRoom();
    const resolve = { label: 'Resolve', invokes: { command: 'resolve', args: { incident: '42' } } };
    await chat.send(room, { ...card, buttons: [...card.buttons!, resolve] }, 'card');
    const [triggered] = busyDashboard().open;
    stands({ ...busyDashboard(), open: [triggered!] });
    const page = await web.be(/Carol/, { viewport: { width: 390, height: 640 } });
    await page.goto(`${web.served.http.url}/incidents/42`);
    const bar = page.getByRole('region', { name: 'Who has it' });
    await posts(page).getByRole('button', { name: 'Acknowledge' }).waitFor();
    expect(await bar.count()).toBe(0);
    for (let line = 0; line < 25; line += 1) await chat.send(room, { text: `line ${line}` }, `line ${line}`);
    await bar.getByText('Triggered · unassigned').waitFor();
    await bar.getByText(/Paged Alice Chen, Bob Okafor 2 min ago/).waitFor();
    expect(await bar.getByRole('button').allInnerTexts()).toEqual(['Acknowledge', 'Resolve']);
    await bar.getByRole('button', { name: 'Acknowledge' }).click();
    await eventually('it was acknowledged', () => web.commands.invocations.at(-1)?.command === 'ack');
    const { paged: _paged, nextAt: _nextAt, ...rest } = triggered!;
    const owner = { person: 'bob', since: new Date() };
    stands({ ...busyDashboard(), open: [{ ...rest, state: 'acknowledged', owner }] });
    await chat.send(room, { text: 'Bob Okafor acknowledged' }, 'taken');
    await bar.getByText('Acknowledged by Bob Okafor').waitFor();
  });

  it('say at once that the device is offline', async () => {
    const page = await web.be(/Alice/);
    await page.context().setOffline(true);
    await page.getByText('Connection lost').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  });

  it('announce a page once to screen readers, and not again after a reload', async () => {
    const page = await web.be(/Alice/);
    await page.evaluate(`(() => {
      window.heard = [];
      const seen = new Map();
      new MutationObserver(() => {
        for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
          if (seen.get(region) === region.textContent) continue;
          seen.set(region, region.textContent);
          window.heard.push(region.textContent);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    })()`);
    await web.served.chat.send(alicesMessages, card, 'page');
    await page.getByRole('link', { name: /^Direct message, 1 unread/ }).waitFor();
    const heard = () => page.evaluate('window.heard') as Promise<string[]>;
    const told = (await heard()).filter((text) => text.includes('Checkout is down'));
    expect(told).toHaveLength(1);
    await web.served.chat.send(incidents, { text: 'something else' }, 'other');
    await page.getByText('something else').first().waitFor();
    expect((await heard()).filter((text) => text.includes('Checkout is down')).slice(1)).toEqual([]);
    await page.reload();
    await page.getByRole('link', { name: /^Direct message, 1 unread/ }).waitFor();
    expect(await page.getByRole('alert').filter({ hasText: 'Checkout is down' }).count()).toBe(0);
  });

  const english = { locale: 'en-GB' };
  const german = { locale: 'de-DE' };
  for (const [what, options] of [
    ['a narrow phone', { ...english, viewport: { width: 320, height: 640 } }],
    ['a narrow phone, in German', { ...german, viewport: { width: 320, height: 640 } }],
    ['a phone at 200 %', { ...english, viewport: { width: 180, height: 370 } }],
  ] as const satisfies readonly (readonly [string, BrowserContextOptions])[])
    it(`show all of the placeholder on ${what}`, async () => {
      const page = await web.be(/Alice/, options);
      await box(page).waitFor();
      const cutBy = `(() => {
        const box = document.getElementById('composer');
        const copy = document.createElement('div');
        const style = getComputedStyle(box);
        for (const name of ['font', 'lineHeight', 'padding', 'width', 'boxSizing']) copy.style[name] = style[name];
        copy.textContent = box.placeholder;
        document.body.append(copy);
        const needed = copy.scrollHeight;
        copy.remove();
        return needed - box.clientHeight;
      })()`;
      expect(await page.evaluate(cutBy)).toBeLessThanOrEqual(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
    });

  it('show where one is, and how an incident is, in colours that the reader chose', async () => {
    await openRoom();
    const page = await web.be(/Alice/, { forcedColors: 'active' });
    const style = (selector: string, name: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${name}`);
    await page.getByRole('link', { name: /^#42/ }).waitFor();
    expect(await style('.room-link[aria-current]', 'outlineStyle')).toBe('solid');
    expect(await style('.room-link:not([aria-current])', 'outlineStyle')).toBe('none');
    expect(await style('.dot', 'borderTopStyle')).toBe('solid');
  });
});
