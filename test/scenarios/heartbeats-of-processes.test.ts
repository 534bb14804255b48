import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import {
  beats,
  clock,
  closeWatch,
  desk,
  goOnWith,
  hours,
  looks,
  opened,
  openWatch,
  start,
  started,
  until,
  watch,
} from './heartbeat-watch.ts';

beforeEach(openWatch);
afterEach(closeWatch);

describe('many processes', () => {
  it('that look at once tell it once', async () => {
    const others = [started(opened.other), started(), started(opened.other)];
    await looks(watch, ...others);
    clock.set(hours(25));
    await Promise.all([watch, ...others].map((one) => one.look()));
    await until(26, watch, ...others);
    expect(desk.lines).toEqual(['firing backup']);
    expect(desk.calls).toBe(1);
    await beats(others[0]);
    await until(26.1, watch, ...others);
    expect(desk.lines).toEqual(['firing backup', 'resolved backup']);
    expect(desk.calls).toBe(2);
  });

  it('count every beat that comes at once', async () => {
    const other = started(opened.other);
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? other : watch).beat('backup')));
    expect(await watch.list()).toMatchObject([{ beats: 20, lastBeat: start }]);
  });

  it('take over from one that died while it told', async () => {
    await looks();
    clock.set(hours(25));
    desk.after = () => new Promise(() => undefined);
    void watch.look();
    await eventually('the desk was called', () => desk.calls > 0);
    desk.after = () => undefined;
    const heir = started(opened.other);
    await looks(heir);
    expect(desk.calls).toBe(1);
    clock.set(new Date(hours(25).getTime() + 15_000));
    await looks(heir);
    // Told again under the same key, the desk counts it once.
    expect(desk.calls).toBe(2);
    expect(desk.lines).toEqual(['firing backup']);
    await beats(heir);
    expect(desk.open).toEqual([]);
    goOnWith(heir);
  });

  it('resolve what a beat ended while another was telling of it', async () => {
    await looks();
    clock.set(hours(25));
    const other = started(opened.other);
    desk.before = async () => {
      desk.before = () => undefined;
      await other.beat('backup');
    };
    await watch.look();
    await other.idle();
    expect(desk.lines).toEqual(['firing backup', 'resolved backup']);
    expect(await watch.list()).toMatchObject([{ status: 'ok' }]);
  });
});

describe('a restart', () => {
  it('in the middle of silence changes nothing', async () => {
    await looks();
    await until(10);
    await beats();
    await until(30);
    const next = started(opened.other);
    await until(34.49, next);
    expect(desk.lines).toEqual([]);
    await until(34.5, next);
    expect(desk.lines).toEqual(['firing backup']);
    await looks(started());
    expect(desk.calls).toBe(1);
  });

  it('after the silence has become too long declares it at once, and resolves what was declared before', async () => {
    await looks();
    await until(100, started(opened.other));
    expect(desk.lines).toEqual(['firing backup']);
    await beats(started());
    expect(desk.lines).toEqual(['firing backup', 'resolved backup']);
  });
});
