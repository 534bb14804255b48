import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { IncidentStore } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  stage = await openStage([slack, telegram], sampleDirectory({ rooms: { announce: {}, open: {} } }));
});

afterEach(() => stage.close());

/** Two looks at once, as when a wake falls into a sweep: the second finds the page in hand, and not claimed yet. */
async function looksTwice(): Promise<void> {
  const store = stage.store as { -readonly [K in keyof IncidentStore]: IncidentStore[K] };
  const { claim } = store;
  let claiming = false;
  let goOn = () => {};
  const second = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.claim = async (...asked) => {
    claiming = true;
    await second;
    return claim(...asked);
  };
  await stage.tocsin.sweep();
  await eventually('the page is in hand', () => claiming);
  await stage.tocsin.sweep();
  store.claim = claim;
  goOn();
  await stage.tocsin.idle();
}

it('goes on trying a page that was looked at twice at once when its time had come', async () => {
  await stage.says('alice', 'notify urgent:"slack after 1m"');
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  let refusals = 0;
  slack.before = (what, to) => {
    if (what !== 'send' || to.kind !== 'person') return;
    refusals += 1;
    if (refusals === 1) throw new DeliveryFailed('500', 'soon');
  };
  stage.clock.set(new Date(stage.clock.now().getTime() + 60_000));
  await looksTwice();
  await stage.passes(1, { wakes: 'lost' });
  expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
});
