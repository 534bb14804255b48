import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeMonitor } from '../../../src/application/monitors/change-monitor.ts';
import type { HeartbeatState } from '../../../src/domain/heartbeats/heartbeat.ts';
import type { MonitorStore } from '../../../src/ports/monitors.ts';
import { type Opened, openFresh } from './opened.ts';

const now = new Date('2026-03-09T12:00:00Z');
const fresh = (id = 'backup'): HeartbeatState => ({ id, version: 1, since: now, beats: 0 });

let opened: Opened;
let store: MonitorStore<HeartbeatState>;

beforeEach(async () => {
  opened = await openFresh();
  store = opened.stores.heartbeats;
});

afterEach(() => opened.close());

describe('what is watched, on MongoDB', () => {
  it('is kept as it was given, also for another process', async () => {
    const state: HeartbeatState = {
      ...fresh(),
      lastBeat: now,
      failed: { at: now, reason: '$set: {a.b} __proto__ 🧯' },
      told: { key: 'silent/x', status: 'firing', until: now, incident: 7 },
    };
    await store.begin([state]);
    expect(await opened.other.heartbeats.load('backup')).toStrictEqual(state);
    expect(await opened.other.heartbeats.all()).toStrictEqual([state]);
    expect(await store.load('another')).toBeUndefined();
    expect(await opened.stores.checks.all()).toEqual([]);
  });

  it('begins once, whoever begins it', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? opened.other : opened.stores).heartbeats.begin([{ ...fresh(), beats: index }, fresh(`x${index}`)]),
      ),
    );
    const kept = await store.load('backup');
    await store.begin([{ ...fresh(), beats: 99 }]);
    expect(await store.load('backup')).toStrictEqual(kept);
    expect(await store.all()).toHaveLength(11);
  });

  it('is changed by one of many who have read the same, and loses what the next state has not', async () => {
    await store.begin([{ ...fresh(), failed: { at: now } }]);
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? opened.other : opened.stores).heartbeats.replace({ ...fresh(), version: 2, beats: index }),
      ),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    const kept = await store.load('backup');
    expect(kept).toStrictEqual({ ...fresh(), version: 2, beats: tries.indexOf(true) });
    expect(await store.replace({ ...fresh(), version: 2 })).toBe(false);
    expect(await store.replace({ ...fresh('nobody'), version: 2 })).toBe(false);
  });

  it('loses no change of two processes that change it at once', async () => {
    const beat = (state: HeartbeatState) => ({ ...state, beats: state.beats + 1 });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        changeMonitor((index % 2 ? opened.other : opened.stores).heartbeats, 'backup', beat, fresh),
      ),
    );
    expect(await store.load('backup')).toMatchObject({ beats: 30, version: 31 });
  });

  it('changes nothing where nothing is decided or kept', async () => {
    expect(await changeMonitor(store, 'backup', (state) => ({ ...state, beats: 1 }))).toBeUndefined();
    await store.begin([fresh()]);
    expect(await changeMonitor(store, 'backup', (state) => state)).toStrictEqual(fresh());
  });

  it('is forgotten but for what is still watched', async () => {
    await store.begin(['a', 'b', 'c'].map(fresh));
    await store.keepOnly(['b', 'd']);
    expect((await store.all()).map(({ id }) => id)).toEqual(['b']);
    await store.keepOnly([]);
    expect(await store.all()).toEqual([]);
  });
});
