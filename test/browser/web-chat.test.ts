import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { box, card, executable, incidents, posts, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the web chat in Chromium: what is said and asked for', () => {
  const web = useWebChat();

  it('lets a newcomer pick a person, and says what to try first', async () => {
    const page = await web.visit();
    await page.getByRole('button', { name: /Alice Chen/ }).click();
    await page.getByText('No incidents yet', { exact: true }).waitFor();
    await page.getByRole('button', { name: /declare Checkout is down severity:sev1/ }).click();
    expect(await box(page).inputValue()).toBe('/incident declare Checkout is down severity:sev1');
    await page.keyboard.press('Enter');
    await eventually('the command ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]).toMatchObject({ command: 'declare', from: { platform: 'web', id: 'alice' } });
    await posts(page).getByText('ran declare').waitFor();
    await posts(page).getByText('Only you can see this').waitFor();
    expect(await page.getByText('You are acting as').isVisible()).toBe(true);
    expect(web.complaints()).toEqual([]);
  });

  it('shows a shared address of the demo once its reader has picked a person', async () => {
    const page = await web.visit();
    await page.goto(`${web.served.http.url}/on-call`);
    await page.getByRole('button', { name: /Alice Chen/ }).click();
    await page.getByRole('heading', { name: 'On call', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/on-call');
  });

  it('brings what one says to the others at once, and an answer to its asker alone', async () => {
    const [alice, bob] = [await web.be(/Alice/), await web.be(/Bob/)];
    await box(alice).fill('Looking at it');
    await alice.keyboard.press('Enter');
    await posts(bob).getByText('Looking at it').waitFor();
    await box(alice).fill('/ack 42');
    await alice.keyboard.press('Enter');
    await posts(alice).getByText('ran ack').waitFor();
    await box(alice).fill('Done with that');
    await alice.keyboard.press('Enter');
    await posts(bob).getByText('Done with that').waitFor();
    expect(await posts(bob).getByText('ack').count()).toBe(0);
    expect(web.complaints()).toEqual([]);
  });

  it('completes commands, options and values by keyboard alone', async () => {
    const page = await web.be(/Alice/);
    await box(page).pressSequentially('/de');
    const list = page.getByRole('listbox');
    await list.getByRole('option', { name: /declare.*Declare an incident/ }).waitFor();
    expect(await box(page).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/declare ');
    await page.keyboard.type('Broken se');
    await list.getByRole('option', { name: /severity:/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    const active = await box(page).getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await box(page).inputValue()).toBe('/declare Broken severity:');
    await list.getByRole('option', { name: /sev2/ }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await box(page).inputValue()).toBe('/declare Broken severity:sev3 ');
    await page.keyboard.type('service:sea');
    await list.getByRole('option', { name: /search/ }).waitFor();
    expect(web.commands.completions.at(-1)).toMatchObject({ command: 'declare', option: 'service', typed: 'sea' });
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/declare Broken severity:sev3 service:search ');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    expect(web.complaints()).toEqual([]);
  });

  it('completes the word that commands begin with elsewhere', async () => {
    const page = await web.be(/Alice/);
    const list = page.getByRole('listbox');
    await box(page).pressSequentially('/inc');
    await list.getByRole('option', { name: /^incident/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/incident ');
    await page.keyboard.type('de');
    await list.getByRole('option', { name: /^declare/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/incident declare ');
    expect(web.complaints()).toEqual([]);
  });

  it('opens a form for what is missing, and gives the focus back', async () => {
    const page = await web.be(/Alice/);
    await box(page).fill('/declare');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Declare an incident' });
    await dialog.waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('title');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.id')).toBe('composer');

    await box(page).fill('/declare');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('title').fill('Checkout is down');
    await dialog.getByLabel('severity').selectOption('sev1');
    await dialog.getByLabel('description').fill('since 14:02');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]?.args).toEqual({
      title: 'Checkout is down',
      severity: 'sev1',
      description: 'since 14:02',
    });
    await dialog.waitFor({ state: 'hidden' });
    expect(web.complaints()).toEqual([]);
  });

  it('runs the command of a button, and shows the edited card to everybody', async () => {
    const [alice, bob] = [await web.be(/Alice/), await web.be(/Bob/)];
    const ref = await web.served.chat.send(incidents, card, 'card');
    await posts(alice).getByText('#42 Checkout is down').waitFor();
    await posts(bob).getByRole('button', { name: 'Acknowledge' }).click();
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]).toMatchObject({ command: 'ack', from: { id: 'bob' } });
    expect(web.commands.invocations[0]?.where.places).toEqual([ref.id, 'incidents']);
    await web.served.chat.update(ref, { ...card, title: '#42 taken by Bob Okafor', tone: 'warning', buttons: [] });
    for (const page of [alice, bob]) {
      await posts(page).getByText('#42 taken by Bob Okafor').waitFor();
      expect(await posts(page).getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
    }
    expect(web.complaints()).toEqual([]);
  });

  it('takes bare lines in a direct message', async () => {
    const page = await web.be(/Alice/);
    await page.getByRole('link', { name: 'Direct message' }).click();
    await page.getByText('No pages', { exact: true }).waitFor();
    await box(page).fill('ack 42');
    await page.keyboard.press('Enter');
    await posts(page).getByText('ran ack').waitFor();
    expect(web.commands.invocations[0]).toMatchObject({ command: 'ack', where: { private: true } });
    expect(await posts(page).getByText('Only you can see this').count()).toBe(0);
  });

  it('gives back what was typed when it was refused', async () => {
    const page = await web.be(/Alice/);
    const long = 'a'.repeat(10_001);
    await box(page).fill(long);
    await page.keyboard.press('Enter');
    await page.getByText('That is longer than 10,000 characters.').waitFor();
    expect(await box(page).inputValue()).toBe(long);
    expect(web.served.store.all).toHaveLength(0);
  });
});
