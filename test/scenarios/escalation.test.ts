import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage(
    [slack],
    sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: { slack: 'channel' } } }),
  );
});

afterEach(() => stage.close());

const pages = () =>
  Object.fromEntries(
    ['U0ALICE', 'U0BOB', 'U0CAROL'].map((account) => [account.slice(2).toLowerCase(), slack.pagesTo(account).length]),
  );

it('pages level by level until somebody acknowledges', async () => {
  const answer = await stage.says('bob', 'declare Checkout is down service:checkout severity:sev1');
  expect(answer.text).toBe('Declared #1 Checkout is down (sev1). Paged Alice Chen (level 1).');
  expect(pages()).toEqual({ alice: 1, bob: 0, carol: 0 });
  await stage.passes(4.9);
  expect(pages()).toEqual({ alice: 1, bob: 0, carol: 0 });
  await stage.passes(0.1);
  expect(pages()).toEqual({ alice: 2, bob: 1, carol: 1 });
  expect((await stage.says('carol', 'ack')).text).toBe(
    'You acknowledged #1 Checkout is down. Nobody else is paged for it.',
  );
  await stage.passes(600);
  expect(pages()).toEqual({ alice: 2, bob: 1, carol: 1 });
});

it('shows on every card and page who has it, and on which platform', async () => {
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await stage.passes(5);
  await stage.says('carol', 'ack 1');
  const state = (message: { fields?: readonly { label: string; value: string; at?: Date }[] }) =>
    message.fields?.find(({ label }) => label === 'State');
  const kept = slack.posted.filter(({ message }) => message.fields);
  expect(kept).toHaveLength(2 + 4);
  for (const { message } of kept) {
    expect(state(message)).toEqual({
      label: 'State',
      value: 'Acknowledged by Carol Díaz · Slack',
      at: stage.clock.now(),
    });
  }
});

it('opens a room, with one card there and one in the announce channel, and tells the room what happens', async () => {
  await stage.says('bob', 'declare Checkout is down service:checkout');
  await stage.says('alice', 'ack 1');
  await stage.says('alice', 'note 1 it is the cache');
  await stage.says('alice', 'resolve 1 restarted it');
  expect(slack.rooms).toHaveLength(1);
  expect(slack.rooms[0]).toMatchObject({ name: '1 Checkout is down' });
  expect(slack.added).toEqual([{ room: 'room-1', accounts: ['U0BOB', 'U0ALICE'] }]);
  expect(slack.inChannel('C1').flatMap(({ message }) => message.title ?? [])).toEqual(['#1 Checkout is down']);
  expect(
    slack
      .inChannel('room-1')
      .map(({ message }) => message.title ?? message.text)
      .sort(),
  ).toEqual([
    '#1 Checkout is down',
    'Alice Chen acknowledged via Slack',
    'Alice Chen resolved via Slack: restarted it',
    'Note by Alice Chen: it is the cache',
    'Paged Alice Chen (level 1)',
  ]);
});

it('needs no number in the room, under a card, or after a page', async () => {
  await stage.says('bob', 'declare First');
  await stage.says('bob', 'declare Second');
  expect((await stage.says('bob', 'note in the room', { places: ['room-1', 'C9'] })).text).toContain('#1 First');
  const card = slack.inChannel('C1').find(({ message }) => message.title === '#2 Second')!;
  expect((await stage.says('bob', 'note under the card', { places: [card.ref.id, 'C1'] })).text).toContain('#2 Second');
  stage.clock.set(new Date(stage.clock.now().getTime() + 1000));
  await stage.says('bob', 'page to:carol incident:1 please help');
  expect((await stage.says('carol', 'ack')).text).toContain('#1 First');
});

it('knows somebody by a mention, a name or an id', async () => {
  await stage.says('bob', 'declare First');
  for (const to of ['@U0CAROL', '"Carol Díaz"', 'CAROL', '<@200000000000000003>']) {
    expect((await stage.says('bob', `page incident:1 to:${to}`)).text).toContain('Bob Okafor paged Carol Díaz');
  }
});

