import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/ports/message.ts';
import { findChromium, launchChromium, noChromium, type OpenPage, openPage } from '../harness/browser.ts';
import { RecordingDesk } from '../harness/recording-desk.ts';
import { eventually } from '../harness/wait.ts';
import { serveWebChat } from '../harness/web-chat-server.ts';

const executable = findChromium();
if (!executable) console.warn(`web chat in a browser: ${noChromium}`);

const incidents = { platform: 'web', kind: 'channel', id: 'incidents' } as const;
const alicesMessages = { platform: 'web', kind: 'person', id: 'alice' } as const;

const card: Message = {
  text: '#42 Checkout is down, sev1, triggered',
  title: '#42 Checkout is down',
  tone: 'danger',
  fields: [{ label: 'Declared', value: 'by Alice Chen', at: new Date('2026-03-01T02:00:00Z') }],
  buttons: [
    { label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } },
    { label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } },
  ],
};

describe.skipIf(!executable)('the web chat in Chromium', () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serveWebChat>>;
  let desk: RecordingDesk;
  let opened: OpenPage[];

  beforeAll(async () => {
    browser = await launchChromium(executable!);
  });

  afterAll(async () => {
    await browser?.close();
  });

  beforeEach(async () => {
    served = await serveWebChat();
    desk = new RecordingDesk();
    opened = [];
    await served.chat.start(desk, () => {});
  });

  afterEach(async () => {
    for (const { context } of opened) await context.close();
    await served.close();
  });

  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await openPage(browser, options);
    opened.push(page);
    await page.page.goto(served.http.url);
    return page.page;
  }

  /** As a demo person, with the rooms before them and the live stream open. */
  async function be(name: RegExp, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await visit(options);
    const live = page.waitForResponse((response) => response.url().endsWith('/web/api/live'));
    await page.getByRole('button', { name }).click();
    await page.getByRole('combobox').waitFor();
    await live;
    return page;
  }

  const box = (page: Page) => page.getByRole('combobox');
  const posts = (page: Page) => page.locator('.posts');
  const complaints = () => opened.flatMap((one) => one.complaints);

  it('lets a newcomer pick a person, and says what to try first', async () => {
    const page = await be(/Alice Chen/);
    await page.getByText('All quiet', { exact: true }).waitFor();
    await page.getByRole('button', { name: /declare Checkout is down severity:sev1/ }).click();
    expect(await box(page).inputValue()).toBe('/incident declare Checkout is down severity:sev1');
    await page.keyboard.press('Enter');
    await eventually('the command ran', () => desk.invocations.length === 1);
    expect(desk.invocations[0]).toMatchObject({ command: 'declare', from: { platform: 'web', id: 'alice' } });
    await posts(page).getByText('ran declare').waitFor();
    await posts(page).getByText('only you can see this').waitFor();
    expect(await page.getByText('You are acting as').isVisible()).toBe(true);
    expect(complaints()).toEqual([]);
  });

  it('brings what one says to the others at once, and an answer to its asker alone', async () => {
    const [alice, bob] = [await be(/Alice/), await be(/Bob/)];
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
    expect(complaints()).toEqual([]);
  });

  it('completes commands, options and values by keyboard alone', async () => {
    const page = await be(/Alice/);
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
    expect(desk.completions.at(-1)).toMatchObject({ command: 'declare', option: 'service', typed: 'sea' });
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/declare Broken severity:sev3 service:search ');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    expect(complaints()).toEqual([]);
  });

  it('completes the word that commands begin with elsewhere', async () => {
    const page = await be(/Alice/);
    const list = page.getByRole('listbox');
    await box(page).pressSequentially('/inc');
    await list.getByRole('option', { name: /^incident/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/incident ');
    await page.keyboard.type('de');
    await list.getByRole('option', { name: /^declare/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await box(page).inputValue()).toBe('/incident declare ');
    expect(complaints()).toEqual([]);
  });

  it('opens a form for what is missing, and gives the focus back', async () => {
    const page = await be(/Alice/);
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
    await eventually('it ran', () => desk.invocations.length === 1);
    expect(desk.invocations[0]?.args).toEqual({
      title: 'Checkout is down',
      severity: 'sev1',
      description: 'since 14:02',
    });
    await dialog.waitFor({ state: 'hidden' });
    expect(complaints()).toEqual([]);
  });

  it('runs the command of a button, and shows the edited card to everybody', async () => {
    const [alice, bob] = [await be(/Alice/), await be(/Bob/)];
    const ref = await served.chat.send(incidents, card, 'card');
    await posts(alice).getByText('#42 Checkout is down').waitFor();
    await posts(bob).getByRole('button', { name: 'Acknowledge' }).click();
    await eventually('it ran', () => desk.invocations.length === 1);
    expect(desk.invocations[0]).toMatchObject({ command: 'ack', from: { id: 'bob' } });
    expect(desk.invocations[0]?.where.places).toEqual([ref.id, 'incidents']);
    await served.chat.update(ref, { ...card, title: '#42 taken by Bob Okafor', tone: 'warning', buttons: [] });
    for (const page of [alice, bob]) {
      await posts(page).getByText('#42 taken by Bob Okafor').waitFor();
      expect(await posts(page).getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
    }
    expect(complaints()).toEqual([]);
  });

  it('makes a page known wherever its reader is, and clears it when it is taken', async () => {
    const page = await be(/Alice/);
    const ref = await served.chat.send(alicesMessages, card, 'page');
    const toast = page.locator('.toast');
    await toast.getByText('#42 Checkout is down').waitFor();
    expect(await page.locator('[aria-live=assertive]').textContent()).toContain('Checkout is down');
    await eventually('the title says so', async () => (await page.title()).startsWith('(1) '));
    await page.getByRole('link', { name: 'Direct message, 1 unread' }).waitFor();
    await toast.getByRole('button', { name: 'Acknowledge' }).click();
    await eventually('it ran', () => desk.invocations.length === 1);
    expect(desk.invocations[0]?.where).toMatchObject({ private: true, places: [ref.id, 'dm-alice'] });
    await served.chat.update(ref, { ...card, tone: 'warning', title: '#42 taken' });
    await toast.getByText('#42').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Direct message/ }).click();
    await posts(page).getByText('#42 taken').waitFor();
    await eventually('nothing is unread', async () => !(await page.title()).startsWith('('));
    expect(complaints()).toEqual([]);
  });

  it('keeps a page that comes while what was said before is still being read', async () => {
    const page = await be(/Alice/);
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
    await served.chat.send(alicesMessages, card, 'page');
    await posts(page).getByText('#42 Checkout is down').waitFor();
    const answered = page.waitForResponse(/\/posts\?room=dm-alice/);
    release();
    await answered;
    await page.evaluate('new Promise((resolve) => setTimeout(resolve))');
    expect(await posts(page).getByText('#42 Checkout is down').count()).toBeGreaterThan(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('still counts a page that came while no page was open', async () => {
    await served.chat.send(alicesMessages, card, 'page');
    const page = await be(/Alice/);
    await page.getByRole('link', { name: 'Direct message, 1 unread' }).waitFor();
  });

  it('counts a page as unread until it is taken or looked at, also when it is read anew', async () => {
    const sent = new Date();
    const [taken, unseen] = [
      await served.chat.send(alicesMessages, card, 'taken while away'),
      await served.chat.send(alicesMessages, { ...card, tone: 'warning' }, 'a reminder'),
    ];
    await served.chat.send(alicesMessages, card, 'open');
    const state = { label: 'State', value: 'Acknowledged' };
    await eventually('a moment has passed', () => Date.now() > sent.getTime() + 20);
    await served.chat.update(taken, { ...card, tone: 'warning', fields: [{ ...state, at: new Date() }] });
    const before = new Date(sent.getTime() - 1_000);
    await served.chat.update(unseen, { ...card, tone: 'warning', fields: [{ ...state, at: before }] });
    const page = await be(/Alice/);
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
    const late = await served.chat.send(alicesMessages, card, 'late');
    await page.getByRole('link', { name: 'Direct message, 3 unread' }).waitFor();
    await served.chat.update(late, { ...card, tone: 'success', title: '#42 resolved' });
    await page.getByRole('link', { name: 'Direct message, 2 unread' }).waitFor();
    await page.getByRole('link', { name: /Direct message/ }).click();
    await page.getByRole('link', { name: 'Direct message', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Direct message', exact: true }).waitFor();
    expect(await page.title()).toBe('Direct message · Tocsin');
    expect(complaints()).toEqual([]);
  });

  it('gives a long or lone field the whole row, and keeps its lines', async () => {
    const page = await be(/Alice/);
    const value = 'Alice Chen until Mon 30 Nov 17:00 GMT+1\nthen Bob Okafor from Mon 30 Nov 17:00 GMT+1';
    await served.chat.send(incidents, { ...card, fields: [{ label: 'primary', value: 'Alice Chen' }] }, 'lone');
    const fields = [
      { label: 'Severity', value: 'sev1' },
      { label: 'On call', value },
    ];
    await served.chat.send(incidents, { ...card, fields }, 'long');
    await posts(page).locator('.fields').nth(1).waitFor();
    const wide = async (label: string) => {
      const field = posts(page).locator('.fields > div', { has: page.getByText(label, { exact: true }) });
      const [inner, outer] = [await field.boundingBox(), await posts(page).locator('.fields').first().boundingBox()];
      return inner!.width === outer!.width;
    };
    expect([await wide('primary'), await wide('Severity'), await wide('On call')]).toEqual([true, false, true]);
    const said = posts(page).locator('.fields > div', { has: page.getByText('On call', { exact: true }) });
    expect((await said.locator('dd').innerText()).trim()).toBe(value);
  });

  it('says how far a moment is away, before and after it', async () => {
    const page = await be(/Alice/);
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const fields = [
      { label: 'Next', value: 'level 2 is paged', at: inMinutes(5) },
      { label: 'Declared', value: 'by Bob', at: inMinutes(-5) },
    ];
    await served.chat.send(incidents, { ...card, fields }, 'card');
    await posts(page)
      .getByText(/^in 5 min · /)
      .waitFor();
    await posts(page)
      .getByText(/^5 min ago · /)
      .waitFor();
  });

  it('says “updated” of what changed after the first minute alone', async () => {
    const page = await be(/Alice/);
    const ref = await served.chat.send(incidents, card, 'card');
    await served.chat.update(ref, { ...card, title: '#42 Paging Bob' });
    await posts(page).getByText('#42 Paging Bob').waitFor();
    expect(await posts(page).getByText('updated').count()).toBe(0);
    const earlier = {
      id: 'old',
      room: 'incidents',
      at: new Date(Date.now() - 120_000),
      by: 'bot',
      message: card,
    } as const;
    await served.store.add(earlier);
    await served.chat.update({ at: incidents, id: 'old' }, card);
    await page.reload();
    await posts(page).getByText('#42 Checkout is down').waitFor();
    expect(await posts(page).getByText('updated').count()).toBe(0);
    await served.chat.update({ at: incidents, id: 'old' }, { ...card, title: '#42 taken' });
    await posts(page).getByText('updated just now').waitFor();
  });

  it('gives each of a small team a colour of their own', async () => {
    const page = await visit();
    await page.locator('.picker-person').nth(2).waitFor();
    const colours = (await page.evaluate(
      '[...document.querySelectorAll(".avatar")].map((one) => getComputedStyle(one).backgroundColor)',
    )) as string[];
    expect(new Set(colours).size).toBe(3);
  });

  it('takes bare lines in a direct message', async () => {
    const page = await be(/Alice/);
    await page.getByRole('link', { name: 'Direct message' }).click();
    await page.getByText('Nobody needs you').waitFor();
    await box(page).fill('ack 42');
    await page.keyboard.press('Enter');
    await posts(page).getByText('ran ack').waitFor();
    expect(desk.invocations[0]).toMatchObject({ command: 'ack', where: { private: true } });
    expect(await posts(page).getByText('only you can see this').count()).toBe(0);
  });

  it('shows an incident’s room when it opens, with how it stands', async () => {
    const page = await be(/Alice/);
    const { address } = await served.chat.openRoom({
      key: 'incident-42',
      name: '42 Checkout is down',
      style: 'channel',
      members: ['alice'],
    });
    const ref = await served.chat.send(address, card, 'room card');
    await page.getByRole('link', { name: /^42 Checkout is down, triggered/ }).click();
    await page.getByRole('heading', { name: '42 Checkout is down' }).waitFor();
    await box(page).fill('/ack');
    await page.keyboard.press('Enter');
    await eventually('it ran', () => desk.invocations.length === 1);
    expect(desk.invocations[0]?.where.places).toEqual(['incident-42']);
    await served.chat.update(ref, { ...card, tone: 'success' });
    await page.getByText('Resolved', { exact: false }).first().waitFor();
    await page.reload();
    await page.getByRole('link', { name: /^42 Checkout is down, resolved/ }).waitFor();
    expect(complaints()).toEqual([]);
  });

  it('shows hostile text as text', async () => {
    const hostile =
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> &amp; **b** [a](javascript:1)';
    const page = await be(/Alice/);
    await served.chat.send(
      incidents,
      {
        ...card,
        title: hostile,
        body: hostile,
        fields: [{ label: hostile, value: hostile }],
        buttons: [{ label: '"><b>x', invokes: { command: 'ack', args: { incident: '42' } } }],
        link: { label: 'go', url: 'javascript:window.hacked=1' },
      },
      'hostile',
    );
    await posts(page).locator('.card-title').waitFor();
    expect(await posts(page).locator('.card-title').textContent()).toBe(hostile);
    expect(await posts(page).locator('.card img, .card script, .card b, .card a').count()).toBe(0);
    expect(await posts(page).getByRole('button', { name: '"><b>x' }).count()).toBe(1);
    await box(page).fill(hostile);
    await page.keyboard.press('Enter');
    await posts(page).locator('.text', { hasText: 'onerror' }).last().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(complaints()).toEqual([]);
  });

  it('says when the connection is lost, and reads what it missed when it is back', async () => {
    const page = await be(/Alice/);
    await served.chat.stop();
    await page.getByText('Connection lost').waitFor();
    await served.chat.start(desk, () => {});
    await served.chat.send(incidents, card, 'missed');
    await page
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 3_000 })
      .catch(() => {});
    await posts(page).getByText('#42 Checkout is down').waitFor();
    await page.getByText('Connection lost').waitFor({ state: 'hidden' });
  });

  it('gives back what was typed when it was refused', async () => {
    const page = await be(/Alice/);
    const long = 'a'.repeat(10_001);
    await box(page).fill(long);
    await page.keyboard.press('Enter');
    await page.getByText('That is more than 10,000 characters.').waitFor();
    expect(await box(page).inputValue()).toBe(long);
    expect(served.store.all).toHaveLength(0);
  });

  it('fits a phone: rooms in a drawer, nothing wider than the screen, targets for thumbs', async () => {
    const page = await be(/Alice/, { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true });
    await served.chat.send(incidents, { ...card, body: 'x'.repeat(300) }, 'card');
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
    expect(complaints()).toEqual([]);
  });

  it('can be worked with the keyboard alone', async () => {
    const page = await visit();
    await page.getByRole('button', { name: /Alice/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.innerText')).toContain('Alice Chen');
    await page.keyboard.press('Enter');
    await box(page).waitFor();
    await eventually(
      'one can type at once',
      async () => (await page.evaluate('document.activeElement.id')) === 'composer',
    );
    await served.chat.send(incidents, card, 'card');
    await posts(page).getByRole('button', { name: 'Add note' }).waitFor();
    for (let steps = 0; steps < 10; steps++) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate('document.activeElement.innerText')) === 'Add note') break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('restarted the cache');
    await page.keyboard.press('Control+Enter');
    await eventually('it ran', () => desk.invocations.length === 1);
    expect(desk.invocations[0]?.args).toEqual({ incident: '42', text: 'restarted the cache' });
  });

  it('works in more tabs than a browser has connections, and goes on when the first is closed', async () => {
    const first = await be(/Alice/);
    const tabs: Page[] = [];
    for (let count = 0; count < 7; count++) {
      const tab = await first.context().newPage();
      await tab.goto(served.http.url);
      await box(tab).waitFor();
      tabs.push(tab);
    }
    const ref = await served.chat.send(incidents, card, 'card');
    for (const tab of [first, ...tabs]) await posts(tab).getByText('#42 Checkout is down').waitFor();
    await first.close();
    await served.chat.update(ref, { ...card, title: '#42 taken' });
    for (const tab of tabs) await posts(tab).getByText('#42 taken').waitFor();
    expect(complaints()).toEqual([]);
  });

  it('is another person in another tab only after it says so', async () => {
    const page = await be(/Alice/);
    const other = await page.context().newPage();
    await other.goto(served.http.url);
    await other.getByRole('button', { name: 'Be somebody else' }).click();
    await other.getByRole('button', { name: /Bob/ }).click();
    await other.locator('.me').getByText('Bob Okafor').waitFor();
    await box(page).fill('who am I?');
    await page.keyboard.press('Enter');
    await page.locator('.me').getByText('Bob Okafor').waitFor();
    expect(served.store.all).toHaveLength(0);
  });
});

describe.skipIf(!executable)('signing in on the web, in Chromium', () => {
  it('signs in by a link that looking does not spend, and out again', async () => {
    const browser = await launchChromium(executable!);
    const served = await serveWebChat({ demo: false });
    await served.chat.start(new RecordingDesk(), () => {});
    const { page, complaints } = await openPage(browser);
    await page.goto(served.http.url);
    await page.getByText('/incident web').waitFor();
    const secret = await served.signIns.issue('bob', new Date());
    await fetch(`${served.http.url}/sign-in/${secret}`);
    await page.goto(`${served.http.url}/sign-in/${secret}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Bob Okafor').waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('/incident web').waitFor();
    await page.goto(`${served.http.url}/sign-in/${secret}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This link no longer works').waitFor();
    // The browser itself notes that a page was answered with 401 and 410.
    expect(complaints.filter((line) => !/status of (401|410)/.test(line))).toEqual([]);
    await browser.close();
    await served.close();
  });
});
