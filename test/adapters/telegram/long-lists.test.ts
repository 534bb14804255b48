import { describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/adapter.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, buttonsOf, forum } from './platform.ts';
import { startedTelegram } from './started.ts';

const services = Array.from({ length: 30 }, (_, index) => ({ value: `service-${index}`, label: `Service ${index}` }));

describe('Long lists in forms on Telegram', () => {
  const here = startedTelegram();
  const ran = () => eventually('the command ran', () => here.commands.invocations[0]);

  /** The question for a service, in a private chat or in a group. */
  async function asked(chat = alice) {
    const { telegram, commands } = here;
    commands.choices = services;
    telegram.fake.writes(alice, chat, '/declare');
    await telegram.answer(alice, 'Down');
    await eventually('severity is asked', async () => (await telegram.question(alice)).post.text.includes('severity'));
    await telegram.press(alice, 'Skip');
    await eventually('service is asked', async () => (await telegram.question(alice)).post.text.includes('service'));
    return (await telegram.question(alice)).post;
  }

  const shows = (post: Parameters<typeof buttonsOf>[0], labels: readonly string[]) =>
    eventually(`it shows ${labels.join()}`, () => labels.every((label) => buttonsOf(post).includes(label)));

  it('are shown in pages, in one message', async () => {
    const { telegram } = here;
    const post = await asked();
    expect(buttonsOf(post).slice(0, 11)).toEqual([...services.slice(0, 8).map(({ label }) => label), '‹', '1/4', '›']);
    const count = telegram.fake.chat(alice).posts.length;
    telegram.fake.presses(alice, alice, post.id, '›');
    await shows(post, ['2/4', 'Service 8', 'Service 15']);
    telegram.fake.presses(alice, alice, post.id, '‹');
    await shows(post, ['1/4']);
    telegram.fake.presses(alice, alice, post.id, '‹');
    await shows(post, ['4/4', 'Service 29']);
    expect(telegram.fake.chat(alice).posts).toHaveLength(count);
    telegram.fake.presses(alice, alice, post.id, 'Service 29');
    await eventually('the next is asked', async () =>
      (await telegram.question(alice)).post.text.includes('description'),
    );
    await telegram.press(alice, 'Send');
    expect((await ran()).args).toEqual({ title: 'Down', service: 'service-29' });
  });

  it.each([alice, forum])('are narrowed by a part of a name, also after a restart (%s)', async (chat) => {
    const { telegram, commands } = here;
    const post = await asked(chat);
    await telegram.chat.close();
    const { log, dialogs, settings } = telegram;
    const restarted = new ConnectedChat(createTelegram(settings, { log, clock: systemClock, dialogs }));
    await restarted.start(commands);
    const reply = chat === alice ? {} : { replyTo: post.id };
    telegram.fake.writes(alice, chat, 'ICE 2', reply);
    await shows(post, ['Service 2', 'Service 20', 'Service 26', '1/2', 'Show all']);
    expect(buttonsOf(post)).not.toContain('Service 1');
    telegram.fake.writes(alice, chat, 'zebra', reply);
    await eventually('she is told', () =>
      telegram.fake.chat(chat).posts.some(({ text }) => text.includes('Nothing in the list is like “zebra”')),
    );
    telegram.fake.presses(alice, chat, post.id, 'Show all');
    await shows(post, ['1/4', 'Service 1']);
    telegram.fake.writes(alice, chat, 'service 7', reply);
    await eventually('the next is asked', async () =>
      (await telegram.question(alice)).post.text.includes('description'),
    );
    await telegram.press(alice, 'Send');
    expect((await ran()).args.service).toBe('service-7');
    await restarted.close();
  });
});

describe('What is refused of a form on Telegram', () => {
  const here = startedTelegram();

  it('is asked once more, and nothing else is', async () => {
    const { telegram, commands } = here;
    commands.answer = ({ args }) =>
      args.title === 'Down for everybody'
        ? { message: { text: 'declared' } }
        : { message: { text: 'The title is too short.' }, refused: { option: 'title' } };
    telegram.fake.writes(alice, alice, '/declare');
    await telegram.answer(alice, 'Down');
    await eventually('severity is asked', async () => (await telegram.question(alice)).post.text.includes('severity'));
    await telegram.press(alice, 'SEV1');
    await eventually('service is asked', async () => (await telegram.question(alice)).post.text.includes('service'));
    await telegram.press(alice, 'Send');
    await eventually('she is told why', () => telegram.fake.told(alice).some(({ text }) => text.includes('too short')));
    await eventually('title is asked', async () => (await telegram.question(alice)).post.text.includes('title'));
    await telegram.answer(alice, 'Down for everybody');
    await eventually('it ran', () => commands.invocations.length === 2);
    expect(commands.invocations[1]?.args).toEqual({ title: 'Down for everybody', severity: 'sev1' });
    expect(commands.invocations[1]?.id).toBe(commands.invocations[0]?.id);
    await eventually('nothing is open', () => telegram.dialogs.size === 0);
  });
});
