import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatusPage } from '../../src/ports/reporting.ts';
import { openPage } from '../harness/browser.ts';
import { bypassesCatalogue, pseudo, usePseudoLocale } from '../harness/pseudo-locale.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { serveStatus } from '../harness/status-page.ts';
import { serveWebChat } from '../harness/web-chat-server.ts';
import { busyDashboard } from './busy-dashboard.ts';
import { busyOnCall } from './busy-on-call.ts';
import { alicesMessages, card, executable, incidents, useWebChat } from './web-chat-stage.ts';

// Spanish speaks pseudo texts here. Whatever a page shows outside of their brackets bypasses the catalogue.

/** Names and data, which no catalogue has; and texts of commands and cards, which are not in it yet: that part may only shrink. */
const data = [
  /^(?:⟦.*⟧ · )?(?:Tocsin|Example Shop)$/,
  /^(?:Alice Chen|Bob Okafor|Carol Nowak)(?:, (?:Bob Okafor))?$/,
  // A shift: the name, then what the catalogue says of it.
  /^(?:Alice Chen|Bob Okafor|Carol Nowak)(?:\s*·\s*(?:⟦[^⟧]*⟧)?)+$/,
  // Initials, ids and a zone.
  /^(?:AC|BO|CN|primary|nights|default|New York \(E[SD]T\)|new disks|sev[1-4]|Checkout|Search|Example Shop)$/,
  /^#?4[02]$/,
  /Checkout<?\/?b?>? is down|Search is slow/,
  // What one types.
  /^(?:help|oncall|list|\/ack|\/incident help|\/incident web|tocsin sign-in <person>)$/,
  // What one writes into the configuration file.
  /^integrations:\s+grafana:\s+sender: grafana$/,
  /^schedules:\s+primary:\s+timezone: /,
  // The browser's own words for lengths of time: “12 min”.
  /^\d+ ?(?:min|h|s|d)(?: \d+ ?(?:min|h))?$/,
  // Cards and their buttons come from views.
  /^(?:Acknowledge|Add note|Declared|by Alice Chen)$/,
];

