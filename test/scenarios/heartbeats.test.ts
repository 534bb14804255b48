import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHeartbeatRoutes } from '../../adapters/heartbeats/routes.ts';
import type { Access } from '../../src/ports/http.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import {
  backup,
  beats,
  clock,
  closeWatch,
  desk,
  goOnWith,
  hours,
  log,
  looks,
  opened,
  openWatch,
  says,
  scheduler,
  start,
  started,
  until,
  watch,
} from './heartbeat-watch.ts';

beforeEach(openWatch);
afterEach(closeWatch);

describe('silence', () => {
  it('longer than the interval and its grace declares an incident, once', async () => {
    await looks();
    await until(20);
    await beats();
    await until(44.49);
    expect(desk.lines).toEqual([]);
    await until(44.5);
    expect(desk.heard).toMatchObject([
      {
        source: 'heartbeat',
        status: 'firing',
        fingerprint: 'backup',
        title: 'backup has gone silent',
        service: 'checkout',
        severity: 'sev2',
        startsAt: hours(44.5),
      },
    ]);
    for (const hour of [45, 50, 68]) await until(hour);
    expect(desk.calls).toBe(1);
    expect(await watch.list()).toMatchObject([{ name: 'backup', status: 'silent', beats: 1, incident: 1 }]);
  });

  it('ends with the first beat, and may begin again', async () => {
    await looks();
    await until(30);
    await beats();
    expect(desk.lines).toEqual(['firing backup', 'resolved backup']);
    expect(desk.open).toEqual([]);
    await until(40);
    await beats();
    await until(41);
    expect(desk.calls).toBe(2);
    await until(70);
    expect(desk.lines).toEqual(['firing backup', 'resolved backup', 'firing backup']);
    expect(await watch.list()).toMatchObject([{ beats: 2, incident: 2 }]);
  });

  it('is said again each day: it only counts on the incident, unless somebody resolved that meanwhile', async () => {
    await looks();
    for (const hour of [25, 40, 68, 69, 80, 92, 93]) await until(hour);
    expect(desk.lines).toEqual(['firing backup', 'firing backup', 'firing backup']);
    expect(await watch.list()).toMatchObject([{ incident: 1 }]);
  });

  it('counts from the first look where there was no beat yet, and never from 1970', async () => {
    await looks();
    expect(desk.lines).toEqual([]);
    await until(24.4);
    expect(desk.lines).toEqual([]);
    await until(24.5);
    expect(desk.heard[0]?.description).toMatch(/^No beat has come since it is watched, from Mon 9 Mar 12:00 UTC on/);
  });

  it('asks for a wake at the moment at which it would be noticed, once', async () => {
    const other = started(opened.other);
    await looks(watch, other);
    await until(0.01, watch, other);
    expect(new Set(scheduler.wakes.map(({ at }) => at.toISOString()))).toEqual(new Set([hours(24.5).toISOString()]));
    expect(scheduler.wakes).toHaveLength(2);
  });
});

describe('a reported failure', () => {
  it('declares at once, with the reason, and ends with the next beat', async () => {
    await looks();
    expect(await watch.fail('backup', 'disk full')).toMatchObject({ status: 'failed' });
    await watch.idle();
    expect(desk.heard).toMatchObject([
      { status: 'firing', title: 'backup reports that it failed', description: 'disk full' },
    ]);
    await watch.fail('backup', 'still full');
    await watch.idle();
    expect(desk.calls).toBe(1);
    await until(23);
    expect(desk.calls).toBe(1);
    await beats();
    expect(desk.lines).toEqual(['firing backup', 'resolved backup']);
  });

  it('of one that is silent joins its incident', async () => {
    await looks();
    await until(25);
    await watch.fail('backup');
    await watch.idle();
    expect(desk.lines).toEqual(['firing backup', 'firing backup']);
    expect(await watch.list()).toMatchObject([{ status: 'failed', incident: 1 }]);
  });
});

