import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linesWaitUntil } from '../../src/domain/incident/deliveries/gather-lines.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

const room = 'room-1';
const aSecond = 1 / 60;

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const directory = sampleDirectory({ rooms: { announce: { slack: 'C0OPS' }, open: { slack: 'channel' } } });
  stage = await openStage([slack], directory, { gatherLinesMs: 1_000 });
  await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
  await stage.passes(1);
});

afterEach(() => stage.close());

/** What the room was told since it opened, message by message. */
const told = () =>
  slack
    .inChannel(room)
    .filter(({ message }) => message.title === undefined)
    .map(({ message }) => message.text);

const linesOf = (text = '') => text.split('\n');

describe('lines of a room that follow each other at once', () => {
  it('become one message, also of several people, a second after the first', async () => {
    const before = told().length;
    await stage.says('alice', 'ack 1');
    await stage.passes(aSecond / 2);
    await stage.says('bob', 'note 1 the cache is full');
    expect(told()).toHaveLength(before);
    await stage.passes(aSecond / 2);
    expect(told()).toHaveLength(before + 1);
    expect(linesOf(told().at(-1))).toEqual([
      expect.stringContaining('Alice Chen'),
      expect.stringContaining('the cache is full'),
    ]);
    await stage.passes(5);
    expect(told().filter((text) => text.includes('the cache is full'))).toHaveLength(1);
  });

  it('go out by themselves, without a sweep', async () => {
    await stage.says('alice', 'ack 1');
    const before = told().length;
    stage.clock.set(new Date(stage.clock.now().getTime() + 1_000));
    await eventually('the line is told', () => told().length > before);
  });

  it('wait no longer than a second, however many follow', async () => {
    const before = told().length;
    for (const text of ['one', 'two', 'three']) {
      await stage.says('bob', `note 1 ${text}`);
      await stage.passes(0.4 * aSecond);
    }
    const [first, ...others] = told().slice(before);
    expect(linesOf(first)).toHaveLength(3);
    expect(others).toEqual([]);
    await stage.says('bob', 'note 1 four');
    await stage.passes(aSecond);
    expect(linesOf(told().at(-1))).toEqual([expect.stringContaining('four')]);
  });

  it('do not wait with a line that mentions somebody, and no page waits for them', async () => {
    await stage.says('alice', 'note 1 the cache is full');
    const before = told().length;
    const pages = slack.pagesTo('U0CAROL').length;
    await stage.says('alice', 'page carol please look incident:1');
    expect(slack.pagesTo('U0CAROL')).toHaveLength(pages + 1);
    expect(told()).toHaveLength(before + 1);
    expect(linesOf(told().at(-1))).toEqual([
      expect.stringContaining('the cache is full'),
      expect.stringContaining('Carol Díaz'),
    ]);
    const { message } = slack.inChannel(room).at(-1)!;
    expect(message.mentions?.map(({ accounts }) => accounts.slack)).toEqual(['U0CAROL']);
  });

  it('of a storm are one message, and each is told once', async () => {
    const before = told().length;
    for (let n = 1; n <= 12; n += 1) await stage.says('bob', `note 1 line ${n} of the storm`);
    await stage.passes(aSecond);
    const messages = told().slice(before);
    expect(messages).toHaveLength(1);
    expect(linesOf(messages[0])).toHaveLength(12);
  });

  it('stay within what one message of the platform holds', async () => {
    (slack.limits as { text: number }).text = 200;
    const before = told().length;
    for (let n = 1; n <= 5; n += 1) await stage.says('bob', `note 1 ${`${n}`.repeat(60)}`);
    await stage.passes(aSecond);
    const messages = told().slice(before);
    // All at once, however many messages: none waits for a later sweep.
    expect(messages.flatMap(linesOf)).toHaveLength(5);
    expect(messages.length).toBeGreaterThan(1);
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThanOrEqual(200);
  });

  it('are told once by another process when theirs ends before', async () => {
    const other = stage.replica();
    const before = told().length;
    await stage.says('alice', 'ack 1');
    await stage.says('bob', 'note 1 the cache is full');
    stage.tocsin.stopSending();
    stage.clock.set(new Date(stage.clock.now().getTime() + 1_000));
    await other.sweep();
    await other.idle();
    expect(told()).toHaveLength(before + 1);
    expect(linesOf(told().at(-1))).toHaveLength(2);
    const { deliveries, noticeSeq } = (await stage.store.byNumber(1))!;
    expect(deliveries['notices-slack']?.progress).toMatchObject({ shown: noticeSeq, failures: 0 });
    expect((await stage.store.due(new Date(stage.clock.now().getTime() + 60_000), 10)).sends).toEqual([]);
  });

  it('do not wait longer when the clock goes back', async () => {
    await stage.says('alice', 'ack 1');
    const incident = (await stage.store.byNumber(1))!;
    const notices = incident.deliveries['notices-slack']!;
    const at = (ms: number) => linesWaitUntil(incident, notices, new Date(stage.clock.now().getTime() + ms));
    expect(at(0)).toBeDefined();
    expect(at(1_000)).toBeUndefined();
    expect(at(-60_000)).toBeUndefined();
  });
});