it('asks which incident is meant, with a button for each, where nothing tells', async () => {
  expect((await stage.says('bob', 'ack', { places: ['C7'] })).text).toContain('No incident is open');
  await stage.says('bob', 'declare First');
  await stage.says('bob', 'declare Second');
  const which = await stage.says('bob', 'ack', { places: ['C7'] });
  expect(which.text).toContain('Which incident?');
  expect(which.buttons).toEqual([
    { label: '#2 Second', invokes: { command: 'ack', args: { incident: '2' } } },
    { label: '#1 First', invokes: { command: 'ack', args: { incident: '1' } } },
  ]);
});

it('starts the escalation again when it is given back', async () => {
  await stage.says('bob', 'declare Checkout is down');
  await stage.says('alice', 'ack 1');
  await stage.passes(60);
  expect((await stage.says('alice', 'unack 1')).text).toContain('Paged Alice Chen (level 1)');
  expect(pages()).toEqual({ alice: 2, bob: 0, carol: 0 });
  await stage.passes(5);
  expect(pages()).toEqual({ alice: 3, bob: 1, carol: 1 });
});

it.each(['lost', 'twice'] as const)('pages once and in time although every wake is %s', async (wakes) => {
  await stage.says('bob', 'declare Checkout is down');
  await stage.passes(5, { wakes });
  expect(pages()).toEqual({ alice: 2, bob: 1, carol: 1 });
});

it('goes on where it stood after a restart in the middle', async () => {
  await stage.says('bob', 'declare Checkout is down');
  stage.clock.set(new Date(stage.clock.now().getTime() + 6 * 60_000));
  const heir = stage.replica();
  await heir.sweep();
  await heir.idle();
  expect(pages()).toEqual({ alice: 2, bob: 1, carol: 1 });
});

it('sends what a process that died had claimed', async () => {
  // A process that hangs in the middle of its sends looks to the others like one that died.
  const held: (() => void)[] = [];
  slack.before = () => new Promise((resolve) => held.push(resolve));
  const said = stage.says('bob', 'declare Checkout is down');
  const second = new ChatDouble('slack');
  const heir = stage.replica([second]);
  await eventually('the first process is sending', () => held.length === 2);
  await heir.sweep();
  await heir.idle();
  expect(second.posted).toEqual([]);
  stage.processes.loses('replica-1');
  await heir.sweep();
  await heir.idle();
  expect(second.pagesTo('U0ALICE')).toHaveLength(1);
  slack.before = () => undefined;
  for (const release of held) release();
  await said;
});

it('tries again while a chat is away, and says so in the timeline when it gives up', async () => {
  slack.before = (_, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('Slack does not answer', 'soon');
  };
  await stage.says('bob', 'declare Checkout is down');
  await stage.passes(0.1);
  await stage.passes(0.1);
  expect(pages().alice).toBe(0);
  slack.before = () => undefined;
  await stage.passes(1);
  expect(pages().alice).toBe(1);

  slack.before = (_, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('Alice has closed her direct messages', 'never');
  };
  await stage.says('bob', 'declare Search is slow');
  expect((await stage.says('bob', 'timeline 2')).body).toContain(
    'Message to Alice Chen on Slack was not delivered: Alice has closed her direct messages',
  );
});

it('sends no page that was held up once somebody has it', async () => {
  slack.before = (_, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('Slack does not answer', 'soon');
  };
  await stage.says('bob', 'declare Checkout is down');
  await stage.says('bob', 'ack 1');
  slack.before = () => undefined;
  await stage.passes(60);
  expect(pages()).toEqual({ alice: 0, bob: 0, carol: 0 });
});

it('does not go round in circles when the room is gone', async () => {
  await stage.says('bob', 'declare Checkout is down');
  slack.before = (_, to) => {
    if (to.id === 'room-1') throw new DeliveryFailed('The channel was deleted', 'never');
  };
  await stage.says('alice', 'ack 1');
  await stage.passes(60);
  expect((await stage.says('bob', 'timeline 1')).body?.match(/The channel was deleted/g)).toHaveLength(1);
});

it('does not send a page again because the database was away when it had gone out', async () => {
  const { record: mark } = stage.store;
  let away = 3;
  stage.store.record = async (...what) => {
    away -= 1;
    if (away >= 0) throw new StoreUnavailable(new Error('gone'));
    return mark(...what);
  };
  await stage.says('bob', 'declare Checkout is down');
  await stage.passes(2);
  stage.store.record = mark;
  expect(pages()).toEqual({ alice: 1, bob: 0, carol: 0 });
});
