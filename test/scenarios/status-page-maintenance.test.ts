import { afterEach, describe, expect, it } from 'vitest';
import { drawHtml } from '../../adapters/status-page/html.ts';
import { wordsIn } from '../../adapters/status-page/words.ts';
import type { MaintenanceWindow } from '../../src/domain/maintenance/window.ts';
import type { PublicIncident, StatusPage } from '../../src/ports/reporting.ts';
import { openStatusStage, publishing, type StatusStage } from '../harness/status-page.ts';

let status: StatusStage | undefined;

afterEach(async () => {
  await status?.close();
  status = undefined;
});

const hourMs = 60 * 60_000;

async function openWith(windows: (now: Date) => readonly MaintenanceWindow[]): Promise<StatusStage> {
  const probe = await openStatusStage();
  const now = probe.stage.clock.now();
  await probe.close();
  const maintenance = new Map(windows(now).map((one) => [one.id, one]));
  status = await openStatusStage(publishing({ maintenance }));
  return status;
}

describe('maintenance on the status page', () => {
  it('is announced, shown while it runs, and then gone: as a page, as JSON and in the feed', async () => {
    const served = await openWith((now) => [
      {
        id: 'planted-window',
        services: ['checkout', 'search'],
        time: { from: new Date(now.getTime() + hourMs), until: new Date(now.getTime() + 3 * hourMs) },
        reason: 'planted-reason',
      },
    ]);
    const planned = (await served.json()).maintenance;
    expect(planned).toMatchObject([{ services: ['Checkout'], running: false }]);
    expect(await served.html()).toContain('<b>Planned</b>');
    expect(await served.feed()).toContain('<title>Checkout: maintenance</title>');
    await served.passes(90);
    expect((await served.json()).maintenance).toEqual([{ ...planned![0], running: true }]);
    const page = await served.html();
    expect(page).toContain('<b>In progress</b>');
    for (const sent of [page, await served.feed()]) expect(sent).not.toMatch(/planted|search/i);
    await served.passes(120);
    expect((await served.json()).maintenance).toBeUndefined();
    expect(await served.html()).not.toContain('id="maintenance"');
  });

  it('is the state of its services, unless an incident is', async () => {
    const served = await openWith((now) => [
      { id: 'now', services: ['checkout'], time: { from: now, until: new Date(now.getTime() + 3 * hourMs) } },
    ]);
    const { state, services, underMaintenance } = await served.json();
    expect({ state, underMaintenance, services }).toEqual({
      state: 'operational',
      underMaintenance: true,
      services: [
        { name: 'Checkout', state: 'operational', underMaintenance: true },
        { name: 'Payments', state: 'operational' },
      ],
    });
    const page = await served.html();
    expect(page).toContain('<title>Maintenance in progress · Example Shop</title>');
    expect(page).toContain('<p class="headline under-maintenance"><span>Maintenance in progress</span></p>');
    expect(page).toContain('<span class="state under-maintenance">Under maintenance</span>');
    await served.says('bob', 'declare Slow severity:sev3 service:payments-eu-3');
    await served.passes();
    expect(await served.json()).toMatchObject({ state: 'degraded', services: [{ underMaintenance: true }, {}] });
    expect((await served.json()).underMaintenance).toBeUndefined();
    await served.says('bob', 'declare Slower severity:sev3 service:checkout');
    await served.passes();
    expect((await served.json()).services[0]).toEqual({ name: 'Checkout', state: 'degraded' });
    await served.says('bob', 'resolve 1');
    await served.says('bob', 'resolve 2');
    await served.passes();
    expect((await served.json()).underMaintenance).toBe(true);
    await served.passes(180);
    expect(await served.html()).toContain('<title>All systems operational · Example Shop</title>');
    expect((await served.json()).services[0]).toEqual({ name: 'Checkout', state: 'operational' });
  });

  it('of all services names none of them, but in JSON', async () => {
    const served = await openWith((now) => [
      { id: 'all', time: { from: new Date(now.getTime() + hourMs), until: new Date(now.getTime() + 2 * hourMs) } },
    ]);
    expect(await served.html()).toMatch(/<h3 [^>]*>All services<\/h3>/);
    expect(await served.feed()).toContain('<title>All services: maintenance</title>');
    expect((await served.json()).maintenance).toMatchObject([{ services: ['Checkout', 'Payments'] }]);
  });

  it('of other services, and far ahead, is nobody’s outside', async () => {
    const served = await openWith((now) => [
      { id: 'inside', services: ['search'], time: { from: now, until: new Date(now.getTime() + hourMs) } },
      {
        id: 'far',
        services: ['checkout'],
        time: { from: new Date(now.getTime() + 400 * hourMs), until: new Date(now.getTime() + 401 * hourMs) },
      },
    ]);
    expect((await served.json()).maintenance).toBeUndefined();
  });
});

describe('reports that read the same', () => {
  const at = (time: string) => new Date(`2026-03-09T${time}:00Z`);
  const incident = (number: number, changes: Partial<PublicIncident> = {}): PublicIncident => ({
    id: `00000000-0000-8000-8000-00000000000${number}`,
    service: 'Checkout',
    impact: 'degraded',
    since: at(`1${number}:00`),
    updates: [],
    changed: at(`1${number}:00`),
    ...changes,
  });
  const page = (open: readonly PublicIncident[], ended: readonly PublicIncident[] = []): string =>
    drawHtml(
      {
        title: 'Example Shop',
        services: [{ name: 'Checkout', state: 'degraded' }],
        open,
        ended,
        days: 14,
        more: { open: false, ended: false },
        at: at('19:00'),
        outdated: false,
      } satisfies StatusPage,
      wordsIn('en'),
    );
  const count = (html: string, what: string) => html.split(what).length - 1;

  it('are shown once, with the times of each, and keep their anchors', () => {
    const html = page([incident(3), incident(2), incident(1, { impact: 'major-outage' })]);
    expect(count(html, 'Checkout: degraded')).toBe(1);
    expect(count(html, 'Checkout: major outage')).toBe(1);
    expect(html).toMatch(
      /Since <time datetime="2026-03-09T13:00:00Z">.* · Since <time datetime="2026-03-09T12:00:00Z">/,
    );
    expect(html).toContain('id="incident-00000000-0000-8000-8000-000000000002"');
  });

  it('and what was said twice of one incident, or of several, is said once', () => {
    const text = 'We are looking into it.';
    const twice = [
      { at: at('14:00'), text },
      { at: at('13:30'), text },
    ];
    const html = page([incident(3, { updates: twice }), incident(2, { updates: [{ at: at('14:00'), text }] })]);
    expect(count(html, text)).toBe(1);
    expect(count(html, '<article')).toBe(1);
    expect(count(html, 'datetime="2026-03-09T14:00:00Z"')).toBe(1);
    expect(count(html, 'datetime="2026-03-09T13:30:00Z"')).toBe(1);
  });

  it('stay apart when they say something else', () => {
    const said = (text: string) => ({ updates: [{ at: at('14:00'), text }] });
    expect(count(page([incident(3, said('one')), incident(2, said('other'))]), '<article')).toBe(2);
  });
});

it('answers with a slash at the end like without', async () => {
  status = await openStatusStage();
  const answer = await status.ask('/');
  expect([answer.status, new URL(answer.url).pathname]).toEqual([200, '/status']);
});
