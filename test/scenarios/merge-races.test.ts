import { afterEach, describe, expect, it } from 'vitest';
import { mostTasks } from '../../src/domain/incident/tasks/task.ts';
import { alert, come, eventsOf, incident, merging, open, stage } from './merge-stage.ts';

afterEach(() => stage.close());

describe('merges that meet', () => {
  it('chains lead alerts to the last', async () => {
    await open();
    await come(alert('a'), alert('b'), alert('c'));
    await merging('2', '3');
    await merging('1', '2');
    expect(await incident(1)).toMatchObject({ alerts: { total: 3, firing: 3 } });
    expect(await come(alert('c'))).toEqual([1]);
    expect(await come(alert('c', { status: 'resolved' }))).toEqual([1]);
  });

  it('the same merge twice at once moves everything once', async () => {
    await open();
    await come(alert('a'), alert('b'));
    await Promise.allSettled([merging('1', '2', 'one'), merging('1', '2', 'two')]);
    expect(await incident(1)).toMatchObject({ merged: [2], alerts: { total: 2, firing: 2 } });
    expect((await eventsOf(1)).filter(({ type }) => type === 'merged')).toHaveLength(1);
  });

  it('two into one another at once leave the lower number open', async () => {
    await open();
    await come(alert('a'), alert('b'));
    await Promise.allSettled([merging('1', '2'), merging('2', '1')]);
    await stage.passes(2);
    const states = [(await incident(1)).state, (await incident(2)).state];
    expect(states.filter((state) => state === 'triggered')).toHaveLength(1);
    const left = (await incident(1)).state === 'triggered' ? 1 : 2;
    expect(await come(alert('a'))).toEqual([left]);
    expect(await come(alert('b'))).toEqual([left]);
    expect((await incident(left)).alerts).toMatchObject({ total: 2 });
  });

  it('three in a circle at once leave one open, with the alerts of all', async () => {
    await open();
    await come(alert('a'), alert('b'), alert('c'));
    await Promise.allSettled([merging('1', '2'), merging('2', '3'), merging('3', '1')]);
    await stage.passes(2);
    const all = await Promise.all([1, 2, 3].map(incident));
    const left = all.filter(({ state }) => state === 'triggered');
    expect(left).toHaveLength(1);
    expect(left[0]?.alerts).toMatchObject({ total: 3, firing: 3 });
    expect(await come(alert('a'), alert('b'), alert('c'))).toEqual([1, 2, 3].map(() => left[0]?.number));
  });

  it('alerts and resolves that come meanwhile are neither lost nor counted twice', async () => {
    await open();
    const other = stage.replica();
    const group = Array.from({ length: 30 }, (_, index) => alert(`x-${index}`, { service: 'grouped' }));
    const checkout = stage.directory.services.get('checkout')!;
    const rules = { group: 'service', autoResolve: true } as const;
    stage.directory = {
      ...stage.directory,
      services: new Map(stage.directory.services).set('grouped', { ...checkout, id: 'grouped', alerts: rules }),
    };
    await come(alert('a'));
    await come(...group);
    await Promise.all([
      merging('1', '2'),
      other.alerts.receive(group.slice(0, 15).map((one) => ({ ...one, status: 'resolved' }) as const)),
      stage.tocsin.alerts.receive([alert('x-new', { service: 'grouped' })]),
    ]);
    await stage.tocsin.idle();
    await other.idle();
    await stage.passes(1);
    const { alerts: left } = await incident(1);
    const all = await stage.store.alertPage((await incident(1)).id, { limit: 100 });
    const firing = all.items.filter(({ status }) => status === 'firing').length;
    expect(left).toMatchObject({ total: all.items.length, firing });
    expect(all.items.length).toBe(32);
    expect(firing).toBe(17);
  });

  it('an acknowledgement at the same moment is refused or goes before', async () => {
    await open();
    await come(alert('a'), alert('b'));
    await Promise.all([merging('1', '2'), stage.says('bob', 'ack 2')]);
    expect((await incident(2)).mergedInto).toMatchObject({ number: 1 });
    expect((await incident(2)).state).toBe('resolved');
  });

  it('is ended by another process when the first dies after closing the second', async () => {
    await open();
    await come(alert('a'), alert('b'));
    const { store } = stage;
    const { commit } = store;
    let writes = 0;
    store.commit = async (change) => {
      writes += 1;
      if (writes === 2) throw new Error('killed');
      return commit(change);
    };
    await merging('1', '2').catch(() => undefined);
    store.commit = commit;
    expect((await incident(1)).merged).toBeUndefined();
    await stage.passes(1);
    expect(await incident(1)).toMatchObject({ merged: [2], alerts: { total: 2, firing: 2 } });
    expect((await incident(2)).mergedInto).not.toHaveProperty('isMoving');
  });

  it('leaves no task in both when the first dies after moving as many as there is room for', async () => {
    await open();
    await come(alert('a'), alert('b'));
    for (let task = 2; task <= mostTasks; task += 1) await stage.says('bob', `task 1 step ${task}`);
    await stage.says('bob', 'task 2 restart it');
    await stage.says('bob', 'task 2 call the provider');
    const { store } = stage;
    const { commit } = store;
    let writes = 0;
    store.commit = async (change) => {
      writes += 1;
      if (writes > 2) throw new Error('killed');
      return commit(change);
    };
    await merging('1', '2').catch(() => undefined);
    store.commit = commit;
    await stage.passes(1);
    expect((await incident(1)).tasks?.at(-1)).toMatchObject({ text: 'restart it' });
    expect((await incident(2)).tasks).toMatchObject([{ text: 'call the provider' }]);
  });
});