describe('the file', () => {
  it('that has a heartbeat no more ends its watch, and putting it back counts from then', async () => {
    await looks();
    await until(1);
    await beats();
    says('');
    await until(2);
    expect(await watch.beat('backup')).toBeUndefined();
    expect(watch.names()).toEqual([]);
    await until(100);
    says(backup);
    await until(101);
    await until(125.4);
    expect(desk.lines).toEqual([]);
    await until(125.5);
    expect(desk.lines).toEqual(['firing backup']);
  });

  it('that was changed while nobody ran is heeded as well', async () => {
    await looks();
    says('');
    await until(30, started());
    says(backup);
    goOnWith(started());
    await until(50);
    expect(desk.lines).toEqual([]);
    await until(74.5);
    expect(desk.lines).toEqual(['firing backup']);
  });

  it('that changes the interval is heeded at once', async () => {
    await looks();
    await until(10);
    says('heartbeats: { backup: { every: 1h, grace: 0s } }');
    await looks();
    expect(desk.lines).toEqual(['firing backup']);
    says('heartbeats: { backup: { every: 2d } }');
    await looks();
    expect(desk.lines).toEqual(['firing backup', 'resolved backup']);
  });

  it('without any heartbeat costs nothing', async () => {
    says('');
    await looks();
    await opened.mongo.close();
    clock.set(new Date(start.getTime() + 9_000));
    expect(await watch.look()).toBe(0);
    expect(log.text()).toBe('');
    expect(scheduler.wakes).toEqual([]);
  });
});

it('a desk that is away is told later, and beats are kept meanwhile', async () => {
  await looks();
  desk.before = () => {
    throw new StoreUnavailable(new Error('away'));
  };
  await until(25);
  expect(log.text()).toContain('the next look tries again');
  await beats();
  expect(desk.lines).toEqual([]);
  desk.before = () => undefined;
  clock.set(new Date(hours(25).getTime() + 1000));
  await looks();
  // It is not known whether the first word arrived, so that its end is told in any case.
  expect(desk.lines).toEqual(['resolved backup']);
  await until(50);
  expect(desk.lines).toEqual(['resolved backup', 'firing backup']);
});

it('one that cannot be told keeps the others from nothing', async () => {
  says('heartbeats: { backup: { every: 1h }, sync: { every: 1h } }');
  await looks();
  desk.before = () => {
    desk.before = () => undefined;
    throw new Error('unexpected');
  };
  await until(2);
  expect(desk.lines).toHaveLength(1);
  clock.set(new Date(hours(2).getTime() + 1000));
  await looks();
  expect(desk.open.sort()).toEqual(['backup', 'sync']);
});

it('over HTTP: a beat is kept when it is answered, and a failure becomes an incident', async () => {
  const access: Access = { check: async () => ({ name: 'cron' }) };
  const routes = createHeartbeatRoutes({ heartbeats: watch, checks: { list: async () => [] }, access });
  const ask = async (path: string, method: string) => {
    const response = await routes.handle(new Request(`http://tocsin${path}`, { method }), { address: '127.0.0.1' });
    return { status: response.status, body: (await response.json()) as object };
  };
  const beaten = await ask('/v1/heartbeats/backup', 'GET');
  expect(beaten).toMatchObject({ status: 200, body: { name: 'backup', status: 'ok', beats: 1, everySeconds: 86_400 } });
  expect(await opened.other.heartbeats.load('backup')).toMatchObject({ beats: 1, lastBeat: start });
  expect(await ask('/v1/heartbeats/backup/fail', 'POST')).toMatchObject({ status: 200, body: { status: 'failed' } });
  await watch.idle();
  expect(desk.open).toEqual(['backup']);
  expect(await ask('/v1/heartbeats/bakcup', 'POST')).toMatchObject({ status: 404, body: { near: ['backup'] } });
  expect(await ask('/v1/heartbeats', 'GET')).toMatchObject({ body: { items: [{ status: 'failed', incident: 1 }] } });
});
