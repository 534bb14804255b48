import { afterEach, describe, expect, it } from 'vitest';
import { sampleDirectory } from '../harness/directory.ts';
import { agreed, alert, come, eventsOf, incident, merging, open, slack, stage } from './merge-stage.ts';

afterEach(() => stage.close());

describe('merging two incidents', () => {
  it('asks first, and names both', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    const asked = await stage.says('alice', 'merge 1 2', { places: ['C0OPS'] });
    expect(asked.text).toContain('#1 db-1 is down');
    expect(asked.text).toContain('#2 db-2 is down');
    expect((await incident(2)).state).toBe('triggered');
  });

  it('closes the second as merged into the first, and says so in both timelines', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    const answer = await agreed('alice', 'merge 1 2');
    expect(answer.text).toBe('Merged #2 db-2 is down into #1 db-1 is down.');
    const [first, second] = [await incident(1), await incident(2)];
    expect(second).toMatchObject({ state: 'resolved', mergedInto: { number: 1 } });
    expect(second.mergedInto).not.toHaveProperty('isMoving');
    expect(first).toMatchObject({ state: 'triggered', merged: [2], alerts: { total: 2, firing: 2 } });
    expect((await eventsOf(2)).at(-1)).toMatchObject({ type: 'resolved', mergedInto: { number: 1 }, by: 'alice' });
    expect((await eventsOf(1)).find(({ type }) => type === 'merged')).toMatchObject({
      from: 2,
      alerts: 1,
      by: 'alice',
    });
  });

  it('reads the line in every order', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'), alert('db-3'));
    await agreed('alice', 'merge #2 into #1');
    expect((await incident(2)).mergedInto).toMatchObject({ number: 1 });
    const room = (await incident(1)).rooms[0]!.address.id;
    await agreed('alice', 'merge 3', { places: [room] });
    expect((await incident(3)).mergedInto).toMatchObject({ number: 1 });
  });

  it('takes the incident of the place for “this”, and asks for a number where there is none', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    const room = (await incident(2)).rooms[0]!.address.id;
    expect((await stage.says('alice', 'merge this into 1', { places: ['C0OPS'] })).text).toContain('merge 42 43');
    expect((await agreed('alice', 'merge this into 1', { places: [room] })).text).toBe(
      'Merged #2 db-2 is down into #1 db-1 is down.',
    );
  });

  it('stops the pages of the second, and shows where it went on its card and in its room', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    await agreed('alice', 'merge 1 2');
    const pages = slack.posted.length;
    await stage.passes(60);
    const later = slack.posted.slice(pages).filter(({ message }) => message.title?.startsWith('#2'));
    expect(later).toEqual([]);
    const card = slack.inChannel('C0OPS').find(({ message }) => message.title?.startsWith('#2 '))!;
    expect(card.message.text).toContain('Merged into #1');
    const room = (await incident(1)).rooms[0]!.address.id;
    expect(card.message.links).toContainEqual({ label: 'Open #1', url: `https://slack.example.org/${room}` });
    expect(card.message.buttons?.map(({ invokes }) => invokes.command)).not.toContain('reopen');
    const own = (await incident(2)).rooms[0]!.address.id;
    const line = slack.inChannel(own).find(({ message }) => message.text.includes('merged it into #1'));
    expect(line?.message.links).toEqual([{ label: 'Open #1', url: `https://slack.example.org/${room}` }]);
  });

  it('moves responders and open tasks; what is done stays', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    await stage.says('bob', 'ack 2');
    await stage.says('bob', 'task 2 call the provider');
    await stage.says('bob', 'task 2 restart it person:bob');
    await stage.says('bob', 'task 2 done:1');
    await agreed('alice', 'merge 1 2');
    expect((await incident(1)).tasks).toMatchObject([{ number: 1, text: 'restart it', owner: 'bob' }]);
    expect((await incident(1)).responders).toContain('bob');
    expect((await incident(2)).tasks).toMatchObject([{ number: 1, text: 'call the provider' }]);
  });

  it('sends further alerts and resolves of the second to the first', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    await agreed('alice', 'merge 1 2');
    expect(await come(alert('db-2'))).toEqual([1]);
    expect(await come(alert('db-2', { status: 'resolved' }))).toEqual([1]);
    expect(await incident(1)).toMatchObject({ state: 'triggered', alerts: { total: 2, firing: 1 } });
    expect(await come(alert('db-1', { status: 'resolved' }))).toEqual([1]);
    expect((await incident(1)).state).toBe('resolved');
  });

  it('has an alert begin a new incident once the first is over', async () => {
    await open();
    await come(alert('db-1'), alert('db-2'));
    await agreed('alice', 'merge 1 2');
    await stage.says('alice', 'resolve 1 rebooted');
    await stage.passes(20);
    expect(await come(alert('db-2'))).toEqual([3]);
    expect(await come(alert('db-2'))).toEqual([3]);
  });

  it('goes into an incident that a person declared, which then ends with its alerts', async () => {
    await open();
    await stage.says('alice', 'declare The shop is down service:checkout');
    await come(alert('db-2'));
    await agreed('alice', 'merge 1 2');
    expect((await incident(1)).alerts).toMatchObject({ total: 1, firing: 1 });
    expect(await come(alert('db-2'))).toEqual([1]);
    await come(alert('db-2', { status: 'resolved' }));
    expect((await incident(1)).alerts).toMatchObject({ firing: 0 });
  });

  it('takes over the policy where the other has none, so that somebody is still paged', async () => {
    await open();
    stage.directory = { ...stage.directory, policies: new Map() };
    await stage.says('alice', 'declare The shop is down');
    stage.directory = sampleDirectory();
    await come(alert('db-2', { service: 'checkout' }));
    expect((await incident(1)).escalation).toBeUndefined();
    await merging('1', '2');
    expect((await incident(1)).escalation?.policy.id).toBe('default');
    expect((await eventsOf(1)).filter(({ type }) => type === 'paged')).toHaveLength(1);
  });

  it('raises the severity to the graver of both', async () => {
    await open();
    await come(alert('db-1', { severity: 'sev3' }), alert('db-2', { severity: 'sev1' }));
    await agreed('alice', 'merge 1 2');
    expect((await incident(1)).severity).toBe('sev1');
  });

  it('moves more alerts than an incident lists', async () => {
    await open();
    const grouped = Array.from({ length: 130 }, (_, index) => alert(`pod-${index}`, { service: 'grouped' }));
    const checkout = stage.directory.services.get('checkout')!;
    const services = new Map(stage.directory.services).set('grouped', {
      ...checkout,
      id: 'grouped',
      alerts: { group: 'service', autoResolve: true },
    });
    stage.directory = { ...stage.directory, services };
    await come(alert('db-1'));
    await come(...grouped);
    await merging('1', '2');
    expect((await incident(1)).alerts).toMatchObject({ total: 131, firing: 131 });
    await come(...grouped.map((one) => ({ ...one, status: 'resolved' }) as const));
    await come(alert('db-1', { status: 'resolved' }));
    expect(await incident(1)).toMatchObject({ state: 'resolved', alerts: { total: 131, firing: 0 } });
  });
});

