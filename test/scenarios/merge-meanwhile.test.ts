import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/ports/incidents.ts';
import { alert, come, eventsOf, incident, open, stage } from './merge-stage.ts';

/** The writes of a merge of one incident with one alert and one task: close, absorb, move the alert, forget the move. */
const writes = [1, 2, 3, 4];

beforeEach(() => open({}));
afterEach(() => stage.close());

const resolveOf = (key: string) => alert(key, { status: 'resolved' });

let merges = 0;
async function merge(into: number, other: number) {
  merges += 1;
  await stage.tocsin.programs.run({
    command: 'merge',
    args: { incident: String(into), other: String(other) },
    by: 'alice',
    via: 'api',
    client: 'ci',
    idempotencyKey: `merge-${merges}`,
  });
  await stage.tocsin.idle();
}

/** Does something once the merge has made so many writes, before it goes on. Other writes do not count. */
function afterWrite(number: number, act: () => Promise<unknown>) {
  const { commit } = stage.store;
  let done = 0;
  let isActing = false;
  stage.store.commit = async (change: Change) => {
    const settled = await commit(change);
    if (isActing) return settled;
    done += 1;
    if (done !== number) return settled;
    isActing = true;
    await act();
    isActing = false;
    return settled;
  };
}

/** The process dies instead of this write and all that follow. Returns a function that starts it again. */
function dieAtWrite(number: number) {
  const { commit } = stage.store;
  let done = 0;
  stage.store.commit = async (change: Change) => {
    done += 1;
    if (done >= number) throw new Error('killed');
    return commit(change);
  };
  return () => {
    stage.store.commit = commit;
  };
}

describe('resolves that come while their alerts move by a merge', () => {
  it.each(writes)('end the target when all of its alerts are resolved after write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'));
    afterWrite(write, () => come(resolveOf('db-1'), resolveOf('db-2')));
    await merge(1, 2);
    expect(await incident(1)).toMatchObject({ state: 'resolved', alerts: { total: 2, firing: 0 } });
    expect((await eventsOf(1)).at(-1)).toMatchObject({ type: 'resolved', via: 'alert' });
  });

  it.each(writes)('tell the timeline of the target, and leave it to its other alert after write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'));
    afterWrite(write, () => come(resolveOf('db-2')));
    await merge(1, 2);
    expect(await incident(1)).toMatchObject({ state: 'triggered', alerts: { total: 2, firing: 1 } });
    expect((await eventsOf(1)).filter(({ type }) => type === 'alerted')).toMatchObject([
      { alerts: [{ title: 'db-2 is down', status: 'resolved' }] },
    ]);
    await come(resolveOf('db-1'));
    expect((await incident(1)).state).toBe('resolved');
  });

  it.each(writes)(
    'of the alert that stays do not end the target while another moves to it: write %i',
    async (write) => {
      await come(alert('db-1'), alert('db-2'));
      afterWrite(write, () => come(resolveOf('db-1')));
      await merge(1, 2);
      const { state, alerts, escalation } = await incident(1);
      expect({ state, firing: alerts?.firing, pages: escalation?.dueAt !== undefined }).toEqual({
        state: 'triggered',
        firing: 1,
        pages: true,
      });
      await come(resolveOf('db-2'));
      expect((await incident(1)).state).toBe('resolved');
    },
  );

  it('do not end an alert that fires again after its resolve', async () => {
    await come(alert('db-1'), alert('db-2'));
    afterWrite(1, async () => {
      await come(resolveOf('db-2'));
      stage.clock.set(new Date(stage.clock.now().getTime() + 1_000));
      await come(alert('db-2'));
    });
    await merge(1, 2);
    expect(await incident(1)).toMatchObject({ state: 'triggered', alerts: { total: 2, firing: 2 } });
  });

  it('are found after the whole merge when they were looked up before it, without the labels of their alert', async () => {
    const checkout = stage.directory.services.get('checkout')!;
    const services = new Map(stage.directory.services).set('grouped', {
      ...checkout,
      id: 'grouped',
      alerts: { group: 'service', autoResolve: true },
    });
    stage.directory = { ...stage.directory, services };
    await come(alert('db-1'), alert('db-2', { service: 'grouped' }));
    const { openWithAlert } = stage.store;
    const restart = dieAtWrite(2);
    await merge(1, 2).catch(() => undefined);
    restart();
    stage.store.openWithAlert = async (fingerprint) => {
      stage.store.openWithAlert = openWithAlert;
      const found = await openWithAlert(fingerprint);
      await stage.passes(1);
      return found;
    };
    await come(resolveOf('db-2'));
    expect((await incident(1)).alerts).toMatchObject({ total: 2, firing: 1 });
  });

  it.each(writes.slice(1))('end the target when the process died at write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'));
    const restart = dieAtWrite(write);
    await merge(1, 2).catch(() => undefined);
    restart();
    await come(resolveOf('db-1'), resolveOf('db-2'));
    await stage.passes(1);
    expect(await incident(1)).toMatchObject({ state: 'resolved', alerts: { total: 2, firing: 0 }, merged: [2] });
  });
});

