import { describe, expect, it } from 'vitest';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import { openSlack } from '../../harness/fake-slack/fake-slack.ts';
import type { OddAnswer } from '../../harness/fake-slack/server.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { connected, type Opened } from './open.ts';

const message = { text: 'Checkout is down' };

async function failure(work: Promise<unknown>): Promise<DeliveryFailed> {
  const thrown = await work.catch((err: unknown) => err);
  expect(thrown).toBeInstanceOf(DeliveryFailed);
  return thrown as DeliveryFailed;
}

const shown = (slack: Opened) => slack.shown(slack.channel).filter(({ text }) => text === message.text);
const refusal = (code: string) => JSON.stringify({ ok: false, error: code });

describe('what Slack answers when it may have posted the message', () => {
  it.each<[string, OddAnswer]>([
    ['an error after which parts may be done', { done: true, body: refusal('internal_error') }],
    ['a catastrophic error', { done: true, body: refusal('fatal_error') }],
    ['that it is unavailable', { done: true, body: refusal('service_unavailable') }],
    ['the page of a proxy as if all were well', { done: true, body: '<html>Access restricted</html>' }],
    ['half of its answer', { done: true, body: '{"ok":true,"channel":"C0O' }],
    ['nothing at all', { done: true, body: '' }],
    ['502 and a page', { done: true, status: 502, body: '<html>Bad Gateway</html>' }],
  ])('is tried again, and shown once: %s', async (_, answer) => {
    const slack = await connected();
    slack.server.odd.set('chat.postMessage', answer);
    const failed = await failure(slack.chat.send(slack.channel, message, 'k'));
    expect(failed.retryAfterMs).toBe('soon');
    expect(failed.message).not.toContain('<');
    await slack.chat.send(slack.channel, message, 'k');
    expect(shown(slack)).toHaveLength(1);
    slack.verify();
  });

  it('comes after the time for a delivery is over: the retry waits for it', async () => {
    const slack = await connected({ mode: 'socket', waits: { callMs: 30_000, deliveryMs: 300 } });
    let answer = () => {};
    const when = new Promise<void>((resolve) => {
      answer = resolve;
    });
    slack.server.odd.set('chat.postMessage', { done: true, when, body: refusal('fatal_error') });
    await failure(slack.chat.send(slack.channel, message, 'k'));
    const again = slack.chat.send(slack.channel, message, 'k');
    answer();
    await again.catch(() => slack.chat.send(slack.channel, message, 'k'));
    expect(shown(slack)).toHaveLength(1);
  });

  it('is found by another process that tries again', async () => {
    const slack = await connected();
    const to = directTo('slack', slack.alice);
    const since = new Date();
    slack.server.losesAnswerOf = 'chat.postMessage';
    await failure(slack.chat.send(to, message, 'k'));
    const other = await openSlack({ mode: 'http', at: slack.server });
    await other.chat.start(new RecordingCommands());
    const found = await other.chat.send(to, { text: 'Checkout and search are down' }, 'k', since);
    await other.chat.close();
    // What joined it meanwhile must be in it.
    expect(slack.shown(to).map(({ id, text }) => [id, text])).toEqual([[found.id, 'Checkout and search are down']]);
  });

  it('is looked for again when the search is limited for a moment, and sent when that takes long', async () => {
    const slack = await connected();
    slack.server.losesAnswerOf = 'chat.postMessage';
    await failure(slack.chat.send(slack.channel, message, 'k'));
    slack.server.limited.set('conversations.history', 2);
    expect((await failure(slack.chat.send(slack.channel, message, 'k'))).retryAfterMs).toBe(2_000);
    slack.server.limited.clear();
    await slack.chat.send(slack.channel, message, 'k');
    expect(shown(slack)).toHaveLength(1);

    slack.server.losesAnswerOf = 'chat.postMessage';
    await failure(slack.chat.send(slack.channel, message, 'k2'));
    slack.server.limited.set('conversations.history', 60);
    await slack.chat.send(slack.channel, message, 'k2');
    expect(shown(slack)).toHaveLength(3);
  });
});

describe('what Slack refuses', () => {
  it.each([
    ['user_not_visible', /see this person/],
    ['invalid_user_combination', /another organization/],
    ['ekm_access_denied', /suspended/],
    ['no_permission', /Invite the bot/],
    ['restricted_action', /settings/],
    ['restricted_action_non_threadable_channel', /no replies/],
    ['messages_tab_disabled', /Messages tab/],
    ['cannot_dm_bot', /bot’s/],
    ['msg_too_long', /report it/],
    ['invalid_metadata_format', /report it/],
  ])('is given up with its next step: %s', async (code, next) => {
    const slack = await connected();
    slack.server.refused.set('chat.postMessage', code);
    const failed = await failure(slack.chat.send(directTo('slack', slack.alice), message, 'k'));
    expect(failed).toMatchObject({ retryAfterMs: 'never', needsRepair: false });
    expect(failed.message).toMatch(next);
    expect(slack.server.count('chat.postMessage')).toBe(1);
  });

  it.each([
    'team_access_not_granted',
    'enterprise_is_restricted',
    'accesslimited',
    'token_expired',
    'account_inactive',
  ])('waits for a repair, and another way is better: %s', async (code) => {
    const slack = await connected({ mode: 'http' });
    slack.server.refused.set('chat.postMessage', code);
    const failed = await failure(slack.chat.send(directTo('slack', slack.alice), message, 'k'));
    expect(failed).toMatchObject({ retryAfterMs: 'soon', needsRepair: true });
    expect(failed.message).toMatch(new RegExp(`${code}\\. [A-Z]`));
    expect(slack.lost).toHaveLength(1);
  });

  it.each(['rate_limited', 'message_limit_exceeded', 'org_login_required', 'team_added_to_org', 'request_timeout'])(
    'is tried again, and not looked for: %s',
    async (code) => {
      const slack = await connected();
      slack.server.odd.set('chat.postMessage', { body: refusal(code) });
      expect(await failure(slack.chat.send(slack.channel, message, 'k'))).toMatchObject({ retryAfterMs: 'soon' });
      await slack.chat.send(slack.channel, message, 'k');
      expect(slack.server.count('conversations.history')).toBe(0);
      expect(shown(slack)).toHaveLength(1);
    },
  );

  it('is a pause without its length', async () => {
    const slack = await connected();
    slack.server.odd.set('chat.postMessage', { status: 429, body: '<html>error code: 1015</html>' });
    const failed = await failure(slack.chat.send(slack.channel, message, 'k'));
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    expect(failed.message).toMatch(/asks for a pause/);
  });

  it('is a direct message that was closed meanwhile, which is opened anew', async () => {
    const slack = await connected();
    const to = directTo('slack', slack.alice);
    await slack.chat.send(to, message, 'k1');
    slack.server.odd.set('chat.postMessage', { body: refusal('channel_not_found') });
    await slack.chat.send(to, message, 'k2');
    expect(slack.shown(to)).toHaveLength(2);
    expect(slack.server.count('conversations.open')).toBe(1);
  });
});
