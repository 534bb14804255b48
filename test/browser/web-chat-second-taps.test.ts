import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { findChromium, noChromium, type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';
import { serveWebChat } from '../harness/web-chat-server.ts';

const executable = findChromium();
if (!executable) console.warn(`second taps in a browser: ${noChromium}`);

const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const devices = [
  ['a card on a desktop', 'incidents', desktop],
  ['a page on a desktop', 'dm-alice', desktop],
  ['a card on a phone', 'incidents', phone],
  ['a page on a phone', 'dm-alice', phone],
] as const;

/** The real core behind the page: who is half asleep taps twice, and where something else may stand by then. */
describe.skipIf(!executable).each(devices)('the web chat in Chromium: %s, tapped twice', (_name, room, device) => {
  let served: Awaited<ReturnType<typeof serveWebChat>>;
  let stage: Stage;
  let opened: OpenPage;
  let page: Page;
  /** Each test has an incident of its own, in the same room of the same page. */
  let number = 0;

  beforeAll(async () => {
    served = await serveWebChat();
    stage = await openStage([served.chat], sampleDirectory());
    await served.chat.start(stage.tocsin.commands);
    opened = await openPage(await sharedChromium(executable!), device);
    page = opened.page;
    const live = page.waitForResponse((response) => response.url().endsWith('/web/api/live'));
    await page.goto(served.http.url);
    await page.getByRole('button', { name: /Alice/ }).click();
    await page.getByRole('combobox').waitFor();
    await live;
    await page.evaluate(`location.hash = '#${room}'`);
    await page
      .getByRole('heading', { name: room === 'incidents' ? 'Incidents' : 'Direct message', exact: true })
      .waitFor();
  });

  afterAll(async () => {
    await opened?.close();
    await served?.close();
    await stage?.close();
  });

  beforeEach(async () => {
    number += 1;
    await stage.says('bob', `declare ${title()} severity:sev1 service:checkout`);
    await button('Acknowledge').waitFor();
  });

  afterEach(async () => {
    await page.keyboard.press('Escape');
    await eventually('no form is open', async () => (await page.getByRole('dialog').count()) === 0);
    // A tap far away: the first tap of the next test is not the second half of this one's last.
    await page.evaluate(`document.body.dispatchEvent(
      new MouseEvent('click', { bubbles: true, detail: 1, clientX: -1000, clientY: -1000 }))`);
    expect(opened.complaints).toEqual([]);
  });

  const title = () => `Checkout ${number} is down`;
  const post = (): Locator => page.locator('.post', { hasText: 'Declared' }).filter({ hasText: title() });
  const button = (label: string): Locator => post().getByRole('button', { name: new RegExp(`^${label}( #|$)`) });
  const incident = async (): Promise<Incident> => (await stage.store.byNumber(number))!;
  const isAcknowledged = () => eventually('it is taken', async () => (await incident()).state === 'acknowledged');

  async function middleOf(label: string): Promise<{ x: number; y: number }> {
    await button(label).scrollIntoViewIfNeeded();
    const box = await button(label).boundingBox();
    return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 };
  }

  function tap({ x, y }: { x: number; y: number }): Promise<void> {
    return device.hasTouch ? page.touchscreen.tap(x, y) : page.mouse.click(x, y);
  }

  /** Nothing that was asked of the server is still under way. */
  async function settled(): Promise<void> {
    await eventually('the page is idle', async () => (await page.locator('[aria-busy=true]').count()) === 0);
    await stage.tocsin.idle();
  }

  /** It was acknowledged once, and nothing else was done. */
  async function acknowledgedOnly(): Promise<void> {
    await settled();
    const { id, state } = await incident();
    expect(state).toBe('acknowledged');
    const did = (await stage.store.timeline(id)).map(({ event }) => event.type);
    expect(did.filter((type) => !['declared', 'escalated', 'paged', 'room-opened'].includes(type))).toEqual([
      'acknowledged',
    ]);
  }

  it('acknowledges, and does nothing else, when the second tap comes before anything is drawn anew', async () => {
    const spot = await middleOf('Acknowledge');
    await tap(spot);
    await tap(spot);
    await isAcknowledged();
    await button('Acknowledged').waitFor();
    await acknowledgedOnly();
    // Its words fit, also in half of a narrow phone.
    const excess = await page.evaluate(`Math.max(
      ...[...document.querySelectorAll('.card-actions .button[aria-disabled=true]')].map((button) => {
        const words = document.createRange();
        words.selectNodeContents(button);
        const [inner, outer] = [words.getBoundingClientRect(), button.getBoundingClientRect()];
        return Math.max(outer.left - inner.left, inner.right - outer.right);
      }),
    )`);
    expect(excess).toBeLessThanOrEqual(0);
  });

  it('does nothing by a second tap on the old spot as soon as the card is drawn anew', async () => {
    const spot = await middleOf('Acknowledge');
    await tap(spot);
    await button('Acknowledged').waitFor();
    for (let times = 0; times < 3; times += 1) await tap(spot);
    await acknowledgedOnly();
  });

  it('keeps each of the other buttons in its place on the card when it is acknowledged', async () => {
    const columns = async () => {
      const boxes = await Promise.all(
        ['Escalate', 'Snooze', 'Resolve', 'Add note'].map((one) => button(one).boundingBox()),
      );
      const [first] = boxes;
      return boxes.map((box) => ({
        row: Math.round(box!.y - first!.y),
        order: Math.sign(Math.round(box!.x - first!.x)),
      }));
    };
    const before = await columns();
    await tap(await middleOf('Acknowledge'));
    await button('Acknowledged').waitFor();
    await settled();
    expect((await columns()).map(({ order }) => order)).toEqual(before.map(({ order }) => order));
    expect((await columns()).map(({ row }) => row)).toEqual(before.map(({ row }) => row));
  });

  it('does nothing when somebody else acknowledged just before the tap', async () => {
    const spot = await middleOf('Acknowledge');
    await stage.says('bob', `ack ${number}`);
    await tap(spot);
    await button('Acknowledged').waitFor();
    await tap(spot);
    await acknowledgedOnly();
    expect((await incident()).acknowledged?.by).toBe('bob');
  });

  it('presses nothing else by the second half of a double tap, and takes a tap elsewhere', async () => {
    // Both in one turn of the page: nothing is drawn between them, and no time goes by.
    const clicks = (spots: readonly (readonly [string, number])[]) =>
      page.evaluate(`for (const [label, clientX] of ${JSON.stringify(spots)})
        [...document.querySelectorAll('.post')]
          .findLast((one) => one.textContent.includes(${JSON.stringify(title())}) && one.querySelector('.card-actions'))
          .querySelectorAll('.card-actions button')
          .values()
          .find((one) => one.textContent.trim() === label)
          .dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1, clientX, clientY: 40 }))`);
    await clicks([
      ['Acknowledge', 40],
      ['Snooze', 44],
    ]);
    await isAcknowledged();
    await acknowledgedOnly();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await clicks([['Snooze', 200]]);
    await page.getByRole('dialog', { name: /Snooze|quiet|while/i }).waitFor();
  });

  it('keeps the focus on the same button when Enter is pressed twice', async () => {
    await button('Acknowledge').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await isAcknowledged();
    await button('Acknowledged').waitFor();
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Acknowledged');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await acknowledgedOnly();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('asks for a summary before it resolves, and a second tap on the spot does not send the form', async () => {
    const spot = await middleOf('Resolve');
    await tap(spot);
    const dialog = page.getByRole('dialog', { name: `Resolve · #${number}` });
    await dialog.waitFor();
    await tap(spot);
    await settled();
    expect((await incident()).state).toBe('triggered');
    await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
    await eventually('it is over', async () => (await incident()).state === 'resolved');
    await button('Resolved').waitFor();
    expect((await incident()).resolved?.summary).toBeUndefined();
  });

  it('names whom it would page before it escalates', async () => {
    const spot = await middleOf('Escalate');
    await tap(spot);
    await page.locator('.posts').getByText('This pages Carol Díaz, Alice Chen and Bob Okafor (level 2).').waitFor();
    await tap(spot);
    await settled();
    expect((await incident()).escalation?.level).toBe(0);
  });
});
