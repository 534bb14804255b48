import { describe, expect, it } from 'vitest';
import { withoutPress } from '../../../src/ports/commands/press.ts';
import { split } from '../../harness/fake-slack/fake-slack.ts';
import { BOT_USER, OPS } from '../../harness/fake-slack/workspace.ts';
import { eventually } from '../../harness/wait.ts';
import { connected, type Opened } from './open.ts';

const card = {
  text: '#42 Checkout is down',
  title: '#42 Checkout is down',
  buttons: [
    { label: 'Acknowledge', invokes: { command: 'ack', args: { incident: '42' } } },
    { label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } },
  ],
};

const invoked = (slack: Opened, count = 1) =>
  eventually('the command ran', () => slack.commands.invocations.length >= count && slack.commands.invocations.at(-1));

describe('what people do on Slack', () => {
  it('tells the incident in a thread by the thread’s id, which is the card’s', async () => {
    const slack = await connected();
    const ref = await slack.chat.send(slack.channel, card, 'card');
    const { ts } = split(ref);
    await slack.people.mentions(slack.alice, 'ack', OPS, ts);
    const { where } = await invoked(slack);
    expect(where).toEqual({
      address: { platform: 'slack', kind: 'channel', id: ref.id },
      private: false,
      places: [ref.id, OPS],
    });
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.onlyFor).toBe(slack.alice);
    const answered = slack.server.calls.findLast(({ method }) => method.startsWith('chat.'));
    expect(answered).toMatchObject({ method: 'chat.postEphemeral', args: { thread_ts: ts } });
    slack.verify();
  });

  it('tells a card in a thread by itself, its thread and its channel, and answers there', async () => {
    const slack = await connected();
    const ref = await slack.chat.send(slack.channel, card, 'card');
    const room = await slack.chat.openRoom({ key: 'r', name: '42', style: 'thread', card: ref });
    const inside = await slack.chat.send(room.address, card, 'inside');
    await slack.presses(slack.bob, inside, 'Acknowledge');
    expect((await invoked(slack)).where).toEqual({
      address: room.address,
      private: false,
      places: [inside.id, ref.id, OPS],
    });
    await eventually('he is told', () => slack.toldTo(slack.bob));
    expect(slack.server.workspace.messages.at(-1)).toMatchObject({ onlyFor: slack.bob, thread: split(ref).ts });
  });

  it('knows the language that a person has set in Slack, without waiting for it', async () => {
    const slack = await connected();
    slack.server.workspace.locales.set(slack.alice, 'de-DE');
    await slack.people.mentions(slack.alice, 'ack 42', OPS);
    expect((await invoked(slack)).from.language).toBeUndefined();
    await eventually('Slack was asked', () => slack.server.calls.some(({ method }) => method === 'users.info'));
    await eventually('what she says next is known to be German', async () => {
      const before = slack.commands.invocations.length;
      await slack.people.mentions(slack.alice, 'ack 42', OPS);
      return (await invoked(slack, before + 1)).from.language === 'de';
    });
    expect(slack.server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
    slack.verify();
  });

  it('answers as before where Slack does not tell the language', async () => {
    const slack = await connected();
    slack.server.rules.scopes.delete('users:read');
    await slack.people.mentions(slack.alice, 'ack 42', OPS);
    await eventually('Slack was asked', () => slack.server.calls.some(({ method }) => method === 'users.info'));
    await slack.people.mentions(slack.alice, 'ack 42', OPS);
    expect((await invoked(slack, 2)).from.language).toBeUndefined();
    expect(slack.server.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });

  it('does not answer in a channel what was said to others, nor what only talks about the bot', async () => {
    const slack = await connected();
    slack.commands.answer = () => ({ message: { text: 'which?' }, aside: true });
    await slack.people.mentions(slack.alice, 'ack', OPS);
    await invoked(slack);
    await slack.people.event({
      type: 'app_mention',
      channel: OPS,
      user: slack.alice,
      text: `I asked <@${BOT_USER}> to ack 42`,
      ts: '1.8',
      event_ts: '1.8',
    });
    slack.commands.answer = ({ args }) => ({ message: { text: `ran ${args.incident}` } });
    await slack.people.event({
      type: 'app_mention',
      channel: OPS,
      user: slack.alice,
      text: `ack 43 <@${BOT_USER}>`,
      ts: '1.9',
      event_ts: '1.9',
    });
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.text).toBe('ran 43');
    expect(slack.commands.invocations).toHaveLength(2);
  });

  it('tells a page by the message, in private', async () => {
    const slack = await connected();
    const to = { platform: 'slack', kind: 'person', id: slack.alice } as const;
    const page = await slack.chat.send(to, card, 'page');
    await slack.presses(slack.alice, page, 'Acknowledge');
    const { where } = await invoked(slack);
    expect(where).toMatchObject({ address: to, private: true });
    expect(where.places[0]).toBe(page.id);
    await slack.people.writes(slack.alice, 'ack', { thread: split(page).ts });
    expect((await invoked(slack, 2)).where.places[0]).toBe(page.id);
    slack.verify();
  });

  it.each([
    ['/incident resolve 42 a <b> & "c"', { incident: '42' }],
    ['incident ack 42', { incident: '42' }],
    [`<@${BOT_USER}> ack 42`, { incident: '42' }],
  ])('reads “%s” in a direct message', async (line, args) => {
    const slack = await connected();
    await slack.people.event({
      type: 'message',
      channel_type: 'im',
      channel: slack.server.workspace.direct(slack.alice),
      user: slack.alice,
      text: line.replace('resolve', 'ack'),
      ts: '1.9',
      event_ts: '1.9',
    });
    expect((await invoked(slack)).args).toMatchObject(args);
  });

  it('reads what Slack escaped, linked and marked as a mention as it was typed', async () => {
    const slack = await connected();
    await slack.people.writes(slack.alice, 'note 42 shop.example.org: 1 < 2 & @U0BOB knows');
    expect((await invoked(slack)).args.text).toBe('shop.example.org: 1 < 2 & <@U0BOB|somebody> knows');
    await slack.people.slash(slack.alice, 'note 42 shop.example.org: 1 < 2 & @U0BOB knows', OPS);
    expect((await invoked(slack, 2)).args.text).toBe('shop.example.org: 1 < 2 & <@U0BOB|somebody> knows');
  });

  it('hears neither itself, nor other bots, nor edits', async () => {
    const slack = await connected();
    const base = {
      type: 'message',
      channel_type: 'im',
      channel: 'D0ALICE',
      text: 'ack 42',
      ts: '1.9',
      event_ts: '1.9',
    };
    await slack.people.event({ ...base, user: BOT_USER, bot_id: 'B0BOT' });
    await slack.people.event({ ...base, user: 'U0OTHER', bot_id: 'B0OTHER' });
    await slack.people.event({ ...base, subtype: 'message_changed', message: { text: 'ack 42' } });
    await slack.people.event({ ...base, channel_type: 'channel', user: slack.alice });
    await slack.people.writes(slack.alice, 'ack 7');
    expect((await invoked(slack)).args).toEqual({ incident: '7' });
    expect(slack.commands.invocations).toHaveLength(1);
  });

  it('runs a retried event once', async () => {
    const slack = await connected();
    await slack.people.writes(slack.alice, 'ack 42');
    await slack.repeatsLast();
    await slack.repeatsLast();
    expect(slack.commands.invocations).toHaveLength(1);
    slack.verify();
  });

  it('finishes, answers and acknowledges what is being run before it leaves', async () => {
    const slack = await connected();
    let finish = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        finish = () => resolve({ message: { text: 'done at last' } });
      });
    const acknowledged = slack.people.writes(slack.alice, 'ack 42');
    await invoked(slack);
    const stopped = slack.chat.close();
    finish();
    await stopped;
    expect(await acknowledged).toBeDefined();
    expect(slack.toldTo(slack.alice)?.text).toBe('done at last');
    slack.verify();
  });

  it('offers the form on a button where a form cannot open by itself', async () => {
    const slack = await connected();
    await slack.people.writes(slack.alice, 'declare');
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.buttons).toEqual(['Fill in']);
    const [channel = '', ts = ''] = told.id.split(':');
    await slack.people.presses(slack.alice, { channel, ts }, 'Fill in');
    await slack.fillsIn(slack.alice, { title: 'Checkout is down' });
    const { args, where } = await invoked(slack);
    expect(withoutPress(args)).toEqual({ title: 'Checkout is down' });
    expect(where.private).toBe(true);
    slack.verify();
  });

  it('draws a field for each kind of option, and answers where the form was asked for', async () => {
    const slack = await connected();
    await slack.people.slash(slack.alice, 'declare', OPS);
    const view = await eventually('the form opened', () => [...slack.server.workspace.views.values()][0]);
    const blocks = view.shape.blocks as { element: { type: string; multiline?: boolean }; optional: boolean }[];
    expect(blocks.map(({ element, optional }) => [element.type, optional])).toEqual([
      ['plain_text_input', false],
      ['static_select', true],
      ['static_select', true],
      ['plain_text_input', true],
    ]);
    expect(blocks[3]?.element.multiline).toBe(true);
    await slack.fillsIn(slack.alice, { title: 'Checkout is down', severity: 'SEV1' });
    const { args, id, where } = await invoked(slack);
    expect(args).toEqual({ title: 'Checkout is down', severity: 'sev1' });
    expect(id).toBe(`slack:${view.id}`);
    expect(where.places).toEqual([OPS]);
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.onlyFor).toBe(slack.alice);
    slack.verify();
  });

  it('says so when Slack opens no form', async () => {
    const slack = await connected({ mode: 'socket', triggerMs: -1 });
    await slack.people.slash(slack.alice, 'declare', OPS);
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.text).toContain('try again');
    expect(slack.commands.invocations).toHaveLength(0);
  });

  it('answers by direct message whom it cannot answer in the channel', async () => {
    const slack = await connected();
    const { workspace } = slack.server;
    const other = workspace.addChannel('elsewhere', 'U0ADMIN', { members: [slack.alice] });
    await slack.people.slash(slack.alice, 'declare', other.id);
    await eventually('the form opened', () => workspace.views.size === 1);
    workspace.responses.clear();
    await slack.fillsIn(slack.alice, { title: 'Checkout is down' });
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.onlyFor).toBeUndefined();
    expect(told.text).toContain('ran declare');
    slack.verify();
  });

  it('ignores a button that it did not write', async () => {
    const slack = await connected();
    const ref = await slack.chat.send(slack.channel, card, 'card');
    const message = slack.server.workspace.find(split(ref).channel, split(ref).ts);
    const block = message?.blocks.find(({ type }) => type === 'actions') as { elements: { value: string }[] };
    block.elements[0]!.value = '<script>';
    await slack.people.presses(slack.bob, split(ref), 'Acknowledge');
    await slack.people.writes(slack.alice, 'ack 7');
    await invoked(slack);
    expect(slack.commands.invocations).toHaveLength(1);
  });

  it('tells the person when a command fails, and not why', async () => {
    const slack = await connected();
    slack.commands.answer = () => {
      throw new Error('mongodb://user:pass@host is away');
    };
    await slack.people.slash(slack.alice, 'ack 42', OPS);
    const told = await eventually('she is told', () => slack.toldTo(slack.alice));
    expect(told.text).toContain('Something went wrong');
    expect(told.text).not.toContain('mongodb');
  });
});
