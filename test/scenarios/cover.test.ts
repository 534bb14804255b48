import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import { button, last, openWeeks, pressed, primaryAt, slack, stage, told } from './cover-stage.ts';

beforeEach(openWeeks);
afterEach(() => stage.close());

describe('cover', () => {
  it('asks the others, and the first to accept has the shift', async () => {
    const answer = await stage.says('alice', 'cover from:now');
    expect(answer.text).toBe(
      'Asked Bob Okafor and Carol Díaz to cover primary from Mon 9 Mar 13:00 CET to Mon 16 Mar 09:00 CET. The first to accept takes the shift, and you are notified; until then it is yours.',
    );
    // Each in their own zone.
    expect(told('U0BOB')).toEqual([
      'Alice Chen asks you to cover primary from Mon 9 Mar 08:00 EDT to Mon 16 Mar 04:00 EDT. The first to accept takes the shift.',
    ]);
    expect(told('U0ALICE')).toEqual([]);
    expect(await primaryAt('2026-03-10T12:00')).toBe('Alice Chen');
    const taken = await pressed('U0BOB', button('U0BOB'), stage.tocsin);
    expect(taken.text).toMatch(/^You cover primary .* for Alice Chen/);
    expect(await primaryAt('2026-03-10T12:00')).toBe('Bob Okafor');
    expect(told('U0CAROL')).toHaveLength(1);
    expect(last('U0CAROL')).toMatch(/^Bob Okafor covers primary/);
    expect(slack.pagesTo('U0CAROL')[0]!.message.buttons).toBeUndefined();
    expect(told('U0ALICE')).toEqual([
      'Bob Okafor covers your shift on primary from Mon 9 Mar 13:00 CET to Mon 16 Mar 09:00 CET.',
    ]);
    expect((await stage.says('carol', 'declare Checkout is down service:checkout')).text).toContain('Paged Bob Okafor');
  });

  it('says first whom it asks and for when, and asks once the button is pressed', async () => {
    const question = await stage.says('alice', 'cover');
    expect(question.text).toBe(
      'Ask Bob Okafor and Carol Díaz to take primary from Mon 9 Mar 13:00 CET to Mon 16 Mar 09:00 CET? The first to accept has it.',
    );
    expect(told('U0BOB')).toEqual([]);
    const [yes] = question.buttons ?? [];
    expect(yes?.label).toBe('Ask 2 people');
    const answer = await pressed('U0ALICE', yes!.invokes, stage.tocsin);
    expect(answer.text).toMatch(/^Asked Bob Okafor and Carol Díaz to cover primary from Mon 9 Mar 13:00 CET/);
    expect(told('U0BOB')).toHaveLength(1);
  });

  it('means the part of the day in which the asker is on call', async () => {
    const { text } = await stage.says('alice', 'cover me next monday');
    expect(text).toContain('from Mon 16 Mar 00:00 CET to Mon 16 Mar 09:00 CET?');
  });

  it('has one winner when two accept in the same millisecond, in two processes', async () => {
    await stage.says('alice', 'cover from:now');
    const other = stage.replica();
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => pressed('U0BOB', button('U0BOB'), stage.tocsin)),
      ...[1, 2, 3].map(() => pressed('U0CAROL', button('U0CAROL'), other)),
    ]);
    const winners = answers.filter(({ text }) => text.startsWith('You cover'));
    const losers = answers.filter(({ text }) => /has already taken that shift/.test(text));
    expect([winners.length, losers.length]).toEqual([3, 3]);
    const kept = await stage.runtimeChanges.ofSchedule('primary');
    expect(kept.overrides).toHaveLength(1);
    expect(told('U0ALICE')).toHaveLength(1);
    const [won, lost] = last('U0BOB')!.startsWith('You cover') ? ['U0BOB', 'U0CAROL'] : ['U0CAROL', 'U0BOB'];
    expect(last(won!)).toMatch(/^You cover primary/);
    expect(last(lost!)).toMatch(/^(Bob Okafor|Carol Díaz) covers primary/);
  });

  it('goes on after a restart between the question and the answer', async () => {
    await stage.says('alice', 'cover from:now');
    const heir = stage.replica();
    expect((await pressed('U0CAROL', button('U0CAROL'), heir)).text).toMatch(/^You cover primary/);
    await stage.refresh();
    expect(await primaryAt('2026-03-10T12:00')).toBe('Carol Díaz');
    expect(last('U0BOB')).toMatch(/^Carol Díaz covers primary/);
  });

  it('tells everybody although the process died between keeping the change and telling', async () => {
    await stage.says('alice', 'cover from:now');
    const { put } = stage.notifications;
    stage.notifications.put = () => Promise.reject(new Error('the process is gone'));
    expect((await pressed('U0BOB', button('U0BOB'), stage.tocsin)).text).toMatch(/^You cover primary/);
    expect(told('U0ALICE')).toEqual([]);
    stage.notifications.put = put;
    const heir = stage.replica();
    stage.clock.set(new Date(stage.clock.now().getTime() + 11_000));
    await heir.sweep();
    await heir.idle();
    await heir.sweep();
    await heir.idle();
    expect(told('U0ALICE').filter((text) => text.includes('covers your shift'))).toHaveLength(1);
    expect(last('U0CAROL')).toMatch(/^Bob Okafor covers/);
  });

  it('does a repeated question and a repeated press once', async () => {
    for (const _ of [1, 2, 3]) await stage.says('alice', 'cover from:now', { id: 'same' });
    expect([told('U0BOB'), told('U0CAROL')].map((texts) => texts.length)).toEqual([1, 1]);
    const press = button('U0BOB');
    const answers = [];
    for (const _ of [1, 2, 3]) answers.push(await pressed('U0BOB', press, stage.tocsin, 'same press'));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await stage.runtimeChanges.ofSchedule('primary')).overrides).toHaveLength(1);
    expect(told('U0ALICE')).toHaveLength(1);
  });

  it('does not send a question that is held up once it is settled', async () => {
    slack.before = (_, to) => {
      if (to.id === 'U0CAROL') throw new DeliveryFailed('Slack does not answer', 'soon');
    };
    await stage.says('alice', 'cover from:now');
    await pressed('U0BOB', button('U0BOB'), stage.tocsin);
    slack.before = () => undefined;
    await stage.passes(5);
    expect(told('U0CAROL')).toEqual([]);
  });

  it('can be withdrawn, and asked for again', async () => {
    const answer = await stage.says('alice', 'cover from:now');
    const withdraw = answer.buttons![0]!.invokes;
    expect((await stage.says('bob', `cover withdraw:${withdraw.args.withdraw}`)).text).toBe(
      'Only Alice Chen can withdraw that request.',
    );
    const press = button('U0BOB');
    await stage.says('alice', `cover withdraw:${withdraw.args.withdraw}`);
    expect(last('U0BOB')).toMatch(/^Alice Chen no longer needs cover for primary/);
    expect((await pressed('U0BOB', press, stage.tocsin)).text).toBe(
      'Alice Chen does not need cover any more. Thank you.',
    );
    expect((await stage.says('alice', 'cover from:now')).text).toMatch(/^Asked Bob/);
  });

  it('can be given back by whoever took it, and asked for again', async () => {
    await stage.says('alice', 'cover from:2026-03-10T09:00 to:2026-03-11T09:00');
    await pressed('U0BOB', button('U0BOB'), stage.tocsin);
    const [, id] = /cancel:(\S+?)”/.exec((await stage.says('bob', 'override')).text) ?? [];
    expect((await stage.says('carol', `override cancel:${id}`)).text).toMatch(/^Somebody else made that override/);
    expect((await stage.says('bob', `override cancel:${id}`)).text).toContain('cancelled');
    expect(await primaryAt('2026-03-10T12:00')).toBe('Alice Chen');
    expect(last('U0ALICE')).toMatch(/Bob Okafor/);
    expect((await stage.says('alice', 'cover from:2026-03-10T09:00 to:2026-03-11T09:00')).text).toMatch(/^Asked Bob/);
  });

  it('leaves to the asker what somebody else has taken meanwhile', async () => {
    await stage.says('alice', 'cover from:now');
    await stage.says('carol', 'override from:2026-03-10T09:00 to:2026-03-10T17:00');
    await pressed('U0BOB', button('U0BOB'), stage.tocsin);
    expect(await primaryAt('2026-03-10T01:00')).toBe('Carol Díaz');
    expect(await primaryAt('2026-03-11T12:00')).toBe('Bob Okafor');
  });

  it('answers after the shift has begun with what is left of it, and not after its end', async () => {
    await stage.says('alice', 'cover from:now');
    const press = button('U0BOB');
    await stage.passes(24 * 60);
    expect((await pressed('U0BOB', press, stage.tocsin)).text).toMatch(/^You cover/);
    const [override] = (await stage.runtimeChanges.ofSchedule('primary')).overrides;
    expect(override?.from.toISOString()).toBe('2026-03-10T12:00:00.000Z');

    await stage.says('alice', 'cover from:2026-03-31T00:00 to:2026-03-31T08:00');
    const late = slack.pagesTo('U0BOB').at(-1)!.message.buttons![0]!.invokes;
    await stage.passes(60 * 24 * 40);
    expect((await pressed('U0BOB', late as ReturnType<typeof button>, stage.tocsin)).text).toMatch(/over/);
  });
});

