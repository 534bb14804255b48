import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alert,
  inFile,
  kept,
  notices,
  openStaffed,
  ops,
  pages,
  slack,
  stage,
  start,
  sweeps,
  types,
} from './maintenance-stage.ts';

beforeEach(openStaffed);
afterEach(() => stage.close());

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
