import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { openStatusStage, publicUrl, publishing, type StatusStage } from '../harness/status-page.ts';

let status: StatusStage;

beforeEach(async () => {
  status = await openStatusStage();
});
afterEach(() => status.close());

const says = (line: string) => status.says('bob', line);
const states = async () => Object.fromEntries((await status.json()).services.map(({ name, state }) => [name, state]));

describe('the status page', () => {
  it('says that all is well while nothing has happened', async () => {
    const page = await status.html();
    expect(page).toContain('<title>All systems operational · Example Shop</title>');
    expect(page).toContain('How the shop is doing.');
    expect(page).toContain('No problems in this time.');
    expect(page).not.toContain('Open problems');
    expect(page).not.toContain('<script');
    expect(await status.json()).toEqual({
      title: 'Example Shop',
      about: 'How the shop is doing.',
      state: 'operational',
      services: [
        { name: 'Checkout', state: 'operational' },
        { name: 'Payments', state: 'operational' },
      ],
      open: [],
      ended: [],
      more: { open: false, ended: false },
    });
    expect(await status.feed()).not.toContain('<entry>');
  });

  it('never says that all is well while an open incident of a public service cannot be read', async () => {
    const { db } = status.stage;
    const damage = (number: number, fields: Record<string, unknown>) =>
      db.collection('incidents').updateOne({ number }, { $set: fields });
    for (const severity of ['sev1', 'sev4', 'sev2'])
      await says(`declare Checkout is down severity:${severity} service:checkout`);
    await says('declare Nobody outside knows severity:sev1 service:search');
    await says('resolve 3 rolled back');
    await status.passes();
    for (const number of [1, 2, 3, 4]) await damage(number, { 'decided.title': 42 });
    await status.passes();
    expect(await states()).toEqual({ Checkout: 'major-outage', Payments: 'operational' });
    const told = await status.json();
    expect(told).toMatchObject({ state: 'major-outage', open: [], ended: [], more: { open: true, ended: true } });
    const page = await status.html();
    expect(page).toContain('<title>Some systems have problems · Example Shop</title>');
    expect(page).toContain('More problems are open than are listed here.');
    expect(page).toContain('There were problems that cannot be listed here.');
    expect(page).not.toContain('No problem');
    expect(await status.feed()).not.toContain('<entry>');

    await damage(1, { 'decided.severity': 'very bad', 'decided.paged': null, timeline: 'none' });
    await status.passes();
    expect(await states()).toMatchObject({ Checkout: 'degraded' });
    // What customers do not notice, and what is not public, stays so.
    await damage(1, { 'decided.severity': 'sev4' });
    await status.passes();
    expect(await status.json()).toMatchObject({ state: 'operational', open: [], more: { open: false } });
  });

  it('shows an incident that can be read again beside one that cannot', async () => {
    await says('declare Checkout is down severity:sev1 service:checkout');
    await says('declare Payments are slow severity:sev3 service:payments-eu-3');
    await status.stage.db.collection('incidents').updateOne({ number: 1 }, { $set: { timeline: 'none' } });
    await status.passes();
    expect(await status.json()).toMatchObject({ open: [{ service: 'Checkout' }, { service: 'Payments' }] });
  });

  it('shows nothing where nothing is published', async () => {
    await status.close();
    const { services } = publishing();
    const hidden = [...services.values()].map(({ public: _shown, ...one }): [string, typeof one] => [one.id, one]);
    const { status: _said, ...directory } = publishing({ services: new Map(hidden) });
    status = await openStatusStage(directory);
    await says('declare Checkout is down severity:sev1 service:checkout');
    expect(await status.html()).toContain('<title>No services are published here · Status</title>');
    expect(await status.json()).toEqual({
      title: 'Status',
      services: [],
      open: [],
      ended: [],
      more: { open: false, ended: false },
    });
  });

  it('shows what was known while the database is away, says that it is old, and is new again with the database', async () => {
    await says('declare Checkout is down severity:sev1 service:checkout');
    await says('update 1 status:identified We are on it');
    await status.passes();
    expect(await status.json()).toMatchObject({ open: [{ updates: [{ text: 'We are on it' }] }] });
    const { clock, store } = status.stage;
    const readAt = clock.now().toISOString();
    const away = vi.spyOn(store, 'list').mockRejectedValue(new StoreUnavailable(new Error('No answer')));
    clock.set(new Date(clock.now().getTime() + 40_000));
    expect(await status.json()).toMatchObject({ asOf: readAt, open: [{ updates: [{ text: 'We are on it' }] }] });
    const page = await status.html();
    for (const words of ['Not up to date', 'Last known: ', 'We are on it']) expect(page).toContain(words);
    away.mockRestore();
    clock.set(new Date(clock.now().getTime() + 10_000));
    expect((await status.json()).asOf).toBeUndefined();
  });

  it('shows each service by its worst open incident, and the updates of each, the latest first', async () => {
    await says('declare Slow severity:sev3 service:checkout');
    await says('declare Cards are refused severity:sev2 service:checkout');
    await says('update 2 status:investigating Some cards are refused.');
    await status.passes(10);
    await says('update 2 status:identified It is one bank.\nOthers work.');
    await says('update 2 We have written to them.');
    await status.passes();
    expect(await states()).toEqual({ Checkout: 'partial-outage', Payments: 'operational' });
    const { state, open, ended } = await status.json();
    expect([state, ended]).toEqual(['partial-outage', []]);
    expect(open.map(({ impact }) => impact)).toEqual(['partial-outage', 'degraded']);
    expect(open[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      service: 'Checkout',
      impact: 'partial-outage',
      status: 'identified',
      since: '2026-03-09T12:00:00.000Z',
      updates: [
        { time: '2026-03-09T12:10:00.000Z', text: 'We have written to them.' },
        { time: '2026-03-09T12:10:00.000Z', status: 'identified', text: 'It is one bank.\nOthers work.' },
        { time: '2026-03-09T12:00:00.000Z', status: 'investigating', text: 'Some cards are refused.' },
      ],
    });
    const page = await status.html();
    expect(page).toContain('<title>Some systems have problems · Example Shop</title>');
    expect(page).toContain('dir="auto">Checkout: partial outage</h3>');
    expect(page).toContain(
      '<b>Identified</b> · Since <time datetime="2026-03-09T12:00:00Z">9 Mar 2026, 12:00 UTC</time>',
    );
    expect(page.indexOf('It is one bank.')).toBeLessThan(page.indexOf('Some cards are refused.'));
    const feed = await status.feed();
    expect(feed).toContain(`<id>urn:uuid:${open[0]!.id}</id>\n<title>Checkout: partial outage</title>`);
    expect(feed).toContain('<updated>2026-03-09T12:10:00Z</updated>');
    expect(feed).toContain(`href="${publicUrl}/status#incident-${open[0]!.id}"`);
    expect(feed).toContain(`<link rel="self" type="application/atom+xml" href="${publicUrl}/status.atom"/>`);
  });

  it('follows the severity, up to all systems and down to what nobody outside notices', async () => {
    await says('declare Slow severity:sev3 service:checkout');
    await says('declare Down severity:sev1 service:Payments');
    expect(await states()).toEqual({ Checkout: 'degraded', Payments: 'major-outage' });
    await says('severity 1 sev1');
    await status.passes();
    expect(await status.html()).toContain('Major outage of all systems');
    await says('severity 2 sev4');
    await status.passes();
    expect(await states()).toEqual({ Checkout: 'major-outage', Payments: 'operational' });
    await says('severity 1 sev4');
    await status.passes();
    const page = await status.json();
    expect([page.state, page.open]).toEqual(['operational', []]);
  });

  it('keeps what has ended for 14 days, under the day on which it did', async () => {
    await says('declare Down severity:sev1 service:checkout');
    await status.passes(13 * 60);
    await says('update 1 status:monitoring Looks good.');
    await says('resolve 1 the intern did it');
    await says('declare Slow severity:sev3 service:Payments');
    await status.passes(24 * 60);
    await says('resolve 2');
    await status.passes();
    const { state, open, ended } = await status.json();
    expect([state, open]).toEqual(['operational', []]);
    expect(ended.map(({ service, since, ended: at }) => [service, since, at])).toEqual([
      ['Payments', '2026-03-10T01:00:00.000Z', '2026-03-11T01:00:00.000Z'],
      ['Checkout', '2026-03-09T12:00:00.000Z', '2026-03-10T01:00:00.000Z'],
    ]);
    const page = await status.html();
    const days = [...page.matchAll(/<h3 class="day"><time datetime="([\d-]+)">([^<]+)/g)].map((one) => one.slice(1));
    expect(days).toEqual([
      ['2026-03-11', 'Wednesday, 11 March 2026'],
      ['2026-03-10', 'Tuesday, 10 March 2026'],
    ]);
    expect(page).toContain('Looks good.');
    expect(page).toContain(
      '<b>Resolved</b> · <time datetime="2026-03-09T12:00:00Z">9 Mar 2026, 12:00</time> to <time datetime="2026-03-10T01:00:00Z">01:00 UTC</time>',
    );
    expect(await status.feed()).toContain('<title>Checkout: major outage (resolved)</title>');

    await says('reopen 2');
    await status.passes();
    expect((await status.json()).open.map(({ service }) => service)).toEqual(['Payments']);
    status.stage.clock.set(new Date('2026-03-24T01:00:30.000Z'));
    expect((await status.json()).ended.map(({ service }) => service)).toEqual([]);
  });

  it('says to whoever gives an update whether those outside read it', async () => {
    await says('declare Down severity:sev1 service:checkout');
    await says('declare Down severity:sev1 service:search');
    await says('declare Down severity:sev4 service:checkout');
    const told = async (number: number) => (await says(`update ${number} We are on it`)).text;
    const posted = 'Update posted to the card and the incident room';
    expect(await told(1)).toBe(`${posted}, and to the public status page.`);
    expect(await told(2)).toBe(`${posted}.`);
    expect(await told(3)).toBe(`${posted}.`);
  });

  it('shows nothing of a service from the moment on at which it is public no longer', async () => {
    await says('declare Down severity:sev1 service:checkout');
    expect(await states()).toEqual({ Checkout: 'major-outage', Payments: 'operational' });
    const { services } = publishing();
    const { public: _shown, ...checkout } = services.get('checkout')!;
    status.stage.directory = publishing({ services: new Map([...services, ['checkout', checkout]]) });
    expect(await status.json()).toMatchObject({ state: 'operational', services: [{ name: 'Payments' }], open: [] });
    // Nor what was known before, when the database cannot be asked.
    status.stage.directory = publishing();
    await status.json();
    Object.assign(status.stage.store, { list: () => Promise.reject(new Error('away')) });
    status.stage.directory = publishing({ services: new Map([...services, ['checkout', checkout]]) });
    expect((await status.ask()).status).toBe(503);
  });

  it('knows the worst of a storm, and lists the gravest', async () => {
    await says('declare Down severity:sev1 service:checkout');
    const slow = Array.from({ length: 30 }, (_, index) => ({
      source: 'test',
      status: 'firing' as const,
      title: `Slow ${index}`,
      fingerprint: `slow-${index}`,
      service: 'checkout',
      severity: 'sev3' as const,
      labels: [],
    }));
    await status.stage.tocsin.alerts.receive(slow);
    await status.stage.tocsin.alerts.receive(slow.map((one) => ({ ...one, fingerprint: `${one.fingerprint} too` })));
    await status.passes();
    const { open, more, services } = await status.json();
    expect(services[0]).toEqual({ name: 'Checkout', state: 'major-outage' });
    expect(open).toHaveLength(50);
    expect(open[0]?.impact).toBe('major-outage');
    expect(more).toEqual({ open: true, ended: false });
    expect(await status.html()).toContain('More problems are open than are listed here.');
  });
});