describe('a wrong cover or override gets one sentence and changes nothing', () => {
  it.each<[string, string, string, RegExp]>([
    ['a shift that is over', 'alice', 'cover from:2026-03-09T09:00 to:2026-03-09T10:00', /shift is over/],
    ['a shift of somebody else', 'bob', 'cover from:2026-03-10T09:00 to:2026-03-11T09:00', /Alice Chen is on call/],
    [
      'an end before the start',
      'alice',
      'cover from:2026-03-11T09:00 to:2026-03-10T09:00',
      /The end is before the start/,
    ],
    ['a request that is not there', 'bob', 'cover take:nothing', /There is no such request/],
    ['an unknown schedule', 'alice', 'cover secondary', /no schedule “secondary”.*primary/],
    ['no right to it', 'victor', 'cover', /needs the role responder/],
    [
      'an override that ends before it starts',
      'bob',
      'override from:18:00 to:2026-03-09T10:00',
      /The end is before the start/,
    ],
    ['an override in the past', 'bob', 'override from:2026-03-01T10:00 to:2026-03-02T10:00', /already over/],
    ['an override that is too long', 'bob', 'override from:+1h to:+400d', /longer than 366 days/],
    ['an override without an end', 'bob', 'override from:+1h', /needs an end/],
    ['an unknown person', 'alice', 'override person:dave to:+1h', /no person “dave”/],
    ['an override of an unknown schedule', 'bob', 'override secondary to:+1h', /no schedule “secondary”/],
    ['an override for somebody else', 'bob', 'override person:carol to:+1h', /put only yourself on call/],
    ['an override by a viewer', 'victor', 'override to:+1h', /needs the role responder/],
    ['an override of a viewer', 'alice', 'override person:victor to:+1h', /cannot acknowledge incidents/],
    ['an override of oneself', 'alice', 'override to:+1h', /already on call then/],
    ['an end that is no time', 'bob', 'override to:later', /not a time/],
    ['a cancellation of nothing', 'bob', 'override cancel:nothing', /no such override/],
  ])('%s', async (_, person, line, words) => {
    const answer = await stage.says(person, line);
    expect(answer.text).toMatch(words);
    expect(answer.text.match(/[.?!](\s|$)/g)?.length).toBeLessThanOrEqual(3);
    expect(slack.posted).toEqual([]);
    expect((await stage.runtimeChanges.all()).schedules).toEqual([]);
  });

  it('one’s own shift, one that was asked for, and one that is covered', async () => {
    await stage.says('alice', 'cover from:now');
    const press = button('U0BOB');
    expect((await pressed('U0ALICE', press, stage.tocsin)).text).toMatch(/your own shift/);
    expect((await stage.says('alice', 'cover from:now')).text).toMatch(
      /already asked for that.*asked: Bob Okafor, Carol Díaz/,
    );
    await pressed('U0BOB', press, stage.tocsin);
    const again: Message = await stage.says('alice', 'cover from:+1h to:+2h');
    expect(again.text).toBe('Bob Okafor has already taken that shift, so it is covered.');
    expect((await stage.says('victor', `cover take:${press.args.take}`)).text).toMatch(/needs the role responder/);
  });
});
