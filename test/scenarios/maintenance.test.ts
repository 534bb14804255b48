import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tocsin } from '../../src/app/compose.ts';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { MaintenanceWindow } from '../../src/domain/maintenance/window.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const ops = 'C0OPS';
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: ops }, open: {} } }));
});

afterEach(() => stage.close());

/** Monday 9 March 2026, 12:00 UTC is 13:00 in Berlin, and Alice is on call. */
const pages = () => slack.pagesTo('U0ALICE').map(({ message }) => message.text);
const room = () => slack.inChannel(ops).map(({ message }) => message.text);
const notices = () => room().filter((text) => /aintenance/.test(text) && !text.startsWith('#'));
const kept = async (number = 1) => (await stage.store.byNumber(number))!;
const types = async (number = 1) =>
  (await stage.store.timeline((await kept(number)).id)).map(({ event }) => event.type);

async function alert(status: Alert['status'] = 'firing', more: Partial<Alert> = {}, by: Tocsin = stage.tocsin) {
  const one = {
    source: 'alertmanager',
    fingerprint: 'checkout-down',
    status,
    title: 'Checkout is down',
    service: 'checkout',
    labels: [],
    ...more,
  } as Alert;
  await by.alerts.receive([one]);
  await by.idle();
}

async function sweeps(by: Tocsin = stage.tocsin): Promise<void> {
  for (let left = 20; left > 0 && (await by.sweep()) > 0; left -= 1) await by.idle();
  await by.idle();
}

function inFile(...windows: readonly MaintenanceWindow[]): void {
  stage.directory = { ...stage.directory, maintenance: new Map(windows.map((one) => [one.id, one])) };
}

const start = (line = 'checkout 2h') => stage.says('bob', `maintenance start ${line}`);

