import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JobPage } from '../../src/ports/jobs/jobs.ts';
import { noJobs, serveWebChat } from '../harness/web-chat-server.ts';
import { busyJobs } from './busy-jobs.ts';
import { usePages } from './pages-of-people.ts';
import { executable } from './web-chat-stage.ts';

const weekly = 'report-weekly-payments-and-checkout';

describe.skipIf(!executable)('the recurring jobs in Chromium', () => {
  let jobs: ReturnType<typeof busyJobs>;
  const { be, complaints } = usePages<JobPage>((page = jobs.page) =>
    serveWebChat({}, undefined, undefined, undefined, page),
  );
  beforeEach(() => {
    jobs = busyJobs();
  });

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const row = (page: Page, name: RegExp) => page.getByRole('row', { name });
  const wide = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

  it('are one click from the chat, in a table with their next and last runs', async () => {
    const page = await be('bob', '/');
    await page.getByRole('link', { name: 'Recurring jobs', exact: true }).click();
    await page.getByRole('heading', { name: 'Recurring jobs', level: 1 }).waitFor();
    await page.getByRole('table', { name: 'Recurring jobs with their next and last runs' }).waitFor();
    const columns = await page.getByRole('columnheader').allInnerTexts();
    expect(columns).toEqual(['Job', 'Recurs', 'Next run', 'Last run', 'State']);
    const expected: [RegExp, string[]][] = [
      [/^retention/, ['every day at 03:40', 'Europe/Berlin', 'in 21 hr', '3 hr ago', 'Succeeded', 'deleted 312']],
      [/^report-weekly/, ['every monday at 09:00', 'Waiting to retry', 'ECONNREFUSED', 'Next attempt in ']],
      [/^report-monthly/, ['0 9 L * *', 'none', 'Has not run yet']],
    ];
    for (const [name, words] of expected)
      for (const each of words) expect(await row(page, name).innerText()).toContain(each);
    expect(complaints()).toEqual([]);
  });

  it('show what happened in each run, in the zone of the reader', async () => {
    const page = await be('bob', `/jobs#${weekly}`, { timezoneId: 'Asia/Tokyo' });
    await page.getByRole('heading', { name: weekly, level: 2 }).waitFor();
    const events = page.getByRole('row', { name: /Waiting to retry/ }).getByRole('listitem');
    await events.first().waitFor();
    const words = await events.allInnerTexts();
    expect(
      words.map((each) =>
        each.replace(/^.*?(?:CES?T|GMT\+[12])\s+/, '').replace(/at \w{3},? \d.*(?:CES?T|GMT\+[12])/, 'at T'),
      ),
    ).toEqual([
      'Started',
      'Failed: Mail server smtp.example.org:587 refused the connection (ECONNREFUSED). Tries again at T.',
      'Started again, attempt 2',
      'Failed: Mail server smtp.example.org:587 refused the connection (ECONNREFUSED). Tries again at T.',
    ]);
    const given = page.getByRole('row', { name: /Given up after 1 attempt/ });
    expect(await given.innerText()).toContain('Failed');
    await page.getByText('Only admins can run a job.').waitFor();
    expect(await page.getByRole('button', { name: 'Run now' }).count()).toBe(0);
    expect(complaints()).toEqual([]);
  });

  it('run one after a second press, and say when it has ended without a reload', async () => {
    const page = await be('alice', '/jobs');
    await page.getByRole('link', { name: 'retention' }).click();
    await page.locator('#job:focus').waitFor();
    await press(page, 'Run now');
    await page.getByText('Run retention now?').waitFor();
    expect(jobs.started).toEqual([]);
    await press(page, 'Run now');
    await row(page, /Running/).waitFor();
    expect(jobs.started).toEqual(['retention']);
    expect(await row(page, /Running/).innerText()).toContain('Run now by somebody');
    await page.locator('#run:focus').waitFor();
    expect(await page.getByRole('button', { name: 'Run now' }).getAttribute('aria-disabled')).toBe('true');
    jobs.finish();
    await page.getByRole('status').filter({ hasText: 'retention: Succeeded' }).waitFor({ state: 'attached' });
    await row(page, /Succeeded: deleted 2 payloads/).waitFor();
    await page.goBack();
    await page.locator('#entry-retention:focus').waitFor();
    expect(complaints()).toEqual([]);
  });

  it('take a double click on Run now as one press, and can be cancelled by keyboard', async () => {
    const page = await be('alice', '/jobs#retention');
    await page.getByRole('button', { name: 'Run now', exact: true }).dblclick();
    await page.getByText('Run retention now?').waitFor();
    await page.locator('button:focus', { hasText: 'Cancel' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Run retention now?').waitFor({ state: 'detached' });
    expect(jobs.started).toEqual([]);
  });

  it('say why one is not run', async () => {
    jobs.refuse();
    const page = await be('alice', '/jobs#retention');
    await press(page, 'Run now');
    await page.getByText('Run retention now?').waitFor();
    await press(page, 'Run now');
    await page.getByRole('alert').getByText('This job is running already. Wait for its end.').waitFor();
  });

  it('say that they cannot be read, and are there after “Try now”', async () => {
    jobs.goAway(true);
    const page = await be('alice', '/jobs');
    await page.getByRole('alert').getByRole('button', { name: 'Try now' }).waitFor();
    jobs.goAway(false);
    await press(page, 'Try now');
    await row(page, /^retention/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('say where jobs come from when there are none', async () => {
    const page = await be('alice', '/jobs', { page: noJobs });
    await page.getByRole('heading', { name: 'No recurring jobs yet' }).waitFor();
    await page.getByText('docs/configuration.md').waitFor();
    expect(complaints()).toEqual([]);
  });

  it('fit a phone, and stay a table for a screen reader', async () => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    const page = await be('alice', '/jobs', phone);
    await row(page, /^retention/).waitFor();
    expect(await page.getByRole('columnheader').count()).toBe(5);
    expect(await wide(page)).toBe(360);
    await page.getByRole('link', { name: weekly }).click();
    await row(page, /Given up/).waitFor();
    expect(await wide(page)).toBe(360);
    await page.getByRole('link', { name: 'All recurring jobs' }).click();
    await row(page, /^retention/).waitFor();
    expect(complaints()).toEqual([]);
  });
});
