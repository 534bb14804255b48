import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

const rooms = {
  announce: { slack: 'C0OPS', telegram: '-100' },
  open: { slack: 'channel', telegram: 'reply' },
} as const;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  stage = await openStage([slack, telegram], sampleDirectory({ rooms }));
});

afterEach(() => stage.close());

/** What the channel reads besides cards. */
const announced = (chat: ChatDouble, channel: string) =>
  chat.inChannel(channel).filter(({ message }) => message.title === undefined);
const onSlack = () => announced(slack, 'C0OPS').map(({ message }) => message.text);

async function updatesAndResolves(): Promise<void> {
  await stage.says('bob', 'declare Checkout is down severity:sev2');
  await stage.says('bob', 'update 1 status:identified it is the cache');
  await stage.passes(12);
  await stage.says('bob', 'resolve 1 restarted the cache');
}

describe('the announce channel', () => {
  it('reads each update and the resolution once, with who, what helped, how long it took and a link to the room', async () => {
    await updatesAndResolves();
    await stage.passes(60);
    expect(onSlack()).toEqual([
      '#1 Checkout is down: Update by Bob Okafor (identified): it is the cache',
      '#1 Checkout is down: Bob Okafor resolved via Slack: restarted the cache · after 12m',
    ]);
    const [update] = announced(slack, 'C0OPS');
    expect(update?.edits).toBe(0);
    expect(update?.message.links?.map(({ url }) => url)).toContain('https://slack.example.org/room-1');
  });

  it('is told nothing twice where the room’s lines stand in it already', async () => {
    await updatesAndResolves();
    expect(announced(telegram, '-100')).toEqual([]);
  });

  it('keeps to the card where the file says so', async () => {
    stage.directory = { ...stage.directory, rooms: { ...rooms, updates: 'room' } };
    await stage.refresh();
    await updatesAndResolves();
    expect(onSlack()).toEqual([]);
  });

  it('reads an update after the channel was away, once, and after the card', async () => {
    let isAway = true;
    slack.before = (_what, { id }) => {
      if (isAway && id === 'C0OPS') throw new DeliveryFailed('ratelimited', 60_000);
    };
    await stage.says('bob', 'declare Checkout is down severity:sev2');
    await stage.says('bob', 'update 1 it is the cache');
    isAway = false;
    await stage.passes(10);
    const texts = slack.inChannel('C0OPS').map(({ message }) => message.title ?? message.text);
    expect(texts).toEqual(['#1 Checkout is down', '#1 Checkout is down: Update by Bob Okafor: it is the cache']);
  });

  it('leaves what could not be announced to the operators, and the timeline free of it', async () => {
    await stage.says('bob', 'declare Checkout is down severity:sev2');
    slack.before = (what, { id }) => {
      if (what === 'send' && id === 'C0OPS') throw new DeliveryFailed('restricted_action', 'never');
    };
    await stage.says('bob', 'update 1 it is the cache');
    expect((await stage.says('alice', 'deliveries')).body).toContain('update for the announce channel on Slack');
    const { id } = (await stage.store.byNumber(1))!;
    const types = (await stage.store.timeline(id)).map(({ event }) => event.type);
    expect(types).not.toContain('undelivered');
    slack.before = () => undefined;
    await stage.says('alice', 'retry 1');
    await stage.passes(1);
    expect(onSlack()).toEqual(['#1 Checkout is down: Update by Bob Okafor: it is the cache']);
  });
});
