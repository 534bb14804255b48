import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alert, notices, openStaffed, pages, stage, start } from './maintenance-stage.ts';

beforeEach(openStaffed);
afterEach(() => stage.close());

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