/**
 * Returns every text of the page that a reader sees or hears. Of the texts between tags only what is outside of brackets: a
 * sentence around a name begins and ends in other nodes than the name. Moments in `<time>` are written by the browser.
 */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let depth = 0;
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        let outside = '';
        for (const sign of node.textContent) {
          if (sign === '⟦') depth += 1;
          else if (sign === '⟧') depth -= 1;
          else if (depth === 0) outside += sign;
        }
        if (!node.parentElement.closest('script, noscript, style, time')) found.push(outside);
      } else if (!node.matches('time')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute?.(name) ?? '');
      }
    }
    return [...new Set(found.map((text) => text.trim()))].filter(Boolean);
  })()`);

async function bypasses(page: Page): Promise<string[]> {
  return (await textsOf(page)).filter((text) => bypassesCatalogue(text) && !data.some((one) => one.test(text)));
}

const status: StatusPage = {
  title: 'Example Shop',
  state: 'partial-outage',
  services: [
    { name: 'Checkout', state: 'partial-outage' },
    { name: 'Search', state: 'operational' },
  ],
  open: [
    {
      id: '00000000-0000-4000-8000-000000000001',
      service: 'Checkout',
      impact: 'partial-outage',
      status: 'identified',
      since: new Date('2026-03-09T11:00:00Z'),
      updates: [],
      changed: new Date('2026-03-09T11:00:00Z'),
    },
  ],
  ended: [
    {
      id: '00000000-0000-4000-8000-000000000002',
      service: 'Search',
      impact: 'degraded',
      since: new Date('2026-03-08T11:00:00Z'),
      ended: new Date('2026-03-08T12:00:00Z'),
      updates: [],
      changed: new Date('2026-03-08T12:00:00Z'),
    },
  ],
  days: 14,
  more: { open: true, ended: true },
  at: new Date('2026-03-09T12:00:00Z'),
  outdated: true,
};

describe.skipIf(!executable)('every text on the web comes from the catalogue', () => {
  const locale = { locale: 'es-ES' } as const;
  let putBack: () => void;
  beforeAll(() => {
    putBack = usePseudoLocale('es');
  });
  afterAll(() => putBack());
  const web = useWebChat();

  it('shows that a text beside it is found', async () => {
    const page = await web.visit(locale);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(`document.querySelector('main').append('Written by hand')`);
    expect((await bypasses(page)).join()).toContain('Written by hand');
  });

  it('on the picker', async () => {
    const page = await web.visit(locale);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await bypasses(page)).toEqual([]);
  });

  it('in the rooms, with and without messages', async () => {
    const page = await web.be(/Alice/, locale);
    await page.locator('.empty').waitFor();
    expect(await bypasses(page)).toEqual([]);
    await page.getByRole('link', { name: pseudo('Direct message') }).click();
    await page.locator('.empty').waitFor();
    expect(await bypasses(page)).toEqual([]);
    await web.served.chat.send(alicesMessages, card, 'page');
    await web.served.chat.send(incidents, card, 'card');
    await page.locator('.posts .card').waitFor();
    expect(await bypasses(page)).toEqual([]);
  });

  it('on the dashboard, busy and quiet', async () => {
    const page = await web.be(/Alice/, locale);
    await page.goto(`${web.served.http.url}/#/dashboard`);
    await page.locator('.quiet-now').waitFor();
    expect(await bypasses(page)).toEqual([]);
    web.served.stands({ ...busyDashboard(), more: true });
    await page.reload();
    await page.locator('.open-incident').first().waitFor();
    expect(await bypasses(page)).toEqual([]);
  });

  it('on the page of integrations, when there are none', async () => {
    const page = await web.be(/Alice/, locale);
    await page.goto(`${web.served.http.url}/integrations`);
    await page.locator('.empty').waitFor();
    expect(await bypasses(page)).toEqual([]);
  });

  it('on the page of recurring jobs, when there are none', async () => {
    const page = await web.be(/Alice/, locale);
    await page.goto(`${web.served.http.url}/jobs`);
    await page.locator('.empty').waitFor();
    expect(await bypasses(page)).toEqual([]);
  });

  it('on the page of who is on call, when there are no schedules', async () => {
    const page = await web.be(/Alice/, locale);
    await page.goto(`${web.served.http.url}/on-call`);
    await page.locator('.empty').waitFor();
    expect(await bypasses(page)).toEqual([]);
  });

  it('on the page of who is on call, as rows and by day', async () => {
    const served = await serveWebChat({}, undefined, undefined, undefined, undefined, busyOnCall());
    await served.chat.start(new RecordingCommands());
    const { page, context, close } = await openPage(web.browser, locale);
    try {
      await context.addCookies([{ name: 'tocsin_person', value: 'alice', url: served.http.url }]);
      await page.goto(`${served.http.url}/on-call`);
      await page.locator('.rows').waitFor();
      expect(await bypasses(page)).toEqual([]);
      await page.getByRole('button', { name: pseudo('By day') }).click();
      await page.locator('.days-list').waitFor();
      expect(await bypasses(page)).toEqual([]);
    } finally {
      await close();
      await served.close();
    }
  });

  it('on the pages for signing in, and where there is nothing', async () => {
    const served = await serveWebChat({ demo: false });
    await served.chat.start(new RecordingCommands(), () => {});
    const { page, close } = await openPage(web.browser, locale);
    try {
      const link = `/sign-in/${await served.signIns.issue('bob', new Date())}`;
      for (const path of ['/', link, '/sign-in/aaaaaaaaaaaaaaaaaaaaaaaa', '/incidents/x', '/incidents/42']) {
        await page.goto(served.http.url + path);
        expect([path, await bypasses(page)]).toEqual([path, []]);
      }
    } finally {
      await close();
      await served.close();
    }
  });

  it('on the status page', async () => {
    const served = await serveStatus({ look: async () => status });
    const { page, close } = await openPage(web.browser, locale);
    try {
      await page.goto(`${served.http.url}/status`);
      expect(await bypasses(page)).toEqual([]);
    } finally {
      await close();
      await served.http.stop();
    }
  });
});
