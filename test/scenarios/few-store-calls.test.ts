import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IncidentStore } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;
let calls: Record<string, number>;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C1' }, open: { slack: 'thread' } };
  stage = await openStage([slack], sampleDirectory({ rooms } as never));
  calls = {};
  const store = stage.store as unknown as Record<string, (...asked: unknown[]) => unknown>;
  for (const name of [
    'load',
    'claim',
    'record',
    'settle',
    'commit',
    'unclaim',
    'timeline',
  ] satisfies (keyof IncidentStore)[]) {
    const call = store[name]!;
    store[name] = (...asked) => {
      calls[name] = (calls[name] ?? 0) + 1;
      return call(...asked);
    };
  }
});

afterEach(() => stage.close());

const alert = {
  source: 'api',
  status: 'firing',
  labels: [],
  severity: 'sev2',
  title: 'Disk full',
  fingerprint: 'disk',
};

it('opens an incident with its room on what this process knows of it', async () => {
  await stage.tocsin.alerts.receive([{ ...alert, service: 'checkout' } as never]);
  await stage.tocsin.idle();
  const incident = (await stage.store.byNumber(1))!;
  expect(incident.rooms).toHaveLength(1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  expect(Object.values(incident.deliveries).filter(({ progress }) => progress.shown === 0)).toEqual([]);
  expect(Object.values(incident.deliveries).filter(({ progress }) => progress.claim)).toEqual([]);
  // The card, the page, its lines and its members, and the room's link in the card and the page. That the room is open is
  // written with the decision that says so.
  expect(calls).toEqual({ commit: 2, claim: 4, record: 6, settle: 1 });
  expect(await stage.db.collection('incidents').findOne({ number: 1 })).not.toHaveProperty('outboxAt');
});
