import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IncidentStore } from '../../src/ports/incidents.ts';
import { ackAllIn, aliceOnSlack, numbersIn, openPageStorm, type PageStorm, shown } from './page-storm.ts';

let night: PageStorm;

beforeEach(async () => {
  night = await openPageStorm();
});

afterEach(() => night.close());

describe('a storm of a hundred incidents for one person', () => {
  it('pages at once and alone first, then names all the others in one message within 15 s', async () => {
    const numbers = await night.storm(100);
    expect(night.alone()).toHaveLength(3);
    await night.passes(15);
    const named = new Set([
      ...night.alone().flatMap(({ message }) => numbersIn(message.text)),
      ...night.bundles().flatMap((one) => numbersIn(shown(one))),
    ]);
    expect(numbers.filter((number) => !named.has(number))).toEqual([]);
    expect(night.bundles()).toHaveLength(1);
    expect(night.pages().length).toBeLessThan(20);
    const [sent] = night.bundles();
    expect(sent!.message.buttons?.map(({ label }) => label)).toEqual(['Acknowledge all', 'List']);
    expect((await night.says('alice', 'deliveries')).text).toBe('No failed deliveries.');
    const counted = night.attempts.filter(({ kind, waitedMs }) => kind === 'page' && waitedMs !== undefined);
    expect(counted.filter(({ result }) => result === 'delivered')).toHaveLength(100);
    expect(counted).toHaveLength(100);
  });

  it('says in the timeline of each that its page was sent with the others', async () => {
    await night.storm(40);
    await night.passes(15);
    const { items } = await night.latest();
    for (const { number } of items) {
      expect(await night.timelineOf(number), `#${number}`).toContainEqual(
        expect.stringContaining(`Paged Alice Chen on Slack in one message with ${items.length - 1} others`),
      );
    }
  });
});

describe('the incidents of a bundle', () => {
  it('are each decided on once more when it was sent, and leave nothing to look at', async () => {
    const calls = new Map<string, number>();
    const store = night.stage.store as unknown as Record<string, (...asked: unknown[]) => unknown>;
    for (const name of ['load', 'record', 'commit', 'settle'] satisfies (keyof IncidentStore)[]) {
      const call = store[name]!;
      store[name] = (...asked) => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        return call(...asked);
      };
    }
    await night.storm(40);
    await night.passes(15);
    await night.stage.tocsin.idle();
    const { items } = await night.latest();
    expect(items.length).toBeGreaterThan(20);
    // Marked when it joins or was sent by itself; read before it is sent, but for the three that go at once, and once more where
    // a slow machine lets what is known grow old; decided on at first, and when its bundle was sent.
    expect(calls.get('record')).toBe(40);
    expect(calls.get('load')).toBeGreaterThanOrEqual(40 - 3);
    expect(calls.get('load')).toBeLessThan(2 * 40 - 3);
    expect(calls.get('commit')).toBe(40 + items.length);
    // The decision that its bundle was sent settles it. What was read once more is settled once more.
    expect(calls.get('settle')).toBeGreaterThanOrEqual(40);
    expect(calls.get('settle')).toBeLessThan(2 * 40);
    const incidents = night.stage.db.collection('incidents');
    expect(await incidents.countDocuments()).toBe(40);
    expect(await incidents.countDocuments({ outboxAt: { $exists: true } })).toBe(0);
  });
});

