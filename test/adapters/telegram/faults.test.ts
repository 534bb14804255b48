import { describe, expect, it } from 'vitest';
import type { Address } from '../../../src/domain/address.ts';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import type { Message } from '../../../src/ports/message.ts';
import { type OddAnswer, refusal } from '../../harness/fake-telegram/odd-answers.ts';
import { newChat } from '../../harness/fake-telegram/world.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, carol, forum, group } from './platform.ts';
import { startedTelegram } from './started.ts';

const message = { text: 'Checkout is down' };
const at = (id: number | string): Address => ({ platform: 'telegram', kind: 'channel', id: String(id) });
const once = { retryAfterMs: 'never', needsRepair: false };
const again = { retryAfterMs: 'soon', needsRepair: false };
const repair = { retryAfterMs: 'soon', needsRepair: true };

describe('What Telegram answers', () => {
  const here = startedTelegram('polling', { timing: { pollSeconds: 1 } });

  async function failure(work: Promise<unknown>): Promise<DeliveryFailed> {
    const thrown = await work.catch((err: unknown) => err);
    expect(thrown).toBeInstanceOf(DeliveryFailed);
    expect((thrown as Error).message).not.toMatch(/<|undefined|planted-token/);
    return thrown as DeliveryFailed;
  }
  const send = (what: Message = message, to = at(group)) => here.telegram.chat.send(to, what, 'k');
  function fails(method: string, answer: OddAnswer): void {
    here.telegram.fake.odd.set(method, answer);
  }
  const shown = () => here.telegram.shown(at(group)).map(({ text }) => text);

  it.each<[number, string, RegExp]>([
    [403, 'Forbidden: bot was blocked by the user', /unblocks the bot/],
    [403, 'Forbidden: user is deactivated', /account is gone/],
    [403, "Forbidden: bot can't initiate conversation with a user", /pressed Start/],
    [403, 'Forbidden: bot was kicked from the supergroup chat', /Add the bot/],
    [403, 'Forbidden: bot is not a member of the channel chat', /Add the bot/],
    [403, 'Forbidden: the group chat was deleted', /group is gone/],
    [400, 'Bad Request: chat not found', /Check the id/],
    [400, 'Bad Request: not enough rights to send text messages to the chat', /administrator/],
    [400, 'Bad Request: need administrator rights in the channel chat', /administrator/],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', /administrator/],
    [400, 'Bad Request: CHAT_SEND_PLAIN_FORBIDDEN', /administrator/],
    [400, 'Bad Request: message is too long', /report it/],
    [400, 'Bad Request: MESSAGE_TOO_LONG', /report it/],
    [404, 'Not Found: method not found', /too old/],
  ])('is given up with its next step, and another way is used at once: %s %s', async (code, description, next) => {
    fails('sendMessage', refusal(code, description));
    const failed = await failure(send());
    expect(failed).toMatchObject({ ...once, gone: undefined });
    expect(failed.message).toMatch(next);
    expect(here.lost).toEqual([]);
    expect(shown()).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['TOPIC_CLOSED', /Reopen/],
    ['TOPIC_DELETED', /deleted/],
    ['message thread not found', /deleted/],
  ])('means that the room is gone: %s', async (description, next) => {
    fails('sendMessage', refusal(400, `Bad Request: ${description}`));
    const failed = await failure(send(message, at(`${forum}:topic:7`)));
    expect(failed).toMatchObject({ ...once, gone: 'place' });
    expect(failed.message).toMatch(next);
  });

  it.each(['message to edit not found', "message can't be edited", 'MESSAGE_ID_INVALID'])(
    'means that the message is gone: %s',
    async (description) => {
      const sent = await send();
      fails('editMessageText', refusal(400, `Bad Request: ${description}`));
      expect(await failure(here.telegram.chat.update(sent, message))).toMatchObject({ ...once, gone: 'message' });
    },
  );

  it('is no failure where the message is as it should be', async () => {
    await here.telegram.chat.update(await send(), message);
    expect(here.telegram.fake.refused.join()).toContain('message is not modified');
  });

  it.each([3, 4_000])('is a pause of %d s', async (seconds) => {
    fails('sendMessage', refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }));
    expect(await failure(send())).toMatchObject({ retryAfterMs: seconds * 1_000, needsRepair: false });
    await send();
    expect(shown()).toEqual([message.text]);
  });

  it.each<[number, string]>([
    [401, 'Unauthorized'],
    [401, 'Unauthorized: invalid token specified'],
    [404, 'Not Found'],
    [400, 'Bad Request: Logged out'],
  ])('waits for a repair, and another way is used at once: %d %s', async (code, description) => {
    fails('sendMessage', refusal(code, description));
    const failed = await failure(send());
    expect(failed).toMatchObject(repair);
    expect(failed.message).toContain('TELEGRAM_TOKEN');
    expect(here.lost).toMatchObject([{ needsRepair: true }]);
  });

  it.each([401, 404])('to a poll says that the token is refused: %d', async (code) => {
    fails('getUpdates', refusal(code, 'Not Found'));
    await eventually('it is told', () => here.lost.length > 0);
    expect(here.lost).toMatchObject([{ needsRepair: true }]);
  });

  it.each([
    'terminated by other getUpdates request; make sure that only one bot instance is running',
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ])('to a poll says that another program takes the messages, and it polls again: %s', async (description) => {
    fails('getUpdates', refusal(409, `Conflict: ${description}`));
    await eventually('it is noticed', () => here.telegram.log.text().includes('Another program '));
    await eventually('it hears again', () => here.telegram.chat.listening());
    expect(here.lost).toEqual([]);
  });

  it.each<[string, OddAnswer]>([
    ['502 and a page', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['a page as if all were well', { body: '<html>Access restricted</html>' }],
    ['a JSON null', { body: 'null' }],
    ['another program’s JSON', { status: 500, body: '{"error":"upstream"}' }],
    ['a result without its contents', { body: '{"ok":true}' }],
    ['nothing', { body: '' }],
    ['a restart', refusal(500, 'Internal Server Error: restart')],
    ['half of its answer', { body: '{"ok":true,"result":{"message_id":1', ends: 'halfway' }],
    ['a reset', { body: '', ends: 'before' }],
  ])('is tried again: %s', async (_, answer) => {
    fails('sendMessage', answer);
    expect(await failure(send())).toMatchObject(again);
    await send();
    expect(shown()).toEqual([message.text]);
  });

  // The Bot API has no key by which a message is recognized, and a bot cannot read what it wrote.
  it.each<[string, OddAnswer]>([
    ['a reset', { done: true, body: '', ends: 'before' }],
    ['half of its answer', { done: true, body: '{"ok":true,"res', ends: 'halfway' }],
  ])('is lost after the message was posted, so that a retry posts it twice: %s', async (_, answer) => {
    fails('sendMessage', answer);
    expect(await failure(send())).toMatchObject(again);
    await send();
    expect(shown()).toEqual([message.text, message.text]);
  });

  it('is that the group has another id, which is used from then on', async () => {
    here.telegram.fake.addChat({ id: -55, type: 'group', title: 'Ops' });
    here.telegram.fake.moves(-55, newChat({ id: -1001055, type: 'supergroup', title: 'Ops' }));
    expect((await send(message, at(-55))).at.id).toBe('-1001055');
  });

  it('is that the markup cannot be read: the words arrive', async () => {
    const description = 'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"';
    fails('sendMessage', refusal(400, description));
    await send({ text: 'x', title: 'Checkout <is> down' });
    expect(shown()).toEqual(['Checkout <is> down']);
  });

  it('is nothing bad where a text has as many UTF-16 units as fit', async () => {
    await send({ text: '🧯'.repeat(4_096) });
    expect(shown()[0]!.length).toBeLessThanOrEqual(4_096);
    expect(shown()[0]!.length).toBeGreaterThan(3_000);
  });

  it('is that a server does not know topics: the room is the replies to the card', async () => {
    const card = await send(message, at(forum));
    fails('createForumTopic', refusal(404, 'Not Found: method not found'));
    const room = { key: 'room', name: '42 Down', style: 'topic', announce: at(forum), card } as const;
    expect(await here.telegram.chat.openRoom(room)).toMatchObject({ style: 'reply', underCard: true });
    expect(here.lost).toEqual([]);
  });
});

describe('A press that Telegram does not let anybody answer any more', () => {
  const here = startedTelegram();
  const tooOld = {
    ...refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'),
    done: true,
  } as const;
  const buttons = [{ label: 'Acknowledge', invokes: { command: 'ack', args: {} } }];

  it('is answered in a message of its own', async () => {
    const { telegram } = here;
    const page = await telegram.chat.send(directTo('telegram', String(alice)), { ...message, buttons }, 'k');
    telegram.fake.odd.set('answerCallbackQuery', tooOld);
    const posts = telegram.fake.chat(alice).posts;
    telegram.fake.presses(alice, alice, Number(page.id.split(':')[1]), 'Acknowledge');
    await eventually('the answer is a message', () => posts.length === 2);
    expect(here.commands.invocations).toHaveLength(1);
  });

  it('is answered in the group to who never pressed Start', async () => {
    const { telegram } = here;
    const card = await telegram.chat.send(at(group), { ...message, buttons }, 'k');
    telegram.fake.odd.set('answerCallbackQuery', tooOld);
    const posts = telegram.fake.chat(group).posts;
    telegram.fake.presses(carol, group, Number(card.id.split(':')[1]), 'Acknowledge');
    await eventually('the answer is a message', () => posts.length === 2);
  });
});
