import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { box, executable, useWebChat } from './web-chat-stage.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 800 } };
const services = Array.from({ length: 300 }, (_, index) => ({ value: `service-${index}`, label: `Service Ñ${index}` }));

/** Something that cannot be seen for another thing over it, or that is out of the window, is none to press. */
async function isWithin(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).first().boundingBox();
  const { width, height } = page.viewportSize()!;
  return box !== null && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height;
}

describe.skipIf(!executable).each([
  ['a phone', phone],
  ['a desk', desktop],
])('forms of the web chat on %s', (_, size) => {
  const web = useWebChat();

  async function opened() {
    const page = await web.be(/Alice/, size);
    web.commands.choices = services;
    await box(page).fill('/declare');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Declare an incident' });
    await dialog.waitFor();
    return { page, dialog, service: dialog.getByLabel('service') };
  }

  it('find one of hundreds by a part of its name, by touch or click', async () => {
    const { page, dialog, service } = await opened();
    await dialog.getByText('the title', { exact: true }).waitFor();
    expect(await service.getAttribute('placeholder')).toBe('Search 300 by name');
    await service.fill('n29');
    await dialog.getByRole('option', { name: 'Service Ñ29 service-29' }).waitFor();
    expect(await dialog.locator('.combobox-list li').count()).toBe(11);
    const last = dialog.getByRole('option', { name: /Ñ299/ });
    await last.scrollIntoViewIfNeeded();
    expect(await isWithin(page, '.combobox-list')).toBe(true);
    await last.click();
    expect(await service.inputValue()).toBe('Service Ñ299');
    expect(await dialog.locator('.combobox-list li').count()).toBe(0);
    await dialog.getByLabel('title').fill('Checkout is down');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]?.args).toEqual({ title: 'Checkout is down', service: 'service-299' });
    expect(web.complaints()).toEqual([]);
  });

  it('find it by the keyboard alone', async () => {
    const { page, dialog, service } = await opened();
    await dialog.getByLabel('title').fill('Checkout is down');
    await service.focus();
    await page.keyboard.type('SERVICE N7');
    await page.keyboard.press('ArrowDown');
    const active = await service.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).innerText()).toContain('Service Ñ7');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await service.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await service.getAttribute('aria-expanded')).toBe('false');
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]?.args.service).toBe('service-7');
    expect(web.complaints()).toEqual([]);
  });

  it('stay open with what was typed when they are refused, and say why beside the field', async () => {
    const { page, dialog, service } = await opened();
    web.commands.answer = ({ args }) =>
      args.service === 'service-1'
        ? { message: { text: 'declared' } }
        : { message: { text: 'There is no service “Chekout”.' }, refused: { option: 'service' } };
    await dialog.getByLabel('title').fill('Checkout is down');
    await dialog.getByLabel('severity').selectOption('sev1');
    await service.fill('Chekout');
    await dialog.getByLabel('description').fill('since 14:02');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('alert').getByText('There is no service “Chekout”.').waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('service');
    expect(await isWithin(page, '.form-error')).toBe(true);
    await service.fill('service n1');
    await dialog.getByRole('option', { name: 'Service Ñ1 service-1', exact: true }).click();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(web.commands.invocations.at(-1)?.args).toEqual({
      title: 'Checkout is down',
      severity: 'sev1',
      service: 'service-1',
      description: 'since 14:02',
    });
    // The browser itself notes an answer that is no success.
    expect(web.complaints().filter((one) => !one.includes('400'))).toEqual([]);
  });
});