describe('commands that come in the middle of a merge', () => {
  it.each(writes)('hold on the target after write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'));
    afterWrite(write, () => stage.says('bob', 'ack 1'));
    await merge(1, 2);
    const after = await incident(1);
    expect(after).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'bob' }, merged: [2] });
    expect(after.alerts).toMatchObject({ total: 2, firing: 2 });
  });

  it.each(writes)('snooze the target after write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'));
    afterWrite(write, () => stage.says('bob', 'snooze 1 for:1h'));
    await merge(1, 2);
    expect((await incident(1)).watch?.snoozedUntil).toBeDefined();
    expect(await incident(1)).toMatchObject({ state: 'acknowledged', alerts: { total: 2 } });
  });

  it.each(writes)('escalate the target after write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'));
    afterWrite(write, () => stage.says('bob', 'escalate 1 to:carol'));
    await merge(1, 2);
    expect(await incident(1)).toMatchObject({ state: 'triggered', merged: [2], alerts: { total: 2 } });
    expect((await incident(1)).paged).toHaveProperty('carol');
  });

  it.each(['ack 2', 'snooze 2 for:1h', 'escalate 2 to:carol', 'task 2 look at the disk', 'task 2 done:1'])(
    'on the incident that moves are refused: %s',
    async (line) => {
      await come(alert('db-1'), alert('db-2'));
      await stage.says('bob', 'task 2 restart it');
      let answer = '';
      afterWrite(1, async () => {
        answer = (await stage.says('bob', line)).text;
      });
      await merge(1, 2);
      expect(answer).toContain('#2 was merged into #1');
      expect((await incident(1)).tasks).toMatchObject([{ text: 'restart it' }]);
      expect((await incident(2)).tasks ?? []).toEqual([]);
    },
  );

  it('leave the tasks that stayed behind to be done', async () => {
    await come(alert('db-1'), alert('db-2'));
    await stage.says('bob', 'task 2 restart it');
    await stage.says('bob', 'task 2 done:1');
    await merge(1, 2);
    await stage.says('bob', 'task 2 reopen:1');
    expect((await incident(2)).tasks?.[0]).not.toHaveProperty('done');
  });
});

describe('a merge into an incident that is merged itself', () => {
  it.each(writes)('moves alerts and tasks once, when it begins after write %i of the first', async (write) => {
    await come(alert('db-1'), alert('db-2'), alert('db-3'));
    await stage.says('bob', 'task 3 restart it');
    afterWrite(write, () => merge(1, 2));
    await merge(2, 3);
    await stage.passes(1);
    expect(await incident(1)).toMatchObject({ state: 'triggered', alerts: { total: 3, firing: 3 } });
    expect((await incident(1)).tasks).toMatchObject([{ text: 'restart it' }]);
    expect((await incident(1)).tasks).toHaveLength(1);
    await come(resolveOf('db-1'), resolveOf('db-2'), resolveOf('db-3'));
    expect((await incident(1)).state).toBe('resolved');
  });

  it.each(writes.slice(1))('moves a task once when the process of the first dies at write %i', async (write) => {
    await come(alert('db-1'), alert('db-2'), alert('db-3'));
    await stage.says('bob', 'task 3 restart it');
    const restart = dieAtWrite(write);
    await merge(2, 3).catch(() => undefined);
    restart();
    await merge(1, 2);
    await stage.passes(1);
    expect(await incident(1)).toMatchObject({ state: 'triggered', alerts: { total: 3, firing: 3 } });
    expect((await incident(1)).tasks).toHaveLength(1);
    expect((await incident(3)).mergedInto).not.toHaveProperty('isMoving');
  });
});
