import { afterEach, describe, expect, it } from 'vitest';
import { signed } from '../harness/fake-slack/line.ts';
import { ALICE } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { aliceOnTelegram, type Planted, startPlanted, type Trouble } from './planted.ts';

let world: Planted | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Everything that anybody was answered, headers and all. */
async function ask(path: string, init: RequestInit = {}, heard: string[] = []): Promise<Response> {
  const response = await fetch(`${world!.program.url}${path}`, { redirect: 'manual', ...init });
  heard.push([...response.headers].join('\n'), await response.clone().text());
  return response;
}

function declare(title: string): RequestInit {
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${world!.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title, severity: 'sev1', service: 'checkout', by: 'alice' }),
  };
}

/** What nobody should be answered more than that it is refused. */
async function knockEverywhere(heard: string[]): Promise<void> {
  const { apiToken, webhookSecret } = world!;
  const paths = ['/', '/status', '/health/live', '/health/ready', '/metrics', '/v1/openapi.json', '/sign-in/wrong'];
  const more = ['/mail/wrong', '/calendar/wrong.ics', '/v1/incidents', '/nothing-here', '/v1/incidents?limit=x'];
  for (const path of [...paths, ...more]) {
    await ask(path, {}, heard);
    await ask(path, { headers: { authorization: `Bearer ${apiToken}` } }, heard);
  }
  const wrongToken = { headers: { authorization: `Bearer ${apiToken.slice(0, -1)}` } };
  expect((await ask('/v1/incidents', wrongToken, heard)).status).toBe(401);
  await ask('/v1/incidents', { ...declare(''), body: '{' }, heard);
  await ask('/v1/incidents/999/ack', declare(''), heard);
  await ask('/v1/alerts', { ...declare(''), body: '{"title": 7}' }, heard);
  const withSecrets = { title: 7, note: `uses ${apiToken}`, password: webhookSecret };
  await ask('/v1/alerts', { ...declare(''), body: JSON.stringify(withSecrets) }, heard);
  await eventually('the payload is kept', async () => {
    const kept = await ask(
      '/v1/integrations/tests/payloads',
      { headers: { authorization: `Bearer ${apiToken}` } },
      heard,
    );
    return (await kept.text()).includes('uses [secret]');
  });
  const wrongSecret = {
    method: 'POST',
    body: '{}',
    headers: { 'x-telegram-bot-api-secret-token': `${webhookSecret}x` },
  };
  await ask('/telegram/webhook', wrongSecret, heard);
  await ask('/slack/events', { method: 'POST', body: '{}', headers: { 'x-slack-signature': 'v0=00' } }, heard);
}

async function breaksAndIsUsed(trouble: Trouble, heard: string[]): Promise<void> {
  const before = world!.calls();
  world!.become(trouble);
  expect((await ask('/v1/incidents', declare(`Checkout is ${trouble}`), heard)).status).toBe(201);
  await eventually(`everybody was called while ${trouble}`, () => {
    const now = world!.calls();
    return now.discord > before.discord && now.telegram > before.telegram && now.mail > before.mail;
  });
  await ask('/metrics', {}, heard);
  await ask('/health/ready', {}, heard);
}

/** A sign-in link and a code, which are secrets too, given to Alice by the program itself. */
async function asksForSecrets(): Promise<readonly string[]> {
  const { program, slack, telegram, webhookSecret } = world!;
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
  it.each(['sockets', 'webhooks'] as const)(
    'are nowhere to be found, whatever breaks (%s)',
    async (ways) => {
      world = await startPlanted(ways);
      const { program } = world;
      const heard: string[] = [];
      await eventually('Tocsin is running', () => program.stdout().includes('Tocsin is running'));
      await eventually('all platforms are connected', async () => {
        const { reasons } = (await (await ask('/health/ready')).json()) as { reasons?: string[] };
        return (reasons ?? []).length === 0;
      });
      const given = ways === 'webhooks' ? await asksForSecrets() : [];
      await knockEverywhere(heard);
      for (const trouble of ['well', 'failing', 'hanging', 'revoked'] as const) await breaksAndIsUsed(trouble, heard);
      await knockEverywhere(heard);
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
    120_000,
  );
});
