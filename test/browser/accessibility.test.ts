import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/ports/message.ts';
import { accessibilityMistakes, contrastMistakes, settled } from '../harness/axe.ts';
import { type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { serveStatus } from '../harness/status-page.ts';
import { serveWebChat } from '../harness/web-chat-server.ts';
import { busyDashboard } from './busy-dashboard.ts';
import { busyIntegrations } from './busy-integrations.ts';
import { busyJobs } from './busy-jobs.ts';
import { busyOnCall } from './busy-on-call.ts';
import { busyStatus } from './busy-status.ts';
import { alicesMessages, card, executable, incidents } from './web-chat-stage.ts';

const sizes = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>;

const room = { platform: 'web', kind: 'channel', id: 'incident-42' } as const;
const states: readonly Message[] = (['danger', 'warning', 'success', 'neutral'] as const).map((tone) => ({
  ...card,
  tone,
  body: 'See https://wiki.example/checkout and type `/incident ack 42`.',
  link: { label: 'Open the dashboard', url: 'https://grafana.example' },
}));

describe.skipIf(!executable)('every screen of the web is readable and can be used by ear and by keyboard', () => {
  let served: Awaited<ReturnType<typeof serveWebChat>>;
  let status: Awaited<ReturnType<typeof serveStatus>>;
  let opened: OpenPage | undefined;

  beforeEach(async () => {
    served = await serveWebChat(
      { demo: false },
      undefined,
      undefined,
      busyIntegrations(),
      busyJobs().page,
      busyOnCall(),
    );
    await served.chat.start(new RecordingCommands());
    served.stands(busyDashboard());
    status = await serveStatus({ look: async () => busyStatus });
  });
  afterEach(async () => {
    await opened?.close();
    await served.close();
    await status.http.stop();
  });

  async function signIn(options: BrowserContextOptions): Promise<Page> {
    opened = await openPage(await sharedChromium(executable!), options);
    const { page } = opened;
    await page.goto(`${served.http.url}/sign-in/${await served.signIns.issue('alice', new Date())}`);
    return page;
  }

  async function fill(): Promise<void> {
    await served.chat.openRoom({ key: 'incident-42', name: '42 Checkout is down', style: 'channel' });
    await served.chat.openRoom({ key: 'incident-40', name: '40 Search is slow', style: 'channel' });
    for (const [index, message] of states.entries()) {
      await served.chat.send(incidents, message, `card ${index}`);
      await served.chat.send(alicesMessages, message, `page ${index}`);
      await served.chat.send(room, message, `room ${index}`);
    }
    await served.chat.send(room, { text: '#42 · Bob Okafor joined' }, 'line');
  }

  /** Each is a name, and what brings the page there. */
  function screens(page: Page): readonly (readonly [string, () => Promise<unknown>])[] {
    const { url } = served.http;
    const go = (path: string, there: string) => async () => {
      await page.goto('about:blank');
      await page.goto(url + path);
      await page.locator(there).first().waitFor();
    };
    const isPhone = (page.viewportSize()?.width ?? 0) < 760;
    const drawer = async () => {
      if (isPhone) await page.getByRole('button', { name: /^Rooms/ }).click();
    };
    return [
      ['announcements', go('/', '.posts .card')],
      ['an incident', go('/incidents/42', '.failed-pages')],
      ['direct messages', go('/#dm-alice', '.posts .card')],
      ['the dashboard', go('/#/dashboard', '.dashboard-columns')],
      ['the list of rooms', drawer],
      [
        'the sessions',
        async () => {
          await page.getByRole('button', { name: 'Where I am signed in' }).click();
          await page.getByRole('dialog').getByText('This browser').waitFor();
        },
      ],
      [
        'a form',
        async () => {
          await go('/', '.posts .card')();
          await page.getByRole('combobox').fill('/declare');
          await page.keyboard.press('Enter');
          await page.getByRole('dialog').waitFor();
        },
      ],
      [
        'suggestions and what was not sent',
        async () => {
          await page.route('**/web/api/say', (route) => route.fulfill({ status: 429, json: { error: 'Wait.' } }));
          await go('/', '.posts .card')();
          await page.getByRole('combobox').fill('hello');
          await page.keyboard.press('Enter');
          await page.getByRole('alert').waitFor();
          await page.getByRole('combobox').fill('');
          await page.getByRole('combobox').pressSequentially('/de');
          await page.getByRole('listbox').waitFor();
        },
      ],
      ['the integrations', go('/integrations', '.integration')],
      [
        'an integration',
        async () => {
          await go('/integrations#kuma-shop', '.payload')();
          await page.locator('summary').first().click();
          await page.getByRole('button', { name: 'Edit and try' }).first().click();
          await page.getByRole('button', { name: 'Try', exact: true }).click();
          await page.locator('.trial').waitFor();
          await page.getByRole('button', { name: 'Replay' }).click();
          await page.getByRole('button', { name: 'Cancel' }).waitFor();
        },
      ],
      ['the recurring jobs', go('/jobs', '.jobs-table')],
      [
        'a recurring job',
        async () => {
          await go('/jobs#retention', '.run-events')();
          await page.getByRole('button', { name: 'Run now' }).click();
          await page.getByRole('button', { name: 'Cancel' }).waitFor();
        },
      ],
      ['who is on call', go('/on-call', '.plan')],
      [
        'an override to cancel, and one to add',
        async () => {
          await go('/on-call', '.plan')();
          await page.getByRole('button', { name: 'Cancel override' }).click();
          await page.getByRole('button', { name: 'Add an override' }).first().click();
          await page.getByRole('dialog').waitFor();
        },
      ],
      ['a missing page', () => page.goto(`${url}/incidents/x`)],
      ['the status page', () => page.goto(`${status.http.url}/status`)],
      [
        'an ended session',
        async () => {
          await go('/', '.posts .card')();
          await served.signIns.endAll('alice');
          await page.unroute('**/web/api/say');
          await page.getByRole('combobox').fill('hello');
          await page.keyboard.press('Enter');
          await page.locator('.ended').waitFor();
        },
      ],
      ['signing in', () => page.goto(url)],
    ];
  }

  for (const [size, options] of Object.entries(sizes))
    it(`on a ${size}, light and dark`, async () => {
      const page = await signIn({ ...options, colorScheme: 'light' });
      const found: Record<string, string[]> = { 'the link': await mistakesInBoth(page, `${size} the link`) };
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('combobox').waitFor();
      await fill();
      for (const [name, open] of screens(page)) {
        await open();
        found[name] = await mistakesInBoth(page, `${size} ${name}`);
        const headings = await page.locator('h1').count();
        if (headings !== 1) found[name]?.push(`${headings} headings of level 1`);
      }
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    });

  async function mistakesInBoth(page: Page, name: string): Promise<string[]> {
    const take = async (scheme: string) => {
      await settled(page);
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name} ${scheme}.png` });
    };
    await take('light');
    const found = await accessibilityMistakes(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true);
    await take('dark');
    const inDark = await contrastMistakes(page);
    await page.emulateMedia({ colorScheme: 'light' });
    return [...found, ...inDark.map((one) => `dark: ${one}`)];
  }

  it('gives buttons of several cards names that tell them apart', async () => {
    const page = await signIn(sizes.desktop);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('combobox').waitFor();
    await served.chat.send(incidents, card, 'one');
    await served.chat.send(incidents, { ...card, title: '#43 Search is slow' }, 'two');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('Acknowledge #42 Checkout is down').waitFor();
    await button('Acknowledge #43 Search is slow').waitFor();
  });
});
