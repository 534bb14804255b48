import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/domain/incident/events.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const rooms = { announce: { slack: 'C0OPS' }, open: { slack: 'channel' } } as const;
const incident = async () => (await stage.store.byNumber(1))!;

let slack: ChatDouble;
let stage: Stage;
/** Rooms that somebody archived. */
let archived: Set<string>;

function refuseArchived(chat: ChatDouble): void {
  chat.before = (what, { id }) => {
    if (what !== 'openRoom' && archived.has(id)) throw new DeliveryFailed('is_archived', 'never', { gone: 'place' });
  };
}

beforeEach(async () => {
  archived = new Set();
  slack = new ChatDouble('slack');
  refuseArchived(slack);
  stage = await openStage([slack], sampleDirectory({ rooms }));
  await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
  expect(slack.inChannel('room-1').map(({ message }) => message.text)).toContain('Paged Alice Chen (level 1)');
});

afterEach(() => stage.close());

const lines = (room: string) =>
  slack
    .inChannel(room)
    .map(({ message }) => message.text)
    .filter((text) => !text.startsWith('#1 Checkout'));

async function happened(type: IncidentEvent['type']): Promise<IncidentEvent[]> {
  const timeline = await stage.store.timeline((await incident()).id);
  return timeline.map(({ event }) => event).filter((event) => event.type === type);
}

