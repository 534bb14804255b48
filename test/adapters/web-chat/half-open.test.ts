import { afterEach, expect, it } from 'vitest';
import { HEARTBEAT_MS } from '../../../adapters/web-chat/limits.ts';
import { createLive } from '../../../adapters/web-chat/live.ts';
import { serve, served } from './served.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A stream whose reader is behind a line that went dead takes everything for a long time and ends never. */
function opened() {
  let now = 0;
  let changes = 0;
  const live = createLive(
    () => {
      changes += 1;
    },
    () => now,
  );
  closers.push(async () => live.endAll());
  return {
    live,
    changes: () => changes,
    later: (beats: number) => {
      now += beats * HEARTBEAT_MS;
    },
  };
}

const still = async () => true;

it('takes a page that no longer answers heartbeats for closed, and for open when it answers again', () => {
  const { live, later, changes } = opened();
  live.open('alice', still);
  expect(live.people()).toEqual(['alice']);
  later(3);
  live.answered('alice');
  later(3);
  expect(live.people()).toEqual(['alice']);
  later(1);
  expect(live.people()).toEqual([]);
  const before = changes();
  live.answered('alice');
  expect(live.people()).toEqual(['alice']);
  expect(changes()).toBeGreaterThan(before);
});

it('counts an answer that came to another process than the stream', () => {
  const { live } = opened();
  live.answered('bob');
  expect(live.people()).toEqual(['bob']);
});

it('forgets the answers of a page that was closed', async () => {
  const { live } = opened();
  const stream = live.open('alice', still);
  live.answered('alice');
  await stream?.cancel();
  expect(live.people()).toEqual([]);
});

it('takes the answer of who is signed in', async () => {
  await serve();
  closers.push(() => served.close());
  expect((await served.as('alice').get('here')).status).toBe(200);
});
