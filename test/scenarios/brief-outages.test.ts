import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { type IncidentStore, StoreUnavailable } from '../../src/ports/incidents.ts';
import type { NotificationStore } from '../../src/ports/notifications.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

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

it('sends what was kept although its answer was lost, as soon as the database tells of it, and once', async () => {
  const store = stage.store as Open<IncidentStore>;
  const { commit, load } = store;
  store.commit = async (change) => {
    await commit(change);
    Object.assign(store, { commit, load: () => Promise.reject(away()) });
    throw away();
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(0);
  store.load = load;
  // The claim of whoever wrote it still stands: no other process would send it by now.
  await eventually('alice is paged', () => slack.pagesTo('U0ALICE').length > 0);
  await stage.passes(1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});

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
  const { record: mark, load } = store;
  slack.before = (what, to) => {
    if (what === 'send' && to.id === 'U0ALICE') throw new DeliveryFailed('account_inactive', 'never');
  };
  store.record = async (id, delivery, progress, ...rest) => {
    const marked = await mark(id, delivery, progress, ...rest);
    if (!progress.dead) return marked;
    store.record = mark;
    store.load = async () => {
      store.load = load;
      throw away();
    };
    return marked;
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  expect((await stage.says('bob', 'timeline 1')).body).toContain('was not delivered');
});

it('sends a notification once, though the database is away for a moment when it went out', async () => {
  const notifications = stage.notifications as Open<NotificationStore>;
  const { record: mark } = notifications;
  notifications.record = async () => {
    notifications.record = mark;
    throw away();
  };
  await stage.says('alice', 'notify test');
  await stage.passes(1);
  await stage.passes(1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});

it('counts no failure of a person’s way while the database is away', async () => {
  stage.changesPerson('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } });
  await stage.says('bob', 'declare Checkout is down severity:sev2');
  await stage.says('carol', 'ack 1');
  const notifications = stage.notifications as Open<NotificationStore>;
  const { put } = notifications;
  notifications.put = async () => {
    notifications.put = put;
    throw away();
  };
  await stage.passes(301);
  expect(stage.log.text()).not.toContain('delivery failed');
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});

it('sends a page once, though the database refuses to store that it went out', async () => {
  const store = stage.store as Open<IncidentStore>;
  const { record } = store;
  let refusals = 2;
  store.record = async (id, delivery, ...rest) => {
    if (delivery.startsWith('page-') && refusals-- > 0) throw new Error('available disk space is less than required');
    return record(id, delivery, ...rest);
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  expect((await stage.says('bob', 'explain 1')).body).toMatch(/Alice Chen.*(sent|paged)/is);
});