describe('a merge that makes no sense', () => {
  it.each([
    ['into itself', 'merge 1 1', '#1 cannot be merged into itself'],
    ['of what is over', 'merge 1 3', '#3 was already resolved'],
    ['into what is over', 'merge 3 1', '#3 is resolved'],
    ['into one that was merged', 'merge 4 1', '#4 was merged into #1'],
    ['of one that was merged', 'merge 2 4', '#4 was merged into #1'],
    ['of an unknown one', 'merge 1 99', '99'],
  ])('%s is refused in a sentence', async (_, line, said) => {
    await open();
    await come(alert('a'), alert('b'), alert('c'), alert('d'));
    await stage.says('alice', 'resolve 3 over');
    await merging('1', '4');
    expect((await agreed('alice', line)).text).toContain(said);
    expect((await incident(1)).merged).toEqual([4]);
  });

  it('cannot be undone: reopening, acknowledging and resolving say where it went', async () => {
    await open();
    await come(alert('a'), alert('b'));
    await merging('1', '2');
    for (const line of ['reopen 2', 'ack 2', 'resolve 2 over', 'escalate 2']) {
      expect((await agreed('alice', line)).text, line).toContain('#2 was merged into #1');
    }
  });
});

it('asks which incident takes another one in, and does not offer that one itself', async () => {
  await open();
  for (const title of ['Payments fail', 'Search is slow']) await stage.says('alice', `declare ${title}`);
  const { text, buttons } = await stage.says('bob', 'merge 2', { places: ['C0OPS'] });
  expect(text).toContain('Which incident?');
  expect(buttons?.map(({ label, invokes }) => [label, invokes])).toEqual([
    ['#1 Payments fail', { command: 'merge', args: { incident: '1', other: '2' } }],
  ]);
});

describe('declaring what is open already', () => {
  it('proposes to merge into an open incident of the same service', async () => {
    await open();
    await stage.says('alice', 'declare Payments fail service:checkout');
    const answer = await stage.says('bob', 'declare Checkout is slow service:checkout', { places: ['C0OPS'] });
    expect(answer.text).toContain('#1 Payments fail');
    expect(answer.buttons?.map(({ label }) => label)).toEqual(['Merge into #1?']);
    expect((await incident(2)).state).toBe('triggered');
    const [button] = answer.buttons ?? [];
    expect(button?.invokes).toMatchObject({ command: 'merge', args: { incident: '1', other: '2' } });
  });

  it('proposes one with a similar title, whatever its service', async () => {
    await open();
    await come(alert('x', { title: 'Login page is down in Berlin' }));
    const answer = await stage.says('bob', 'declare the login page is down', { places: ['C0OPS'] });
    expect(answer.buttons?.map(({ label }) => label)).toEqual(['Merge into #1?']);
  });

  it('proposes nothing where nothing is alike', async () => {
    await open();
    await come(alert('x', { title: 'Login page is down' }));
    const answer = await stage.says('bob', 'declare Backups fail at night', { places: ['C0OPS'] });
    expect(answer.buttons ?? []).toEqual([]);
  });
});
