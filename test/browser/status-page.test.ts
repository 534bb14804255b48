import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { impacts, serviceStates } from '../../src/domain/status/outside.ts';
import type { StatusPage } from '../../src/ports/reporting.ts';
import { findChromium, noChromium, type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { type ServedStatus, serveStatus } from '../harness/status-page.ts';
import { busyStatus } from './busy-status.ts';

const executable = findChromium();
if (!executable) console.warn(`status page in a browser: ${noChromium}`);

describe.skipIf(!executable)('the status page in Chromium', () => {
  let browser: Browser;
  let served: ServedStatus;
  let opened: OpenPage[];
  let stands: StatusPage;

  beforeAll(async () => {
    browser = await sharedChromium(executable!);
  });

  beforeEach(async () => {
    opened = [];
    stands = busyStatus;
    served = await serveStatus({ look: async () => stands });
  });

  afterEach(async () => {
    for (const one of opened) await one.close();
    await served.http.stop();
  });

  async function be(options: BrowserContextOptions = {}): Promise<Page> {
    const one = await openPage(browser, options);
    opened.push(one);
    await one.page.goto(`${served.http.url}/status`);
    return one.page;
  }

  const complaints = () => opened.flatMap((one) => one.complaints);
  const region = (page: Page, name: string) => page.getByRole('region', { name });

  it('says how things stand, to the eye and to a screen reader', async () => {
    const page = await be({ javaScriptEnabled: false });
    expect(await page.title()).toBe('Some systems have problems · Example Shop');
    await page.getByRole('heading', { level: 1, name: 'Example Shop' }).waitFor();
    const services = await region(page, 'Services').getByRole('listitem').allInnerTexts();
    expect(services.map((text) => text.split(/\n/))).toEqual([
      ['Checkout', 'Partial outage'],
      ['Search', 'Under maintenance'],
      ['Accounts and everything that has to do with signing in', 'Degraded'],
      ['Help', 'Operational'],
    ]);
    const open = region(page, 'Open problems').getByRole('article', { name: 'Checkout: partial outage' });
    const updates = open.getByRole('list', { name: 'Updates, latest first' }).getByRole('listitem');
    expect((await updates.first().innerText()).split(/\n+/)).toEqual([
      'Identified · 9 Mar 2026, 11:55 UTC',
      'It is one bank.',
      'All other cards work.',
    ]);
    expect(await updates.last().innerText()).toContain(`<img src=x onerror="document.title='caught'">`);
    const days = region(page, 'Last 14 days').getByRole('heading', { level: 3 });
    expect(await days.allInnerTexts()).toEqual(['Sunday, 8 March 2026', 'Wednesday, 4 March 2026']);
    const [snapshot] = [await page.locator('main').ariaSnapshot()];
    // What is drawn beside the words is not read out.
    expect(snapshot).not.toMatch(/[✓⚙✕]/);
    expect(complaints()).toEqual([]);
  });

  it('runs nothing, and is told by colours and words', async () => {
    const page = await be();
    await page.waitForLoadState('networkidle');
    expect(await page.title()).toBe('Some systems have problems · Example Shop');
    expect(await page.evaluate('document.scripts.length + document.images.length')).toBe(0);
    const colour = () => page.evaluate("getComputedStyle(document.querySelector('.headline')).backgroundColor");
    expect(await colour()).toBe('rgb(255, 243, 224)');
    stands = { ...busyStatus, state: 'operational', services: [{ name: 'Checkout', state: 'operational' }], open: [] };
    await page.reload();
    expect(await colour()).toBe('rgb(231, 246, 235)');
    stands = { ...stands, outdated: true };
    await page.reload();
    await page.getByText('Not up to date.').waitFor();
    expect(await colour()).toBe('rgb(255, 255, 255)');
    expect(complaints()).toEqual([]);
  });

  it('shows maintenance by a word, a colour and a shape, which stays where people have forced their colours', async () => {
    const page = await be();
    const looks = (state: string) =>
      page.evaluate<Record<'content' | 'radius' | 'border' | 'colour', string>>(`
        const { content, borderRadius, borderTopWidth, backgroundColor } = getComputedStyle(
          document.querySelector('.state.${state}'), '::before');
        ({ content, radius: borderRadius, border: borderTopWidth, colour: backgroundColor })`);
    const [operational, maintained] = [await looks('operational'), await looks('under-maintenance')];
    for (const key of ['content', 'radius', 'colour'] as const) expect(maintained[key], key).not.toBe(operational[key]);
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await looks('under-maintenance')).toMatchObject({
      content: maintained.content,
      radius: maintained.radius,
      border: '1px',
    });
  });

  it('fits a phone, in the dark, and is printed in dark on light', async () => {
    const page = await be({
      viewport: { width: 320, height: 640 },
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await ground()).toBe('rgb(20, 22, 27)');
    await page.emulateMedia({ media: 'print' });
    expect(await ground()).toBe('rgb(244, 245, 247)');
    expect(complaints()).toEqual([]);
  });

  describe.each(['en-GB', 'de-DE', 'es-ES'])('on a phone at 200 %, in %s', (locale) => {
    const narrow = { viewport: { width: 180, height: 370 }, locale };

    it('fits', async () => {
      const page = await be(narrow);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(180);
    });

    it.each(serviceStates)('breaks no word of its own inside: %s', async (state) => {
      const [incident] = busyStatus.open;
      const open = impacts.map((impact) => ({ ...incident!, id: impact, impact, updates: [] }));
      stands = { ...busyStatus, state, services: serviceStates.map((one) => ({ name: 'Shop', state: one })), open };
      const page = await be(narrow);
      const broken = await page.evaluate<string[]>(`
        const broken = [];
        const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          for (const { index, 0: word } of texts.currentNode.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, index);
            range.setEnd(texts.currentNode, index + word.length);
            if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
          }
        }
        broken`);
      expect(broken).toEqual([]);
    });
  });

  it('has a feed that a reader of XML takes, whatever people have said', async () => {
    const page = await be();
    const feed = await served.feed();
    const read = await page.evaluate<Record<'wrong' | 'titles' | 'ids' | 'content' | 'self', string[]>>(`
      const parsed = new DOMParser().parseFromString(${JSON.stringify(feed)}, 'application/xml');
      const all = (name) => [...parsed.getElementsByTagName(name)].map((one) => one.textContent);
      const self = [parsed.querySelector('link[rel=self]').getAttribute('href')];
      ({ wrong: all('parsererror'), titles: all('title'), ids: all('id'), content: all('content'), self })`);
    expect(read.wrong).toEqual([]);
    expect(read.titles).toEqual([
      'Example Shop',
      'Checkout: partial outage',
      'Checkout: major outage (resolved)',
      'Checkout: degraded (resolved)',
      'Search: maintenance',
      'Checkout, Search: maintenance',
    ]);
    expect(new Set(read.ids).size).toBe(6);
    expect(read.self).toEqual(['https://tocsin.example.org/team/status.atom']);
    expect(read.content[0]).toContain(
      '&lt;img src=x onerror=&quot;document.title=&#39;caught&#39;&quot;&gt; ]]&gt; \uFFFD',
    );
    expect(read.content[0]).toContain('It is one bank.<br>All other cards work.');
  });
});
