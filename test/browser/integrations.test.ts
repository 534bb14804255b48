import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { noIntegrations, serveWebChat } from '../harness/web-chat-server.ts';
import { busyIntegrations } from './busy-integrations.ts';
import { usePages } from './pages-of-people.ts';
import { executable } from './web-chat-stage.ts';

describe.skipIf(!executable)('the integrations in Chromium', () => {
  let replayed: string[];
  const { be, complaints } = usePages<typeof noIntegrations>((page = busyIntegrations(replayed)) =>
    serveWebChat({}, undefined, undefined, page),
  );
  beforeEach(() => {
    replayed = [];
  });

  const box = (page: Page) => page.getByRole('textbox', { name: 'Payload as JSON' });
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  it('are one click from the chat, and show what was sent and what would come of a payload', async () => {
    const page = await be('alice', '/');
    await page.getByRole('link', { name: 'Integrations', exact: true }).click();
    await page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
    const entry = page.getByRole('link', { name: /kuma-shop/ });
    const words = await entry.innerText();
    for (const each of ['uptime-kuma', '/v1/integrations/kuma-shop', '12 min ago', '2 payloads', '1 refused'])
      expect(words).toContain(each);
    await entry.click();
    await page.getByRole('heading', { name: 'kuma-shop' }).waitFor();
    expect(await entry.getAttribute('aria-current')).toBe('true');

    await box(page).fill('{"heartbeat": ');
    await press(page, 'Try');
    await page.getByRole('alert').getByText('This is not valid JSON: correct it and try again.').waitFor();
    expect(await box(page).inputValue()).toBe('{"heartbeat": ');
    await box(page).fill('{"heartbeat": {}}');
    await press(page, 'Try');
    const trial = page.getByRole('status').filter({ hasText: 'Shop is down' });
    await trial.waitFor();
    for (const each of ['1 alert', 'Opens a new incident.', 'Pages Alice Chen, Bob Okafor first.', 'heartbeat.time'])
      expect(await trial.innerText()).toContain(each);
    expect(await box(page).inputValue()).toBe('{"heartbeat": {}}');

    await page.goBack();
    await page.getByText('Select an integration').waitFor();
    expect(complaints()).toEqual([]);
  });

  it('replay a kept payload after a second press, and bring one into the box', async () => {
    const page = await be('alice', '/integrations#kuma-shop');
    await page.locator('summary').first().click();
    await press(page, 'Edit and try');
    expect(await box(page).inputValue()).toContain('"token": "[secret]"');
    await press(page, 'Replay');
    await page.getByText('Replay it?').waitFor();
    expect(replayed).toEqual([]);
    await press(page, 'Replay');
    await page.getByText('Replayed: 1 alert.').waitFor();
    expect(replayed).toEqual(['one']);
    await page.locator('button:focus', { hasText: 'Replay' }).waitFor();
    expect(complaints()).toEqual([]);
  });

  it('take a double click on Replay as one press, and can be cancelled by keyboard', async () => {
    const page = await be('alice', '/integrations#kuma-shop');
    await page.locator('summary').first().click();
    await page.getByRole('button', { name: 'Replay', exact: true }).dblclick();
    await page.getByText('Replay it?').waitFor();
    await page.locator('button:focus', { hasText: 'Cancel' }).waitFor();
    expect(replayed).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Replay it?').waitFor({ state: 'detached' });
    expect(replayed).toEqual([]);
  });

  it('tell who is no admin that only admins can replay', async () => {
    const page = await be('bob', '/integrations#kuma-shop');
    await page.getByText('Only admins can replay a payload.').waitFor();
    await page.locator('summary').first().click();
    await page.getByRole('button', { name: 'Edit and try' }).waitFor();
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);
  });

  it('say how to add the first one', async () => {
    const page = await be('alice', '/integrations', { page: noIntegrations });
    await page.getByRole('heading', { name: 'No integrations yet' }).waitFor();
    await page.getByText('docs/alerts.md').waitFor();
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/empty.png` });
    expect(complaints()).toEqual([]);
  });

  it('fit a phone: the list, or the one that is selected', async () => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    const page = await be('alice', '/integrations', phone);
    await page.getByRole('link', { name: /kuma-shop/ }).click();
    await page.getByRole('heading', { name: 'kuma-shop' }).waitFor();
    expect(await page.getByRole('link', { name: /kuma-shop/ }).isVisible()).toBe(false);
    await page.locator('summary').first().click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.getByRole('link', { name: 'All integrations' }).click();
    await page.getByRole('link', { name: /kuma-shop/ }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(complaints()).toEqual([]);
  });
});
