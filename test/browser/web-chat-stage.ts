import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import type { PushNetwork } from '../../adapters/web-chat/push/send.ts';
import type { Message } from '../../src/ports/message.ts';
import { findChromium, noChromium, type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { serveWebChat, team } from '../harness/web-chat-server.ts';

/** Without one the tests are skipped, and say so. */
export const executable = findChromium();
if (!executable) console.warn(`web chat in a browser: ${noChromium}`);

export const incidents = { platform: 'web', kind: 'channel', id: 'incidents' } as const;
export const alicesMessages = { platform: 'web', kind: 'person', id: 'alice' } as const;

export const card: Message = {
  text: '#42 Checkout is down, sev1, triggered',
  title: '#42 Checkout is down',
  tone: 'danger',
  fields: [{ label: 'Declared', value: 'by Alice Chen', at: new Date('2026-03-01T02:00:00Z') }],
  buttons: [
    { label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } },
    { label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } },
  ],
};

/** The address of the live stream. */
export const LIVE = '**/web/api/live';

export const box = (page: Page) => page.getByRole('combobox');
export const posts = (page: Page) => page.locator('.posts');

/** A web chat for each test of the suite that calls this, that records the commands it is given. */
export function useWebChat(executablePath = executable, pushNetwork: () => PushNetwork | undefined = () => undefined) {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serveWebChat>>;
  let commands: RecordingCommands;
  let opened: OpenPage[];

  beforeAll(async () => {
    browser = await sharedChromium(executablePath!);
  });

  beforeEach(async () => {
    const [nobody, network] = [undefined, pushNetwork()];
    served = await serveWebChat({}, nobody, nobody, nobody, nobody, nobody, network);
    commands = new RecordingCommands();
    opened = [];
    await served.chat.start(commands);
  });

  afterEach(async () => {
    for (const one of opened) await one.close();
    await served.close();
  });

  async function visit(options: BrowserContextOptions = {}): Promise<Page> {
    const { page } = await open(options);
    await page.goto(served.http.url);
    return page;
  }

  /** As a demo person who was here before, with the rooms before them and the live stream open. */
  async function be(name: RegExp, options: BrowserContextOptions = {}): Promise<Page> {
    const { page, context } = await open(options);
    const person = [...team.people.values()].find((one) => name.test(one.name));
    await context.addCookies([{ name: 'tocsin_person', value: person?.id ?? '', url: served.http.url }]);
    const live = page.waitForResponse((response) => response.url().endsWith('/web/api/live'));
    await page.goto(served.http.url);
    await page.getByRole('combobox').waitFor();
    await live;
    return page;
  }

  /** Restarts the server, and keeps the stream of these tabs closed until `meanwhile` has happened. */
  async function away(tabs: readonly Page[], meanwhile: () => Promise<unknown>): Promise<void> {
    for (const tab of tabs) await tab.route(LIVE, (route) => route.abort());
    await served.chat.close();
    for (const tab of tabs) await tab.getByText('Connection lost').waitFor();
    await served.chat.start(commands);
    await meanwhile();
    for (const tab of tabs) await tab.unroute(LIVE);
    for (const tab of tabs) await tab.evaluate(`dispatchEvent(new Event('online'))`);
    for (const tab of tabs) await tab.getByText('Connection lost').waitFor({ state: 'hidden' });
  }

  async function open(options: BrowserContextOptions): Promise<OpenPage> {
    const page = await openPage(browser, options);
    opened.push(page);
    return page;
  }

  return {
    get browser() {
      return browser;
    },
    get served() {
      return served;
    },
    get commands() {
      return commands;
    },
    visit,
    be,
    away,
    /** What the browsers refused or failed at, over all pages. */
    complaints: () => opened.flatMap((one) => one.complaints),
  };
}
