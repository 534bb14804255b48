import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { type IncidentStore, StoreUnavailable } from '../../src/ports/incident-store.ts';
import type { LetterStore } from '../../src/ports/letters.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };
let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], {
    ...sampleDirectory(),
    rooms: { announce: { slack: 'C1' }, open: { slack: 'channel' } },
  });
});

afterEach(() => stage.close());

const away = () => new StoreUnavailable(new Error('No answer within 10000 ms'));

it('opens a room once, though the database is away for a moment when it is there', async () => {
  const store = stage.store as Open<IncidentStore>;
  const { load } = store;
  const openRoom = slack.openRoom.bind(slack);
  slack.openRoom = async (room) => {
    const opened = await openRoom(room);
    store.load = async () => {
      store.load = load;
      throw away();
    };
    return opened;
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  expect(slack.rooms).toHaveLength(1);
});

it('tells that a page was given up, though the database is away for a moment when it was', async () => {
  const store = stage.store as Open<IncidentStore>;
  const { mark, load } = store;
  slack.before = (what, to) => {
    if (what === 'send' && to.id === 'U0ALICE') throw new DeliveryFailed('account_inactive', 'never');
  };
  store.mark = async (id, delivery, progress, places) => {
    await mark(id, delivery, progress, places);
    if (!progress.dead) return;
    store.mark = mark;
    store.load = async () => {
      store.load = load;
      throw away();
    };
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  expect((await stage.says('bob', 'timeline 1')).body).toContain('could not be delivered');
});

it('sends a letter once, though the database is away for a moment when it went out', async () => {
  const letters = stage.letters as Open<LetterStore>;
  const { mark } = letters;
  letters.mark = async () => {
    letters.mark = mark;
    throw away();
  };
  await stage.says('alice', 'notify test');
  await stage.passes(1);
  await stage.passes(1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});
