import { describe, expect, it } from 'vitest';
import { signed } from '../harness/fake-slack/line.ts';
import { ALICE } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { aliceOnTelegram, type Planted, startPlanted, type Trouble } from './planted.ts';

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Keeps in `heard` everything that is answered, headers and all. */
function asking({ program }: Planted, heard: string[]): Ask {
  return async (path, init = {}) => {
    const response = await fetch(`${program.url}${path}`, { redirect: 'manual', ...init });
    heard.push([...response.headers].join('\n'), await response.clone().text());
    return response;
  };
}

function declare({ apiToken }: Planted, title: string): RequestInit {
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title, severity: 'sev1', service: 'checkout', by: 'alice' }),
  };
}

/** What nobody should be answered more than that it is refused. */
async function knockEverywhere(world: Planted, ask: Ask): Promise<void> {
  const { apiToken, webhookSecret } = world;
  const paths = ['/', '/status', '/health/live', '/health/ready', '/metrics', '/v1/openapi.json', '/sign-in/wrong'];
  const more = ['/mail/wrong', '/calendar/wrong.ics', '/v1/incidents', '/nothing-here', '/v1/incidents?limit=x'];
  for (const path of [...paths, ...more]) {
    await ask(path);
    await ask(path, { headers: { authorization: `Bearer ${apiToken}` } });
  }
  const wrongToken = { headers: { authorization: `Bearer ${apiToken.slice(0, -1)}` } };
  expect((await ask('/v1/incidents', wrongToken)).status).toBe(401);
  await ask('/v1/incidents', { ...declare(world, ''), body: '{' });
  await ask('/v1/incidents/999/ack', declare(world, ''));
  await ask('/v1/alerts', { ...declare(world, ''), body: '{"title": 7}' });
  const withSecrets = { title: 7, note: `uses ${apiToken}`, password: webhookSecret };
  await ask('/v1/alerts', { ...declare(world, ''), body: JSON.stringify(withSecrets) });
  await eventually('the payload is kept', async () => {
    const kept = await ask('/v1/integrations/tests/payloads', { headers: { authorization: `Bearer ${apiToken}` } });
    return (await kept.text()).includes('uses [secret]');
  });
  const wrongSecret = {
    method: 'POST',
    body: '{}',
    headers: { 'x-telegram-bot-api-secret-token': `${webhookSecret}x` },
  };
  await ask('/telegram/webhook', wrongSecret);
  await ask('/slack/events', { method: 'POST', body: '{}', headers: { 'x-slack-signature': 'v0=00' } });
}

async function breaksAndIsUsed(world: Planted, trouble: Trouble, ask: Ask): Promise<void> {
  const before = world.calls();
  world.become(trouble);
  expect((await ask('/v1/incidents', declare(world, `Checkout is ${trouble}`))).status).toBe(201);
  await eventually(`everybody was called while ${trouble}`, () => {
    const now = world.calls();
    return now.discord > before.discord && now.telegram > before.telegram && now.mail > before.mail;
  });
  await ask('/metrics', {});
  await ask('/health/ready', {});
}

/** A sign-in link and a code, which are secrets too, given to Alice by the program itself. */
async function asksForSecrets({ program, slack, telegram, webhookSecret }: Planted): Promise<readonly string[]> {
  const channel = slack.workspace.direct(ALICE);
  const event = { type: 'message', channel_type: 'im', channel, user: ALICE, text: 'web', ts: '1.9', event_ts: '1.9' };
  const asked = signed('events_api', { type: 'event_callback', team_id: 'T0TEAM', event_id: 'Ev1', event });
  await fetch(`${program.url}/slack/events`, { method: 'POST', headers: asked.headers, body: await asked.text() });
  const link = await eventually('Alice has her link', () =>
    slack.workspace.messages.map((one) => /sign-in\/([\w-]+)/.exec(JSON.stringify(one))?.[1]).find(Boolean),
  );
  const from = { id: aliceOnTelegram, is_bot: false, first_name: 'Alice' };
  const chat = { id: aliceOnTelegram, type: 'private', first_name: 'Alice' };
  await fetch(`${program.url}/telegram/webhook`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': webhookSecret },
    body: JSON.stringify({ update_id: 7, message: { message_id: 7, date: 1, chat, from, text: '/web' } }),
  });
  const other = await eventually('and another', () =>
    telegram
      .chat(aliceOnTelegram)
      .posts.map((one) => /sign-in\/([\w-]+)/.exec(JSON.stringify(one))?.[1])
      .find(Boolean),
  );
  expect((await fetch(`${program.url}/sign-in/${link}`, { method: 'POST', redirect: 'manual' })).status).toBeLessThan(
    400,
  );
  expect((await fetch(`${program.url}/sign-in/${link}`, { method: 'POST' })).status).toBe(410);
  return [link ?? '', other ?? ''];
}

describe('secrets', () => {
  // Beside each other: most of the time they wait for a platform that does not answer.
  it.concurrent.for(['sockets', 'webhooks'] as const)(
    'are nowhere to be found, whatever breaks (%s)',
    // The one of the context: beside each other, the imported one may be the other test's.
    async (ways, { onTestFinished }) => {
      const world = await startPlanted(ways);
      onTestFinished(() => world.close());
      const { program } = world;
      const heard: string[] = [];
      const ask = asking(world, heard);
      await eventually('Tocsin is running', () => program.stdout().includes('Tocsin is running'));
      await eventually('all platforms are connected', async () => {
        const { reasons } = (await (await ask('/health/ready')).json()) as { reasons?: string[] };
        return (reasons ?? []).length === 0;
      });
      const given = ways === 'webhooks' ? await asksForSecrets(world) : [];
      await knockEverywhere(world, ask);
      for (const trouble of ['well', 'failing', 'hanging', 'revoked'] as const)
        await breaksAndIsUsed(world, trouble, ask);
      await knockEverywhere(world, ask);
      program.kill('SIGHUP');
      await eventually('the file was read again', () => program.stdout().includes('configuration file reloaded'));
      program.kill('SIGTERM');
      await program.ended;

      const places = {
        stdout: program.stdout(),
        stderr: program.stderr(),
        answers: heard.join('\n'),
        database: await world.kept(),
      };
      // That there is something to look through.
      expect(places.stdout).toContain('delivery failed');
      expect(places.answers).toContain('process_resident_memory_bytes');
      expect(places.database).toContain('Checkout is failing');
      // The audit log is there with what was done last, although it is written behind.
      const acts = ways === 'webhooks' ? ['declare', 'web', 'sign-in', 'reload'] : ['declare', 'reload'];
      for (const act of acts) expect(places.database).toContain(`"act":"${act}"`);
      for (const [place, text] of Object.entries(places)) {
        const found = [...world.secrets, ...given].filter((secret) => text.includes(secret));
        expect(found, place).toEqual([]);
      }
      // The log's last fence had nothing to strike out.
      expect(places.stdout.split('\n').filter((line) => line.includes('[secret]'))).toEqual([]);
    },
  );
});
