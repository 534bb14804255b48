import { afterEach, expect, it, vi } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
afterEach(() => stage.close());

it('never takes an incident that another sweep of the same process has in hand', async () => {
  stage = await openStage([new ChatDouble('slack')], sampleDirectory({ rooms: { announce: {}, open: {} } }));
  const alerts = Array.from({ length: 30 }, (_, n) => ({
    source: 'api' as const,
    status: 'firing' as const,
    title: `Alert ${n}`,
    fingerprint: `${n}`,
    labels: [],
    service: 'checkout',
  }));
  await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
  stage.clock.set(stage.scheduler.next(new Date(stage.clock.now().getTime() + 3_600_000))!.at);

  const commit = vi.spyOn(stage.store, 'commit');
  await Promise.all(Array.from({ length: 4 }, () => stage.tocsin.sweep()));
  await stage.tocsin.idle();
  const kept = await Promise.allSettled(commit.mock.results.map(({ value }) => value));
  expect(kept.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(kept).toHaveLength(alerts.length);
});
