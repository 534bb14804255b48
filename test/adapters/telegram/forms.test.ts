import { describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/adapter.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, bob, buttonsOf, carol, forum, group } from './platform.ts';
import { startedTelegram } from './started.ts';

describe('Forms on Telegram, one question at a time', () => {
  const here = startedTelegram();
  const ran = () => eventually('the command ran', () => here.commands.invocations[0]);
  const toldAlice = (words: string) =>
    eventually(`alice was told: ${words}`, () =>
      here.telegram.fake.told(alice).find(({ text }) => text.includes(words)),
    );

  it('says that it cannot save that while nobody can tell whether a question is open', async () => {
    const { dialogs, fake } = here.telegram;
    dialogs.find = () => Promise.reject(new StoreUnavailable(new Error('away')));
    fake.writes(alice, alice, 'ack 42');
    await toldAlice('The database does not answer');
    expect(here.commands.invocations).toEqual([]);
  });

  it('asks for what is needed first, and offers what may be left out', async () => {
    here.telegram.fake.writes(alice, alice, '/declare');
    const first = await here.telegram.question(alice);
    expect(first.post.text).toContain('title');
    expect(buttonsOf(first.post)).toEqual(['Cancel']);
    await here.telegram.answer(alice, 'Checkout is down');
    const second = await here.telegram.question(alice);
    expect(second.post.text).toContain('severity');
    expect(buttonsOf(second.post)).toEqual(['SEV1', 'SEV2', 'SEV3', 'SEV4', 'Skip', 'Send', 'Cancel']);
    await here.telegram.press(alice, 'SEV2');
    await here.telegram.press(alice, 'Skip');
    await here.telegram.press(alice, 'Skip');
    expect((await ran()).args).toEqual({ title: 'Checkout is down', severity: 'sev2' });
    await eventually('the question shows the answer', () => second.post.text === 'severity: SEV2');
    expect(buttonsOf(second.post)).toEqual([]);
  });

  it('sends at once what is needed, when nothing else is to be said', async () => {
    here.telegram.fake.writes(alice, alice, '/declare');
    await here.telegram.answer(alice, 'Checkout is down');
    await here.telegram.press(alice, 'Send');
    expect((await ran()).args).toEqual({ title: 'Checkout is down' });
  });

  it('goes on after a restart, under the id and in the place of the first word', async () => {
    const { telegram, commands } = here;
    telegram.fake.writes(alice, forum, '/note 42');
    await telegram.question(alice);
    await telegram.chat.close();
    const { log, dialogs, settings } = telegram;
    const restarted = new ConnectedChat(createTelegram(settings, { log, clock: systemClock, dialogs }));
    await restarted.start(commands);
    await telegram.answer(alice, 'restarted the cache');
    const { id, args, where, from } = await ran();
    expect(args).toEqual({ incident: '42', text: 'restarted the cache' });
    expect(id).toBe(`message:${forum}:1000`);
    expect(from.id).toBe(String(alice));
    expect(where).toMatchObject({ private: false, address: { id: String(forum) }, places: [String(forum)] });
    await eventually('nothing is open', () => dialogs.size === 0);
    await restarted.close();
  });

  it('is ended by its button and by /cancel, and says so', async () => {
    const { telegram, commands } = here;
    telegram.fake.writes(alice, alice, '/note 42');
    await telegram.press(alice, 'Cancel');
    await toldAlice('Cancelled');
    telegram.fake.writes(alice, group, '/note 42');
    await telegram.question(alice);
    telegram.fake.writes(alice, group, '/cancel');
    await eventually('nothing is open', () => telegram.dialogs.size === 0);
    telegram.fake.writes(alice, alice, '/cancel');
    await toldAlice('no open question');
    expect(commands.invocations).toEqual([]);
  });

  it('passes over by /skip only what may be left out', async () => {
    const { telegram } = here;
    telegram.fake.writes(alice, group, '/declare');
    await telegram.question(alice);
    telegram.fake.writes(alice, group, '/skip');
    await toldAlice('title is required');
    await telegram.answer(alice, 'Down');
    for (const label of ['severity', 'service', 'description']) {
      await eventually(`${label} is asked`, async () => (await telegram.question(alice)).post.text.includes(label));
      telegram.fake.writes(alice, group, '/skip');
    }
    expect((await ran()).args).toEqual({ title: 'Down' });
  });

  it('keeps the question open when an answer is too long, empty or none of the choices', async () => {
    const { telegram, commands } = here;
    telegram.fake.writes(alice, alice, '/declare');
    await telegram.question(alice);
    telegram.fake.writes(alice, alice, '🧯'.repeat(10_000));
    await toldAlice('10000 characters; at most 200 are allowed');
    telegram.fake.writes(alice, alice, 'Down');
    await eventually('severity is asked', async () => (await telegram.question(alice)).post.text.includes('severity'));
    telegram.fake.writes(alice, alice, 'sev9');
    await toldAlice('press one of the buttons');
    telegram.fake.writes(alice, alice, 'SEV3');
    await eventually('service is asked', async () => (await telegram.question(alice)).post.text.includes('service'));
    expect(commands.invocations).toEqual([]);
    await telegram.press(alice, 'Send');
    expect((await ran()).args).toEqual({ title: 'Down', severity: 'sev3' });
  });

  it('is abandoned by a new command', async () => {
    const { telegram, commands } = here;
    telegram.fake.writes(alice, alice, '/note 42');
    await telegram.question(alice);
    telegram.fake.writes(alice, alice, '/ack 42');
    expect((await ran()).command).toBe('ack');
    telegram.fake.writes(alice, alice, 'ack 7');
    await eventually('the line is a command again', () => commands.invocations[1]?.args.incident === '7');
  });

  it('takes an answer that looks like a command or a path for what it is', async () => {
    const { telegram } = here;
    telegram.fake.writes(alice, alice, '/note 42');
    await telegram.answer(alice, '/api/checkout is down, ack 42');
    expect((await ran()).args.text).toBe('/api/checkout is down, ack 42');
  });

  it('refuses politely what is pressed on an old question, or on that of somebody else', async () => {
    const { telegram, commands } = here;
    telegram.fake.writes(alice, forum, '/declare');
    await telegram.answer(alice, 'Down');
    const { post } = await telegram.question(alice);
    telegram.fake.presses(bob, forum, post.id, 'SEV1');
    await eventually('bob is told', () => telegram.fake.told(bob).some(({ text }) => text.includes('no longer open')));
    telegram.fake.writes(alice, forum, '/ack 42');
    await ran();
    telegram.fake.presses(alice, forum, post.id, 'SEV1');
    await toldAlice('no longer open');
    expect(commands.invocations).toHaveLength(1);
  });

  it('asks in a group with a box that only this person gets to see, and takes only a reply for an answer', async () => {
    const { telegram, commands } = here;
    telegram.fake.writes(alice, group, '/note 42');
    const { post } = await telegram.question(alice);
    expect(post.markup).toEqual({ force_reply: true, selective: true });
    expect(post.text).toContain('Alice <&>');
    telegram.fake.writes(alice, group, 'just talking');
    telegram.fake.writes(bob, group, 'not mine to answer', { replyTo: post.id });
    await telegram.answer(alice, 'restarted it');
    expect((await ran()).args.text).toBe('restarted it');
    expect(commands.invocations[0]?.where.places).toEqual([String(group)]);
  });

  it('asks in private when the button was in a broadcast channel', async () => {
    const { telegram } = here;
    const channel = -1001099;
    telegram.fake.addChat({ id: channel, type: 'channel', title: 'Status' });
    const buttons = [{ label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } }];
    const at = { platform: 'telegram', kind: 'channel', id: String(channel) } as const;
    const ref = await telegram.chat.send(at, { text: 'card', buttons }, 'card');
    await telegram.presses(String(alice), ref, 'Add note');
    expect((await telegram.question(alice)).chat).toBe(alice);
    await telegram.answer(alice, 'seen');
    expect((await ran()).where).toMatchObject({ private: false, address: { id: String(channel) } });
    expect(here.commands.invocations[0]?.where.places[0]).toBe(ref.id);
    await telegram.presses(String(carol), ref, 'Add note');
    await eventually('carol is told', () => telegram.fake.told(carol).some(({ text }) => text.includes('press Start')));
  });
});
