import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { serveWebChat } from '../harness/web-chat-server.ts';
import { busyDashboard } from './busy-dashboard.ts';
import { busyIntegrations } from './busy-integrations.ts';
import { busyJobs } from './busy-jobs.ts';
import { busyOnCall } from './busy-on-call.ts';
import { usePages } from './pages-of-people.ts';
import { executable } from './web-chat-stage.ts';

/** Returns what stands beyond the right edge, except what can be scrolled by itself. */
const beyondTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const edge = (element) => Math.min(innerWidth, element.closest('dialog')?.getBoundingClientRect().right ?? innerWidth);
    return [...document.querySelectorAll('main *, dialog *')]
      .filter((element) => !element.closest('.spoken, pre, svg'))
      .filter((element) => element.getBoundingClientRect().width > 2)
      .filter((element) => element.getBoundingClientRect().right > edge(element) + 1)
      .map((element) => element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40));
  })()`);

describe.skipIf(!executable)('every page of the web on the narrowest screens, in German', () => {
  const { be, complaints } = usePages<'busy' | 'empty'>(async (behind = 'busy') => {
    if (behind === 'empty') return serveWebChat();
    const served = await serveWebChat({}, undefined, undefined, busyIntegrations(), busyJobs().page, busyOnCall());
    served.stands(busyDashboard());
    return served;
  });
  const phone = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true, locale: 'de-DE' };
  const doubled = { viewport: { width: 180, height: 370 }, locale: 'de-DE' };

  it('shows all of each page on a phone at 200 %', async () => {
    const found: Record<string, string[]> = {};
    const page = await be('alice', '/', doubled);
    const { origin } = new URL(page.url());
    for (const [path, there] of [
      ['/#/dashboard', '.tiles'],
      ['/integrations', '.integration'],
      ['/jobs', '.jobs-table'],
      ['/jobs#retention', '.job-detail'],
      ['/on-call', '.days-list'],
      ['/incidents/99', '.small-card'],
    ] as const) {
      await page.goto('about:blank');
      await page.goto(origin + path);
      await page.locator(there).first().waitFor();
      found[path] = await beyondTheEdge(page);
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((path) => [path, []])));
  });

  it('shows all of how to begin, where nothing is set up', async () => {
    const page = await be('alice', '/integrations', { ...doubled, page: 'empty' });
    const { origin } = new URL(page.url());
    for (const path of ['/integrations', '/jobs', '/on-call']) {
      await page.goto(origin + path);
      await page.locator('.empty').waitFor();
      expect([path, await beyondTheEdge(page)]).toEqual([path, []]);
    }
  });

  for (const [what, options] of [
    ['a phone', phone],
    ['a phone at 200 %', doubled],
  ] as const)
    it(`shows all of a form on ${what}`, async () => {
      const page = await be('alice', '/on-call', options);
      await page.getByRole('button', { name: 'Vertretung eintragen' }).first().click();
      await page.getByRole('dialog').waitFor();
      expect(await beyondTheEdge(page)).toEqual([]);
      expect(complaints()).toEqual([]);
    });
});