/** Nothing is given up, and nobody is told that it was. */
async function quiet(): Promise<void> {
  await stage.passes(5);
  await stage.tocsin.lookForOverdue();
  await stage.tocsin.idle();
  expect((await stage.says('alice', 'deliveries')).text).toMatch(/Nothing|No /);
  expect(await happened('undelivered')).toEqual([]);
  const announced = slack.inChannel('C0OPS').map(({ message }) => JSON.stringify(message));
  expect(announced.filter((text) => text.includes('is_archived'))).toEqual([]);
  expect(stage.log.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
}

describe('a room that was archived, deleted or locked', () => {
  it('is replaced by replies to the card, where what was due is told, and the record says so once', async () => {
    archived.add('room-1');
    await stage.says('bob', 'note 1 the cache is full');
    await stage.says('bob', 'note 1 it is back');
    expect(slack.rooms.map(({ style }) => style)).toEqual(['channel', 'reply']);
    expect(slack.rooms[1]?.card?.id).toBe(slack.inChannel('C0OPS')[0]?.ref.id);
    expect(lines('room-1-2')).toEqual([
      '#1 · Note by Bob Okafor: the cache is full',
      '#1 · Note by Bob Okafor: it is back',
    ]);
    expect(lines('room-1').join()).not.toContain('it is back');
    expect(await happened('room-closed')).toHaveLength(1);
    expect(await happened('room-opened')).toHaveLength(2);
    expect((await stage.says('bob', 'timeline 1')).body ?? '').toContain('was archived, deleted or locked');
    await quiet();
  });

  it('is lost once, however much is due in it at the same time', async () => {
    archived.add('room-1');
    // The card in the room, a line of the timeline and somebody to bring in, from two processes.
    const other = stage.replica();
    await Promise.all([stage.says('bob', 'escalate 1 to:carol'), stage.says('victor', 'show 1'), other.sweep()]);
    await stage.tocsin.idle();
    await other.idle();
    expect(slack.rooms).toHaveLength(2);
    expect(await happened('room-closed')).toHaveLength(1);
    expect((await incident()).rooms).toHaveLength(1);
    expect(lines('room-1-2').join()).toContain('Carol');
    expect(slack.added.at(-1)?.room).toBe('room-1-2');
    await quiet();
  });

  it('is replaced by another process when the first one died in the middle', async () => {
    archived.add('room-1');
    const refusing = slack.before;
    slack.before = (what, to) => {
      if (what === 'openRoom') throw new DeliveryFailed('away', 'soon');
      return refusing(what, to);
    };
    await stage.says('bob', 'note 1 the cache is full');
    expect(await happened('room-closed')).toHaveLength(1);
    expect((await incident()).rooms).toEqual([]);
    slack.before = refusing;
    const other = stage.replica();
    stage.processes.loses('replica-1');
    stage.clock.set(new Date(stage.clock.now().getTime() + 60_000));
    await other.sweep();
    await other.idle();
    expect(lines('room-1-2')).toEqual(['#1 · Note by Bob Okafor: the cache is full']);
    expect(slack.rooms).toHaveLength(2);
  });

  it('leaves its incident findable in the room that replaces it, and in itself', async () => {
    archived.add('room-1');
    await stage.says('bob', 'note 1 the cache is full');
    expect((await stage.says('alice', 'ack', { places: ['room-1-2'] })).text).toContain('You acknowledged #1');
    expect((await stage.says('alice', 'show', { places: ['room-1'] })).title).toContain('#1');
    expect((await incident()).acknowledged?.by).toBe('alice');
  });

  it('does not keep the resolution from being told', async () => {
    archived.add('room-1');
    await stage.says('bob', 'resolve 1 restarted it');
    expect(lines('room-1-2')).toEqual(['#1 · Bob Okafor resolved via Slack: restarted it']);
    await quiet();
  });

  it('is given up when somebody closes each one, without a word to anybody', async () => {
    for (const room of ['room-1', 'room-1-2', 'room-1-3']) archived.add(room);
    await stage.says('bob', 'note 1 the cache is full');
    await stage.says('bob', 'note 1 it is back');
    await stage.says('bob', 'resolve 1 restarted it');
    expect(slack.rooms).toHaveLength(3);
    expect(await happened('room-closed')).toHaveLength(3);
    expect((await incident()).rooms).toEqual([]);
    expect(slack.inChannel('C0OPS')[0]?.message.tone).toBe('success');
    await quiet();
  });

  it('is no alarm where no other room can be opened', async () => {
    archived.add('room-1');
    const refusing = slack.before;
    slack.before = (what, to) => {
      if (what === 'openRoom') throw new DeliveryFailed('is_archived', 'never', { gone: 'place' });
      return refusing(what, to);
    };
    await stage.says('bob', 'note 1 the cache is full');
    await stage.passes(5);
    await stage.tocsin.lookForOverdue();
    expect((await stage.says('alice', 'deliveries')).text).toMatch(/Nothing|No /);
    expect(await happened('undelivered')).toEqual([]);
  });
});

describe('a card that somebody deleted', () => {
  const cards = () => slack.inChannel('C0OPS').filter(({ message }) => message.title !== undefined);

  function deleteCard(): string {
    const { id } = cards().at(-1)!.ref;
    const refusing = slack.before;
    const index = slack.posted.findIndex(({ ref }) => ref.id === id);
    slack.posted.splice(index, 1);
    slack.before = refusing;
    return id;
  }

  it('is posted anew, once, and edited there from then on', async () => {
    deleteCard();
    await stage.says('alice', 'ack 1');
    expect(cards()).toHaveLength(1);
    const posted = cards()[0]!.ref.id;
    expect(cards()[0]?.message.text).toContain('Acknowledged by Alice Chen');
    await stage.says('bob', 'severity 1 sev2');
    await stage.says('bob', 'resolve 1');
    expect(cards()).toHaveLength(1);
    expect(cards()[0]?.ref.id).toBe(posted);
    expect(cards()[0]?.message.tone).toBe('success');
    // What is said under the new one means the incident.
    expect((await stage.says('bob', 'reopen', { places: [posted] })).text).toContain('#1');
    await quiet();
  });

  it('is posted once when the process dies before it can write that down', async () => {
    deleteCard();
    const original = slack.send.bind(slack);
    let times = 0;
    slack.send = async (to, message, key) => {
      const sent = await original(to, message, key);
      if (to.id === 'C0OPS' && times++ === 0) throw new DeliveryFailed('the answer was lost', 'soon');
      return sent;
    };
    await stage.says('alice', 'ack 1');
    await stage.passes(1);
    expect(new Set(cards().map(({ ref }) => ref.id)).size).toBe(1);
    expect(times).toBe(2);
  });

  it('is let be when somebody deletes it again and again', async () => {
    for (const level of ['sev2', 'sev3', 'sev4', 'sev2', 'sev3', 'sev4']) {
      if (cards().length > 0) deleteCard();
      await stage.says('bob', `severity 1 ${level}`);
    }
    expect(cards()).toHaveLength(0);
  });

  it('is no page: one that was deleted has been read', async () => {
    const pages = () => slack.pagesTo('U0ALICE');
    slack.posted.splice(slack.posted.indexOf(pages()[0]!), 1);
    await stage.says('bob', 'severity 1 sev2');
    expect(pages()).toEqual([]);
    expect((await stage.says('alice', 'deliveries')).text).toMatch(/Nothing|No /);
  });
});
