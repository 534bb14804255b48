import { describe, expect, it } from 'vitest';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import { split } from '../../harness/fake-slack/fake-slack.ts';
import { allScopes } from '../../harness/fake-slack/server.ts';
import { BOT_USER } from '../../harness/fake-slack/workspace.ts';
import { eventually } from '../../harness/wait.ts';
import { connected, type Opened } from './open.ts';

const message = { text: 'Alice Chen acknowledged' };

async function failure(work: Promise<unknown>): Promise<DeliveryFailed> {
  const thrown = await work.catch((err: unknown) => err);
  expect(thrown).toBeInstanceOf(DeliveryFailed);
  return thrown as DeliveryFailed;
}

const shown = (slack: Opened) => slack.shown(slack.channel).filter(({ text }) => text === message.text);

describe('sending to Slack', () => {
  it('finds a message again whose answer was lost, instead of showing it twice', async () => {
    const slack = await connected();
    slack.server.losesAnswerOf = 'chat.postMessage';
    expect((await failure(slack.chat.send(slack.channel, message, 'k1'))).retryAfterMs).toBe('soon');
    const ref = await slack.chat.send(slack.channel, message, 'k1');
    expect(shown(slack).map(({ id }) => id)).toEqual([ref.id]);
    await slack.chat.send(slack.channel, message, 'k2');
    expect(shown(slack)).toHaveLength(2);
    slack.verify();
  });

  it('finds it in a thread and in a direct message, and after it was connected anew', async () => {
    const slack = await connected();
    const root = await slack.chat.send(slack.channel, { text: 'root' }, 'root');
    const thread = { platform: 'slack', kind: 'channel', id: root.id } as const;
    for (const to of [thread, directTo('slack', slack.alice)]) {
      slack.server.losesAnswerOf = 'chat.postMessage';
      await failure(slack.chat.send(to, message, 'k1'));
      await slack.chat.start(slack.commands, () => {});
      await slack.chat.send(to, message, 'k1');
      expect(slack.shown(to).filter(({ text }) => text === message.text)).toHaveLength(1);
    }
    slack.verify();
  });

  it('takes one call for a person’s first message, and remembers where it went', async () => {
    const slack = await connected();
    const to = directTo('slack', slack.alice);
    const first = await slack.chat.send(to, message, 'k1');
    expect(first.id).toMatch(/^D\w+:/);
    await slack.chat.update(first, { text: 'edited' });
    await slack.chat.send(to, message, 'k2');
    const called = slack.server.calls
      .map(({ method }) => method)
      .filter((one) => /^(?:chat|conversations)\./.test(one));
    expect(called).toEqual(['chat.postMessage', 'chat.update', 'chat.postMessage']);
    slack.verify();
  });

  it('says of an account that is not there that it is the account', async () => {
    const slack = await connected();
    const failed = await failure(slack.chat.send(directTo('slack', 'U0GONE'), message, 'k1'));
    expect(failed.message).toMatch(/Check the person’s Slack id in the configuration/);
    expect(failed.retryAfterMs).toBe('never');
  });

  it('sends it again where it may not look', async () => {
    const slack = await connected();
    slack.server.rules.scopes.delete('channels:history');
    slack.server.losesAnswerOf = 'chat.postMessage';
    await failure(slack.chat.send(slack.channel, message, 'k1'));
    await slack.chat.send(slack.channel, message, 'k1');
    expect(shown(slack)).toHaveLength(2);
  });

  it('is one message when the same key is sent again, also at the same time', async () => {
    const slack = await connected();
    const send = () => slack.chat.send(slack.channel, message, 'k1');
    const refs = [...(await Promise.all([send(), send()])), await send()];
    expect(new Set(refs.map(({ id }) => id)).size).toBe(1);
    expect(shown(slack)).toHaveLength(1);
  });

  it('keeps the pause that Slack asks for, and holds up nothing else', async () => {
    const slack = await connected();
    const ref = await slack.chat.send(slack.channel, message, 'k1');
    slack.server.limited.set('chat.postMessage', 30);
    const limited = failure(slack.chat.send(slack.channel, message, 'k2'));
    await slack.chat.update(ref, { text: 'edited meanwhile' });
    expect((await limited).retryAfterMs).toBe(30_000);
    expect(slack.shown(slack.channel)[0]?.text).toBe('edited meanwhile');
  });

  it.each([
    ['a channel that is not there', (slack: Opened) => ({ ...slack.channel, id: 'C0NONE' }), 'never'],
    ['a person who is not there', () => directTo('slack', 'U0NOBODY'), 'never'],
    [
      'an archived channel',
      (slack: Opened) => {
        slack.server.workspace.channels.get(slack.channel.id)!.archived = true;
        return slack.channel;
      },
      'never',
    ],
    [
      'a private channel that it is not in',
      (slack: Opened) => ({
        ...slack.channel,
        id: slack.server.workspace.addChannel('secret', 'U0ADMIN', { isPrivate: true }).id,
      }),
      'never',
    ],
    [
      'a thread that is gone',
      (slack: Opened) => ({ ...slack.channel, id: `${slack.channel.id}:1700000000.000009` }),
      'never',
    ],
  ] as const)('gives up on %s', async (_, to, retry) => {
    const slack = await connected();
    const failed = await failure(slack.chat.send(to(slack), message, 'k'));
    expect(failed.retryAfterMs).toBe(retry);
    expect(failed.message).toMatch(/^Slack refused to .+: \w+\. \w/);
  });

  it('does not give up on a message for want of a token, and reports the loss once', async () => {
    const slack = await connected({ mode: 'http' });
    slack.becomes('revoked');
    expect((await failure(slack.chat.send(slack.channel, message, 'k'))).retryAfterMs).toBe('soon');
    await failure(slack.chat.send(slack.channel, message, 'k'));
    expect(slack.lost).toHaveLength(1);
    expect(slack.chat.listening()).toBe(false);
    slack.becomes('well');
    await slack.chat.start(slack.commands, () => {});
    await slack.chat.send(slack.channel, message, 'k');
    expect(shown(slack)).toHaveLength(1);
  });

  it.each(['tokens_revoked', 'app_uninstalled'])('is lost when Slack says %s', async (type) => {
    const slack = await connected();
    await slack.people.event({ type, tokens: { oauth: [], bot: [BOT_USER] }, event_ts: '1.9' });
    await eventually('it is lost', () => slack.lost.length === 1);
    expect(slack.lost[0]?.message).toContain('Install it again');
  });

  it('names the scope that the token lacks', async () => {
    const slack = await connected();
    await slack.chat.close();
    slack.server.rules.scopes.delete('chat:write');
    await expect(slack.chat.start(slack.commands, () => {})).rejects.toThrow('lacks chat:write');
    for (const scope of allScopes) slack.server.rules.scopes.add(scope);
  });

  it('fails with the contract’s error before it is started', async () => {
    const slack = await connected();
    await slack.chat.close();
    expect((await failure(slack.chat.send(slack.channel, message, 'k'))).retryAfterMs).toBe('soon');
  });

  it('puts what a thread’s card and its thread share into one id', async () => {
    const slack = await connected();
    const ref = await slack.chat.send(slack.channel, message, 'card');
    const room = await slack.chat.openRoom({ key: 'r', name: '42', style: 'reply', card: ref });
    expect(room).toEqual({ address: { ...slack.channel, id: ref.id }, style: 'thread', underCard: true });
    const inside = await slack.chat.send(room.address, { text: 'inside' }, 'inside');
    expect(slack.shown(room.address).map(({ text }) => text)).toEqual([message.text, 'inside']);
    expect(split(inside).channel).toBe(slack.channel.id);
  });
});
