import { describe, expect, it } from 'vitest';
import { signed } from '../../harness/fake-slack/line.ts';
import { ALICE, type Shape } from '../../harness/fake-slack/workspace.ts';
import { eventually } from '../../harness/wait.ts';
import { connected, type Opened } from './open.ts';

const now = () => Math.floor(Date.now() / 1_000);
const HOUR = 3_600;

function said(text: string, id = 'Ev1'): Shape {
  return {
    type: 'event_callback',
    team_id: 'T0TEAM',
    event_id: id,
    authorizations: [{ team_id: 'T0TEAM', is_enterprise_install: false }],
    event: { type: 'message', channel_type: 'im', channel: 'D0ALICE', user: ALICE, text, ts: '1.9', event_ts: '1.9' },
  };
}

function ask(slack: Opened, request: Request): Promise<Response> {
  if (!slack.adapter.routes) throw new Error('HTTP mode has routes');
  return slack.adapter.routes.handle(request, { address: '127.0.0.1' });
}

describe('Slack by HTTP', () => {
  it('takes what Slack signed', async () => {
    const slack = await connected({ mode: 'http' });
    slack.server.workspace.direct(ALICE);
    expect((await ask(slack, signed('events_api', said('ack 42')))).status).toBe(200);
    expect(slack.commands.invocations).toHaveLength(1);
    slack.verify();
  });

  it.each([
    ['with another secret', () => signed('events_api', said('ack 42'), { secret: 'guessed' })],
    ['an hour ago, sent once more', () => signed('events_api', said('ack 42'), { at: now() - HOUR })],
    ['an hour in the future', () => signed('events_api', said('ack 42'), { at: now() + HOUR })],
    [
      'for another body',
      () => {
        const genuine = signed('events_api', said('ack 42'));
        return new Request(genuine.url, {
          method: 'POST',
          headers: genuine.headers,
          body: JSON.stringify(said('ack 7')),
        });
      },
    ],
    [
      'not at all',
      () => new Request('http://x/slack/events', { method: 'POST', body: JSON.stringify(said('ack 42')) }),
    ],
    [
      'with a signature that is no signature',
      () => {
        const genuine = signed('events_api', said('ack 42'));
        genuine.headers.set('x-slack-signature', 'v0');
        return genuine;
      },
    ],
  ])('refuses what is signed %s', async (_, forge) => {
    const slack = await connected({ mode: 'http' });
    expect((await ask(slack, forge())).status).toBe(401);
    expect(slack.commands.invocations).toHaveLength(0);
  });

  it('runs a request that is replayed within the five minutes once', async () => {
    const slack = await connected({ mode: 'http' });
    const request = signed('events_api', said('ack 42'));
    await ask(slack, request.clone());
    await ask(slack, request);
    expect(slack.commands.invocations).toHaveLength(1);
  });

  it('answers Slack’s question whether the URL is ours', async () => {
    const slack = await connected({ mode: 'http' });
    const response = await ask(slack, signed('events_api', { type: 'url_verification', challenge: 'c-1' }));
    expect(await response.json()).toEqual({ challenge: 'c-1' });
  });

  it('refuses other methods, rubbish, and bodies without end', async () => {
    const slack = await connected({ mode: 'http' });
    expect((await ask(slack, new Request('http://x/slack/events'))).status).toBe(405);
    const huge = new Request('http://x/slack/events', { method: 'POST', body: 'x'.repeat(1_100_000) });
    // Without a signature its size does not matter: it is not read.
    expect((await ask(slack, huge)).status).toBe(401);
    const { headers } = signed('slash_commands', {});
    const large = new Request(huge.url, { method: 'POST', headers, body: 'x'.repeat(2_000_000) });
    expect((await ask(slack, large)).status).toBe(413);
    const rubbish = signed('slash_commands', {});
    const broken = new Request(rubbish.url, { method: 'POST', headers: rubbish.headers, body: '' });
    expect((await ask(slack, broken)).status).toBeGreaterThanOrEqual(400);
  });

  it('says that it is not there once it is stopped', async () => {
    const slack = await connected({ mode: 'http' });
    await slack.chat.close();
    expect((await ask(slack, signed('events_api', said('ack 42')))).status).toBe(503);
  });

  it('lets Slack send an event again whose handling failed', async () => {
    const slack = await connected({ mode: 'http' });
    const { answer } = slack.commands;
    slack.commands.answer = () => {
      throw new Error('the database is away');
    };
    expect((await ask(slack, signed('events_api', said('ack 42')))).status).toBe(500);
    slack.commands.answer = answer;
    expect((await ask(slack, signed('events_api', said('ack 42'), { retry: 1 }))).status).toBe(200);
    expect(slack.commands.invocations.map(({ id }) => id)).toEqual(['slack:Ev1', 'slack:Ev1']);
  });

  it('acknowledges a slow event before Slack loses patience, and runs its retry once', async () => {
    const slack = await connected({ mode: 'http' });
    slack.server.workspace.direct(ALICE);
    let finish = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        finish = () => resolve({ message: { text: 'done at last' } });
      });
    const first = ask(slack, signed('events_api', said('ack 42')));
    await eventually('it runs', () => slack.commands.invocations.length === 1);
    const retried = ask(slack, signed('events_api', said('ack 42'), { retry: 1 }));
    expect((await first).status).toBe(200);
    expect((await retried).status).toBe(200);
    finish();
    const told = await eventually('alice is told', () => slack.toldTo(ALICE));
    expect(told.text).toContain('done at last');
    expect(slack.commands.invocations).toHaveLength(1);
  });
});