describe('Acknowledge all', () => {
  it('acknowledges exactly what the message names, says how many, and shows it there', async () => {
    await night.storm(30);
    await night.passes(15);
    const { items } = await night.latest();
    const named = items.map(({ number }) => number).sort((a, b) => a - b);
    const [sent] = night.bundles();
    const answer = await night.presses(aliceOnSlack, ackAllIn(sent!));
    expect(answer.text).toBe(`Acknowledged ${named.length} incidents: ${named.map((one) => `#${one}`).join(', ')}`);
    for (const number of named) expect(await night.stateOf(number)).toBe('acknowledged');
    for (const { message } of night.alone()) expect(await night.stateOf(numbersIn(message.text)[0]!)).toBe('triggered');
    await night.passes(8);
    expect(night.bundles()).toHaveLength(1);
    expect(shown(sent!)).toContain('all acknowledged or resolved');
    expect(ackAllIn(sent!)).toMatchObject({ label: 'Acknowledged', disabled: true });
    expect(await night.timelineOf(named[0]!)).toContainEqual(
      expect.stringContaining('Alice Chen acknowledged via Slack'),
    );
  });

  it('does nothing at a second tap, and leaves alone what others took or ended meanwhile', async () => {
    await night.storm(30);
    await night.passes(15);
    const [first, second, ...rest] = (await night.latest()).items.map(({ number }) => number).sort((a, b) => a - b);
    const button = ackAllIn(night.bundles()[0]!);
    await night.says('bob', `ack ${first}`);
    await night.says('bob', `resolve ${second} not a problem`);
    const answer = await night.presses(aliceOnSlack, button);
    expect(answer.text).toContain(`Acknowledged ${rest.length} incidents`);
    expect(answer.text).toContain('2 were left alone:');
    expect(answer.text).toMatch(new RegExp(`#${first} .*Acknowledged by Bob Okafor`));
    expect(answer.text).toMatch(new RegExp(`#${second} .*Resolved by Bob Okafor`));
    const again = await night.presses(aliceOnSlack, button);
    expect(again.text).toContain(`${rest.length} were yours already.`);
    expect((await night.stage.store.byNumber(first!))!.acknowledged?.by).toBe('bob');
  });

  it('leaves alone what joined after the button was drawn, and is nobody else’s', async () => {
    await night.storm(30);
    await night.passes(2);
    const button = ackAllIn(night.bundles()[0]!);
    const before = (await night.latest()).listed;
    await night.storm(10);
    await night.passes(13);
    const { items } = await night.latest();
    expect(items.length).toBeGreaterThan(before);
    await night.presses(aliceOnSlack, button);
    for (const [index, { number }] of items.entries()) {
      expect(await night.stateOf(number), `#${number}`).toBe(index < before ? 'acknowledged' : 'triggered');
    }
    expect((await night.presses('U0BOB', button)).text).toMatch(/^That message is too old/);
  });

  it('is asked for by “ack all”, which names them first, pages that came alone too', async () => {
    const numbers = await night.storm(20);
    await night.passes(15);
    const question = await night.says('alice', 'ack all');
    expect(question.text).toMatch(/^Acknowledge 20 incidents\? #1, #2, /);
    const [later] = await night.storm(1);
    const answer = await night.presses(aliceOnSlack, question.buttons?.[0]);
    expect(answer.text).toContain('Acknowledged 20 incidents');
    for (const number of numbers) expect(await night.stateOf(number)).toBe('acknowledged');
    expect(await night.stateOf(later!)).toBe('triggered');
    expect((await night.says('alice', 'paged')).title).toBe('You were paged for 21 open incidents');
    expect((await night.says('bob', 'ack all')).text).toBe('Nothing left to acknowledge.');
  });
});

describe('what a bundle names', () => {
  it('is never what somebody took before it was sent; what they take afterwards shows who has it', async () => {
    await night.storm(30);
    const [first, second] = (await night.latest()).items.map(({ number }) => number);
    await night.says('bob', `ack ${first}`);
    await night.passes(15);
    const [sent] = night.bundles();
    expect(numbersIn(shown(sent!))).not.toContain(first);
    expect(await night.timelineOf(first!)).not.toContainEqual(expect.stringContaining('in one message'));
    await night.says('bob', `ack ${second}`);
    await night.passes(8);
    expect(shown(sent!)).toMatch(new RegExp(`🟠 #${second} .* · Bob Okafor`));
  });

  it('has the worst first, whose own pages go before those of others', async () => {
    await night.storm(30, 'sev4');
    const [worst] = await night.storm(1, 'sev1');
    await night.passes(2);
    expect(night.alone().at(-1)!.message.text).toContain(`#${worst} `);
    await night.passes(13);
    await night.storm(25, 'sev2');
    await night.passes(15);
    const [, second] = night.bundles();
    expect(shown(second!).split('\n')[1]).toContain('sev2');
  });
});
