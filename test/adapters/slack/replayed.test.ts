import { describe, expect, it } from 'vitest';
import { signed } from '../../harness/fake-slack/line.ts';
import { ALICE, OPS, type Shape } from '../../harness/fake-slack/workspace.ts';
import { eventually } from '../../harness/wait.ts';
import { connected, type Opened } from './open.ts';

const MINUTE = 60;

function ask(slack: Opened, request: Request): Promise<Response> {
  return slack.adapter.routes!.handle(request, { address: '127.0.0.1' });
}

function command(slack: Opened): Shape {
  return {
    command: '/incident',
    text: 'ack 42',
    user_id: ALICE,
    user_name: 'alice',
    channel_id: OPS,
    trigger_id: 'trigger.1',
    response_url: slack.server.responseUrl(OPS, ALICE),
  };
}

interface Change {
  readonly body?: (body: string) => string;
  readonly headers?: Record<string, string>;
}

/** The same request once more, with something of it changed by somebody who does not know the secret. */
async function altered(genuine: Request, change: Change) {
  const headers = new Headers(genuine.headers);
  for (const [name, value] of Object.entries(change.headers ?? {})) headers.set(name, value);
  const body = await genuine.clone().text();
  return new Request(genuine.url, { method: 'POST', headers, body: change.body?.(body) ?? body });
}

describe('a genuine slash command of Slack’s by HTTP', () => {
  it('is run once, sent again as it is or as a retry', async () => {
    const slack = await connected({ mode: 'http' });
    const genuine = signed('slash_commands', command(slack));
    expect((await ask(slack, genuine.clone())).status).toBe(200);
    await eventually('it runs', () => slack.commands.invocations.length === 1);
    expect((await ask(slack, genuine.clone())).status).toBe(200);
    const retried = await altered(genuine, { headers: { 'x-slack-retry-num': '1' } });
    expect((await ask(slack, retried)).status).toBe(200);
    expect(slack.commands.invocations).toHaveLength(1);
  });

  it('is refused as somebody else’s, as another command, under another time, and with more behind it', async () => {
    const slack = await connected({ mode: 'http' });
    const genuine = signed('slash_commands', command(slack));
    const later = String(Math.floor(Date.now() / 1_000) + MINUTE);
    const changes: Change[] = [
      { body: (body: string) => body.replace(ALICE, 'U0ADMIN') },
      { body: (body: string) => body.replace('42', '43') },
      { body: (body: string) => body.replace('trigger.1', 'trigger.2') },
      { body: (body: string) => `${body}&user_id=U0ADMIN` },
      { headers: { 'x-slack-request-timestamp': later } },
      { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } },
    ];
    for (const change of changes) expect((await ask(slack, await altered(genuine, change))).status).toBe(401);
    expect(slack.commands.invocations).toEqual([]);
  });
});
