import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { OnCallPage } from '../../src/ports/on-call/on-call-page.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { serveWebChat, team } from '../harness/web-chat-server.ts';
import { busyOnCall } from './busy-on-call.ts';
import { usePages } from './pages-of-people.ts';
import { alicesMessages, card, executable, LIVE } from './web-chat-stage.ts';

/** The commands that the page sends. */
class RotaCommands extends RecordingCommands {
  override readonly catalogue = (['override', 'cover'] as const).map((name) => ({
    name,
    summary: name,
    options: ['schedule', 'person', 'from', 'to', 'cancel', 'take'].map((option) => ({
      name: option,
      description: option,
      kind: 'text' as const,
      required: false,
      takesTheRest: false,
      maxLength: 200,
    })),
  }));
}

describe.skipIf(!executable)('who is on call, in Chromium', () => {
  let commands: RotaCommands;
  let directory = team;
  const pages = usePages<OnCallPage>(
    (page = busyOnCall()) => serveWebChat({}, undefined, () => directory, undefined, undefined, page),
    () => {
      commands = new RotaCommands();
      return commands;
    },
  );
  const { be, complaints } = pages;
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  /** The options of the last command. */
  const sent = () => commands.invocations.at(-1);
  const widthOf = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

  it('is one click from the chat, with the reader’s own shift first', async () => {
    const page = await be('alice', '/');
    await page.getByRole('link', { name: 'On call', exact: true }).click();
    await page.getByRole('heading', { name: 'On call', level: 1 }).waitFor();
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings).toEqual([
      'Your shifts',
      'On call now',
      'Next two weeks',
      'Who is paged',
      'Maintenance',
      'Calendar',
    ]);
    const own = await region(page, 'Your shifts').innerText();
    expect(own).toMatch(/^Your shifts\s+You are on call for primary until /);
    expect(complaints()).toEqual([]);
  });

  it('acknowledges a page in its notice, and says what came of it', async () => {
    const page = await be('alice', '/on-call');
    await page.getByRole('heading', { name: 'On call', level: 1 }).waitFor();
    commands.answer = () => ({ message: { text: 'You acknowledged #42' } });
    const sent = await pages.served.chat.send(alicesMessages, card, 'page');
    const notice = page.getByRole('region', { name: 'Notifications' });
    await notice.getByRole('button', { name: 'Acknowledge #42 Checkout is down' }).focus();
    await page.keyboard.press('Enter');
    await notice.getByText('You acknowledged #42').waitFor();
    expect(sent).toMatchObject({ at: alicesMessages });
    expect(commands.invocations.at(-1)).toMatchObject({ command: 'ack', args: { incident: '42' } });
    await pages.served.chat.update(sent, { ...card, tone: 'warning', buttons: [] });
    await notice.getByText('#42 Checkout is down').waitFor({ state: 'hidden' });
    expect(complaints()).toEqual([]);
  });

  it('shows rows with overrides, gaps and time off in words, and a list by day', async () => {
    const page = await be('alice', '/on-call');
    const plan = region(page, 'Next two weeks');
    const row = plan.getByRole('region', { name: 'primary' }).getByRole('listitem');
    await row.nth(4).waitFor();
    expect(await row.allTextContents()).toEqual([
      expect.stringMatching(/Alice Chen · You · .* to .* · Away /),
      expect.stringMatching(/Bob Okafor · Override · /),
      expect.stringMatching(/Carol Nowak · /),
      expect.stringMatching(/Gap: nobody is on call · /),
      expect.stringMatching(/Alice Chen · You · /),
    ]);
    await plan.getByText(/^Times are in Berlin \(CES?T\), your time zone\.$/).waitFor();
    await plan.getByText(/^New York \(E[SD]T\)$/).waitFor();
    await button(page, 'By day').click();
    await plan.getByRole('heading', { name: 'Today' }).waitFor();
    expect(await button(page, 'By day').getAttribute('aria-pressed')).toBe('true');
    expect(await plan.getByRole('heading', { level: 3 }).count()).toBe(14);
    await page.reload();
    await plan.getByRole('heading', { name: 'Today' }).waitFor();
    expect(complaints()).toEqual([]);
  });

  it('says whom each level pages, who cannot be paged, and whose page waits', async () => {
    const page = await be('bob', '/on-call');
    const paged = await region(page, 'Who is paged').innerText();
    for (const words of [
      'Services: Checkout, Search',
      'Gap: nobody is on call',
      'after 5m without acknowledgement · only sev1 · one person at a time, in turn',
      'No way to page them',
      'A channel on Slack',
      'Then it starts again, 2 times.',
      'Quiet hours until ',
      'sev2, sev3 wait',
      'Maintenance of Checkout until ',
    ])
      expect(paged).toContain(words);
  });

  it('leaves what matches a filter, which is in the address', async () => {
    const [one, other] = (await busyOnCall().read({} as never)).schedules;
    const more = Array.from({ length: 30 }, (_, index) => ({ ...other!, id: `nights-${index}` }));
    const page = await be('alice', '/on-call#carol', { page: busyOnCall({ schedules: [one!, ...more] }) });
    const named = region(page, 'On call now').getByRole('heading', { level: 3 });
    await page.getByText('1 of 31 schedules').waitFor();
    expect(await named.allInnerTexts()).toEqual(['primary']);
    const box = page.getByRole('combobox', { name: 'Filter by schedule, person, team or service' });
    // A team has what its members have.
    await box.fill('paymen');
    await page.getByText('1 of 31 schedules').waitFor();
    await box.fill('nights-2');
    await page.getByText('11 of 31 schedules').waitFor();
    expect(await named.count()).toBe(11);
    expect(new URL(page.url()).hash).toBe('#nights-2');
    await box.fill('nowhere');
    await page.getByText('0 of 31 schedules').waitFor();
    expect(await region(page, 'Next two weeks').count()).toBe(0);
    expect(complaints()).toEqual([]);
  });

  it('puts somebody on call by a form, which stays with what is wrong beside its field', async () => {
    const page = await be('alice', '/on-call');
    await button(page, 'Add an override').first().click();
    const form = page.getByRole('dialog', { name: 'Override for primary' });
    // What is left of the shift, until something else is typed.
    expect(await form.getByLabel('To').inputValue()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00$/);
    await form.getByLabel('Person').selectOption('bob');
    await form.getByLabel('From').fill('2026-12-02T09:00');
    await form.getByLabel('To').fill('2026-12-01T09:00');
    commands.answer = () => ({ message: { text: 'The end is before the start.' }, refused: { option: 'to' } });
    await button(page, 'Put on call').click();
    await form.getByRole('alert').getByText('The end is before the start.').waitFor();
    const to = form.getByLabel('To');
    expect(await to.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(`#${await to.getAttribute('aria-describedby')}`).innerText()).toContain('The end is');
    await page.locator('#field-to:focus').waitFor();
    expect(await form.getByLabel('From').inputValue()).toBe('2026-12-02T09:00');

    commands.answer = () => ({ message: { text: 'Bob Okafor is on call for primary.' } });
    await to.fill('2026-12-03T09:00');
    await button(page, 'Put on call').click();
    await page.locator('#answer:focus').getByText('Bob Okafor is on call for primary.').waitFor();
    expect(sent()).toMatchObject({
      command: 'override',
      args: { schedule: 'primary', person: 'bob', from: '2026-12-02T09:00', to: '2026-12-03T09:00' },
      where: { private: true },
    });
  });

  it('fills a gap, asks for cover of a shift, and takes one', async () => {
    const page = await be('alice', '/on-call');
    await button(page, 'Add an override').nth(1).click();
    await page.getByRole('dialog', { name: 'Override for nights' }).waitFor();
    expect(await page.getByLabel('From').inputValue()).toBe('');
    expect(await page.getByLabel('To').inputValue()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00$/);
    await page.keyboard.press('Escape');
    await page.locator('#override-nights:focus').waitFor();

    await button(page, 'Ask for cover').nth(1).click();
    await page.getByRole('dialog', { name: 'Ask for cover for primary' }).waitFor();
    await button(page, 'Ask the others').click();
    await page.locator('#answer:focus').getByText('ran cover').waitFor();
    // Exact, because a local time may be in an hour that the clocks have twice.
    const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00\.000Z$/);
    expect(sent()?.args).toEqual({ schedule: 'primary', from: moment, to: moment });

    await button(page, 'Take the shift').click();
    await page.locator('#answer').getByText('"take":"c1"').waitFor();
  });

  it('cancels an override after a second press', async () => {
    const page = await be('alice', '/on-call');
    await button(page, 'Cancel override').click();
    await page.getByText('Cancel the override of Bob Okafor?').waitFor();
    await page.locator('button:focus', { hasText: 'Keep it' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('button:focus', { hasText: 'Cancel override' }).waitFor();
    expect(commands.invocations).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('button:focus', { hasText: 'Keep it' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('#answer').getByText('"cancel":"o1"').waitFor();
  });

  it('offers a viewer nothing to change, and a responder only themselves', async () => {
    const page = await be('bob', '/on-call', { page: busyOnCall({ mayPutOnCall: [] }) });
    await page.getByText('Only responders can add overrides and ask for cover.').waitFor();
    for (const name of ['Add an override', 'Ask for cover']) expect(await button(page, name).count()).toBe(0);
  });

  it('tells when somebody else’s shift begins, without a reload', async () => {
    const now = new Date();
    const before = await busyOnCall({}, now).read({} as never);
    const [primary, ...others] = before.schedules;
    const soon = { ...primary!, now: { person: 'alice' } };
    const changesAt = new Date(now.getTime() + 500);
    const after = { ...before, schedules: [{ ...primary!, now: { person: 'bob' } }, ...others] };
    let reads = 0;
    const page = await be('alice', '/on-call', {
      page: { read: async () => (reads++ < 2 ? { ...before, changesAt, schedules: [soon, ...others] } : after) },
    });
    await page.getByRole('status').getByText('primary: Bob Okafor is on call now.').waitFor({ state: 'attached' });
    expect(await region(page, 'On call now').innerText()).toContain('Bob Okafor');
  });

  it('shows a change of the rota at once, and the reader’s pages as they arrive', async () => {
    let seen = busyOnCall();
    const page = await be('alice', '/on-call', { page: { read: (reader) => seen.read(reader) } });
    await region(page, 'Your shifts').getByText('You are on call for primary').waitFor();
    seen = busyOnCall({ own: [] });
    directory = { ...team };
    await region(page, 'Your shifts').getByText('You have no shift').waitFor();

    const { chat } = pages.served;
    await chat.send(alicesMessages, card, 'page');
    const toast = page.getByRole('region', { name: 'Notifications' });
    await toast.getByText('#42 Checkout is down').waitFor();
    expect(await page.title()).toBe('(1) On call · Tocsin');
    expect(await toast.getByRole('link', { name: 'Open' }).getAttribute('href')).toBe('/#dm-alice');
    // A page that is sent while the stream is away is announced when it is back.
    await page.route(LIVE, (route) => route.abort());
    await page.evaluate(`dispatchEvent(new Event('offline'))`);
    await chat.send(alicesMessages, { ...card, title: '#43 Search is down' }, 'missed');
    await page.unroute(LIVE);
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await toast.getByText('#43 Search is down').waitFor();
    expect(await toast.getByText(/is down/).count()).toBe(2);
  });

  it('keeps what it showed when the server cannot be reached, and says so', async () => {
    const page = await be('alice', '/on-call');
    await page.getByRole('heading', { name: 'Your shifts' }).waitFor();
    await page.route('**/web/api/on-call', (route) => route.abort());
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await page.getByRole('alert').getByText('What is shown is as of').waitFor();
    await region(page, 'Your shifts').getByText('You are on call for primary').waitFor();
    await page.unroute('**/web/api/on-call');
    await button(page, 'Try now').click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('says what to put into the file when there is no schedule yet', async () => {
    const page = await be('alice', '/on-call', { page: busyOnCall({ schedules: [], own: [], policies: [] }) });
    await page.getByRole('heading', { name: 'No schedules yet' }).waitFor();
    await page.getByText('schedules:').waitFor();
    expect(complaints()).toEqual([]);
  });

  for (const [what, options] of [
    ['a narrow phone', { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }],
    ['a desk at 200 %', { viewport: { width: 640, height: 400 } }],
    ['a phone at 200 %', { viewport: { width: 180, height: 370 } }],
  ] as const)
    it(`fits ${what}, as a list by day`, async () => {
      const page = await be('alice', '/on-call', options);
      await region(page, 'Next two weeks').getByRole('heading', { name: 'Today' }).waitFor();
      expect(await button(page, 'Timeline').count()).toBe(0);
      expect(await widthOf(page)).toBe(options.viewport.width);
      const hidden = `(() => { const box = document.querySelector('.dashboard-body'); return box.scrollWidth - box.clientWidth; })()`;
      expect(await page.evaluate(hidden)).toBe(0);
      await button(page, 'Add an override').first().click();
      await page.getByRole('dialog').waitFor();
      expect(await widthOf(page)).toBe(options.viewport.width);
      expect(complaints()).toEqual([]);
    });
});