describe('an alert in a maintenance', () => {
  it('is kept and shown, pages nobody, and is paged once at the end', async () => {
    expect((await start('checkout 2h reason:"database move"')).text).toMatch(
      /^Maintenance of Checkout until Mon 9 Mar 10:00 EDT: .* nobody is paged/,
    );
    await alert();
    expect(pages()).toEqual([]);
    expect(await types()).toEqual(['declared', 'held']);
    const card = slack.inChannel(ops).find(({ message }) => message.title === '#1 Checkout is down')!.message;
    expect(card.text).toContain('in maintenance, nobody is paged');
    expect(card.fields).toContainEqual({
      label: 'Maintenance',
      value: 'Nobody is paged until it ends (database move)',
      at: new Date('2026-03-09T14:00:00Z'),
    });
    expect((await stage.says('alice', 'show 1')).text).toContain('in maintenance, nobody is paged');
    await stage.passes(119);
    expect(pages()).toEqual([]);
    await stage.passes(1, { wakes: 'twice' });
    expect(pages()).toHaveLength(1);
    expect(pages()[0]).toContain('#1 Checkout is down · sev2: You are paged (level 1)');
    await stage.passes(4);
    expect(pages()).toHaveLength(1);
    expect((await kept()).escalation).not.toHaveProperty('maintenance');
    // Then it goes on as any other.
    await stage.passes(1);
    expect(slack.pagesTo('U0CAROL')).toHaveLength(1);
  });

  it('that is resolved before the end is silence', async () => {
    await start();
    await alert();
    await stage.passes(30);
    await alert('resolved');
    await stage.passes(240);
    expect(await kept()).toMatchObject({ state: 'resolved' });
    expect(pages()).toEqual([]);
    expect(notices().at(-1)).toMatch(/ended after 2h\. 1 incident was silenced; none is still triggered: #1/);
  });

  it('that fires again after it was resolved waits too', async () => {
    await start();
    await alert();
    await alert('resolved');
    await stage.passes(5);
    await alert();
    expect(await kept()).toMatchObject({ state: 'triggered' });
    expect(pages()).toEqual([]);
    await stage.passes(116);
    expect(pages()).toHaveLength(1);
  });

  it('of another service pages at once, and so does one that people declare', async () => {
    await start();
    await alert('firing', { service: 'search', fingerprint: 'search', title: 'Search is slow' });
    expect(pages()).toHaveLength(1);
    const said = await stage.says('bob', 'declare Checkout is really down service:checkout');
    expect(pages()).toHaveLength(2);
    expect(said.text).toContain('The service is in maintenance');
  });

  it('is paged when people ask for it: by escalating, and by reopening', async () => {
    await start();
    await alert();
    await stage.says('bob', 'escalate 1');
    expect(pages()).toHaveLength(1);
    await stage.says('bob', 'resolve 1');
    await alert('firing', { fingerprint: 'two', title: 'Two' });
    await stage.says('bob', 'resolve 2');
    await stage.says('bob', 'reopen 2');
    expect(pages()).toHaveLength(2);
  });

  it('that somebody had and gave back waits again', async () => {
    await start();
    await alert();
    await stage.says('bob', 'ack 1');
    await stage.says('bob', 'unack 1');
    expect(pages()).toEqual([]);
    await stage.passes(120);
    expect(pages()).toHaveLength(1);
  });
});

it('an incident that was open before goes on, as its people expect', async () => {
  await alert();
  expect(pages()).toHaveLength(1);
  await start();
  await stage.passes(5);
  expect(slack.pagesTo('U0CAROL')).toHaveLength(1);
});

describe('a window that changes', () => {
  it('stopped early: what still fires is paged at once, and the room hears of it', async () => {
    await start();
    await alert();
    await alert('firing', { fingerprint: 'two', title: 'Second' });
    await alert('resolved', { fingerprint: 'two', title: 'Second' });
    await stage.passes(20);
    const said = await stage.says('bob', 'maintenance stop');
    expect(said.text).toBe('Maintenance of Checkout ended: what still fires is paged now.');
    expect(pages()).toHaveLength(1);
    expect(notices()).toHaveLength(2);
    expect(notices()[1]).toMatch(
      /^Maintenance of Checkout ended after 20m\. 2 incidents were silenced; 1 is still triggered and will be paged: #2 Second; #1/,
    );
    await stage.passes(3);
    expect(pages()).toHaveLength(1);
    expect(notices()).toHaveLength(2);
    // A second click.
    expect((await stage.says('bob', 'maintenance stop')).text).toMatch(/^Nothing is in maintenance now/);
  });

  it('extended: it waits on, and is paged at the new end', async () => {
    await start();
    await alert();
    await stage.passes(110);
    expect((await start('checkout 1h')).text).toBe('Maintenance of Checkout now ends at Mon 9 Mar 10:50 EDT.');
    expect((await kept()).escalation?.dueAt).toEqual(new Date('2026-03-09T14:50:00Z'));
    await stage.passes(59, { wakes: 'twice' });
    expect(pages()).toEqual([]);
    await stage.passes(1);
    expect(pages()).toHaveLength(1);
    expect(notices()).toHaveLength(2);
  });

  it('that another one follows without a pause: it waits for the last', async () => {
    inFile({
      id: 'nightly',
      services: ['checkout'],
      time: { from: new Date('2026-03-09T14:00:00Z'), until: new Date('2026-03-09T15:00:00Z') },
      reason: 'nightly',
    });
    await start();
    await alert();
    await stage.passes(1);
    await stage.passes(149);
    expect(pages()).toEqual([]);
    expect(notices()[1]).toContain('Another maintenance window continues until Mon 9 Mar 16:00 CET');
    await stage.passes(30);
    expect(pages()).toHaveLength(1);
  });

  it('taken out of the file: what waits is paged without anybody saying so', async () => {
    inFile({
      id: 'nightly',
      time: { from: new Date('2026-03-09T11:00:00Z'), until: new Date('2026-03-09T20:00:00Z') },
    });
    await alert();
    await stage.passes(1);
    expect(pages()).toEqual([]);
    inFile();
    await stage.passes(1);
    expect(pages()).toHaveLength(1);
  });

  it('taken out of the file while nobody ran: whoever starts next pages', async () => {
    inFile({
      id: 'nightly',
      time: { from: new Date('2026-03-09T11:00:00Z'), until: new Date('2026-03-09T20:00:00Z') },
    });
    await alert();
    inFile();
    stage.directory = { ...stage.directory, maintenance: undefined } as never;
    const next = stage.replica();
    await stage.refresh();
    await sweeps(next);
    expect(pages()).toHaveLength(1);
  });

  it('of the file, stopped for this time: it comes again', async () => {
    inFile({
      id: 'daily',
      services: ['checkout'],
      time: { every: { cron: '0 12 * * *' }, forMs: 2 * 3_600_000, timezone: 'UTC' },
      reason: 'daily',
    });
    await alert();
    expect((await stage.says('bob', 'maintenance stop checkout')).text).toContain(
      'ended: what still fires is paged now. The next window starts at Tue 10 Mar 08:00 EDT.',
    );
    expect(pages()).toHaveLength(1);
    await stage.says('bob', 'resolve 1');
    await stage.passes(24 * 60);
    await alert('firing', { fingerprint: 'next-day', title: 'Again' });
    expect(pages()).toHaveLength(1);
  });
});

describe('several processes', () => {
  it('announce a beginning and an end once', async () => {
    inFile({
      id: 'nightly',
      services: ['checkout'],
      time: { from: new Date('2026-03-09T12:30:00Z'), until: new Date('2026-03-09T13:00:00Z') },
      reason: 'nightly',
    });
    const other = stage.replica();
    await sweeps();
    for (const minute of [30, 31, 60, 61, 65]) {
      stage.clock.set(new Date(Date.parse('2026-03-09T12:00:10Z') + minute * 60_000));
      await Promise.all([sweeps(), sweeps(other)]);
    }
    expect(notices()).toEqual([
      'Maintenance of Checkout (nightly) until Mon 9 Mar 14:00 CET: alerts are recorded and shown, nobody is paged.',
      'Maintenance of Checkout (nightly) ended after 30m. No alerts were silenced.',
    ]);
  });

  it('page once at the end, and a restart in the middle changes nothing', async () => {
    await start();
    await alert();
    await stage.passes(60);
    const next = stage.replica();
    await stage.refresh();
    stage.clock.set(new Date('2026-03-09T13:59:59Z'));
    await sweeps(next);
    expect(pages()).toEqual([]);
    stage.clock.set(new Date('2026-03-09T14:00:00Z'));
    await Promise.all([sweeps(next), sweeps()]);
    expect(pages()).toHaveLength(1);
  });

  it('stop what one of them holds though another said so and died right then', async () => {
    await start();
    await alert();
    const amendment = await stage.runtimeChanges.ofMaintenance();
    const [window] = amendment.windows;
    const cut = { window: window!.id, from: stage.clock.now(), until: stage.clock.now(), by: 'bob' };
    stage.clock.set(new Date('2026-03-09T12:10:00Z'));
    await stage.runtimeChanges.keepMaintenance(
      { ...amendment, cuts: [{ ...cut, until: stage.clock.now() }], version: amendment.version + 1 },
      [],
      stage.clock.now(),
    );
    await stage.refresh();
    await sweeps();
    expect(pages()).toHaveLength(1);
  });
});

describe('the command', () => {
  it('lists what is on, planned and recurring, in the asker’s zone', async () => {
    expect((await stage.says('bob', 'maintenance')).text).toMatch(/^No maintenance is active or planned/);
    await start('checkout 2h reason:"database move"');
    await start('search 1h from:2026-03-10T09:00');
    await start('search 2h every:FREQ=WEEKLY;BYDAY=SU;BYHOUR=2');
    const { body, buttons } = await stage.says('alice', 'maintenance');
    expect(body?.split('\n')).toEqual([
      expect.stringMatching(/^Checkout: active until Mon 9 Mar 15:00 CET \(database move\), by Bob Okafor$/),
      expect.stringMatching(
        /^Search: Tue 10 Mar 14:00 CET to Tue 10 Mar 15:00 CET, by Bob Okafor · “maintenance remove window:[0-9a-f]{4}” removes it$/,
      ),
      expect.stringMatching(
        /^Search: Sun 15 Mar 07:00 CET to Sun 15 Mar 09:00 CET, recurring: FREQ=WEEKLY;BYDAY=SU;BYHOUR=2 \(America\/New_York\) for 2h, by/,
      ),
    ]);
    expect(buttons).toHaveLength(1);
    expect(buttons![0]).toMatchObject({ label: 'Stop Checkout', invokes: { command: 'maintenance' } });
    const window = buttons![0]!.invokes.args.window!;
    expect((await stage.says('alice', `maintenance stop window:${window}`)).text).toContain(
      'Maintenance of Checkout ended',
    );
    expect((await stage.says('alice', `maintenance stop window:${window}`)).text).toContain('is not running now');
  });

  it('removes and stops a window by the short id that it shows', async () => {
    const { text } = await start('search 1h from:2026-03-10T09:00');
    expect(text).toMatch(/^Planned: Search: .*, by Bob Okafor · “maintenance remove window:[0-9a-f]{4}” removes it\. /);
    const [, line = ''] = /“(maintenance remove \S+)”/.exec(text) ?? [];
    expect((await stage.says('bob', line)).text).toMatch(/^Removed the planned maintenance of Search/);
    await start('checkout 2h');
    await start('search 2h');
    const which = (await stage.says('bob', 'maintenance stop')).text;
    expect(which).toMatch(/Checkout \(window:[0-9a-f]{4}\)/);
    const [, id = ''] = /Search \((window:\w+)\)/.exec(which) ?? [];
    expect((await stage.says('bob', `maintenance stop ${id}`)).text).toContain('Maintenance of Search ended');
  });

  it('plans one that begins by itself, and forgets it when it is removed', async () => {
    await start('checkout 1h from:+1h');
    await alert('firing', { fingerprint: 'before', title: 'Before' });
    expect(pages()).toHaveLength(1);
    await stage.says('alice', 'resolve 1');
    await stage.passes(61);
    expect(notices()).toEqual([
      'Maintenance of Checkout until Mon 9 Mar 15:00 CET, started by Bob Okafor: alerts are recorded and shown, nobody is paged.',
    ]);
    await alert('firing', { fingerprint: 'within', title: 'Within' });
    expect(pages()).toHaveLength(1);
    const [window] = (await stage.runtimeChanges.ofMaintenance()).windows;
    expect((await stage.says('bob', `maintenance remove window:${window!.id}`)).text).toContain('is running now');
    await start('search 1h from:+1h');
    const planned = (await stage.runtimeChanges.ofMaintenance()).windows.at(-1)!;
    expect((await stage.says('bob', `maintenance remove window:${planned.id}`)).text).toMatch(
      /^Removed the planned maintenance of Search/,
    );
    expect((await stage.says('bob', `maintenance remove window:${planned.id}`)).text).toContain('no such maintenance');
  });

  it('said again by the platform has no second effect', async () => {
    const twice = { id: 'same-click' };
    await stage.says('bob', 'maintenance start checkout 2h', twice);
    await stage.passes(10);
    await stage.says('bob', 'maintenance start checkout 2h', twice);
    const { windows } = await stage.runtimeChanges.ofMaintenance();
    expect(windows).toHaveLength(1);
    expect(windows[0]?.time).toMatchObject({ until: new Date('2026-03-09T14:00:00Z') });
    expect(notices()).toHaveLength(1);
  });

  it.each([
    ['maintenance start 2h', /There is no service “2h”/],
    ['maintenance start chekout 2h', /Did you mean “checkout”\?/],
    ['maintenance start for:2h', /Say which service/],
    ['maintenance start checkout', /Say how long it lasts/],
    ['maintenance start checkout for:0m', /lasts from 1 minute to 90 days/],
    ['maintenance start checkout for:0', /is not a length of time/],
    ['maintenance start checkout for:400d', /lasts from 1 minute to 90 days/],
    ['maintenance start checkout for:2h from:2026-03-08T09:00', /begins in the past/],
    ['maintenance start checkout for:2h from:2029-03-08T09:00', /more than 366 days ahead/],
    ['maintenance start checkout for:8d every:"cron 0 2 * * sun"', /lasts from 1 minute to 7 days/],
    ['maintenance start checkout for:2h every:sundays', /is not a recurrence/],
    ['maintenance start checkout for:2h every:"cron * * * * *"', /more than once an hour/],
    ['maintenance start checkout for:2h every:FREQ=DAILY;UNTIL=20200101', /never comes any more/],
    ['maintenance start all 2h', /For all services at once, ask a manager/],
    ['maintenance stop', /^Nothing is in maintenance now/],
    ['maintenance stop search', /“search” is not in maintenance now/],
    ['maintenance stop window:nightly', /There is no such maintenance window/],
    ['maintenance remove', /Say which/],
    ['maintenance for:2h', /add “start”/],
    ['maintenance begin', /Did you mean|There is no action/],
  ])('%s: one sentence, and nothing changes', async (line, sentence) => {
    expect((await stage.says('bob', line)).text).toMatch(sentence);
    expect(await stage.runtimeChanges.ofMaintenance()).toMatchObject({ windows: [], cuts: [] });
  });

  it('refuses what is so already, and viewers', async () => {
    await start();
    expect((await start('checkout 30m')).text).toMatch(/already in maintenance for at least as long/);
    await start('search 1h from:2026-03-10T09:00');
    expect((await start('search 1h from:2026-03-10T09:00')).text).toMatch(/already planned/);
    expect((await stage.says('victor', 'maintenance')).text).toMatch(/needs the role responder/);
  });

  it('all services, by a manager', async () => {
    expect((await stage.says('alice', 'maintenance start all 1h')).text).toMatch(/^Maintenance of all services until/);
    await alert('firing', { service: 'search', fingerprint: 'search', title: 'Search is slow' });
    expect(pages()).toEqual([]);
  });

  it('of two people at once keeps both', async () => {
    await Promise.all([start('checkout 1h'), stage.says('alice', 'maintenance start search 1h')]);
    expect((await stage.runtimeChanges.ofMaintenance()).windows).toHaveLength(2);
  });
});
