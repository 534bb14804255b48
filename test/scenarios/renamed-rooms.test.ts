import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let discord: ChatDouble;
let stage: Stage;

const rooms = {
  announce: { slack: 'C0OPS', discord: 'D0OPS' },
  open: { slack: 'channel', discord: 'thread' },
} as const;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  discord = new ChatDouble('discord');
  stage = await openStage([slack, discord], sampleDirectory({ rooms }));
});

afterEach(() => stage.close());

const declare = () => stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
const rename = (title: string) => stage.says('alice', `rename 1 ${title}`);
const namesOf = (chat: ChatDouble) => chat.renamed.map(({ name }) => name);

describe('the room of an incident that is renamed', () => {
  it('gets its new title, once for each', async () => {
    await declare();
    await stage.says('alice', 'ack 1');
    expect(slack.renamed).toEqual([]);
    await rename('Payments fail');
    await rename('Payments fail in Europe');
    expect(slack.renamed).toEqual([
      { room: 'room-1', name: '1 Payments fail' },
      { room: 'room-1', name: '1 Payments fail in Europe' },
    ]);
    expect(discord.renamed).toEqual(slack.renamed);
    await stage.says('bob', 'note 1 the cache is full');
    await stage.passes(60 * 24);
    expect(slack.renamed).toHaveLength(2);
  });

  it('gets the last of several that came while the platform let none through, and nothing else waits for it', async () => {
    await declare();
    discord.before = (what) => {
      if (what === 'renameRoom') throw new DeliveryFailed('Discord asks for a pause', 600_000);
    };
    for (const title of ['One', 'Two', 'Three']) await rename(title);
    await stage.says('alice', 'note 1 the cache is full');
    expect(namesOf(slack)).toEqual(['1 One', '1 Two', '1 Three']);
    expect(namesOf(discord)).toEqual([]);
    expect(discord.inChannel('room-1').some(({ message }) => message.text.includes('the cache is full'))).toBe(true);
    discord.before = () => undefined;
    await stage.passes(11);
    expect(namesOf(discord)).toEqual(['1 Three']);
  });

  it('gets a title that came while it was renamed, after that one', async () => {
    await declare();
    let goOn = () => {};
    const first = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    slack.before = (what) => (what === 'renameRoom' ? first : undefined);
    const one = rename('One');
    await expect.poll(async () => (await stage.store.byNumber(1))?.title).toBe('One');
    const two = rename('Two');
    await expect.poll(async () => (await stage.store.byNumber(1))?.title).toBe('Two');
    goOn();
    await Promise.all([one, two]);
    await stage.tocsin.idle();
    expect(namesOf(slack).at(-1)).toBe('1 Two');
  });

  it('gets a title that came while it was opened', async () => {
    let opens = () => {};
    const opening = new Promise<void>((resolve) => {
      opens = resolve;
    });
    slack.before = (what) => (what === 'openRoom' ? opening : undefined);
    const declaring = declare();
    await expect.poll(async () => (await stage.store.byNumber(1))?.title).toBe('Checkout is down');
    const renaming = rename('Payments fail');
    await expect.poll(async () => (await stage.store.byNumber(1))?.title).toBe('Payments fail');
    opens();
    await Promise.all([declaring, renaming]);
    await stage.tocsin.idle();
    expect(slack.rooms.map(({ name }) => name)).toEqual(['1 Checkout is down']);
    expect(slack.renamed).toEqual([{ room: 'room-1', name: '1 Payments fail' }]);
  });

  it('gets it from another process when this one stops in between', async () => {
    await declare();
    slack.before = (what) => {
      if (what === 'renameRoom') throw new DeliveryFailed('Slack is away', 'soon');
    };
    await rename('Payments fail');
    expect(slack.renamed).toEqual([]);
    const again = new ChatDouble('slack');
    const other = stage.replica([again, new ChatDouble('discord')]);
    stage.clock.set(new Date(stage.clock.now().getTime() + 5_000));
    await other.sweep();
    await other.idle();
    expect(again.renamed).toEqual([{ room: 'room-1', name: '1 Payments fail' }]);
  });

  it.each([
    ['for good', 'never'],
    ['for as long as it is tried', 'soon'],
  ] as const)('keeps its name without an alarm or a dead letter when it is refused %s', async (_, retryAfterMs) => {
    await declare();
    slack.before = (what) => {
      if (what === 'renameRoom') throw new DeliveryFailed('Slack will not', retryAfterMs);
    };
    await rename('Payments fail');
    await stage.says('alice', 'ack 1');
    await stage.passes(120);
    await stage.tocsin.lookForOverdue();
    await stage.tocsin.idle();
    expect((await stage.says('alice', 'deliveries')).text).toMatch(/Nothing|No /);
    const incident = (await stage.store.byNumber(1))!;
    const timeline = await stage.store.timeline(incident.id);
    expect(timeline.filter(({ event }) => event.type === 'undelivered')).toEqual([]);
    expect(Object.values(incident.deliveries).filter(({ progress }) => progress.dead)).toEqual([]);
    // The next title is tried all the same.
    slack.before = () => undefined;
    await rename('Payments are slow');
    await stage.passes(2);
    expect(namesOf(slack)).toEqual(['1 Payments are slow']);
  });

  it('is the room that took the place of a closed one', async () => {
    await declare();
    slack.before = (what, to) => {
      if (to.id === 'room-1' && what === 'renameRoom') throw new DeliveryFailed('archived', 'never', { gone: 'place' });
    };
    await rename('Payments fail');
    await stage.passes(2);
    const { rooms: present, closedRooms } = (await stage.store.byNumber(1))!;
    expect(closedRooms?.map(({ address }) => address.id)).toEqual(['room-1']);
    expect(present.filter(({ platform }) => platform === 'slack')).toHaveLength(1);
    expect(slack.rooms.at(-1)?.name).toBe('1 Payments fail');
    expect(namesOf(slack)).toEqual([]);
  });
});
